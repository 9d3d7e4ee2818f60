import CSQLite

/// Knows how long the write-ahead log has become and copies it into the file; used by the writer alone, between transactions.
final class WriteAheadLog {
  enum Wish {
    /// Copy without waiting for anybody if enough has come together.
    case whenDue
    /// The same, however little there is.
    case now
    /// Copy everything and cut the log to nothing, if no reader is in the way.
    case truncate
  }

  private let connection: Connection
  private let threshold: Int
  /// Pages in the log after the last commit.
  private(set) var pages = 0
  private var copiedAt = 0
  private var isCut = false

  init(connection: Connection, options: DatabaseOptions) {
    self.connection = connection
    threshold = options.checkpointPages
    isCut = false
    sqlite3_wal_hook(
      connection.handle,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<WriteAheadLog>.fromOpaque(context).takeUnretainedValue().committed(Int(pages))
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { sqlite3_wal_hook(connection.handle, nil, nil) }

  /// Nothing left to do while nobody writes.
  var isSettled: Bool { isCut }

  private func committed(_ pages: Int) {
    // Fewer than before: the log was started again from its beginning.
    if pages < self.pages { copiedAt = 0 }
    self.pages = pages
    isCut = false
  }

  /// Gives whether a checkpoint was made.
  func checkpoint(_ wish: Wish) throws(SQLiteError) -> Bool {
    switch wish {
    case .whenDue, .now:
      guard pages - copiedAt >= (wish == .now ? 1 : threshold) else { return false }
      try run(SQLITE_CHECKPOINT_PASSIVE)
      copiedAt = pages
    case .truncate:
      guard !isCut else { return false }
      // Without patience: a reader in the middle of a long page must not hold up the next write.
      sqlite3_busy_timeout(connection.handle, 0)
      defer { sqlite3_busy_timeout(connection.handle, 5_000) }
      guard try run(SQLITE_CHECKPOINT_TRUNCATE) else { return false }
      pages = 0
      copiedAt = 0
      isCut = true
    }
    return true
  }

  /// False if a reader was in the way.
  @discardableResult private func run(_ mode: Int32) throws(SQLiteError) -> Bool {
    let code = sqlite3_wal_checkpoint_v2(connection.handle, "main", mode, nil, nil)
    if code == SQLITE_OK { return true }
    if code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED { return false }
    throw connection.error(sql: "checkpoint")
  }
}
