/// A share or a change in percent, kept in hundredths of a percent: 46.13 % is 4613.
public struct Percent: Hashable, Comparable, Sendable {
  public let hundredths: Int64

  public init(hundredths: Int64) { self.hundredths = hundredths }

  /// `part` of `whole`; nil when `whole` is zero, the currencies differ, or the share is too large to say.
  public init?(_ part: Money, of whole: Money) {
    guard part.currency == whole.currency else { return nil }
    guard let share = Rounding.halfAwayFromZero.divide(Int128(part.minor) * 10_000, by: Int128(whole.minor)) else {
      return nil
    }
    hundredths = share
  }

  /// The change from `before` to `after`, positive when it grew; nil when there is nothing to compare with.
  public init?(from before: Money, to after: Money) {
    guard before.currency == after.currency, before.minor != 0 else { return nil }
    let grown = Int128(after.minor) - Int128(before.minor)
    let base = Int128(before.minor.magnitude)
    guard let share = Rounding.halfAwayFromZero.divide(grown * 10_000, by: base) else { return nil }
    hundredths = share
  }

  public static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }
}
