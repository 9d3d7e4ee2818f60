import Bytes

/// One value on its way into a statement.
public enum SQLValue: Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])
  case blob(Blob)
}

/// What may be interpolated into `SQL`; it arrives as a bound parameter and never as text.
public protocol SQLValueConvertible {
  var sqlValue: SQLValue { get }
}

extension SQLValue: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { self }
}

extension Int: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int64: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(self) }
}

extension Int32: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension UInt32: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension UInt16: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension UInt8: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension Double: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .real(self) }
}

extension String: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .text(self) }
}

extension Substring: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .text(String(self)) }
}

extension Array: SQLValueConvertible where Element == UInt8 {
  @inlinable public var sqlValue: SQLValue { .bytes(self) }
}

extension Blob: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue { .blob(self) }
}

extension Optional: SQLValueConvertible where Wrapped: SQLValueConvertible {
  @inlinable public var sqlValue: SQLValue {
    switch self {
    case .none: .null
    case .some(let value): value.sqlValue
    }
  }
}

extension SQLValueConvertible where Self: RawRepresentable, RawValue: SQLValueConvertible {
  /// An enum is stored as its raw value; it only has to declare the conformance.
  @inlinable public var sqlValue: SQLValue { rawValue.sqlValue }
}
