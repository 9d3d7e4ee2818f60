/// What is left of a price after its cost.
///
/// Reckoned from the extended amounts; ConnectWise's own `margin` field is money per unit (API-NOTES §5).
public struct Margin: Hashable, Sendable {
  public let profit: Money
  /// Of the price; nil when the price is zero.
  public let percent: Percent?

  public init(price: Money, cost: Money) throws(AmountRefusal) {
    profit = try price.subtracting(cost)
    percent = Percent(profit, of: price)
  }

  public var isBelowCost: Bool { profit.isNegative }
}
