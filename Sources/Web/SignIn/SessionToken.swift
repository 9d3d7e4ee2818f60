import Crypto
import Domain
import HTTP
import SQLite
import Store

/// A session's secret: in the browser's cookie and nowhere else. The store keeps its hash.
enum SessionToken {
  static func hash(_ text: String) -> [UInt8]? { Token(text)?.hash }

  /// Begins a session for `person` and says what to set in the browser. Always a new token: a session cannot be fixed
  /// by whoever knew the old cookie.
  static func begin(for person: Person, method: String, on visit: Visit, in store: Writer) throws -> [String] {
    let premises = visit.premises
    if let old = visit.session { try store.endSession(tokenHash: old.tokenHash) }
    let token = Token(from: premises.random)
    try store.begin(
      Session(
        tokenHash: token.hash, createdAt: visit.now, seenAt: visit.now,
        absoluteUntil: visit.now.adding(milliseconds: premises.sessions.absolute), method: method,
        device: DeviceName.of(visit.request.header("user-agent") ?? ""), network: Throttle.network(of: visit.request.client)),
      of: person.id)
    return [
      Cookie.make(Cookie.session(premises), token.text, premises, seconds: Int(premises.sessions.absolute / 1_000)),
      Cookie.clearing(Cookie.preSession(premises), premises),
    ]
  }
}

/// A browser's name as its owner knows it: *Chrome on Windows*. From the words every browser has in its header.
enum DeviceName {
  static func of(_ agent: String) -> String {
    let browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
    let systems = [
      ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "Mac"),
      ("Linux", "Linux"),
    ]
    let browser = browsers.first { agent.contains($0.0) }?.1 ?? "A browser"
    let system = systems.first { agent.contains($0.0) }?.1 ?? "an unknown system"
    return "\(browser) on \(system)"
  }
}
