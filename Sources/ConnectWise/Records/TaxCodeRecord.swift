/// A tax code with its levels, which the wire spells out as thirteen fields each.
public struct TaxCodeRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String?
  public let description: String?
  public let invoiceCaption: String?
  public let defaultFlag: Bool?
  public let effectiveDate: Stamp?
  public let cancelDate: Stamp?
  /// Those that have a rate, in order.
  public let levels: [Level]

  public struct Level: Sendable, Hashable {
    /// 1 to 6.
    public let number: Int
    /// As sent: whether 6.5 % is 0.065 or 6.5 is not known (API-NOTES §8).
    public let rate: Amount
    /// `Amount`, `Percent`.
    public let rateType: String?
    public let taxableMax: Amount?
    public let caption: String?
    public let taxesServices: Bool
    public let taxesExpenses: Bool
    public let taxesProducts: Bool
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id = try container.decode(Int.self, forKey: Key("id"))
    identifier = try container.decodeIfPresent(String.self, forKey: Key("identifier"))
    description = try container.decodeIfPresent(String.self, forKey: Key("description"))
    invoiceCaption = try container.decodeIfPresent(String.self, forKey: Key("invoiceCaption"))
    defaultFlag = try container.decodeIfPresent(Bool.self, forKey: Key("defaultFlag"))
    effectiveDate = try container.decodeIfPresent(Stamp.self, forKey: Key("effectiveDate"))
    cancelDate = try container.decodeIfPresent(Stamp.self, forKey: Key("cancelDate"))
    levels = try zip(1..., ["One", "Two", "Three", "Four", "Five", "Six"]).compactMap { number, word in
      func key(_ name: String) -> Key { Key("level\(word)\(name)") }
      guard let rate = try container.decodeIfPresent(Amount.self, forKey: key("Rate")) else { return nil }
      return Level(
        number: number, rate: rate, rateType: try container.decodeIfPresent(String.self, forKey: key("RateType")),
        taxableMax: try container.decodeIfPresent(Amount.self, forKey: key("TaxableMax")),
        caption: try container.decodeIfPresent(String.self, forKey: key("Caption")),
        taxesServices: try container.decodeIfPresent(Bool.self, forKey: key("ServicesFlag")) ?? false,
        taxesExpenses: try container.decodeIfPresent(Bool.self, forKey: key("ExpensesFlag")) ?? false,
        taxesProducts: try container.decodeIfPresent(Bool.self, forKey: key("ProductsFlag")) ?? false)
    }
  }
}
