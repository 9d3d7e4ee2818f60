/// What one of something costs, or one hour: exact to a millionth of the currency's unit, because list prices and
/// hourly costs have more decimals than a bill (0.0345 per message, 38.505 per hour).
public struct Price: Hashable, Sendable {
  public static let decimals = 6
  public let millionths: Int64
  public let currency: Currency

  public init(millionths: Int64, currency: Currency) {
    self.millionths = millionths
    self.currency = currency
  }

  public init(_ text: some StringProtocol, currency: Currency) throws(AmountRefusal) {
    self.init(millionths: try DecimalText.parse(text, decimals: Self.decimals), currency: currency)
  }

  public init(_ text: some StringProtocol, currency: Currency, rounding: Rounding) throws(AmountRefusal) {
    self.init(millionths: try DecimalText.parse(text, decimals: Self.decimals, rounding: rounding), currency: currency)
  }

  /// At least the currency's decimals, more where the price has them: `26.40`, `0.0345`.
  public var plainText: String { ShortDecimal.print(millionths, decimals: Self.decimals, atLeast: currency.decimals) }

  /// The price of `quantity` of them, rounded to the currency's decimals.
  public func times(_ quantity: Quantity, rounding: Rounding = .halfAwayFromZero) throws(AmountRefusal) -> Money {
    // millionths × millionths is 10^-12; a minor unit is 10^-decimals.
    var divisor: Int128 = 1
    for _ in currency.decimals..<(Self.decimals + Quantity.decimals) { divisor *= 10 }
    let product = Int128(millionths) * Int128(quantity.millionths)
    guard let minor = rounding.divide(product, by: divisor) else { throw .tooLarge }
    return Money(minor: minor, currency: currency)
  }
}
