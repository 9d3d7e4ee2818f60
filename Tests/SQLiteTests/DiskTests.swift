import CFileFaults
import CSQLite
import Foundation
import Synchronization
import Testing

@testable import SQLite

/// Codes that the library's header gives as expressions.
private let ioWrite = SQLITE_IOERR | 3 << 8
private let ioSync = SQLITE_IOERR | 4 << 8
private let ioTruncate = SQLITE_IOERR | 6 << 8

private func address(_ connection: Connection) -> UnsafeMutableRawPointer { UnsafeMutableRawPointer(connection.handle) }

struct FailingDisk {
  private let scratch: Scratch
  private let fatal = Notes()
  private let logged = Notes()
  private let options: DatabaseOptions

  init() throws {
    scratch = try Scratch()
    var options = DatabaseOptions()
    options.onFatal = { [fatal] in fatal.add($0.detail) }
    options.log = { [logged] level, _, detail in if level != .notice { logged.add(detail) } }
    self.options = options
  }

  private func insert(_ database: Database, _ name: String = "x") throws {
    try database.write { try $0.execute("INSERT INTO person (name) VALUES (\(name))") }
  }

  @Test func `a full disk refuses the write, keeps reading, and needs no restart`() throws {
    let database = try open(scratch, options: options)
    try insert(database, "before")
    try database.write { writer in
      let pages = try writer.connection.control("PRAGMA page_count") ?? ""
      try writer.connection.control("PRAGMA max_page_count=\(pages)")
    }
    let error = #expect(throws: SQLiteError.self) { try insert(database, String(repeating: "x", count: 100_000)) }
    guard case .full = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(try count("person", in: database) == 1)
    try database.write { _ = try $0.connection.control("PRAGMA max_page_count=1000000") }
    try insert(database, String(repeating: "x", count: 100_000))
    #expect(try count("person", in: database) == 2)
    #expect(fatal.all.isEmpty)
    #expect(try database.problems(thorough: true) == [])
  }

