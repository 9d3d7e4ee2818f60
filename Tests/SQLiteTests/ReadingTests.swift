import Testing

@testable import SQLite

struct Reading {
  private let database: Database

  init() throws {
    database = try .temporary(migrations: [people])
    try database.write { writer in
      for name in ["Ada", "Ben", "Cem"] { try writer.execute("INSERT INTO person (name) VALUES (\(name))") }
    }
  }

  @Test func `a query inside the same query gets rows of its own`() throws {
    let pairs = try database.read { reader in
      func names(_ body: (String) throws -> Void) throws {
        try reader.each("SELECT name FROM person ORDER BY id") { try body($0.text(0)) }
      }
      var pairs: [String] = []
      try names { first in try names { second in pairs.append(first + second) } }
      return pairs
    }
    #expect(pairs.count == 9)
    #expect(pairs.prefix(4) == ["AdaAda", "AdaBen", "AdaCem", "BenAda"])
  }

  @Test func `one row is demanded, a first one is not`() throws {
    #expect(try database.read { try $0.first("SELECT name FROM person WHERE id = \(99)") { $0.text(0) } } == nil)
    let error = #expect(throws: SQLiteError.self) {
      try database.read { try $0.one("SELECT name FROM person WHERE id = \(99)") { $0.text(0) } }
    }
    #expect(error == .noRow(sql: "SELECT name FROM person WHERE id = ?"))
  }

  @Test func `a snapshot does not see what is committed meanwhile`() throws {
    let reader = try database.reader()
    func people() throws -> Int { try reader.one("SELECT count(*) FROM person") { $0.int(0) } }
    try reader.snapshot {
      #expect(try people() == 3)
      try database.write { try $0.execute("INSERT INTO person (name) VALUES ('Dan')") }
      #expect(try people() == 3)
      #expect(try reader.snapshot { try people() } == 3)
    }
    #expect(try people() == 4)
  }

  @Test func `a snapshot ends when its body throws`() throws {
    struct Stop: Error {}
    let reader = try database.reader()
    #expect(throws: Stop.self) { try reader.snapshot { throw Stop() } }
    #expect(!reader.connection.isInTransaction)
  }

  @Test func `a row loop that is left early does not hold on to its snapshot`() throws {
    struct Stop: Error {}
    let reader = try database.reader()
    #expect(throws: Stop.self) { try reader.each("SELECT * FROM person") { _ in throw Stop() } }
    try database.write { try $0.execute("INSERT INTO person (name) VALUES ('Dan')") }
    #expect(try reader.one("SELECT count(*) FROM person") { $0.int(0) } == 4)
  }

  @Test(
    arguments: [
      "INSERT INTO person (name) VALUES ('x')", "DELETE FROM person", "CREATE TEMP TABLE t (x)", "PRAGMA query_only=0",
      "PRAGMA wal_checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode=DELETE", "PRAGMA wal_autocheckpoint=1000",
      "BEGIN IMMEDIATE", "ATTACH 'other.db' AS other", "VACUUM INTO 'other.db'", "SELECT load_extension('x')",
    ] as [SQL])
  func `a reader can only look`(statement: SQL) throws {
    #expect(throws: SQLiteError.self) { try database.read { try $0.all(statement) { $0.count } } }
    #expect(try count("person", in: database) == 3)
  }

  @Test func `a statement that never ends is stopped`() throws {
    var options = DatabaseOptions()
    options.readerLimitMilliseconds = 20
    let database = try Database.temporary(migrations: [people], options: options)
    let error = #expect(throws: SQLiteError.self) {
      try database.read { reader in
        try reader.one("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n") { $0.int(0) }
      }
    }
    guard case .interrupted = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(try count("person", in: database) == 0)
  }

  @Test func `a plan names the index it uses`() throws {
    let plan = try database.read { try $0.explain("SELECT text FROM note WHERE person = \(1)") }
    #expect(plan == ["SEARCH note USING INDEX note_person (person=?)"])
  }

  @Test func `more statements than the cache holds all work`() throws {
    let reader = try database.reader()
    for length in 0..<2_000 {
      var sql: SQL = "SELECT 0"
      // Each length in binary is a different sequence of pieces.
      for bit in 0..<11 { sql += length >> bit & 1 == 1 ? " + \(1)" : " + \(0) + 0" }
      #expect(try reader.one(sql) { $0.int(0) } == length.nonzeroBitCount)
    }
  }

  @Test func `a mistake in a statement names the statement`() {
    let error = #expect(throws: SQLiteError.self) { try database.read { try $0.exists("SELEC 1") } }
    #expect(error?.detail.contains("[SELEC 1]") == true)
    #expect(error?.detail.contains("syntax error") == true)
  }
}
