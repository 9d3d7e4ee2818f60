import Markup

/// The address of a page in ConnectWise. Only `https` addresses of plain characters become one; anything else is no link.
public struct ExternalLink: Link, Sendable {
  private let address: String

  public init?(_ address: String) {
    let prefix = "https://"
    guard address.hasPrefix(prefix), address.utf8.count > prefix.utf8.count, address.utf8.count <= 2048 else { return nil }
    // RFC 3986 §2: unreserved, reserved and percent; no blanks, quotes, angle brackets or control characters.
    guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#""<>\^`{|}"#.utf8.contains($0) }) else { return nil }
    self.address = address
  }

  public func write(to html: inout HTML) { html.append(text: address) }
}
