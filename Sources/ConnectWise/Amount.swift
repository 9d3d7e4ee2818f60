import Foundation

/// An exact decimal number from the wire: money, hours or a quantity. Never a binary floating point number.
///
/// The value is `unscaled / 10^scale`; equal values have one form (1.50 is 15, scale 1).
public struct Amount: Sendable, Hashable {
  public let unscaled: Int64
  public let scale: Int

  public static let zero = Amount(unscaled: 0, scale: 0)

  public init(unscaled: Int64, scale: Int) {
    var unscaled = unscaled
    var scale = scale
    while scale > 0, unscaled % 10 == 0 {
      unscaled /= 10
      scale -= 1
    }
    self.unscaled = unscaled
    self.scale = max(0, scale)
  }

  /// Plain decimal text: an optional minus, digits, at most one point. Nil for anything else and for what does not fit.
  public init?(_ text: some StringProtocol) {
    var unscaled: Int64 = 0
    var scale = 0
    var digits = 0
    var zeros = 0  // held back after the point, so that "1.500000000000000000000" fits
    var seenPoint = false
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative { bytes = bytes.dropFirst() }
    for byte in bytes {
      if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
        continue
      }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      digits += 1
      if seenPoint, byte == UInt8(ascii: "0") {
        zeros += 1
        continue
      }
      for _ in 0..<zeros {
        let (scaled, overflow) = unscaled.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        unscaled = scaled
      }
      let (scaled, overflow) = unscaled.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (sum, overflowed) = negative ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      guard !overflow, !overflowed else { return nil }
      unscaled = sum
      if seenPoint { scale += zeros + 1 }
      zeros = 0
    }
    guard digits > 0, bytes.first != UInt8(ascii: "."), bytes.last != UInt8(ascii: ".") else { return nil }
    self.init(unscaled: unscaled, scale: scale)
  }

  /// `1462.55`, `-0.005`, `7`: parses back to the same value.
  public var text: String {
    let digits = String(unscaled.magnitude)
    let sign = unscaled < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = digits.count > scale ? digits : String(repeating: "0", count: scale + 1 - digits.count) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }

  /// The value in units of `10^-decimals` (cents for 2), and whether nothing had to be rounded away (half away from zero).
  /// Nil when it does not fit.
  public func minorUnits(decimals: Int) -> (value: Int64, isExact: Bool)? {
    guard (0...18).contains(decimals) else { return nil }
    if scale <= decimals {
      var value = unscaled
      for _ in scale..<decimals {
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        value = scaled
      }
      return (value, true)
    }
    guard scale - decimals <= 18 else { return (0, unscaled == 0) }
    var divisor: Int64 = 1
    for _ in decimals..<scale { divisor *= 10 }
    let (quotient, rest) = unscaled.quotientAndRemainder(dividingBy: divisor)
    guard rest != 0 else { return (quotient, true) }
    let up = rest.magnitude >= divisor.magnitude - rest.magnitude
    return (up ? quotient + (unscaled < 0 ? -1 : 1) : quotient, false)
  }
}

extension Amount: CustomStringConvertible {
  public var description: String { text }
}

/// Numbers come as JSON numbers, `hourlyCost` as a string (API-NOTES §5). Foundation reads a JSON number into `Decimal` from
/// its digits; `AmountTests` proves that nothing passes through a `Double`.
extension Amount: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text: String
    if let decimal = try? container.decode(Decimal.self) {
      text = decimal.description
    } else {
      text = try container.decode(String.self)
    }
    guard let amount = Amount(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an amount we can hold exactly")
    }
    self = amount
  }
}
