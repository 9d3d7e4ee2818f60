import Domain
import SQLite

/// Fields of one text, read one after the other where SQLite holds them: how a row of the inbox is kept (migration 0005).
///
/// Valid like the text itself only inside the closure that received it.
struct SeparatedFields {
  private static let separator: UInt8 = 31

  private let bytes: UnsafeRawBufferPointer
  private var start = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next field, without its separator.
  mutating func next() -> UnsafeRawBufferPointer {
    guard start < bytes.count, let first = bytes.baseAddress.map({ $0 + start }) else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let left = bytes.count - start
    var length = 0
    while length < left, first.load(fromByteOffset: length, as: UInt8.self) != Self.separator { length &+= 1 }
    start = min(start + length + 1, bytes.count)
    return UnsafeRawBufferPointer(start: first, count: length)
  }

  /// Everything behind the last field read, separators and all.
  var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[start...]) }

  mutating func text() -> String { String(decoding: next(), as: UTF8.self) }

  /// A field that holds a stored name.
  mutating func coded<Value>(_ what: StaticString, _ names: StoredNames<Value>) throws -> Value {
    let field = next()
    guard let value = names[field] else { throw Damage(what, field) }
    return value
  }

  mutating func integer(_ what: StaticString) throws -> Int64 {
    let field = next()
    guard let value = Self.integer(field) else { throw Damage(what, field) }
    return value
  }

  /// Nil where nothing stands.
  mutating func integerOrNil(_ what: StaticString) throws -> Int64? {
    let field = next()
    if field.isEmpty { return nil }
    guard let value = Self.integer(field) else { throw Damage(what, field) }
    return value
  }

  mutating func currency() throws -> Currency {
    let code = next()
    let decimals = Int(try integer("decimals of a currency"))
    if let known = commonCurrencies[code], known.decimals == decimals { return known }
    guard let currency = Currency(String(decoding: code, as: UTF8.self), decimals: decimals) else {
      throw Damage("currency", code)
    }
    return currency
  }

  /// As SQLite prints an integer: digits, and a minus sign before them.
  private static func integer(_ field: UnsafeRawBufferPointer) -> Int64? {
    let isNegative = field.first == UInt8(ascii: "-")
    guard field.count > (isNegative ? 1 : 0) else { return nil }
    var value: Int64 = 0  // kept negative: there is one more of those
    for byte in field[(isNegative ? 1 : 0)...] {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowed) = scaled.subtractingReportingOverflow(Int64(digit))
      guard !overflow, !overflowed else { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }
}

extension Damage {
  fileprivate init(_ what: StaticString, _ found: UnsafeRawBufferPointer) {
    self.init(what: "\(what)", found: String(decoding: found, as: UTF8.self))
  }
}
