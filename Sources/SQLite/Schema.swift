import Bytes
import CSQLite
import Glibc

/// The migrations this program ships, and how a file is brought up to them (RELIABILITY §5.1, rule 7).
struct Schema: Sendable {
  struct Step: Sendable {
    let number: Int
    let name: String
    let sql: String
    let hash: [UInt8]
  }

  let steps: [Step]

  init(migrations: [Migration], hash: ([UInt8]) -> [UInt8]) throws(SQLiteError) {
    var steps: [Step] = []
    for migration in migrations {
      let digits = migration.name.utf8.prefix { $0 >= 48 && $0 <= 57 }
      guard let number = parseDigits(Array(digits)), number > 0, number < 10_000 else {
        throw .unusableMigrations("the schema step \(migration.name) has no number")
      }
      steps.append(Step(number: number, name: migration.name, sql: migration.sql, hash: hash(Array(migration.sql.utf8))))
    }
    steps.sort { $0.number < $1.number }
    for (index, step) in steps.enumerated() where step.number != index + 1 {
      throw .unusableMigrations("schema step \(index + 1) is missing or doubled near \(step.name)")
    }
    self.steps = steps
  }

  /// Brings the file up to the newest step, or leaves it as it was and says why.
  func bringUpToDate(_ connection: Connection, options: DatabaseOptions) throws(SQLiteError) {
    let found = try Self.version(of: connection)
    guard found <= steps.count else { throw .newerDatabase(path: connection.path, found: found, known: steps.count) }
    if found == 0 { try Self.refuseForeignFile(connection) } else { try compareHistory(connection, upTo: found) }
    let pending = steps[found...]
    guard let first = pending.first else { return }
    if found > 0 { try Self.keepCopy(connection, before: first) }

    // Rebuilding a table drops the old one, which would delete what refers to it. foreign_key_check stands in for the pragma.
    try Self.enforceReferences(connection, false)
    for step in pending {
      options.log(.notice, "Bringing the database to schema step \(step.name).", connection.path)
      try Self.apply(step, to: connection, at: options.now())
    }
    try Self.enforceReferences(connection, true)
  }

  static func version(of connection: Connection) throws(SQLiteError) -> Int {
    let text = try connection.control("PRAGMA user_version") ?? ""
    guard let number = parseDigits(text) else {
      throw .notADatabase(path: connection.path, SQLiteDetail(code: 0, message: "user_version is \(text)"))
    }
    return number
  }

  private static func refuseForeignFile(_ connection: Connection) throws(SQLiteError) {
    guard let table = try connection.control("SELECT name FROM sqlite_schema LIMIT 1") else { return }
    throw .notADatabase(
      path: connection.path, SQLiteDetail(code: 0, message: "user_version is 0 and there is a table \(table) already"))
  }

  private func compareHistory(_ connection: Connection, upTo found: Int) throws(SQLiteError) {
    for step in steps[..<found] {
      let applied = try connection.control("SELECT lower(hex(sha256)) FROM schema_history WHERE number = \(step.number)")
      let shipped = Hex.encode(step.hash)
      guard applied == shipped else {
        throw .changedMigration(name: step.name, applied: applied ?? "nothing", shipped: shipped)
      }
    }
  }

  private static func keepCopy(_ connection: Connection, before step: Step) throws(SQLiteError) {
    let path = connection.path
    let folder = DataFolder.folder(of: path)
    let size = (DataFolder.size(of: path) ?? 0) + (DataFolder.size(of: path + "-wal") ?? 0)
    // Room for the copy, and for a log in which every page was rewritten.
    if let free = DataFolder.freeBytes(folder), free < size * 2 {
      throw .notEnoughSpace(path: path, needed: size * 2, free: free)
    }
    let digits = String(step.number)
    try DatabaseCopy.make(of: path, at: "\(path).before-\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits).db")
  }

  private static func enforceReferences(_ connection: Connection, _ enforced: Bool) throws(SQLiteError) {
    let value = enforced ? "1" : "0"
    try connection.control("PRAGMA foreign_keys=\(value)")
    let now = try connection.control("PRAGMA foreign_keys") ?? ""
    guard now == value else { throw .settingRefused(name: "foreign_keys", wanted: value, found: now) }
  }

  private static func apply(_ step: Step, to connection: Connection, at now: Int64) throws(SQLiteError) {
    try connection.run(.beginImmediate)
    do throws(SQLiteError) {
      try connection.runScript(step.sql, name: step.name)
      if step.number == 1 {
        try connection.control(
          """
          CREATE TABLE schema_history (
            number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, applied_at INTEGER NOT NULL
          ) STRICT
          """)
      }
      try remember(step, in: connection, at: now)
      try connection.control("PRAGMA user_version=\(step.number)")
      if let orphan = try connection.control("PRAGMA foreign_key_check") {
        throw .failedMigration(name: step.name, reason: "foreign_key_check: a row of \(orphan) refers to nothing")
      }
      let check = try connection.control("PRAGMA quick_check(1)") ?? ""
      guard check == "ok" else { throw .failedMigration(name: step.name, reason: "quick_check: \(check)") }
      try connection.run(.commit)
    } catch {
      if connection.isInTransaction { try? connection.run(.rollback) }
      throw error
    }
  }

  private static func remember(_ step: Step, in connection: Connection, at now: Int64) throws(SQLiteError) {
    do {
      _ = try connection.execute(
        "INSERT INTO schema_history (number, name, sha256, applied_at) VALUES (\(step.number), \(step.name), \(step.hash), \(now))"
      )
    } catch let error as SQLiteError {
      throw error
    } catch {
      throw .failedMigration(name: step.name, reason: "\(error)")
    }
  }
}
