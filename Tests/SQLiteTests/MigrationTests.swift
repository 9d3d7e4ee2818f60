import Foundation
import Testing

@testable import SQLite

struct Migrating {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private let second = Migration(name: "0002_colour.sql", sql: "ALTER TABLE person ADD COLUMN colour TEXT;")

  private func version(_ database: Database) throws -> Int {
    try database.read { try $0.one("SELECT max(number) FROM schema_history") { $0.int(0) } }
  }

  private func tables(_ database: Database) throws -> [String] {
    try database.read { try $0.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1") { $0.text(0) } }
  }

  @Test func `steps run once, in order, and are remembered`() throws {
    var options = DatabaseOptions()
    options.now = { 1_700_000_000_000 }
    let database = try open(scratch, [second, people], options: options)
    #expect(try version(database) == 2)
    let history = try database.read {
      try $0.all("SELECT name, length(sha256), applied_at FROM schema_history ORDER BY number") {
        "\($0.text(0)) \($0.int(1)) \($0.int(2))"
      }
    }
    #expect(history == ["0001_people.sql 8 1700000000000", "0002_colour.sql 8 1700000000000"])
    database.close()
    // A second start changes nothing; running a step twice would fail.
    let again = try open(scratch, [people, second])
    #expect(try version(again) == 2)
    #expect(!scratch.files.contains { $0.contains("before") })
  }

  @Test func `an upgrade keeps a whole copy of what was before`() throws {
    let old = try open(scratch, [people])
    try old.write { try $0.execute("INSERT INTO person (name) VALUES ('Ada')") }
    old.close()
    let new = try open(scratch, [people, second])
    #expect(try version(new) == 2)
    #expect(scratch.exists("countersign.db.before-0002.db"))
    #expect(!scratch.files.contains { $0.hasSuffix(".part") })
    let copy = try Database(path: scratch.folder + "/countersign.db.before-0002.db", migrations: [people], hash: plainHash)
    #expect(try version(copy) == 1)
    #expect(try count("person", in: copy) == 1)
  }

  @Test(arguments: [
    ("a mistake", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;\n\nINSERT INTO nowhere VALUES (1);", "line 3"),
    ("a rule of the schema", "INSERT INTO person (name, age) VALUES ('x', -5);", "CHECK constraint failed"),
    ("a reference to nothing", "INSERT INTO note (person, text) VALUES (99, 'x');", "foreign_key_check"),
    ("ending the transaction", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; COMMIT;", "not authorized"),
    ("a setting", "PRAGMA synchronous=OFF;", "not authorized"),
    ("another file", "ATTACH 'x.db' AS x;", "not authorized"),
    ("an unfinished statement", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE", "incomplete input"),
  ])
  func `a failing step leaves the file as it was`(what: String, sql: String, reason: String) throws {
    let old = try open(scratch, [people])
    try old.write { try $0.execute("INSERT INTO person (name) VALUES ('Ada')") }
    old.close()
    let before = scratch.bytes()
    let error = #expect(throws: SQLiteError.self, "\(what)") {
      try open(scratch, [people, Migration(name: "0002_bad.sql", sql: sql)])
    }
    guard case .failedMigration(let name, let told) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(name == "0002_bad.sql")
    #expect(told.contains(reason), "\(told)")
    #expect(scratch.bytes() == before)
    let again = try open(scratch, [people])
    #expect(try version(again) == 1)
    #expect(try tables(again) == ["note", "person", "schema_history"])
  }

  @Test func `a step that succeeded stays when the next one fails`() throws {
    try open(scratch, [people]).close()
    #expect(throws: SQLiteError.self) { try open(scratch, [people, second, Migration(name: "0003_bad.sql", sql: "SELEC")]) }
    #expect(try version(open(scratch, [people, second])) == 2)
  }

  @Test func `a step that was edited after it ran is refused`() throws {
    try open(scratch, [people]).close()
    let before = scratch.bytes()
    let error = #expect(throws: SQLiteError.self) {
      try open(scratch, [Migration(name: people.name, sql: people.sql + " ")])
    }
    guard case .changedMigration(let name, let applied, let shipped) = error else { return #expect(Bool(false)) }
    #expect(name == people.name)
    #expect(applied != shipped)
    #expect(scratch.bytes() == before)
  }

  @Test(arguments: [["0001_a.sql", "0003_c.sql"], ["0001_a.sql", "0001_b.sql"], ["people.sql"], ["0000_a.sql"], ["0002_a.sql"]])
  func `a list with a hole or a double is refused before the file is touched`(names: [String]) throws {
    let error = #expect(throws: SQLiteError.self) { try open(scratch, names.map { Migration(name: $0, sql: "SELECT 1;") }) }
    guard case .unusableMigrations = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect((scratch.bytes() ?? Data()).isEmpty)
  }

  @Test func `rebuilding a table does not delete what refers to it`() throws {
    let old = try open(scratch, [people])
    try old.write { writer in
      try writer.execute("INSERT INTO person (id, name) VALUES (1, 'Ada')")
      try writer.execute("INSERT INTO note (person, text) VALUES (1, 'kept')")
    }
    old.close()
    let rebuild = Migration(
      name: "0002_rebuild.sql",
      sql: """
        CREATE TABLE new_person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, age INTEGER) STRICT;
        INSERT INTO new_person SELECT id, name, email, age FROM person;
        DROP TABLE person;
        ALTER TABLE new_person RENAME TO person;
        """)
    let new = try open(scratch, [people, rebuild])
    #expect(try count("note", in: new) == 1)
    #expect(try new.problems(thorough: true) == [])
    // And references are enforced again afterwards.
    #expect(throws: SQLiteError.self) { try new.write { try $0.execute("DELETE FROM person") } }
  }

  @Test func `full-text search works under these settings`() throws {
    let search = Migration(
      name: "0002_search.sql",
      sql: "CREATE VIRTUAL TABLE person_search USING fts5 (name, content = 'person', content_rowid = 'id');")
    let database = try open(scratch, [people, search])
    for name in ["Ada Lovelace", "Grace Hopper", "Ada Yonath"] {
      try database.write { writer in
        try writer.execute("INSERT INTO person (name) VALUES (\(name))")
        try writer.execute("INSERT INTO person_search (rowid, name) VALUES (\(writer.lastInsertedID), \(name))")
      }
    }
    try database.write { writer in
      try writer.execute(
        "INSERT INTO person_search (person_search, rowid, name) SELECT 'delete', id, name FROM person WHERE name = \("Ada Yonath")"
      )
      try writer.execute("DELETE FROM person WHERE name = \("Ada Yonath")")
    }
    let found = try database.read {
      try $0.all("SELECT rowid FROM person_search WHERE person_search MATCH \("ada")") { $0.int(0) }
    }
    #expect(found == [1])
    #expect(try database.problems(thorough: true) == [])
  }

  @Test func `a copy is whole while writing goes on`() throws {
    let database = try open(scratch)
    let target = scratch.folder + "/it's a copy.db"
    for _ in 0..<50 {
      try database.write { try $0.execute("INSERT INTO person (name) VALUES (\(String(repeating: "x", count: 900)))") }
    }
    let more = Waiter<Bool>()
    _ = try database.read { reader in
      try reader.snapshot {
        database.submit({ try $0.execute("INSERT INTO person (name) VALUES ('later')") }) { _ in more.fulfil(true) }
        _ = more.wait()
        try database.copy(to: target)
      }
    }
    try database.copy(to: target)
    database.close()
    let copy = try Database(path: target, migrations: [people], hash: plainHash)
    #expect(try count("person", in: copy) == 51)
    #expect(try copy.problems(thorough: true) == [])
    #expect(!scratch.files.contains { $0.hasSuffix(".part") })
  }
}
