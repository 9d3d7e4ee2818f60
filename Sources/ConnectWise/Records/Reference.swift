/// A pointer to another record. Which of the names is there depends on what is pointed at.
public struct Reference: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String?
  public let name: String?

  public init(id: Int, identifier: String? = nil, name: String? = nil) {
    self.id = id
    self.identifier = identifier
    self.name = name
  }
}

/// `_info`: who touched a record last, and when.
public struct RecordInfo: Sendable, Hashable, Decodable {
  public let lastUpdated: Stamp?
  public let updatedBy: String?
  public let dateEntered: Stamp?
  public let enteredBy: String?
}

public struct TicketReference: Sendable, Hashable, Decodable {
  public let id: Int
  public let summary: String?
}

public struct InvoiceReference: Sendable, Hashable, Decodable {
  public let id: Int
  /// The invoice number.
  public let identifier: String?
}

public struct CurrencyReference: Sendable, Hashable, Decodable {
  public let id: Int?
  /// ISO 4217, `USD`.
  public let currencyCode: String?
  public let symbol: String?
  public let numberOfDecimals: Int?
}
