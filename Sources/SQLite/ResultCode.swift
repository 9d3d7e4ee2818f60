import CSQLite

extension SQLiteError {
  /// The one table from the library's result codes to the cases a caller switches over.
  init(_ detail: SQLiteDetail, path: String) {
    switch detail.code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: self = .busy(detail)
    case SQLITE_CONSTRAINT: self = .constraint(ConstraintKind(code: detail.code), detail)
    case SQLITE_FULL: self = .full(detail)
    case SQLITE_READONLY, SQLITE_PERM: self = .readOnly(path: path, detail)
    case SQLITE_NOMEM: self = .outOfMemory
    case SQLITE_IOERR: self = detail.code == SQLITE_IOERR | (12 << 8) ? .outOfMemory : .ioError(detail)  // SQLITE_IOERR_NOMEM
    case SQLITE_CORRUPT: self = .corrupt(detail)
    case SQLITE_NOTADB: self = .notADatabase(path: path, detail)
    case SQLITE_CANTOPEN: self = .cannotOpen(path: path, detail)
    case SQLITE_INTERRUPT: self = .interrupted(detail)
    case SQLITE_TOOBIG: self = .tooBig(detail)
    default: self = .misuse(detail)
    }
  }
}

extension SQLiteError {
  /// A failed write or sync. A page that could not be read is bad news for the one who wanted it, and nothing was lost by it.
  var endsWriting: Bool {
    guard case .ioError(let detail) = self else { return false }
    switch detail.code >> 8 {
    case 1, 2, 7, 13, 32, 33: return false  // READ, SHORT_READ, FSTAT, ACCESS, DATA, CORRUPTFS
    default: return true
    }
  }
}

extension ConstraintKind {
  // The extended codes are macros over an expression, which Swift does not import: SQLITE_CONSTRAINT | n << 8.
  init(code: Int32) {
    switch code >> 8 {
    case 1: self = .check
    case 3: self = .foreignKey
    case 5: self = .notNull
    case 6, 10: self = .primaryKey
    case 7: self = .trigger
    case 8: self = .unique
    case 12: self = .dataType
    default: self = .other
    }
  }
}
