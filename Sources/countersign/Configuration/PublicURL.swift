import Bytes
import HTTP

/// The address that people type: it decides links in mails, the cookie rules, the allowed origin and the base path.
struct PublicURL: Sendable, Equatable, CustomStringConvertible {
  let isSecure: Bool
  /// Lower case; an IPv6 address in its brackets.
  let host: String
  /// Only when it is not the scheme's own.
  let port: Int?
  /// `""` or `"/countersign"`: no closing slash.
  let basePath: String

  init(_ text: String) throws(Unfit) {
    guard let mark = text.range(ofFirst: "://") else { throw Unfit("it has no http:// or https://") }
    switch text[..<mark.lowerBound].lowercased() {
    case "https": isSecure = true
    case "http": isSecure = false
    default: throw Unfit("it has no http:// or https://")
    }
    let rest = text[mark.upperBound...]
    guard !rest.contains(where: { "?#@\\".contains($0) }) else {
      throw Unfit("a user name, a question mark or a # does not belong into it")
    }
    let authority = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(authority.count)
    var name = authority
    var port: Int?
    if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
      guard let number = parseDigits(authority[authority.index(after: colon)...]), (1...65_535).contains(number) else {
        throw Unfit("the port is no number from 1 to 65535")
      }
      port = number
      name = authority[..<colon]
    }
    guard HostName.isLegal(String(name)) else { throw Unfit("\(quoted(String(name))) is not a host name") }
    host = name.lowercased()
    self.port = port == (isSecure ? 443 : 80) ? nil : port
    basePath = try Self.basePath(path)
  }

  /// What a browser sends in `Origin`.
  var origin: String { "\(isSecure ? "https" : "http")://\(host)\(port.map { ":\($0)" } ?? "")" }

  var description: String { origin + basePath }

  /// Cookies over plain http are acceptable here: nothing leaves the machine.
  var isLocal: Bool { host == "localhost" || host == "[::1]" || host.hasPrefix("127.") && CIDR(host) != nil }

  private static func basePath(_ path: Substring) throws(Unfit) -> String {
    let parts = path.split(separator: "/")
    for part in parts {
      let legal = part.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true  // RFC 3986 §2.3 unreserved
        default: false
        }
      }
      guard legal, part != ".", part != ".." else { throw Unfit("its path may only have letters, digits and - . _ ~") }
    }
    return parts.map { "/\($0)" }.joined()
  }
}

extension String {
  /// The first place where `needle` stands.
  fileprivate func range(ofFirst needle: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
      start = index(after: start)
    }
    return nil
  }
}
