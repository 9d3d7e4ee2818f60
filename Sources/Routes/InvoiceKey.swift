import Domain

/// How an address names an invoice: by ConnectWise's id, which is canonical, or by the number people know.
///
/// Digits alone are an id; whoever finds no invoice of that id may look for one of that number.
public enum InvoiceKey: Hashable, Sendable {
  case id(ID<Invoice>)
  case number(InvoiceNumber)

  public init?(segment: some StringProtocol) {
    if let id = PlainInteger.parse(segment), id > 0 {
      self = .id(ID(id))
    } else if let number = InvoiceNumber(String(segment)) {
      self = .number(number)
    } else {
      return nil
    }
  }

  public var segment: String {
    switch self {
    case .id(let id): String(id.raw)
    case .number(let number): number.text
    }
  }
}

/// An invoice number that can stand in an address and is not mistaken for an id.
public struct InvoiceNumber: Hashable, Sendable {
  public let text: String

  public init?(_ text: String) {
    // ConnectWise allows 15 characters (API-NOTES §5); more than that is no number.
    guard (1...60).contains(text.utf8.count), text != ".", text != ".." else { return nil }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\" }) else {
      return nil
    }
    if let id = PlainInteger.parse(text), id > 0 { return nil }
    self.text = text
  }
}

/// What an invoice's page shows first.
public enum InvoiceTab: String, CaseIterable, Hashable, Sendable {
  case overview, lines, activity

  public var title: String {
    switch self {
    case .overview: "Overview"
    case .lines: "Lines"
    case .activity: "Activity"
    }
  }
}
