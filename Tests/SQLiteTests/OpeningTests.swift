import CFileFaults
import CSQLite
import Foundation
import Testing

@testable import SQLite

struct Opening {
  private let scratch: Scratch
  init() throws { scratch = try Scratch() }

  @Test func `every connection has every setting, read back`() throws {
    let database = try open(scratch)
    try database.write { try $0.connection.verifySettings(cacheKiB: 16_384) }
    try database.reader().connection.verifySettings(cacheKiB: 65_536)
    let reader = try database.reader().connection
    func value(_ name: String) throws -> String? { try reader.control("PRAGMA \(name)") }
    #expect(try value("journal_mode") == "wal")
    #expect(try value("query_only") == "1")
    #expect(try value("synchronous") == "2")
    #expect(try value("wal_autocheckpoint") == "0")
    #expect(try value("mmap_size") == "0")
    #expect(sqlite3_db_readonly(reader.handle, "main") == 1)
  }

  @Test(arguments: [
    "query_only=0", "synchronous=NORMAL", "foreign_keys=0", "busy_timeout=10", "trusted_schema=1", "cell_size_check=0",
    "mmap_size=4096", "recursive_triggers=0", "wal_autocheckpoint=1000", "cache_size=-1",
  ])
  func `a pragma that reads back differently is refused by name`(pragma: String) throws {
    let connection = try open(scratch).reader().connection
    try connection.control("PRAGMA \(pragma)")
    let error = #expect(throws: SQLiteError.self) { try connection.verifySettings(cacheKiB: 65_536) }
    guard case .settingRefused(let name, _, _) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(pragma.hasPrefix(name + "="))
  }

  @Test(arguments: ConnectionSettings.flags.map(\.name)) func `a switch that is not as set is refused by name`(name: String)
    throws
  {
    let connection = try open(scratch).reader().connection
    let setting = try #require(ConnectionSettings.flags.first { $0.name == name })
    countersign_sqlite_flag(connection.handle, setting.flag, 1 - setting.value, nil)
    let error = #expect(throws: SQLiteError.self) { try connection.verifySettings(cacheKiB: 65_536) }
    guard case .settingRefused(let refused, _, _) = error else { return #expect(Bool(false), "\(String(describing: error))") }
    // trusted_schema is one switch with two names.
    #expect(refused == name)
  }

  @Test func `a limit that is not as set is refused by name`() throws {
    let connection = try open(scratch).reader().connection
    sqlite3_limit(connection.handle, SQLITE_LIMIT_EXPR_DEPTH, 99)
    #expect(throws: SQLiteError.settingRefused(name: "expression_depth", wanted: "100", found: "99")) {
      try connection.verifySettings(cacheKiB: 65_536)
    }
  }

  @Test func `a second copy gets a sentence that names the first`() throws {
    let first = try open(scratch)
    let error = #expect(throws: SQLiteError.self) { try open(scratch) }
    #expect(error == .lockedByAnotherProcess(path: scratch.database, processID: getpid()))
    #expect(error?.sentence.contains("process \(getpid())") == true)
    first.close()
    _ = try open(scratch)
  }

  @Test func `the file, its log and its lock are for the owner only`() throws {
    let database = try open(scratch)
    try database.write { try $0.execute("INSERT INTO person (name) VALUES ('Ada')") }
    for name in ["countersign.db", "countersign.db-wal", "countersign.db-shm", "countersign.db.lock"] {
      let mode = try FileManager.default.attributesOfItem(atPath: scratch.folder + "/" + name)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(name)")
    }
  }

  @Test func `a database from a newer version is refused and left alone`() throws {
    let second = Migration(name: "0002_more.sql", sql: "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;")
    try open(scratch, [people, second]).close()
    let before = scratch.bytes()
    let error = #expect(throws: SQLiteError.self) { try open(scratch, [people]) }
    #expect(error == .newerDatabase(path: scratch.database, found: 2, known: 1))
    #expect(error?.sentence.contains("newer version") == true)
    #expect(scratch.bytes() == before)
  }

