/// Reads back what `CanonicalBytes` wrote. Every field is taken once; what is left over at the end is refused.
struct CanonicalFields {
  private var fields: [(tag: UInt8, value: ArraySlice<UInt8>)] = []

  init(_ bytes: ArraySlice<UInt8>) throws(UnreadableContent) {
    var rest = bytes
    while let tag = rest.popFirst() {
      guard rest.count >= 4 else { throw .cutShort }
      var length = 0
      for _ in 0..<4 { length = length << 8 | Int(rest.removeFirst()) }
      guard length <= rest.count else { throw .cutShort }
      fields.append((tag, rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
  }

  mutating func take(_ tag: UInt8) -> ArraySlice<UInt8>? {
    guard let index = fields.firstIndex(where: { $0.tag == tag }) else { return nil }
    return fields.remove(at: index).value
  }

  mutating func takeAll(_ tag: UInt8) -> [ArraySlice<UInt8>] {
    let taken = fields.filter { $0.tag == tag }.map(\.value)
    fields.removeAll { $0.tag == tag }
    return taken
  }

  /// A tag that this version does not know was written by a newer one.
  func finish() throws(UnreadableContent) {
    if let left = fields.first { throw .unknownField(left.tag) }
  }

  mutating func text(_ tag: UInt8) throws(UnreadableContent) -> String {
    guard let value = take(tag) else { return "" }
    return try Self.text(value, tag)
  }

  mutating func number(_ tag: UInt8) throws(UnreadableContent) -> Int64 {
    guard let value = take(tag) else { return 0 }
    return try Self.number(value, tag)
  }

  mutating func flag(_ tag: UInt8) -> Bool { take(tag) != nil }

  mutating func answer(_ tag: UInt8) throws(UnreadableContent) -> Bool? {
    guard let value = take(tag) else { return nil }
    guard value.count == 1, let byte = value.first, byte <= 1 else { throw .badField(tag) }
    return byte == 1
  }

  mutating func money(_ tag: UInt8) throws(UnreadableContent) -> Money? {
    guard let value = take(tag) else { return nil }
    return Money(
      minor: try Self.number(value.dropFirst(4), tag), currency: try Self.currency(value.prefix(4), tag))
  }

  mutating func price(_ tag: UInt8) throws(UnreadableContent) -> Price? {
    guard let value = take(tag) else { return nil }
    return Price(
      millionths: try Self.number(value.dropFirst(4), tag), currency: try Self.currency(value.prefix(4), tag))
  }

  mutating func currency(_ tag: UInt8) throws(UnreadableContent) -> Currency {
    guard let value = take(tag) else { throw .missingField(tag) }
    return try Self.currency(value, tag)
  }

  mutating func reference<T>(_ tag: UInt8) throws(UnreadableContent) -> Reference<T>? {
    guard let value = take(tag) else { return nil }
    return Reference(try Self.number(value.prefix(8), tag), name: try Self.text(value.dropFirst(8), tag))
  }

  mutating func day(_ tag: UInt8) throws(UnreadableContent) -> Day? {
    guard let value = take(tag) else { return nil }
    guard let day = Day(try Self.text(value, tag)) else { throw .badField(tag) }
    return day
  }

  mutating func instant(_ tag: UInt8) throws(UnreadableContent) -> Instant? {
    guard let value = take(tag) else { return nil }
    return Instant(milliseconds: try Self.number(value, tag))
  }

  static func text(_ bytes: ArraySlice<UInt8>, _ tag: UInt8) throws(UnreadableContent) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .badField(tag) }
    return text
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ tag: UInt8) throws(UnreadableContent) -> Int64 {
    guard bytes.count == 8 else { throw .badField(tag) }
    return bytes.reduce(0) { $0 << 8 | Int64($1) }
  }

  private static func currency(_ bytes: ArraySlice<UInt8>, _ tag: UInt8) throws(UnreadableContent) -> Currency {
    guard bytes.count == 4, let decimals = bytes.last,
      let currency = Currency(try text(bytes.prefix(3), tag), decimals: Int(decimals))
    else { throw .badField(tag) }
    return currency
  }
}

/// Why stored content cannot be read.
public enum UnreadableContent: Error, Hashable, Sendable {
  case unknownFormat, cutShort
  case unknownField(UInt8)
  case missingField(UInt8)
  case badField(UInt8)

  public var sentence: String {
    switch self {
    case .unknownFormat: "This version's content was stored by a newer Countersign. Update the program."
    case .cutShort: "This version's stored content is cut short. Restore the database from a backup."
    case .unknownField(let tag): "This version's content holds a field (\(tag)) of a newer Countersign. Update the program."
    case .missingField(let tag), .badField(let tag):
      "This version's stored content is damaged at field \(tag). Restore the database from a backup."
    }
  }
}
