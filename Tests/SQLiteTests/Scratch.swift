import Foundation
import Synchronization

@testable import SQLite

/// A folder of its own for a test, gone afterwards.
final class Scratch: Sendable {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "countersign-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var database: String { folder + "/countersign.db" }

  func bytes(_ name: String = "countersign.db") -> Data? { FileManager.default.contents(atPath: folder + "/" + name) }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }
}

let people = Migration(
  name: "0001_people.sql",
  sql: """
    -- who may sign in
    CREATE TABLE person (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT UNIQUE, age INTEGER CHECK (age >= 0)
    ) STRICT;
    CREATE TABLE note (
      id INTEGER PRIMARY KEY,
      person INTEGER NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX note_person ON note (person);
    """)

/// Not a real fingerprint, but one that differs when the text differs.
let plainHash: @Sendable ([UInt8]) -> [UInt8] = { bytes in
  var sum: UInt64 = 14_695_981_039_346_656_037
  for byte in bytes { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }
  return (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
}

func open(_ scratch: Scratch, _ migrations: [Migration] = [people], options: DatabaseOptions = .init()) throws -> Database {
  try Database(path: scratch.database, migrations: migrations, hash: plainHash, options: options)
}

func count(_ table: StaticString, in database: Database) throws -> Int {
  try database.read { try $0.one("SELECT count(*) FROM \(raw: table)") { $0.int(0) } }
}

/// Holds the writer's thread inside a job until it is opened, so that what is submitted meanwhile falls into one group.
final class Gate: Sendable {
  private let reached = Waiter<Bool>()
  private let opened = Waiter<Bool>()

  init(_ database: Database) {
    database.submit({ [reached, opened] _ in
      reached.fulfil(true)
      _ = opened.wait()
    }) { _ in }
    _ = reached.wait()
  }

  func open() { opened.fulfil(true) }
}

/// Collects what several threads have to say, in order.
final class Notes: Sendable {
  private let lines = Mutex<[String]>([])
  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}

/// Turned on once, looked at from other threads.
final class Switch: Sendable {
  private let state = Atomic<Bool>(false)
  var isOn: Bool { state.load(ordering: .acquiring) }
  func turnOn() { state.store(true, ordering: .releasing) }
}
