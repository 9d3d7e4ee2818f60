/// How many of something, exact to a millionth: 18, 0.5, 1.333333.
public struct Quantity: Hashable, Comparable, Sendable {
  public static let decimals = 6
  public let millionths: Int64

  public init(millionths: Int64) { self.millionths = millionths }

  public static let zero = Quantity(millionths: 0)
  public static let one = Quantity(millionths: 1_000_000)

  public init(_ text: some StringProtocol) throws(AmountRefusal) {
    millionths = try DecimalText.parse(text, decimals: Self.decimals)
  }

  /// For text that may hold a division's endless tail.
  public init(_ text: some StringProtocol, rounding: Rounding) throws(AmountRefusal) {
    millionths = try DecimalText.parse(text, decimals: Self.decimals, rounding: rounding)
  }

  /// Shortest plain text: `18`, `0.5`.
  public var plainText: String { ShortDecimal.print(millionths, decimals: Self.decimals, atLeast: 0) }

  public static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }
}
