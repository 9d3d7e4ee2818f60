/// A statement as one writes it down: text fixed at compile time, and values that are bound and can never become text.
///
/// `"SELECT name FROM person WHERE id = \(id)"` becomes `… id = ?` with one bound value. Text is only ever a literal of the
/// program (`StaticString`), so a statement has no way to carry what a visitor typed, and the addresses of its pieces are
/// all that is needed to find it prepared.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
  public typealias StringLiteralType = StaticString

  /// A run of literal text. The address of a literal is valid for the life of the process.
  @usableFromInline struct Piece: Sendable, Equatable {
    @usableFromInline let address: UInt
    @usableFromInline let count: Int

    @inlinable init(_ text: StaticString) {
      address = UInt(bitPattern: text.utf8Start)
      count = text.utf8CodeUnitCount
    }

    var bytes: UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count)
    }
  }

  @usableFromInline var pieces: [Piece]
  @usableFromInline var values: [SQLValue]

  /// Identifies the sequence of pieces well enough to look it up; the cache compares the pieces themselves afterwards.
  @usableFromInline var fingerprint: UInt

  @inlinable init(room pieceCount: Int, _ valueCount: Int) {
    pieces = []
    values = []
    fingerprint = 0x9E37_79B9_7F4A_7C15
    pieces.reserveCapacity(pieceCount)
    if valueCount > 0 { values.reserveCapacity(valueCount) }
  }

  @inlinable public init(stringLiteral text: StaticString) {
    self.init(room: 1, 0)
    append(text)
  }

  @inlinable public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }

  @inlinable mutating func append(_ text: StaticString) {
    guard text.utf8CodeUnitCount > 0 else { return }
    append(Piece(text))
  }

  @inlinable mutating func append(_ piece: Piece) {
    pieces.append(piece)
    let mixed = (fingerprint ^ piece.address) &* 0xD6E8_FEB8_6659_FD93
    fingerprint = mixed ^ (mixed >> 32)
  }

  @inlinable mutating func append(value: SQLValue) {
    append("?" as StaticString)
    values.append(value)
  }

  public mutating func append(_ other: SQL) {
    for piece in other.pieces { append(piece) }
    values.append(contentsOf: other.values)
  }

  /// Two parts of one statement, for conditions that are put together at run time.
  public static func + (left: SQL, right: SQL) -> SQL {
    var whole = left
    whole.append(right)
    return whole
  }

  public static func += (left: inout SQL, right: SQL) { left.append(right) }

  /// The statement as the library will see it, with a question mark for each value. For logs and tests.
  public var text: String {
    var bytes: [UInt8] = []
    for piece in pieces { bytes.append(contentsOf: piece.bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  public struct StringInterpolation: StringInterpolationProtocol {
    public typealias StringLiteralType = StaticString

    @usableFromInline var sql: SQL

    @inlinable public init(literalCapacity: Int, interpolationCount: Int) {
      sql = SQL(room: interpolationCount * 2 + 1, interpolationCount)
    }

    @inlinable public mutating func appendLiteral(_ text: StaticString) { sql.append(text) }

    /// Binds `value`.
    @inlinable public mutating func appendInterpolation(_ value: some SQLValueConvertible) { sql.append(value: value.sqlValue) }

    /// Binds `value`, or NULL. Said separately because the compiler warns of optionals that are interpolated by accident.
    @inlinable public mutating func appendInterpolation<Value: SQLValueConvertible>(_ value: Value?) {
      sql.append(value: value.sqlValue)
    }

    /// Inserts a constant of the program as text: a column name, a direction.
    @inlinable public mutating func appendInterpolation(raw text: StaticString) { sql.append(text) }

    /// Inserts a part of a statement together with its values.
    public mutating func appendInterpolation(_ part: SQL) { sql.append(part) }

    /// `IN \(list: ids)`: a parenthesised list of bound values.
    ///
    /// Padded to the next power of two by repeating the last value, so that lists of every length share a few prepared
    /// statements. An empty list matches nothing (and `NOT IN` everything), which `(NULL)` would get wrong.
    public mutating func appendInterpolation<Value: SQLValueConvertible>(list: [Value]) {
      guard let last = list.last else { return sql.append("(SELECT NULL WHERE FALSE)" as StaticString) }
      var room = 1
      while room < list.count { room *= 2 }
      sql.append("(" as StaticString)
      for index in 0..<room {
        if index > 0 { sql.append(", " as StaticString) }
        sql.append(value: index < list.count ? list[index].sqlValue : last.sqlValue)
      }
      sql.append(")" as StaticString)
    }
  }
}
