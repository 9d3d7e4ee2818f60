import CSQLite
import Glibc

/// What the library lets pass while a statement is prepared.
enum Permission {
  /// Pages and jobs: rows, and nothing else.
  case application
  /// The schema too.
  case migration
  /// This layer itself: transactions, settings, copies.
  case control
}

extension Connection {
  /// Application statements read and change rows. They cannot begin or end transactions, change or run pragmas (so neither
  /// checkpoint), attach files or change the schema: RELIABILITY §5.1 rule 1 does not rest on anybody's care.
  func installAuthorizer() {
    sqlite3_set_authorizer(
      handle,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let connection = Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
        return connection.permission.allows(action, first, second) ? SQLITE_OK : SQLITE_DENY
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}

extension Permission {
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
