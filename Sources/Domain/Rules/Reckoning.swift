// Sums that cannot overflow: what is too large to say counts as the largest that can be said.

extension Sequence<SortedLines.Time> {
  func hours(_ of: (TimeDetail) -> Hours) -> Hours { reduce(.zero) { $0.addingAtMost(of($1.detail)) } }
}

extension Hours {
  func addingAtMost(_ other: Hours) -> Hours {
    let (sum, overflow) = millionths.addingReportingOverflow(other.millionths)
    return Hours(millionths: overflow ? (other.millionths < 0 ? .min : .max) : sum)
  }

  /// "Minimum hours 0" means more than none; any other minimum is reached by itself (PRODUCT §3.4).
  func reaches(_ minimum: Figure) -> Bool {
    minimum.isZero ? millionths > 0 : millionths >= minimum.millionths
  }

  /// The distance between two lengths, whichever is longer.
  func distance(to other: Hours) -> Int128 {
    let difference = Int128(millionths) - Int128(other.millionths)
    return difference < 0 ? -difference : difference
  }
}

extension Money {
  /// The difference as an amount that is never negative; nil where it cannot be said.
  func distance(to other: Money) -> Money? {
    guard currency == other.currency else { return nil }
    let difference = Int128(minor) - Int128(other.minor)
    return Int64(exactly: difference < 0 ? -difference : difference).map { Money(minor: $0, currency: currency) }
  }
}

/// `part` of `whole` in percent against a threshold, exactly. A part of nothing is more than any share.
enum Share {
  static func compare(_ part: Int128, of whole: Int128, with percent: Figure) -> Int {
    guard whole != 0 else { return part == 0 ? (percent.isZero ? 0 : -1) : 1 }
    // Parts are differences of two Int64 and percentages small, but a stored value may be anything.
    let (left, overflow) = part.multipliedReportingOverflow(by: 100_000_000)
    let (right, overflowed) = (whole < 0 ? -whole : whole).multipliedReportingOverflow(by: Int128(percent.millionths))
    if overflow { return part < 0 ? -1 : 1 }
    if overflowed { return -1 }
    return left < right ? -1 : left > right ? 1 : 0
  }
}
