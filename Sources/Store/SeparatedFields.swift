import Bytes
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
    let end = bytes.place(of: Self.separator, from: start)
    defer { start = min(end + 1, bytes.count) }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  /// Everything behind the last field read, separators and all.
  var rest: LentText { LentText(UnsafeRawBufferPointer(rebasing: bytes[start...])) }

  mutating func text() -> LentText { LentText(next()) }

  /// A field that holds a stored name.
  mutating func coded<Value>(_ what: StaticString, _ names: StoredNames<Value>) throws -> Value {
    let field = next()
    guard let value = names[field] else { throw Damage(what, field) }
    return value
  }

  mutating func integer(_ what: StaticString) throws -> Int64 {
    guard let value = try integerOrNil(what) else { throw Damage(what, next()) }
    return value
  }

  /// As SQLite prints an integer: digits, and a minus sign before them. Nil where nothing stands.
  mutating func integerOrNil(_ what: StaticString) throws -> Int64? {
    if let base = bytes.baseAddress {
      var place = base + start
      let end = base + bytes.count
      let isNegative = place < end && place.load(as: UInt8.self) == UInt8(ascii: "-")
      if isNegative { place += 1 }
      // Eighteen digits always fit. Longer ones, and whatever is no number, are read by the slower way.
      let (first, last) = (place, min(end, place + 18))
      var value: Int64 = 0
      while place < last {
        let digit = place.load(as: UInt8.self) &- UInt8(ascii: "0")
        if digit >= 10 { break }
        value = value &* 10 &+ Int64(digit)
        place += 1
      }
      if place > first, place < end, place.load(as: UInt8.self) == Self.separator {
        start = place - base + 1
        return isNegative ? -value : value
      }
    }
    let field = next()
    if field.isEmpty { return nil }
    guard let value = Int64(String(decoding: field, as: UTF8.self)) else { throw Damage(what, field) }
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
}

extension Damage {
  fileprivate init(_ what: StaticString, _ found: UnsafeRawBufferPointer) {
    self.init(what: "\(what)", found: String(decoding: found, as: UTF8.self))
  }
}
