/// An amount of money, exact, in whole minor units (cents) of one currency.
///
/// Arithmetic refuses what does not fit and what mixes currencies; it never wraps, traps or rounds in secret.
public struct Money: Hashable, Sendable {
  public let minor: Int64
  public let currency: Currency

  public init(minor: Int64, currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  public static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency: currency) }

  /// Decimal text such as `1462.5` or `-0.10`, taken exactly; refused if the currency has fewer decimals than the text.
  public init(_ text: some StringProtocol, currency: Currency) throws(AmountRefusal) {
    self.init(minor: try DecimalText.parse(text, decimals: currency.decimals), currency: currency)
  }

  /// The same for text that may carry more decimals than the currency has, with the rule that settles them.
  public init(_ text: some StringProtocol, currency: Currency, rounding: Rounding) throws(AmountRefusal) {
    self.init(
      minor: try DecimalText.parse(text, decimals: currency.decimals, rounding: rounding), currency: currency)
  }

  /// Plain digits and a dot, as files and other programs want it: `1462.50`. For people: `Conventions.amount`.
  public var plainText: String { DecimalText.print(minor, decimals: currency.decimals) }

  public var isZero: Bool { minor == 0 }
  public var isNegative: Bool { minor < 0 }

  public func adding(_ other: Money) throws(AmountRefusal) -> Money {
    guard currency == other.currency else { throw .differentCurrencies(currency, other.currency) }
    let (sum, overflow) = minor.addingReportingOverflow(other.minor)
    guard !overflow else { throw .tooLarge }
    return Money(minor: sum, currency: currency)
  }

  public func subtracting(_ other: Money) throws(AmountRefusal) -> Money {
    guard currency == other.currency else { throw .differentCurrencies(currency, other.currency) }
    let (difference, overflow) = minor.subtractingReportingOverflow(other.minor)
    guard !overflow else { throw .tooLarge }
    return Money(minor: difference, currency: currency)
  }

  public static func sum(_ amounts: some Sequence<Money>, in currency: Currency) throws(AmountRefusal) -> Money {
    var total = Money.zero(currency)
    for amount in amounts { total = try total.adding(amount) }
    return total
  }
}