  @Test func `a disk that is full at the commit fails the whole group and nothing else`() throws {
    let database = try open(scratch, options: options)
    try insert(database, "before")
    try database.write { #expect(file_faults_break_log(address($0.connection), SQLITE_FULL, 0, 0) == 1) }
    let gate = Gate(database)
    let answers = (0..<5).map { number in
      let waiter = Waiter<Result<Int, any Error>>()
      database.submit({ writer in
        writer.afterCommit { Issue.record("a hook ran although nothing was committed") }
        return try writer.execute("INSERT INTO person (name) VALUES (\("n\(number)"))")
      }) { waiter.fulfil($0) }
      return waiter
    }
    gate.open()
    for answer in answers {
      let error = #expect(throws: SQLiteError.self) { try answer.wait().get() }
      guard case .full = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
    #expect(try count("person", in: database) == 1)
    // Space comes back.
    try database.write { file_faults_heal(address($0.connection)) }
    try insert(database, "after")
    #expect(try count("person", in: database) == 2)
    #expect(fatal.all.isEmpty)
    #expect(database.status.broken == nil)
  }

  @Test func `whoever was answered as saved in a group that a full disk cut short is saved, and nobody else`() throws {
    let database = try open(scratch, options: options)
    try database.write { writer in
      let pages = try writer.connection.control("PRAGMA page_count") ?? ""
      try writer.connection.control("PRAGMA max_page_count=\(pages)")
    }
    let gate = Gate(database)
    let answers = [10, 10, 100_000, 10, 200_000, 10].enumerated().map { id, size in
      let waiter = Waiter<Result<Int, any Error>>()
      database.submit({ try $0.execute("INSERT INTO person (id, name) VALUES (\(id), \(String(repeating: "x", count: size)))") })
      {
        waiter.fulfil($0)
      }
      return waiter
    }
    gate.open()
    let saved = answers.map { $0.wait() }.enumerated().compactMap { id, result -> Int? in
      if case .success = result { id } else { nil }
    }
    #expect(try database.read { try $0.all("SELECT id FROM person") { $0.int(0) } } == saved)
    #expect(!saved.contains(2) && !saved.contains(4) && saved.contains(5))
    #expect(try database.problems(thorough: true) == [])
  }

  @Test(arguments: [(ioWrite, 0 as Int32, "778"), (0 as Int32, ioSync, "1034")])
  func `a failed write or sync ends all writing at once`(onWrite: Int32, onSync: Int32, code: String) throws {
    let database = try open(scratch, options: options)
    try insert(database, "before")
    nonisolated(unsafe) var writer: UnsafeMutableRawPointer?
    try database.write { writer = address($0.connection) }
    try #require(file_faults_break_log(try #require(writer), onWrite, onSync, 0) == 1)
    let gate = Gate(database)
    let waiting = (0..<3).map { _ in
      let waiter = Waiter<Result<Int, any Error>>()
      database.submit({ writer in
        writer.afterCommit { Issue.record("a hook ran although nothing was committed") }
        return try writer.execute("INSERT INTO person (name) VALUES ('x')")
      }) { waiter.fulfil($0) }
      return waiter
    }
    gate.open()
    for answer in waiting {
      let error = #expect(throws: SQLiteError.self) { try answer.wait().get() }
      guard case .ioError = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }
    // The commit that failed was the last call to the disk: what follows is refused without one.
    let calls = file_faults_log_calls(writer)
    let refused = #expect(throws: SQLiteError.self) { try insert(database) }
    guard case .broken = refused else { return #expect(Bool(false), "\(String(describing: refused))") }
    #expect(database.status.broken != nil)
    #expect(try count("person", in: database) == 1)
    // Nor is anything written while closing: no retry of the sync, no checkpoint.
    #expect(file_faults_log_calls(writer) == calls)
    let before = scratch.bytes()
    database.close()
    #expect(scratch.bytes() == before)
    #expect(fatal.all.count == 1)
    #expect(fatal.all.first?.contains("SQLite \(code)") == true)
    #expect(logged.all.count == 1)
    let again = try open(scratch)
    #expect(try again.problems(thorough: true) == [])
    #expect(try again.read { try $0.exists("SELECT 1 FROM person WHERE name = 'before'") })
  }

  @Test func `a job that hides a failed write is not answered as saved`() throws {
    var options = options
    options.writerCacheKiB = 64
    let database = try open(scratch, options: options)
    let error = #expect(throws: SQLiteError.self) {
      try database.write { writer in
        _ = file_faults_break_log(address(writer.connection), ioWrite, 0, 0)
        // Large enough not to fit into the cache: pages are written to the log before the commit.
        for _ in 0..<200 { _ = try? writer.execute("INSERT INTO person (name) VALUES (\(String(repeating: "x", count: 5_000)))") }
      }
    }
    guard case .ioError = error else { return #expect(Bool(false), "\(String(describing: error))") }
    // onFatal follows the answers; once the thread has ended it has been called.
    database.close()
    #expect(fatal.all.count == 1)
  }

  @Test func `a checkpoint that cannot write to the file ends all writing`() throws {
    var options = options
    options.checkpointPages = 1
    let database = try open(scratch, options: options)
    try database.write { #expect(file_faults_break_database(address($0.connection), 0, ioSync, 0) == 1) }
    try insert(database, "saved in the log")
    // The answer came after the commit; the checkpoint follows it, before the next job.
    let refused = #expect(throws: SQLiteError.self) {
      try insert(database)
      try insert(database)
    }
    guard case .broken = refused else { return #expect(Bool(false), "\(String(describing: refused))") }
    database.close()
    #expect(try open(scratch).read { try $0.exists("SELECT 1 FROM person WHERE name = 'saved in the log'") })
  }

  @Test func `a checkpoint that finds the disk full is tried again later`() throws {
    var options = options
    options.checkpointPages = 1
    let database = try open(scratch, options: options)
    try database.write { #expect(file_faults_break_database(address($0.connection), SQLITE_FULL, 0, 0) == 1) }
    try insert(database)
    try insert(database)
    #expect(fatal.all.isEmpty)
    try database.write { file_faults_heal(address($0.connection)) }
    #expect(logged.all.contains { $0.contains("checkpoint") })
    try insert(database)
    try database.write { _ in }
    #expect(database.status.checkpoints > 0)
    #expect(try count("person", in: database) == 3)
  }

  @Test func `damage is noticed`() throws {
    let database = try open(scratch)
    for _ in 0..<200 { try insert(database, String(repeating: "x", count: 900)) }
    database.close()
    var bytes = try #require(scratch.bytes())
    for offset in stride(from: 8 * 4_096, to: bytes.count, by: 4_096) {
      bytes.replaceSubrange(offset..<offset + 64, with: Data(repeating: 0xA5, count: 64))
    }
    try bytes.write(to: URL(fileURLWithPath: scratch.database))
    let damaged = try open(scratch)
    #expect(try !damaged.problems(thorough: false).isEmpty)
    let error = #expect(throws: SQLiteError.self) { try damaged.read { try $0.each("SELECT * FROM person") { _ in } } }
    guard case .corrupt = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(throws: SQLiteError.self) { try damaged.copy(to: scratch.folder + "/copy.db") }
    #expect(!scratch.exists("copy.db"))
  }
}

struct Checkpoints {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private var logSize: Int { scratch.bytes("countersign.db-wal")?.count ?? 0 }

  @Test func `the log is copied into the file each time enough pages have come together`() throws {
    var options = DatabaseOptions()
    options.checkpointPages = 50
    let database = try open(scratch, options: options)
    for _ in 0..<300 {
      try database.write { try $0.execute("INSERT INTO person (name) VALUES (\(String(repeating: "x", count: 3_000)))") }
    }
    try database.write { _ in }
    #expect(database.status.checkpoints >= 5)
    #expect(database.status.walPages < 100)
    #expect(database.status.lastCheckpoint != nil)
  }

  @Test func `readers and writer never checkpoint by themselves`() throws {
    var options = DatabaseOptions()
    options.checkpointPages = 1_000_000
    options.idleMilliseconds = 3_600_000
    let database = try open(scratch, options: options)
    let before = scratch.bytes()
    for _ in 0..<1_500 {
      try database.write { try $0.execute("INSERT INTO person (name) VALUES (\(String(repeating: "x", count: 3_000)))") }
    }
    for _ in 0..<3 {
      let reader = try database.reader()
      #expect(try reader.one("SELECT count(*) FROM person") { $0.int(0) } == 1_500)
    }
    #expect(database.status.walPages > 1_000)
    #expect(scratch.bytes() == before)
    #expect(database.status.checkpoints == 0)
  }

  @Test func `a quiet moment cuts the log to nothing`() throws {
    let checkpointed = Waiter<Bool>()
    var options = DatabaseOptions()
    options.idleMilliseconds = 1
    // The clock is asked for when a checkpoint has been made; those before the write do not count.
    let armed = Switch()
    options.now = {
      if armed.isOn { checkpointed.fulfil(true) }
      return 5
    }
    let database = try open(scratch, options: options)
    try database.write { writer in
      armed.turnOn()
      try writer.execute("INSERT INTO person (name) VALUES ('x')")
    }
    #expect(checkpointed.wait())
    #expect(logSize == 0)
  }

  @Test func `a reader in the middle of a page does not hold up the writer`() throws {
    var options = DatabaseOptions()
    options.checkpointPages = 10
    options.idleMilliseconds = 0
    let database = try open(scratch, options: options)
    let reader = try database.reader()
    try reader.snapshot {
      _ = try reader.exists("SELECT 1 FROM person")
      let start = Clock.monotonicMilliseconds()
      for _ in 0..<100 {
        try database.write { try $0.execute("INSERT INTO person (name) VALUES (\(String(repeating: "x", count: 3_000)))") }
      }
      // Waiting for the reader even once would take the five seconds of the busy timeout.
      #expect(Clock.monotonicMilliseconds() - start < 4_000)
      #expect(try !reader.exists("SELECT 1 FROM person"))
    }
    #expect(try database.problems(thorough: true) == [])
  }
}
