/// Why the store could not do what was asked: one case per thing a caller can decide differently about.
public enum SQLiteError: Error, Sendable, Equatable {
  /// Another connection held the file for longer than the time allowed.
  case busy(SQLiteDetail)
  /// A rule of the schema said no. Nothing of the job was saved.
  case constraint(ConstraintKind, SQLiteDetail)
  /// No space left. Nothing of the job was saved; works again once there is space.
  case full(SQLiteDetail)
  case readOnly(path: String, SQLiteDetail)
  /// Reading, writing or syncing failed. On the writer this ends all writing until the process is started again.
  case ioError(SQLiteDetail)
  case corrupt(SQLiteDetail)
  case notADatabase(path: String, SQLiteDetail)
  case cannotOpen(path: String, SQLiteDetail)
  /// The file was made by a newer version of the program.
  case newerDatabase(path: String, found: Int, known: Int)
  case lockedByAnotherProcess(path: String, processID: Int32?)
  case unsuitableFileSystem(path: String, kind: String)
  /// A setting that safety rests on did not read back as it was set.
  case settingRefused(name: String, wanted: String, found: String)
  /// A migration that has already run was edited afterwards.
  case changedMigration(name: String, applied: String, shipped: String)
  /// The list of migrations itself is wrong: a gap, a doubled number, a name without a number.
  case unusableMigrations(String)
  case failedMigration(name: String, reason: String)
  case notEnoughSpace(path: String, needed: Int64, free: Int64)
  /// Too many writes are waiting; this one was not accepted.
  case overloaded(waiting: Int)
  /// An earlier failure ended all writing.
  case broken(cause: String)
  case closed
  /// The statement ran longer than allowed.
  case interrupted(SQLiteDetail)
  case tooBig(SQLiteDetail)
  case outOfMemory
  /// A row was required and there was none.
  case noRow(sql: String)
  /// A mistake in the program: wrong SQL, a forbidden statement, a call from the wrong place.
  case misuse(SQLiteDetail)
}

public enum ConstraintKind: Sendable, Equatable {
  case unique, primaryKey, foreignKey, check, notNull, dataType, trigger, other
}

/// What the library said, for an operator to search for. Never contains bound values.
public struct SQLiteDetail: Sendable, Equatable {
  /// The extended result code.
  public let code: Int32
  public let message: String
  public let sql: String?

  public init(code: Int32, message: String, sql: String? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  var line: String {
    sql.map { "SQLite \(code): \(message) [\($0)]" } ?? "SQLite \(code): \(message)"
  }
}

extension SQLiteError {
  /// What to tell a person, who can act on it.
  public var sentence: String {
    switch self {
    case .busy: "The database is in use by another program. Try again in a moment."
    case .constraint(.unique, _), .constraint(.primaryKey, _): "There is already an entry like this."
    case .constraint(.foreignKey, _): "This refers to something that no longer exists, or something else still refers to it."
    case .constraint: "This cannot be saved as it is."
    case .full: "The disk is full. Nothing was saved; free some space and try again."
    case .readOnly(let path, _): "\(path) cannot be written to. Check who owns the data folder and whether its disk is read-only."
    case .ioError: "The disk reported an error. Whether the last change was saved is not certain until the program has restarted."
    case .corrupt: "The database is damaged. Stop the program, keep a copy of the data folder and restore the newest backup."
    case .notADatabase(let path, _): "\(path) is not a database of this program."
    case .cannotOpen(let path, _): "\(path) cannot be opened. Check that its folder exists and who owns it."
    case .newerDatabase(let path, let found, let known):
      "\(path) was made by a newer version of this program (schema \(found), this version knows \(known)). "
        + "Install the newer version again, or restore a backup from before the upgrade."
    case .lockedByAnotherProcess(let path, let processID):
      if let processID {
        "\(path) is already in use by another copy of this program (process \(processID)). Stop it first."
      } else {
        "\(path) is already in use by another copy of this program. Stop it first."
      }
    case .unsuitableFileSystem(let path, let kind):
      "\(path) lies on \(kind), where a database can lose data. Put the data folder on a local disk or a volume."
    case .settingRefused(let name, let wanted, let found):
      "The database library did not accept a safety setting (\(name) should be \(wanted) and is \(found)), so nothing was started."
    case .changedMigration(let name, _, _):
      "The schema step \(name) was changed after it had been applied to this database. Install an unaltered version of the program."
    case .unusableMigrations(let reason): "This version of the program is damaged: \(reason)."
    case .failedMigration(let name, _):
      "Upgrading the database failed at \(name). The database is as it was before this step; the earlier version can go on using it."
    case .notEnoughSpace(let path, let needed, let free):
      "Upgrading \(path) needs \(needed / 1_048_576 + 1) MiB of free space and there are \(free / 1_048_576) MiB. Free some space."
    case .overloaded: "Too many changes are being saved at once. Try again in a moment."
    case .broken: "Saving has stopped after a disk error. The program has to be restarted."
    case .closed: "The program is stopping."
    case .interrupted: "This took too long and was stopped."
    case .tooBig: "This is too large to be saved."
    case .outOfMemory: "There is not enough memory."
    case .noRow: "What was asked for is not there."
    case .misuse: "Something is wrong with this program itself. Please report it."
    }
  }

  /// What an operator can search for.
  public var detail: String {
    switch self {
    case .busy(let detail), .constraint(_, let detail), .full(let detail), .readOnly(_, let detail), .ioError(let detail),
      .corrupt(let detail), .notADatabase(_, let detail), .cannotOpen(_, let detail), .interrupted(let detail),
      .tooBig(let detail), .misuse(let detail):
      detail.line
    case .newerDatabase(let path, let found, let known): "user_version of \(path) is \(found), newest migration is \(known)"
    case .lockedByAnotherProcess(let path, let processID):
      "flock on \(path).lock held by pid \(processID.map(String.init) ?? "unknown")"
    case .unsuitableFileSystem(let path, let kind): "statfs of \(path): \(kind)"
    case .settingRefused(let name, let wanted, let found): "\(name): set \(wanted), read back \(found)"
    case .changedMigration(let name, let applied, let shipped): "\(name): applied \(applied), shipped \(shipped)"
    case .unusableMigrations(let reason): reason
    case .failedMigration(let name, let reason): "\(name): \(reason)"
    case .notEnoughSpace(let path, let needed, let free): "\(path): \(needed) bytes needed, \(free) free"
    case .overloaded(let waiting): "\(waiting) writes waiting"
    case .broken(let cause): "writer stopped: \(cause)"
    case .closed: "database closed"
    case .outOfMemory: "SQLite 7: out of memory"
    case .noRow(let sql): "no row for \(sql)"
    }
  }
}

extension SQLiteError: CustomStringConvertible {
  public var description: String { "\(sentence) (\(detail))" }
}
