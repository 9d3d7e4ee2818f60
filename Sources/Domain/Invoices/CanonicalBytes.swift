/// Writes fields as `tag ‖ length ‖ bytes`, so that no two different contents give the same bytes.
///
/// A field at its empty value writes nothing. That is what lets a later version of Countersign judge one more field
/// without making every approval of yesterday stale.
struct CanonicalBytes {
  private(set) var bytes: [UInt8] = []

  /// One byte of tag, four bytes of length (big endian), the bytes.
  mutating func field(_ tag: UInt8, _ value: [UInt8]) {
    bytes.append(tag)
    let length = UInt32(truncatingIfNeeded: value.count)
    for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: length >> UInt32(shift))) }
    bytes.append(contentsOf: value)
  }

  mutating func text(_ tag: UInt8, _ value: String) {
    if !value.isEmpty { field(tag, Array(value.utf8)) }
  }

  /// Eight bytes, big endian, two's complement.
  mutating func number(_ tag: UInt8, _ value: Int64) {
    if value != 0 { field(tag, Self.bytes(of: value)) }
  }

  mutating func flag(_ tag: UInt8, _ value: Bool) {
    if value { field(tag, [1]) }
  }

  /// Unlike `flag`, tells "no" from "not said".
  mutating func answer(_ tag: UInt8, _ value: Bool?) {
    if let value { field(tag, [value ? 1 : 0]) }
  }

  /// Three letters, one byte of decimals, eight bytes of minor units. Written also when zero: zero is an amount.
  mutating func money(_ tag: UInt8, _ value: Money?) {
    if let value { field(tag, Self.bytes(of: value.currency) + Self.bytes(of: value.minor)) }
  }

  mutating func price(_ tag: UInt8, _ value: Price?) {
    if let value { field(tag, Self.bytes(of: value.currency) + Self.bytes(of: value.millionths)) }
  }

  mutating func currency(_ tag: UInt8, _ value: Currency) { field(tag, Self.bytes(of: value)) }

  /// Eight bytes of id, then the name.
  mutating func reference<T>(_ tag: UInt8, _ value: Reference<T>?) {
    if let value { field(tag, Self.bytes(of: value.id.raw) + Array(value.name.utf8)) }
  }

  mutating func day(_ tag: UInt8, _ value: Day?) {
    if let value { field(tag, Array(value.text.utf8)) }
  }

  mutating func instant(_ tag: UInt8, _ value: Instant?) {
    if let value { field(tag, Self.bytes(of: value.milliseconds)) }
  }

  private static func bytes(of currency: Currency) -> [UInt8] { Array(currency.code.utf8) + [UInt8(currency.decimals)] }

  private static func bytes(of value: Int64) -> [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> Int64($0)) }
  }
}
