import Crypto
import Foundation
import Testing

@testable import countersign

@Suite struct MasterKeyFileTests {
  private func obtain(_ path: String, database: String = "/nowhere/db") throws -> MasterKeyFile.Found {
    try MasterKeyFile.obtain(.file(path: path), database: database, random: SecureRandom())
  }

  @Test func `The first start makes a key of mode 0400, and the second finds the same`() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/key"
    let first = try obtain(path)
    #expect(first.isNew)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o400)
    let second = try obtain(path)
    #expect(!second.isNew)
    #expect(second.key.fingerprint == first.key.fingerprint)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["key"])
  }

  @Test(arguments: [0o440, 0o444, 0o604, 0o660, 0o777])
  func `A key that others may read is refused, with the command that mends it`(mode: Int) throws {
    let scratch = try Scratch()
    let path = try scratch.file("key", String(repeating: "0f", count: 32), mode: mode)
    let failure = #expect(throws: CommandFailure.self) { try obtain(path) }
    #expect(failure?.code == .configuration)
    #expect(failure?.sentence.contains("chmod 400 \(path)") == true)
  }

  @Test(arguments: ["", "abc", String(repeating: "0f", count: 31), String(repeating: "xy", count: 32)])
  func `A damaged key is refused and left alone`(text: String) throws {
    let scratch = try Scratch()
    let path = try scratch.file("key", text)
    let failure = #expect(throws: CommandFailure.self) { try obtain(path) }
    #expect(failure?.code == .configuration)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func `A missing key beside an existing database is refused: a new one could not open its secrets`() throws {
    let scratch = try Scratch()
    let database = try scratch.file("db", "x")
    let failure = #expect(throws: CommandFailure.self) { try obtain(scratch.path + "/key", database: database) }
    #expect(failure?.code == .refused)
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/key"))
  }

  @Test func `A place that cannot be written gets a sentence`() throws {
    let failure = #expect(throws: CommandFailure.self) { try obtain("/nowhere/at/all/key") }
    #expect(failure?.code == .configuration)
    #expect(failure?.sentence.contains("COUNTERSIGN_MASTER_KEY_FILE") == true)
  }

  @Test func `Two first starts at once end with one key`() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/key"
    try MasterKeyFile.make(path, SecureRandom())
    let first = try MasterKeyFile.read(path, checksMode: true).fingerprint
    try MasterKeyFile.make(path, SecureRandom())
    #expect(try MasterKeyFile.read(path, checksMode: true).fingerprint == first)
  }
}
