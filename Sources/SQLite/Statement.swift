import CSQLite

/// A prepared statement and the pieces of text it was made from.
@usableFromInline final class Statement {
  @usableFromInline let handle: OpaquePointer
  let pieces: [SQL.Piece]
  let fingerprint: UInt
  let parameterCount: Int
  @usableFromInline let isReadOnly: Bool
  /// Between `begin` and `end`. A second use meanwhile, by a query inside a query, gets a statement of its own.
  var isBusy = false
  var lastUse: UInt64 = 0
  let isCached: Bool

  init(handle: OpaquePointer, sql: SQL, isCached: Bool) {
    self.handle = handle
    self.pieces = sql.pieces
    self.fingerprint = sql.fingerprint
    self.isCached = isCached
    self.parameterCount = Int(sqlite3_bind_parameter_count(handle))
    self.isReadOnly = sqlite3_stmt_readonly(handle) != 0
  }

  deinit { sqlite3_finalize(handle) }
}

/// The prepared statements of one connection, found by the addresses of their text.
///
/// Four places per line, the longest unused one makes room. Fixed in size, because conditions put together at run time could
/// otherwise fill memory with statements nobody asks for again.
struct StatementCache {
  private static let lines = 128
  private static let places = 4
  private var slots: [Statement?] = Array(repeating: nil, count: lines * places)
  private var clock: UInt64 = 0

  mutating func find(_ sql: SQL) -> Statement? {
    let start = Self.line(of: sql.fingerprint)
    for index in start..<start + Self.places {
      guard let statement = slots[index], statement.fingerprint == sql.fingerprint, statement.pieces == sql.pieces else {
        continue
      }
      clock += 1
      statement.lastUse = clock
      return statement
    }
    return nil
  }

  mutating func keep(_ statement: Statement) {
    let start = Self.line(of: statement.fingerprint)
    var place = start
    var longestUnused = UInt64.max
    for index in start..<start + Self.places {
      let lastUse = slots[index]?.lastUse ?? 0
      if lastUse < longestUnused {
        place = index
        longestUnused = lastUse
      }
    }
    clock += 1
    statement.lastUse = clock
    slots[place] = statement
  }

  mutating func removeAll() {
    for index in slots.indices { slots[index] = nil }
  }

  private static func line(of fingerprint: UInt) -> Int { Int(fingerprint >> 7 & UInt(lines - 1)) * places }
}
