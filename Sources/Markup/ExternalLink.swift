import Bytes

/// A link out of the site: the one door through which an address from data may enter a page.
///
/// Only `https`, `http` and `mailto` are let in, so that `javascript:` and `data:` cannot stand in a link.
public struct ExternalLink: Link, Sendable, Equatable {
  public let address: String

  /// Nil unless `address` is a printable ASCII address of an allowed scheme with something behind it.
  public init?(_ address: String) {
    let lowered = address.lowercased()
    guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else { return nil }
    guard
      let scheme = ["https://", "http://", "mailto:"].first(where: { lowered.hasPrefix($0) }),
      address.utf8.count > scheme.utf8.count,
      scheme == "mailto:" || lowered.utf8.dropFirst(scheme.utf8.count).first != UInt8(ascii: "/")
    else { return nil }
    self.address = address
  }

  public func write(to html: inout HTML) {
    switch html.spelling {
    case .attribute: html.append(text: address)
    case .address: html.buffer.append(address)
    }
  }
}
