import Curl
import Sandbox

/// How the sandbox's callbacks leave the program: to this machine, as the demo and tests want it, or to public https.
enum CallbackPost {
  static func send(_ delivery: CallbackDelivery) -> Int? {
    var allowed: [String] = []
    // The origin as written, if it is one of this machine.
    let parts = delivery.url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    if parts.count > 2, let host = parts[2].split(separator: ":").first, ["127.0.0.1", "localhost"].contains(host) {
      allowed.append("\(parts[0])//\(parts[2])")
    }
    guard let policy = try? OutboundPolicy(allow: allowed) else { return nil }
    let headers = delivery.headers.map { OutboundRequest.Header($0.name, $0.value) }
    // An answer that takes longer than five seconds counts as none (API-NOTES §7).
    let limits = OutboundRequest.Limits(connect: .seconds(5), total: .seconds(5), quiet: .seconds(5), answer: 65_536)
    let request = OutboundRequest(.post, delivery.url, headers: headers, body: delivery.body, limits: limits)
    return switch CurlTransport(policy: policy).send(request) {
    case .success(let response): response.status
    case .failure: nil
    }
  }
}
