import Testing
import Threads

@testable import SQLite

struct Writing {
  private let database: Database
  init() throws { database = try .temporary(migrations: [people]) }

  struct Refused: Error, Equatable {}

  @Test func `a failing job leaves nothing behind and its neighbours are saved`() throws {
    let gate = Gate(database)
    let before = database.status.commits
    let answers = (0..<9).map { number in
      let waiter = Waiter<Result<Int, any Error>>()
      database.submit({ writer in
        try writer.execute("INSERT INTO person (id, name) VALUES (\(number + 1), 'x')")
        if number % 3 == 1 { throw Refused() }
        return number
      }) { waiter.fulfil($0) }
      return waiter
    }
    gate.open()
    let results = answers.map { $0.wait() }
    for (number, result) in results.enumerated() {
      if number % 3 == 1 {
        #expect(throws: Refused.self) { try result.get() }
      } else {
        #expect(try result.get() == number)
      }
    }
    #expect(try database.read { try $0.all("SELECT id FROM person") { $0.int(0) } } == [1, 3, 4, 6, 7, 9])
    // The gate's own group and the one of the nine.
    #expect(database.status.commits == before + 2)
  }

  @Test func `when the answer comes, another connection sees the row`() throws {
    let seen = Waiter<Int>()
    let reader = try database.reader()
    nonisolated(unsafe) let other = reader  // used by the writer's thread alone, from here on
    database.submit({ try $0.execute("INSERT INTO person (name) VALUES ('Ada')") }) { _ in
      seen.fulfil((try? other.one("SELECT count(*) FROM person") { $0.int(0) }) ?? -1)
    }
    #expect(seen.wait() == 1)
  }

  @Test func `inside the job, nobody else sees the row yet`() throws {
    let outside = try database.write { [database] writer in
      try writer.execute("INSERT INTO person (name) VALUES ('Ada')")
      return try count("person", in: database)
    }
    #expect(outside == 0)
  }

  @Test func `what was to follow the commit follows it, before the answer, and not after a refusal`() throws {
    let notes = Notes()
    let gate = Gate(database)
    let last = Waiter<Bool>()
    database.submit({ writer in writer.afterCommit { notes.add("first hook") } }) { _ in notes.add("first answer") }
    database.submit({ writer in
      writer.afterCommit { notes.add("refused hook") }
      throw Refused()
    }) { (result: Result<Void, any Error>) in notes.add("refused answer") }
    database.submit({ [database] writer in
      writer.afterCommit { notes.add("third hook sees \((try? count("person", in: database)) ?? -1)") }
      try writer.execute("INSERT INTO person (name) VALUES ('Ada')")
    }) { _ in
      notes.add("third answer")
    }
    database.submit({ _ in }) { _ in last.fulfil(true) }
    gate.open()
    _ = last.wait()
    #expect(notes.all.filter { !$0.hasPrefix("refused") } == ["first hook", "first answer", "third hook sees 1", "third answer"])
    #expect(notes.all.contains("refused answer"))
    #expect(!notes.all.contains("refused hook"))
  }

  @Test func `a job whose reference stays open fails alone`() throws {
    let gate = Gate(database)
    let bad = Waiter<Result<Int, any Error>>()
    let good = Waiter<Result<Int, any Error>>()
    database.submit({ try $0.execute("INSERT INTO note (person, text) VALUES (77, 'lost')") }) { bad.fulfil($0) }
    database.submit({ writer in
      // Deferred: the note may come before its person.
      try writer.execute("INSERT INTO note (person, text) VALUES (1, 'kept')")
      return try writer.execute("INSERT INTO person (id, name) VALUES (1, 'Ada')")
    }) { good.fulfil($0) }
    gate.open()
    let error = #expect(throws: SQLiteError.self) { try bad.wait().get() }
    guard case .constraint(.foreignKey, _) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(try good.wait().get() == 1)
    #expect(try count("note", in: database) == 1)
  }

  @Test func `rules of the schema are told apart`() throws {
    func kind(_ sql: SQL) -> ConstraintKind? {
      do {
        try database.write { try $0.execute(sql) }
        return nil
      } catch SQLiteError.constraint(let kind, _) {
        return kind
      } catch {
        return nil
      }
    }
    #expect(kind("INSERT INTO person (id, name, email) VALUES (1, 'Ada', 'a@x')") == nil)
    #expect(kind("INSERT INTO person (name, email) VALUES ('Eve', 'a@x')") == .unique)
    #expect(kind("INSERT INTO person (id, name) VALUES (1, 'Eve')") == .primaryKey)
    #expect(kind("INSERT INTO person (name) VALUES (NULL)") == .notNull)
    #expect(kind("INSERT INTO person (name, age) VALUES ('Eve', -1)") == .check)
    #expect(kind("INSERT INTO person (name, age) VALUES ('Eve', 'old')") == .dataType)
    #expect(kind("INSERT INTO note (person, text) VALUES (9, 'x')") == .foreignKey)
  }

