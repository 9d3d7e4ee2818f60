/// How an amount that has too many decimals becomes one that has not.
///
/// Countersign rounds only what it reckons itself (a unit price times a quantity, a share in percent); amounts that
/// ConnectWise has already rounded are taken over exactly.
public enum Rounding: Hashable, Sendable {
  /// Commercial rounding: 0.125 becomes 0.13 and -0.125 becomes -0.13. The rule that the product uses.
  case halfAwayFromZero
  /// Banker's rounding: 0.125 becomes 0.12 and 0.135 becomes 0.14.
  case halfToEven

  func goesAwayFromZero(_ dropped: Dropped, lastDigitIsOdd: Bool) -> Bool {
    switch (dropped, self) {
    case (.nothing, _), (.lessThanHalf, _): false
    case (.moreThanHalf, _): true
    case (.half, .halfAwayFromZero): true
    case (.half, .halfToEven): lastDigitIsOdd
    }
  }

  /// `numerator / denominator` as a whole number; nil when there is none or it does not fit.
  func divide(_ numerator: Int128, by denominator: Int128) -> Int64? {
    guard denominator != 0 else { return nil }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let rest = remainder.magnitude
    let gap = denominator.magnitude - rest
    let dropped: Dropped = rest == 0 ? .nothing : rest < gap ? .lessThanHalf : rest == gap ? .half : .moreThanHalf
    guard goesAwayFromZero(dropped, lastDigitIsOdd: quotient % 2 != 0) else { return Int64(exactly: quotient) }
    return Int64(exactly: (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1)
  }
}

/// What is cut off when rounding, compared with half of the last digit kept.
enum Dropped {
  case nothing, lessThanHalf, half, moreThanHalf

  func following(_ digit: Int64, isFirst: Bool) -> Dropped {
    if isFirst { return digit == 0 ? .nothing : digit < 5 ? .lessThanHalf : digit == 5 ? .half : .moreThanHalf }
    guard digit != 0 else { return self }
    switch self {
    case .nothing: return .lessThanHalf
    case .half: return .moreThanHalf
    case .lessThanHalf, .moreThanHalf: return self
    }
  }
}
