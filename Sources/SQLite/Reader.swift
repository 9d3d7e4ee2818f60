/// A connection that can only look: what a page is made from.
///
/// Belongs to one thread at a time and is not `Sendable`. A `Writer` is a `Reader` too, so that the same finder serves a page
/// and a decision inside a transaction.
public class Reader {
  @usableFromInline let connection: Connection

  init(connection: Connection) { self.connection = connection }

  /// Calls `body` for every row.
  @inlinable public func each(_ sql: SQL, _ body: (borrowing Row) throws -> Void) throws {
    let statement = try connection.begin(sql)
    defer { connection.end(statement) }
    while try connection.step(statement) { try body(Row(statement.handle)) }
  }

  /// The first row, or nil. Further rows are not looked at.
  @inlinable public func first<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> T? {
    let statement = try connection.begin(sql)
    defer { connection.end(statement) }
    guard try connection.step(statement) else { return nil }
    return try map(Row(statement.handle))
  }

  /// The first row, which must be there.
  @inlinable public func one<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> T {
    guard let value = try first(sql, map) else { throw SQLiteError.noRow(sql: sql.text) }
    return value
  }

  @inlinable public func all<T>(_ sql: SQL, _ map: (borrowing Row) throws -> T) throws -> [T] {
    let statement = try connection.begin(sql)
    defer { connection.end(statement) }
    var rows: [T] = []
    while try connection.step(statement) { rows.append(try map(Row(statement.handle))) }
    return rows
  }

  /// Whether there is a row at all.
  @inlinable public func exists(_ sql: SQL) throws -> Bool {
    let statement = try connection.begin(sql)
    defer { connection.end(statement) }
    return try connection.step(statement)
  }

  /// Everything inside sees the database at one moment, and costs one read transaction instead of one per query.
  public func snapshot<T>(_ body: () throws -> T) throws -> T { try connection.snapshot(body) }

  /// The query plan, one line per step, for tests that hold a page to its index.
  public func explain(_ sql: SQL) throws -> [String] {
    try all("EXPLAIN QUERY PLAN \(sql)") { $0.text(3) }
  }
}
