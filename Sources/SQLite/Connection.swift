import Bytes
import CSQLite
import Glibc

/// One connection to the file: statements, errors, and the rule of what may be said to it.
@usableFromInline final class Connection {
  enum Purpose { case writer, reader, copy }

  /// What the authorizer lets pass while statements are prepared.
  enum Permission { case application, migration, control }

  let handle: OpaquePointer
  let path: String
  let purpose: Purpose
  private var cache = StatementCache()
  private var controls = [OpaquePointer?](repeating: nil, count: Control.allCases.count)
  var permission = Permission.application
  var inSnapshot = false
  /// The first failed write or sync on this connection, even if a job caught the error.
  private(set) var failure: SQLiteError?
  /// The last error that may have ended the whole transaction.
  private(set) var lastError: SQLiteError?

  private let limitMilliseconds: Int
  private var ticks = 0
  private var startedAt = 0

  /// Memory statistics cost a process-wide lock per allocation, and readers on several threads allocate all the time.
  private static let prepared: Void = { _ = countersign_sqlite_uncounted_memory() }()

  init(path: String, purpose: Purpose, limitMilliseconds: Int = 0) throws(SQLiteError) {
    _ = Self.prepared
    guard !path.isEmpty, !path.hasPrefix(":"), !path.hasPrefix("file:") else {
      throw .misuse(SQLiteDetail(code: SQLITE_MISUSE, message: "not a file path: \(path)"))
    }
    // NOMUTEX: a connection belongs to one thread at a time, so the library need not lock.
    let flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | (purpose == .writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY)
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let detail = SQLiteDetail(
        code: opened.map { sqlite3_extended_errcode($0) } ?? code,
        message: "\(opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"); \(String(cString: strerror(errno)))")
      if let opened { sqlite3_close_v2(opened) }
      throw SQLiteError(detail, path: path)
    }
    self.handle = opened
    self.path = path
    self.purpose = purpose
    self.limitMilliseconds = limitMilliseconds
    sqlite3_extended_result_codes(handle, 1)
    installAuthorizer()
    if limitMilliseconds > 0 { installLimit() }
  }

  deinit {
    cache.removeAll()
    for control in controls { sqlite3_finalize(control) }
    sqlite3_close_v2(handle)
  }

  // MARK: Statements

  @usableFromInline func begin(_ sql: SQL) throws -> Statement {
    let statement: Statement
    if let found = cache.find(sql), !found.isBusy {
      statement = found
    } else {
      statement = try prepare(sql)
    }
    ticks = 0
    statement.isBusy = true
    do {
      try bind(sql.values, to: statement)
    } catch {
      end(statement)
      throw error
    }
    return statement
  }

  @usableFromInline func step(_ statement: Statement) throws -> Bool {
    let code = sqlite3_step(statement.handle)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    throw error(sql: String(cString: sqlite3_sql(statement.handle)))
  }

  /// A statement that was not reset would pin its snapshot, and with it the write-ahead log.
  @usableFromInline func end(_ statement: Statement) {
    sqlite3_reset(statement.handle)
    statement.isBusy = false
  }

  func execute(_ sql: SQL) throws -> Int {
    let statement = try begin(sql)
    defer { end(statement) }
    let before = sqlite3_total_changes64(handle)
    while try step(statement) {}
    // sqlite3_changes keeps the figure of an earlier statement when this one was none that changes rows.
    return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
  }

  private func prepare(_ sql: SQL) throws(SQLiteError) -> Statement {
    let isCached = cache.find(sql) == nil
    var prepared: OpaquePointer?
    let text = sql.text
    let code =
      text.utf8.count <= Int32.max
      ? sqlite3_prepare_v3(handle, text, Int32(text.utf8.count), isCached ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0, &prepared, nil)
      : SQLITE_TOOBIG
    guard code == SQLITE_OK else { throw error(sql: text) }
    guard let prepared else { throw .misuse(SQLiteDetail(code: SQLITE_MISUSE, message: "an empty statement", sql: text)) }
    let statement = Statement(handle: prepared, sql: sql, isCached: isCached)
    guard statement.parameterCount == sql.values.count else {
      throw .misuse(
        SQLiteDetail(code: SQLITE_MISUSE, message: "\(statement.parameterCount) places for \(sql.values.count) values", sql: text)
      )
    }
    if isCached { cache.keep(statement) }
    return statement
  }

  private func bind(_ values: [SQLValue], to statement: Statement) throws(SQLiteError) {
    // The library copies what it is given: the value may be gone before the statement is stepped.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let target = statement.handle
    var index: Int32 = 0
    for value in values {
      index += 1
      let code: Int32
      switch value {
      case .null: code = sqlite3_bind_null(target, index)
      case .integer(let number): code = sqlite3_bind_int64(target, index, number)
      case .real(let number): code = sqlite3_bind_double(target, index, number)
      case .text(var text):
        code = text.withUTF8 { bytes in
          guard let start = bytes.baseAddress else { return sqlite3_bind_text(target, index, "", 0, nil) }
          return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            sqlite3_bind_text64(target, index, $0, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
          }
        }
      case .bytes(let bytes): code = bytes.withUnsafeBytes { bindBytes($0, target, index, copied) }
      case .blob(let blob): code = blob.withUnsafeBytes { bindBytes($0, target, index, copied) }
      }
      guard code == SQLITE_OK else { throw error(sql: String(cString: sqlite3_sql(target))) }
    }
  }

  private func bindBytes(
    _ bytes: UnsafeRawBufferPointer, _ target: OpaquePointer, _ index: Int32, _ copied: sqlite3_destructor_type?
  ) -> Int32 {
    // A null pointer would bind NULL, and an empty blob is not nothing.
    guard bytes.count > 0, let start = bytes.baseAddress else { return sqlite3_bind_zeroblob(target, index, 0) }
    return sqlite3_bind_blob64(target, index, start, UInt64(bytes.count), copied)
  }

  // MARK: Transactions

  enum Control: Int, CaseIterable {
    case begin, beginImmediate, commit, rollback, savepoint, release, rollbackToSavepoint

    var text: String {
      switch self {
      case .begin: "BEGIN"
      case .beginImmediate: "BEGIN IMMEDIATE"
      case .commit: "COMMIT"
      case .rollback: "ROLLBACK"
      case .savepoint: "SAVEPOINT job"
      case .release: "RELEASE job"
      case .rollbackToSavepoint: "ROLLBACK TO job"
      }
    }
  }

  func run(_ control: Control) throws(SQLiteError) {
    // Also while stepping: after a change of the schema the library prepares the statement once more by itself.
    let before = permission
    permission = .control
    defer { permission = before }
    let statement: OpaquePointer
    if let prepared = controls[control.rawValue] {
      statement = prepared
    } else {
      statement = try prepareControl(control.text)
      controls[control.rawValue] = statement
    }
    let code = sqlite3_step(statement)
    let failed = code == SQLITE_DONE ? nil : error(sql: control.text)
    sqlite3_reset(statement)
    if let failed { throw failed }
  }

  private func prepareControl(_ text: String) throws(SQLiteError) -> OpaquePointer {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v3(handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil) == SQLITE_OK, let prepared
    else {
      throw error(sql: text)
    }
    return prepared
  }

  /// Runs text that the program itself made (pragmas, `VACUUM INTO`); gives the first column of the first row.
  @discardableResult func control(_ text: String) throws(SQLiteError) -> String? {
    let before = permission
    permission = .control
    defer { permission = before }
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v3(handle, text, -1, 0, &prepared, nil) == SQLITE_OK, let prepared else { throw error(sql: text) }
    defer { sqlite3_finalize(prepared) }
    var answer: String?
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW: if answer == nil { answer = sqlite3_column_text(prepared, 0).map { String(cString: $0) } ?? "" }
      case SQLITE_DONE: return answer
      default: throw error(sql: text)
      }
    }
  }

  /// Runs the statements of a migration one after the other. They may change the schema and nothing about the connection.
  func runScript(_ script: String, name: String) throws(SQLiteError) {
    let before = permission
    permission = .migration
    defer { permission = before }
    var bytes = Array(script.utf8CString)
    let failed: SQLiteError? = bytes.withUnsafeMutableBufferPointer { text in
      guard var rest = text.baseAddress.map({ UnsafePointer($0) }) else { return nil }
      let start = rest
      while true {
        var prepared: OpaquePointer?
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(handle, rest, -1, 0, &prepared, &tail)
        var failed = code != SQLITE_OK
        if !failed, prepared == nil { return nil }  // only comments or blanks were left
        if let prepared {
          var code = sqlite3_step(prepared)
          while code == SQLITE_ROW { code = sqlite3_step(prepared) }
          failed = code != SQLITE_DONE
        }
        let problem = failed ? scriptError(name, start, rest) : nil
        sqlite3_finalize(prepared)
        if let problem { return problem }
        guard let tail else { return nil }
        rest = tail
      }
    }
    if let failed { throw failed }
  }

  /// A full or failing disk stays what it is; everything else is the script's fault, told with the line it stands on.
  private func scriptError(_ name: String, _ start: UnsafePointer<CChar>, _ at: UnsafePointer<CChar>) -> SQLiteError {
    let error = error()
    switch error {
    case .full, .ioError, .readOnly, .outOfMemory, .busy, .corrupt: return error
    default:
      var line = 1
      var place = start
      // The statement begins after the blanks that separate it from the one before.
      while place < at || isspace(Int32(place.pointee)) != 0 {
        if place.pointee == 10 { line += 1 }
        place += 1
      }
      return .failedMigration(name: name, reason: "statement at line \(line): \(error.detail)")
    }
  }

  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// Whether a deferred reference points nowhere: the commit of the whole group would fail for it.
  var hasOpenReferences: Bool {
    var now: Int32 = 0
    var highest: Int32 = 0
    return sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0) == SQLITE_OK && now != 0
  }

  func snapshot<T>(_ body: () throws -> T) throws -> T {
    if inSnapshot || isInTransaction { return try body() }
    try run(.begin)
    inSnapshot = true
    defer {
      inSnapshot = false
      // Ending a transaction that only read cannot lose anything.
      try? run(.commit)
    }
    return try body()
  }

  // MARK: Errors

  /// The connection's current error as a typed one; what the writer has to know about is remembered here.
  func error(sql: String? = nil) -> SQLiteError {
    let detail = SQLiteDetail(
      code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)), sql: sql)
    let error = SQLiteError(detail, path: path)
    lastError = error
    if failure == nil, error.endsWriting { failure = error }
    return error
  }

  // MARK: What may be said

  /// Application statements read and change rows. They cannot begin or end transactions, change or run pragmas (so neither
  /// checkpoint), attach files or change the schema: RELIABILITY §5.1 rule 1 does not rest on anybody's care.
  private func installAuthorizer() {
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
        return connection.permission.allows(action, first, second) ? SQLITE_OK : SQLITE_DENY
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// A reader's statement may not hold up its event loop (ASVS 15.2.2). The clock is looked at only by long statements.
  private func installLimit() {
    sqlite3_progress_handler(
      handle, 20_000,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().isOverLimit() ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func isOverLimit() -> Bool {
    ticks += 1
    let now = Clock.monotonicMilliseconds()
    if ticks == 1 { startedAt = now }
    return now - startedAt > limitMilliseconds
  }
}

extension Connection.Permission {
  /// Pragmas that only tell. Full-text search itself asks for `data_version`.
  private static let telling: Set<String> = [
    "data_version", "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    "foreign_key_check", "integrity_check", "quick_check", "page_count", "freelist_count", "page_size", "user_version",
    "compile_options",
  ]
  private static let tellingWithArgument: Set<String> = [
    "table_info", "table_xinfo", "index_list", "index_info", "index_xinfo", "foreign_key_list", "foreign_key_check",
    "integrity_check", "quick_check",
  ]

  fileprivate func allows(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Bool {
    switch action {
    case SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_ATTACH, SQLITE_DETACH:
      return self == .control
    case SQLITE_PRAGMA:
      if self == .control { return true }
      guard let first else { return false }
      return (second == nil ? Self.telling : Self.tellingWithArgument).contains(String(cString: first))
    case SQLITE_FUNCTION:
      guard let second else { return true }
      return strcmp(second, "load_extension") != 0
    case SQLITE_CREATE_INDEX, SQLITE_CREATE_TABLE, SQLITE_CREATE_TRIGGER, SQLITE_CREATE_VIEW, SQLITE_CREATE_VTABLE,
      SQLITE_CREATE_TEMP_INDEX, SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_TRIGGER, SQLITE_CREATE_TEMP_VIEW,
      SQLITE_DROP_INDEX, SQLITE_DROP_TABLE, SQLITE_DROP_TRIGGER, SQLITE_DROP_VIEW, SQLITE_DROP_VTABLE,
      SQLITE_DROP_TEMP_INDEX, SQLITE_DROP_TEMP_TABLE, SQLITE_DROP_TEMP_TRIGGER, SQLITE_DROP_TEMP_VIEW,
      SQLITE_ALTER_TABLE, SQLITE_REINDEX, SQLITE_ANALYZE:
      return self != .application
    default:
      return true
    }
  }
}
