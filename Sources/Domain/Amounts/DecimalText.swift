/// Plain decimal text to a whole number of small units and back, without floating point on the way.
///
/// Reads `1462.5`, `-0.10`, `0.0`, `18`: an optional minus, digits, and optionally a dot with more digits.
enum DecimalText {
  /// `text` in units of 10^-`decimals`. Digits beyond those must be zeros unless `rounding` says what to do with them.
  static func parse(_ text: some StringProtocol, decimals: Int, rounding: Rounding? = nil) throws(AmountRefusal) -> Int64 {
    var rest = Array(text.utf8)[...]
    guard !rest.isEmpty else { throw .empty }
    let negative = rest.first == UInt8(ascii: "-")
    if negative { rest.removeFirst() }

    var units: Int64 = 0  // kept negative: Int64 has one more negative value than positive ones
    var digits = 0
    var fractionDigits: Int?
    var dropped = Dropped.nothing
    for byte in rest {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        let digit = Int64(byte - UInt8(ascii: "0"))
        if let fraction = fractionDigits {
          fractionDigits = fraction + 1
          if fraction >= decimals {
            dropped = dropped.following(digit, isFirst: fraction == decimals)
            continue
          }
        }
        units = try appended(digit, to: units)
      case UInt8(ascii: "."):
        guard fractionDigits == nil, digits > 0 else { throw .notANumber }
        fractionDigits = 0
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        throw digits > 0 ? .exponent : .notANumber
      default:
        throw .notANumber
      }
    }
    guard digits > 0, fractionDigits != 0 else { throw .notANumber }
    for _ in min(fractionDigits ?? 0, decimals)..<decimals { units = try appended(0, to: units) }

    if dropped != .nothing {
      guard let rounding else { throw .tooPrecise(decimals: decimals) }
      if rounding.goesAwayFromZero(dropped, lastDigitIsOdd: units % 2 != 0) {
        let (more, overflow) = units.subtractingReportingOverflow(1)
        guard !overflow else { throw .tooLarge }
        units = more
      }
    }
    if negative { return units }
    guard units != .min else { throw .tooLarge }
    return -units
  }

  private static func appended(_ digit: Int64, to units: Int64) throws(AmountRefusal) -> Int64 {
    let (scaled, overflow) = units.multipliedReportingOverflow(by: 10)
    let (sum, overflowed) = scaled.subtractingReportingOverflow(digit)
    guard !overflow, !overflowed else { throw .tooLarge }
    return sum
  }

  /// Exactly `decimals` digits after the dot, none of them cut: `1462.50`.
  static func print(_ units: Int64, decimals: Int) -> String {
    var digits = String(units.magnitude)
    while digits.utf8.count <= decimals { digits = "0" + digits }
    let whole = digits.utf8.count - decimals
    let text = decimals == 0 ? digits : "\(digits.prefix(whole)).\(digits.dropFirst(whole))"
    return units < 0 ? "-" + text : text
  }
}