  @Test func `the number of changed rows and the new id are told`() throws {
    try database.write { writer in
      #expect(try writer.execute("INSERT INTO person (name) VALUES ('Ada'), ('Ben')") == 2)
      #expect(writer.lastInsertedID == 2)
      #expect(try writer.execute("UPDATE person SET age = 3 WHERE id = \(1)") == 1)
      #expect(try writer.execute("UPDATE person SET age = 3 WHERE id = \(99)") == 0)
      #expect(try writer.execute("SELECT 1") == 0)
      let id = try writer.one("INSERT INTO person (name) VALUES ('Cem') RETURNING id") { $0.int(0) }
      #expect(id == 3)
    }
    #expect(try count("person", in: database) == 3)
  }

  @Test func `an insert that returns a row is complete even if only the first is read`() throws {
    try database.write { writer in
      _ = try writer.first("INSERT INTO person (name) VALUES ('a'), ('b'), ('c') RETURNING id") { $0.int(0) }
      #expect(try writer.execute("UPDATE person SET age = 1") == 3)
    }
    #expect(try count("person", in: database) == 3)
  }

  @Test(
    arguments: [
      "COMMIT", "ROLLBACK", "BEGIN", "SAVEPOINT mine", "RELEASE job", "ROLLBACK TO job", "PRAGMA synchronous=OFF",
      "PRAGMA foreign_keys=0",
      "PRAGMA wal_checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA journal_mode=DELETE", "PRAGMA user_version=9",
      "ATTACH 'other.db' AS other", "DETACH main", "VACUUM", "CREATE TABLE t (x)", "DROP TABLE person",
      "ALTER TABLE person RENAME TO p",
      "CREATE TEMP TABLE t (x)", "SELECT load_extension('x')", "DELETE FROM sqlite_schema",
    ] as [SQL])
  func `a job cannot end the transaction, touch a setting or change the schema`(statement: SQL) throws {
    #expect(throws: SQLiteError.self) {
      try database.write { writer in
        try writer.execute("INSERT INTO person (name) VALUES ('Ada')")
        try writer.execute(statement)
      }
    }
    #expect(try count("person", in: database) == 0)
    try database.write { #expect($0.connection.isInTransaction) }
  }

  @Test func `too many waiting writes are refused at once, with a type of its own`() throws {
    var options = DatabaseOptions()
    options.queueLimit = 3
    let database = try Database.temporary(migrations: [people], options: options)
    let gate = Gate(database)
    let accepted = (0..<3).map { _ in
      let waiter = Waiter<Bool>()
      database.submit({ try $0.execute("INSERT INTO person (name) VALUES ('x')") }) { waiter.fulfil((try? $0.get()) != nil) }
      return waiter
    }
    let refusal = Notes()
    database.submit({ try $0.execute("INSERT INTO person (name) VALUES ('y')") }) { result in
      if case .failure(let error) = result { refusal.add("\((error as? SQLiteError).map { "\($0.detail)" } ?? "")") }
    }
    // Answered before submit came back, while the writer is still held.
    #expect(refusal.all == ["3 writes waiting"])
    #expect(database.status.queueLength == 3)
    gate.open()
    #expect(accepted.allSatisfy { $0.wait() })
    #expect(try count("person", in: database) == 3)
    #expect(database.status.refusedJobs == 1)
  }

  @Test func `what was accepted before closing is saved, what comes after is refused`() throws {
    let scratch = try Scratch()
    let database = try open(scratch)
    let saved = Waiter<Bool>()
    database.submit({ try $0.execute("INSERT INTO person (name) VALUES ('x')") }) { saved.fulfil((try? $0.get()) != nil) }
    database.close()
    #expect(saved.wait())
    #expect(throws: SQLiteError.closed) { try database.write { _ in } }
    #expect(throws: SQLiteError.closed) { try database.read { _ in } }
    #expect(try count("person", in: open(scratch)) == 1)
  }

  @Test func `waiting for a write on the writer's own thread is refused instead of waiting for ever`() throws {
    let error = #expect(throws: SQLiteError.self) {
      try database.write { [database] _ in _ = try database.write { _ in 1 } }
    }
    guard case .misuse = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  @Test func `the last reference may go in an answer`() throws {
    let scratch = try Scratch()
    let done = Waiter<Bool>()
    do {
      let database = try open(scratch)
      let gate = Gate(database)
      database.submit({ try $0.execute("INSERT INTO person (name) VALUES ('x')") }) { [database] _ in
        _ = database
        done.fulfil(true)
      }
      gate.open()
    }
    #expect(done.wait())
  }

  @Test func `eight threads write and read at once and every answer is true`() throws {
    let clients = 8
    let each = 200
    let finished = (0..<clients).map { _ in Waiter<Int>() }
    for client in 0..<clients {
      let done = finished[client]
      _ = NamedThread("client") { [database] in
        var wrong = 0
        for number in 0..<each {
          let id = client * each + number + 1
          do {
            try database.write { try $0.execute("INSERT INTO person (id, name) VALUES (\(id), \("n\(id)"))") }
            let name = try database.read { try $0.first("SELECT name FROM person WHERE id = \(id)") { $0.text(0) } }
            if name != "n\(id)" { wrong += 1 }
          } catch { wrong += 1 }
        }
        done.fulfil(wrong)
      }
    }
    #expect(finished.map { $0.wait() } == Array(repeating: 0, count: clients))
    #expect(try count("person", in: database) == clients * each)
    #expect(try database.problems(thorough: true) == [])
  }
}
