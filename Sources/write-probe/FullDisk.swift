import Glibc
import SQLite

/// A full disk is a bad day and not a disaster: reading goes on, writing is refused with a type of its own, and works again
/// without a restart once there is room. FOLDER is a small volume of its own, for instance a tmpfs of 64 MiB.
struct FullDisk {
  let folder: String
  let cycles: Int

  func run() throws -> Int32 {
    let database = try Database(path: "\(folder)/full.db", migrations: [entries], hash: probeHash)
    var number = 0
    var acknowledged = 0
    var refused = 0
    var wrong: [String] = []
    func write() throws {
      number += 1
      let current = number
      let body = String(repeating: "x", count: 2_000)
      try database.write { try $0.execute("INSERT INTO entry (client, number, body) VALUES (1, \(current), \(body))") }
      acknowledged += 1
    }
    func stored() throws -> Int { try database.read { try $0.one("SELECT count(*) FROM entry") { $0.int(0) } } }

    for cycle in 0..<cycles {
      for _ in 0..<5 { try write() }
      fill()
      var isRefused = false
      // The log may still have room inside its own length.
      for _ in 0..<20_000 where !isRefused {
        do { try write() } catch SQLiteError.full { isRefused = true }
      }
      if isRefused { refused += 1 } else { wrong.append("cycle \(cycle): never refused") }
      if try stored() != acknowledged { wrong.append("cycle \(cycle): \(try stored()) stored, \(acknowledged) acknowledged") }
      unlink("\(folder)/filler")
      try write()
    }
    wrong += try database.problems(thorough: true)
    if let broken = database.status.broken { wrong.append("broken: \(broken)") }
    database.close()
    say("full-disk.cycles \(cycles) cycles")
    say("full-disk.refused \(refused) cycles")
    say("full-disk.problems \(wrong.count) problems")
    for line in wrong.prefix(10) { say(line, to: 2) }
    return wrong.isEmpty ? 0 : 1
  }

  private func fill() {
    let file = open("\(folder)/filler", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    defer { close(file) }
    let block = [UInt8](repeating: 0x5A, count: 4_096)
    while Glibc.write(file, block, block.count) > 0 {}
  }
}
