import CFileFaults
import CSQLite
import Synchronization
import Testing

@testable import SQLite

/// The race that loses committed pages in SQLite 3.7.0 – 3.51.2 (RELIABILITY §1.1 and the recipe of §5.1): one connection
/// checkpoints while another commits.
struct WalReset {
  private static let table = Migration(
    name: "0001_rows.sql",
    sql: """
      CREATE TABLE item (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
      CREATE INDEX item_place ON item (place);
      WITH n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 20) INSERT INTO item SELECT x, x, randomblob(600) FROM n;
      """)

  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  // MARK: With two plain connections, the race is real

  private final class Plain {
    let handle: OpaquePointer
    init(_ path: String) throws {
      var opened: OpaquePointer?
      try #require(sqlite3_open(path, &opened) == SQLITE_OK)
      handle = try #require(opened)
      run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA busy_timeout=5000")
    }
    deinit { sqlite3_close(handle) }
    func run(_ sql: String) {
      #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK, "\(String(cString: sqlite3_errmsg(handle)))")
    }
    @discardableResult func checkpoint() -> Int32 {
      sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
    func text(_ sql: String) -> String {
      var statement: OpaquePointer?
      defer { sqlite3_finalize(statement) }
      guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW else {
        return ""
      }
      return sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? ""
    }
  }

  private static let rewriteAll = "UPDATE item SET place = place + 100, body = randomblob(600)"
  private static let smallUpdate = "UPDATE item SET body = randomblob(600) WHERE id = 1"

  @Test func `two plain connections lose committed pages with an unfixed library`() throws {
    var calls = 0
    try {
      let a = try Plain(scratch.database)
      let b = try Plain(scratch.database)
      a.run(Self.table.sql)
      a.checkpoint()
      b.run(Self.rewriteAll)
      b.checkpoint()
      let window = Window {
        calls += 1
        if calls == 1 { b.run(Self.smallUpdate) }
      }
      try withExtendedLifetime(window) {
        try #require(file_faults_on_unfetch(UnsafeMutableRawPointer(a.handle), Window.open, window.address) == 1)
        a.checkpoint()
        b.run(Self.rewriteAll)
        b.checkpoint()
        b.run(Self.smallUpdate)
        b.checkpoint()
        file_faults_heal(UnsafeMutableRawPointer(a.handle))
      }
    }()
    #expect(calls >= 1, "the window was never open: this test no longer shows anything")
    let answer = try Plain(scratch.database).text("PRAGMA integrity_check")
    if DatabaseStatus.Protection.current == .fixedLibrary {
      #expect(answer == "ok")
    } else {
      #expect(answer.contains("missing from index"), "\(answer)")
    }
  }

  // MARK: Through our layer it cannot be expressed

  @Test func `the same provocation through our layer finds no window and does no damage`() throws {
    var options = DatabaseOptions()
    // A checkpoint after every group.
    options.checkpointPages = 1
    let windows = Atomic<Int>(0)
    let attempts = Notes()
    do {
      let database = try open(scratch, [Self.table], options: options)
      let reader = try database.reader()
      let window = Window {
        windows.add(1, ordering: .relaxed)
        // All that somebody else could try at this moment.
        do { try reader.each("UPDATE item SET body = randomblob(600) WHERE id = 1") { _ in } } catch { attempts.add("\(error)") }
        database.submit({ try $0.execute("UPDATE item SET body = randomblob(600) WHERE id = 1") }) { _ in }
      }
      try withExtendedLifetime(window) {
        nonisolated(unsafe) let context = window.address
        try database.write {
          #expect(file_faults_on_unfetch(UnsafeMutableRawPointer($0.connection.handle), Window.open, context) == 1)
        }
        for round in 0..<50 {
          try database.write { try $0.execute("UPDATE item SET place = place + 100, body = randomblob(600)") }
          _ = try reader.one("SELECT count(*) FROM item WHERE length(body) = 600") { $0.int(0) }
          if round % 5 == 4 { try database.copy(to: scratch.folder + "/copy.db") }
          try database.write { try $0.execute("UPDATE item SET body = randomblob(600) WHERE id = 1") }
        }
        try database.write { file_faults_heal(UnsafeMutableRawPointer($0.connection.handle)) }
      }
      #expect(database.status.checkpoints >= 50)
      #expect(try database.problems(thorough: true) == [])
      database.close()
    }
    // The window opens when a checkpointer learns from the header that somebody else has written. Nobody else writes.
    #expect(windows.load(ordering: .relaxed) == 0)
    #expect(attempts.all.isEmpty)
    let database = try open(scratch, [Self.table])
    #expect(try database.problems(thorough: true) == [])
    #expect(
      try database.read { try $0.one("SELECT count(*) FROM item INDEXED BY item_place WHERE place > 0") { $0.int(0) } } == 20)
  }

  @Test func `even a writer held in the window lets nobody else write`() throws {
    let database = try open(scratch, [Self.table])
    let reader = try database.reader()
    for statement in [
      "UPDATE item SET body = x'00'", "INSERT INTO item (place, body) VALUES (1, x'00')", "BEGIN IMMEDIATE",
      "PRAGMA wal_checkpoint(RESTART)",
      "PRAGMA query_only=0", "PRAGMA writable_schema=1", "PRAGMA wal_autocheckpoint=1",
    ] as [SQL] {
      #expect(throws: SQLiteError.self) { try reader.each(statement) { _ in } }
    }
    // And what is not refused by our rule would be by the way the file was opened.
    reader.connection.permission = .control
    try reader.connection.control("PRAGMA query_only=0")
    #expect(throws: SQLiteError.self) { try reader.each("INSERT INTO item (place, body) VALUES (1, x'00')") { _ in } }
  }

  private final class Window {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
    var address: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
    static let open: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
      guard let context else { return }
      Unmanaged<Window>.fromOpaque(context).takeUnretainedValue().body()
    }
  }
}
