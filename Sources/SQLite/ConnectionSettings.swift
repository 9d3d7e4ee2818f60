import CSQLite

/// What is set on every connection, and read back before it is used (RELIABILITY §5.1, rule 3).
enum ConnectionSettings {
  struct Pragma {
    let name: String
    let value: String
    /// What reading it back must give.
    let expected: String
  }

  static func pragmas(for purpose: Connection.Purpose, cacheKiB: Int) -> [Pragma] {
    var list = [
      // Copying a database aside writes its target through the same connection, which query_only would forbid. The copier says
      // nothing but VACUUM INTO, which leaves the file itself alone.
      Pragma(name: "query_only", value: purpose == .reader ? "1" : "0", expected: purpose == .reader ? "1" : "0"),
      Pragma(name: "synchronous", value: "FULL", expected: "2"),
      Pragma(name: "foreign_keys", value: "1", expected: "1"),
      Pragma(name: "busy_timeout", value: "5000", expected: "5000"),
      Pragma(name: "trusted_schema", value: "0", expected: "0"),
      Pragma(name: "cell_size_check", value: "1", expected: "1"),
      // A failed read must be a result code and not a signal.
      Pragma(name: "mmap_size", value: "0", expected: "0"),
      Pragma(name: "recursive_triggers", value: "1", expected: "1"),
      // Rule 1: nobody checkpoints by himself; the writer does it between transactions.
      Pragma(name: "wal_autocheckpoint", value: "0", expected: "0"),
      Pragma(name: "cache_size", value: "-\(cacheKiB)", expected: "-\(cacheKiB)"),
    ]
    if purpose == .writer { list.insert(Pragma(name: "journal_mode", value: "WAL", expected: "wal"), at: 0) }
    return list
  }

  static let flags: [(name: String, flag: Int32, value: Int32)] = [
    ("defensive", SQLITE_DBCONFIG_DEFENSIVE, 1),
    ("load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
    ("trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    ("writable_schema", SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
    ("double_quoted_text_ddl", SQLITE_DBCONFIG_DQS_DDL, 0),
    ("double_quoted_text_dml", SQLITE_DBCONFIG_DQS_DML, 0),
    // The writer checkpoints in full before it closes, by the one path that does; a reader never does (rule 1).
    ("no_checkpoint_on_close", SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1),
  ]

  static func limits(for purpose: Connection.Purpose) -> [(name: String, limit: Int32, value: Int32)] {
    [
      ("length", SQLITE_LIMIT_LENGTH, 16 * 1_024 * 1_024),
      ("sql_length", SQLITE_LIMIT_SQL_LENGTH, 100_000),
      ("expression_depth", SQLITE_LIMIT_EXPR_DEPTH, 100),
      ("columns", SQLITE_LIMIT_COLUMN, 200),
      ("compound_select", SQLITE_LIMIT_COMPOUND_SELECT, 50),
      ("function_arguments", SQLITE_LIMIT_FUNCTION_ARG, 100),
      // VACUUM INTO attaches its target.
      ("attached", SQLITE_LIMIT_ATTACHED, purpose == .copy ? 1 : 0),
      ("like_pattern", SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
      ("variables", SQLITE_LIMIT_VARIABLE_NUMBER, 1_024),
      ("trigger_depth", SQLITE_LIMIT_TRIGGER_DEPTH, 50),
      ("worker_threads", SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
  }
}

extension Connection {
  /// Sets everything and reads everything back; a difference means that this connection is not to be trusted with data.
  func applySettings(cacheKiB: Int) throws(SQLiteError) {
    for setting in ConnectionSettings.flags {
      countersign_sqlite_flag(handle, setting.flag, setting.value, nil)
    }
    for setting in ConnectionSettings.limits(for: purpose) { sqlite3_limit(handle, setting.limit, setting.value) }
    let pragmas = ConnectionSettings.pragmas(for: purpose, cacheKiB: cacheKiB)
    // The timeout first: switching a new file to WAL may already have to wait.
    sqlite3_busy_timeout(handle, 5_000)
    for pragma in pragmas { try control("PRAGMA \(pragma.name)=\(pragma.value)") }
    try verifySettings(cacheKiB: cacheKiB)
  }

  func verifySettings(cacheKiB: Int) throws(SQLiteError) {
    for setting in ConnectionSettings.flags {
      var now: Int32 = -1
      countersign_sqlite_flag(handle, setting.flag, -1, &now)
      guard now == setting.value else {
        throw .settingRefused(name: setting.name, wanted: "\(setting.value)", found: "\(now)")
      }
    }
    for setting in ConnectionSettings.limits(for: purpose) {
      let now = sqlite3_limit(handle, setting.limit, -1)
      guard now == setting.value else { throw .settingRefused(name: setting.name, wanted: "\(setting.value)", found: "\(now)") }
    }
    for pragma in ConnectionSettings.pragmas(for: purpose, cacheKiB: cacheKiB) {
      let now = try control("PRAGMA \(pragma.name)") ?? ""
      guard now == pragma.expected else { throw .settingRefused(name: pragma.name, wanted: pragma.expected, found: now) }
    }
    if purpose != .writer {
      let mode = try control("PRAGMA journal_mode") ?? ""
      guard mode == "wal" else { throw .settingRefused(name: "journal_mode", wanted: "wal", found: mode) }
    }
  }
}
