/// A length of work in hours, exact to a millionth: 6.5, 0.25.
public struct Hours: Hashable, Comparable, Sendable {
  public static let decimals = 6
  public let millionths: Int64

  public init(millionths: Int64) { self.millionths = millionths }

  public static let zero = Hours(millionths: 0)

  public init(_ text: some StringProtocol) throws(AmountRefusal) {
    millionths = try DecimalText.parse(text, decimals: Self.decimals)
  }

  public init(_ text: some StringProtocol, rounding: Rounding) throws(AmountRefusal) {
    millionths = try DecimalText.parse(text, decimals: Self.decimals, rounding: rounding)
  }

  /// At least two decimals, as hours are read: `6.50`.
  public var plainText: String { ShortDecimal.print(millionths, decimals: Self.decimals, atLeast: 2) }

  public var quantity: Quantity { Quantity(millionths: millionths) }

  public func adding(_ other: Hours) throws(AmountRefusal) -> Hours {
    let (sum, overflow) = millionths.addingReportingOverflow(other.millionths)
    guard !overflow else { throw .tooLarge }
    return Hours(millionths: sum)
  }

  public static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }
}