  @Test func `a file that is no database is refused and left alone`() throws {
    let text = Data("This is a letter and no database. ".utf8) + Data(repeating: 65, count: 8_192)
    try text.write(to: URL(fileURLWithPath: scratch.database))
    let error = #expect(throws: SQLiteError.self) { try open(scratch) }
    guard case .notADatabase = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(scratch.bytes() == text)
  }

  @Test func `somebody else's database is refused and keeps its tables`() throws {
    var raw: OpaquePointer?
    #expect(sqlite3_open(scratch.database, &raw) == SQLITE_OK)
    #expect(sqlite3_exec(raw, "CREATE TABLE theirs (x)", nil, nil, nil) == SQLITE_OK)
    sqlite3_close(raw)
    let error = #expect(throws: SQLiteError.self) { try open(scratch) }
    guard case .notADatabase = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(error?.detail.contains("theirs") == true)
  }

  @Test func `a folder that is not there is named`() throws {
    let path = scratch.folder + "/missing/countersign.db"
    let error = #expect(throws: SQLiteError.self) { try Database(path: path, migrations: [people], hash: plainHash) }
    guard case .cannotOpen = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(error?.sentence.contains("missing/countersign.db") == true)
  }

  @Test func `a folder that cannot be written to is told as that`() throws {
    // The kernel's own folder refuses even root.
    let error = #expect(throws: SQLiteError.self) {
      try Database(path: "/sys/kernel/countersign.db", migrations: [people], hash: plainHash)
    }
    guard case .readOnly = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  @Test func `a file and a folder of somebody else are told as read-only and left alone`() async throws {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch()
      try open(scratch).close()
      let before = scratch.bytes()
      chmod(scratch.folder, 0o555)
      chmod(scratch.database, 0o444)
      chmod(scratch.database + ".lock", 0o444)
      // Nothing stops root; anybody else is stopped by the modes.
      if getuid() == 0 { #expect(setuid(65_534) == 0) }
      func refusal(_ path: String) -> SQLiteError? {
        do throws(SQLiteError) {
          _ = try Database(path: path, migrations: [people], hash: plainHash)
          return nil
        } catch { return error }
      }
      guard case .readOnly(let lock, _)? = refusal(scratch.database) else { exit(1) }
      guard case .readOnly(let other, _)? = refusal(scratch.folder + "/other.db") else { exit(2) }
      guard lock == scratch.database + ".lock", other == scratch.folder + "/other.db.lock" else { exit(3) }
      guard scratch.bytes() == before else { exit(4) }
    }
  }

  @Test(arguments: [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x517B, 0x794C_7630, 0x6573_5546] as [UInt32])
  func `network and layered file systems are known`(magic: UInt32) {
    #expect(DataFolder.kind(ofFileSystem: magic) != nil)
  }

  @Test(arguments: [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0x2FC1_2FC1] as [UInt32])
  func `local file systems are welcome`(magic: UInt32) {
    #expect(DataFolder.kind(ofFileSystem: magic) == nil)
  }

  @Test func `log and file are one after closing`() throws {
    let database = try open(scratch)
    try database.write { try $0.execute("INSERT INTO person (name) VALUES ('Ada')") }
    database.close()
    #expect((scratch.bytes("countersign.db-wal") ?? Data()).isEmpty)
    var raw: OpaquePointer?
    defer { sqlite3_close(raw) }
    #expect(sqlite3_open_v2(scratch.database, &raw, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
    #expect(sqlite3_exec(raw, "SELECT name FROM person", nil, nil, nil) == SQLITE_OK)
  }

  @Test func `the status says what protects the file`() throws {
    let status = try open(scratch).status
    #expect(status.libraryVersion == String(cString: sqlite3_libversion()))
    #expect(!status.sourceID.isEmpty)
    #expect(DatabaseStatus.Protection.hasFix(3_040_001) == false)
    #expect(DatabaseStatus.Protection.hasFix(3_044_005) == false)
    #expect(DatabaseStatus.Protection.hasFix(3_044_006))
    #expect(DatabaseStatus.Protection.hasFix(3_045_000) == false)
    #expect(DatabaseStatus.Protection.hasFix(3_050_007))
    #expect(DatabaseStatus.Protection.hasFix(3_051_002) == false)
    #expect(DatabaseStatus.Protection.hasFix(3_051_003))
  }
}
