import CSQLite

/// One row of a result, readable only inside the closure that received it: the columns live until the next step.
///
/// Reading a NULL as `int` gives 0 and as `text` gives "", as SQLite does; ask `…OrNil` where a column may be empty.
public struct Row: ~Copyable {
  @usableFromInline let statement: OpaquePointer

  @usableFromInline init(_ statement: OpaquePointer) { self.statement = statement }

  public var count: Int { Int(sqlite3_data_count(statement)) }

  public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  public func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }
  public func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
  public func bool(_ column: Int32) -> Bool { sqlite3_column_int64(statement, column) != 0 }
  public func double(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  public func intOrNil(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }
  public func int64OrNil(_ column: Int32) -> Int64? { isNull(column) ? nil : int64(column) }
  public func boolOrNil(_ column: Int32) -> Bool? { isNull(column) ? nil : bool(column) }
  public func doubleOrNil(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }

  public func text(_ column: Int32) -> String { String(decoding: textBytes(column), as: UTF8.self) }
  public func textOrNil(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  public func bytes(_ column: Int32) -> [UInt8] { Array(blobBytes(column)) }
  public func bytesOrNil(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

  /// The text as UTF-8 where SQLite holds it, without a copy. Must not leave the closure.
  @inlinable public func withText<Result, Failure: Error>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(textBytes(column))
  }

  /// The bytes of a blob where SQLite holds them, without a copy. Must not leave the closure.
  @inlinable public func withBytes<Result, Failure: Error>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(blobBytes(column))
  }

  // The pointer is asked for before the length: asking may convert, and the length is that of the conversion.
  @usableFromInline func textBytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = UnsafeRawPointer(sqlite3_column_text(statement, column))
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, column)))
  }

  @usableFromInline func blobBytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement, column)
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, column)))
  }
}
