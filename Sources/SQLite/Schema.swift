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

  func bringUpToDate(_ connection: Connection, options: DatabaseOptions) throws(SQLiteError) {
  }
}
