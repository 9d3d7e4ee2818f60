/// A plain number without a unit of its own, exact to a millionth: a threshold, a tax rate, a maximum.
public struct Figure: Hashable, Comparable, Sendable {
  public static let decimals = 6
  public let millionths: Int64

  public init(millionths: Int64) { self.millionths = millionths }

  /// A whole number; the largest that fits where it is too large.
  public init(_ whole: Int) {
    let (product, overflow) = Int64(whole).multipliedReportingOverflow(by: 1_000_000)
    millionths = overflow ? (whole < 0 ? .min : .max) : product
  }

  public static let zero = Figure(millionths: 0)

  public init(_ text: some StringProtocol) throws(AmountRefusal) {
    millionths = try DecimalText.parse(text, decimals: Self.decimals)
  }

  public init(_ text: some StringProtocol, rounding: Rounding) throws(AmountRefusal) {
    millionths = try DecimalText.parse(text, decimals: Self.decimals, rounding: rounding)
  }

  /// Shortest plain text: `20`, `0.5`.
  public var plainText: String { ShortDecimal.print(millionths, decimals: Self.decimals, atLeast: 0) }

  public var isZero: Bool { millionths == 0 }

  /// Rounded toward zero.
  public var whole: Int { Int(millionths / 1_000_000) }

  public static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }

  /// `minor × 10^6` against `millionths × 10^decimals`: exact in every currency.
  static func compare(_ money: Money, _ figure: Figure) -> Int {
    let left = Int128(money.minor) * 1_000_000
    let right = Int128(figure.millionths) * Int128(powerOfTen(money.currency.decimals))
    return left < right ? -1 : left > right ? 1 : 0
  }

  /// The same for an amount's distance from zero, which has one value more than fits a positive amount.
  static func compare(magnitudeOf money: Money, _ figure: Figure) -> Int {
    let left = Int128(money.minor.magnitude) * 1_000_000
    let right = Int128(figure.millionths) * Int128(powerOfTen(money.currency.decimals))
    return left < right ? -1 : left > right ? 1 : 0
  }

  static func powerOfTen(_ exponent: Int) -> Int64 {
    var power: Int64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}
