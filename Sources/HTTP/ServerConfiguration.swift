/// Where the server listens.
public enum ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// Port 0 lets the system choose.
  case tcp(host: String, port: UInt16)
  case unix(path: String)

  /// `127.0.0.1:8080`, `[::1]:8080` or `unix:/run/countersign.sock`.
  public init?(_ text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty, path.utf8.count < 108 else { return nil }
      self = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    var port = 0
    let digits = text[text.index(after: colon)...].utf8
    guard !digits.isEmpty, digits.count <= 5, !host.isEmpty else { return nil }
    for digit in digits {
      guard Octet.isDigit(digit) else { return nil }
      port = port * 10 + Int(digit &- 0x30)
    }
    guard port <= 65_535 else { return nil }
    self = .tcp(host: host == "localhost" ? "127.0.0.1" : String(host), port: UInt16(port))
  }

  public var description: String {
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}

/// Everything that the server must be told.
public struct ServerConfiguration: Sendable {
  public var listen: [ListenAddress]
  public var loops = 1
  /// Names the site answers to, without port, lower-case; empty means any.
  public var hosts: [String] = []
  /// "" or "/countersign": removed from paths before anybody sees them, everything outside is not found.
  public var basePath = ""
  /// Peers whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. A Unix socket's peer always is: its file says who may connect.
  public var trustedProxies: [CIDR] = []
  public var limits = Limits()
  /// Headers on the answers that the server gives by itself.
  public var standing = HeaderBlock.none
  /// The look of those answers; nil means one plain sentence.
  public var errorBody: (@Sendable (_ status: Status, _ requestID: String, _ sentence: String) -> Response)?
  public var files = StaticFiles([])
  /// Cookies the site sets: a request that brings one of them twice is refused.
  public var cookies: [String] = []
  /// Where uploads wait for the application.
  public var uploadFolder = "/tmp"
  public var log: (@Sendable (AccessRecord) -> Void)?
  /// What an operator should know: refused headers, exhausted handles.
  public var note: (@Sendable (String) -> Void)?
  public var clock = Clock.system

  public init(listen: [ListenAddress]) { self.listen = listen }
}
