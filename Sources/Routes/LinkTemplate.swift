/// The address pattern of a ConnectWise page, with placeholders: `https://{site}/…?recid={id}`.
///
/// It always begins with the configured site, so whoever edits a template cannot send people elsewhere.
public struct LinkTemplate: Hashable, Sendable {
  public let text: String
  private let parts: [Part]

  private enum Part: Hashable, Sendable {
    case literal(String)
    case company, id, number
  }

  private static let start = "https://{site}/"

  public init(_ text: String) throws(BadLinkTemplate) {
    guard text.hasPrefix(Self.start) else { throw .doesNotBeginWithSite }
    var parts: [Part] = []
    var rest = text.dropFirst(Self.start.count - 1)
    guard !rest.hasPrefix("//") else { throw .doesNotBeginWithSite }
    while let brace = rest.firstIndex(of: "{") {
      parts.append(.literal(try Self.checked(rest[..<brace])))
      guard let end = rest[brace...].firstIndex(of: "}") else { throw .unclosedPlaceholder }
      let name = String(rest[rest.index(after: brace)..<end])
      switch name {
      case "company": parts.append(.company)
      case "id": parts.append(.id)
      case "number": parts.append(.number)
      default: throw .unknownPlaceholder(name)
      }
      rest = rest[rest.index(after: end)...]
    }
    parts.append(.literal(try Self.checked(rest)))
    self.text = text
    self.parts = parts
  }

  private static func checked(_ literal: Substring) throws(BadLinkTemplate) -> String {
    for byte in literal.utf8 {
      switch byte {
      // RFC 3986: unreserved, reserved and the percent sign.
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        break
      case _ where "-._~:/?#@!$&()*+,;=%".utf8.contains(byte): break
      default: throw .illegalCharacter
      }
    }
    return String(literal)
  }

  /// The address, its values percent-encoded.
  func address(origin: Origin, company: String, id: Int64, number: String) -> String {
    parts.reduce(origin.text) { address, part in
      switch part {
      case .literal(let text): address + text
      case .company: address + PercentEncoding.encode(company)
      case .id: address + String(id)
      case .number: address + PercentEncoding.encode(number)
      }
    }
  }
}

/// What is wrong with a link template.
public enum BadLinkTemplate: Error, Hashable, Sendable {
  case doesNotBeginWithSite, unclosedPlaceholder, illegalCharacter
  case unknownPlaceholder(String)

  public var sentence: String {
    switch self {
    case .doesNotBeginWithSite: "The link must begin with https://{site}/ so that it leads to your ConnectWise."
    case .unclosedPlaceholder: "A placeholder is not closed. Write it as {id}."
    case .illegalCharacter: "The link holds a character that may not stand in an address. Percent-encode it."
    case .unknownPlaceholder(let name): "There is no placeholder {\(name)}. Use {site}, {company}, {id} or {number}."
    }
  }
}
