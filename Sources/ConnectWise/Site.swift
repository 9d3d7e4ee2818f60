/// The host that people type into the settings: `na.myconnectwise.net`, `https://cw.example.com/`, `http://127.0.0.1:9123`.
public struct Site: Sendable, Hashable {
  public let scheme: String
  public let host: String
  /// Only when it is not the scheme's own.
  public let port: Int?

  /// Nil unless it is a host, with an optional scheme, port and closing slash. Whether we may connect to it is the outbound
  /// policy's business.
  public init?(_ text: String) {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    var scheme = "https"
    if let mark = rest.firstIndex(of: ":"), rest[mark...].hasPrefix("://") {
      scheme = rest[..<mark].lowercased()
      rest = rest[mark...].dropFirst(3)
    }
    guard scheme == "https" || scheme == "http" else { return nil }
    if rest.last == "/" { rest = rest.dropLast() }
    var port: Int?
    if let colon = rest.lastIndex(of: ":"), rest.last != "]" {
      let digits = rest[rest.index(after: colon)...]
      guard !digits.isEmpty, digits.count <= 5, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int(digits),
        (1...65535).contains(number)
      else { return nil }
      port = number
      rest = rest[..<colon]
    }
    let legal = rest.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3A, 0x5B, 0x5D: true  // letters digits - . : [ ]
      default: false
      }
    }
    guard legal, !rest.isEmpty, rest.utf8.count <= 253, rest.first != ".", rest.first != "-" else { return nil }
    guard rest.hasPrefix("[") == rest.hasSuffix("]"), rest.hasPrefix("[") || !rest.contains(where: { "[]:".contains($0) })
    else { return nil }
    self.scheme = scheme
    self.host = rest.lowercased()
    self.port = port == (scheme == "https" ? 443 : 80) ? nil : port
  }

  /// Where the browser interface and companyinfo live.
  public var origin: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")" }

  /// Where the API lives: cloud sites answer it on `api-` + name only (API-NOTES §1).
  public var apiOrigin: String {
    let isCloud =
      host == "staging.connectwisedev.com" || ["na", "eu", "au", "aus", "za"].contains { host == "\($0).myconnectwise.net" }
    return isCloud ? "\(scheme)://api-\(host)\(port.map { ":\($0)" } ?? "")" : origin
  }
}
