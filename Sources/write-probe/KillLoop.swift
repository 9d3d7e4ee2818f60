import Glibc
import SQLite

/// Kills the writing process at random moments and compares what it had acknowledged with what is in the file.
struct KillLoop {
  let rounds: Int
  let folder: String
  private var dice: SplitMix
  private let seed: UInt64

  init(rounds: Int, seed: UInt64, folder: String) {
    self.rounds = rounds
    self.seed = seed
    self.folder = folder
    dice = SplitMix(state: seed)
  }

  struct Found {
    var acknowledged = 0
    var lost = 0
    var stored = 0
    var torn = 0
    var problems: [String] = []
  }

  mutating func run() throws -> Int32 {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      say("cannot make \(folder)", to: 2)
      return 1
    }
    var total = Found()
    for round in 0..<rounds {
      let path = "\(folder)/kill.db"
      let journal = "\(folder)/journal"
      // A file that has grown through many lives is killed as well as a new one.
      if round % 20 == 0 { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
      unlink(journal)
      // From the first millisecond, in which the schema is made and the log recovered, to far into the load.
      let lifetime = UInt32.random(in: 1_000...300_000, using: &dice)
      guard try live(path, journal, for: lifetime) else { return 1 }
      let found = try compare(path, journal)
      total.acknowledged += found.acknowledged
      total.lost += found.lost
      total.torn += found.torn
      total.stored = found.stored
      total.problems += found.problems
      if found.lost > 0 || found.torn > 0 || !found.problems.isEmpty {
        say(
          "round \(round), seed \(seed), after \(lifetime) µs: lost \(found.lost), torn \(found.torn), \(found.problems)", to: 2)
      }
    }
    say("kill-loop.rounds \(rounds) kills")
    say("kill-loop.acknowledged \(total.acknowledged) writes")
    say("kill-loop.lost \(total.lost) writes")
    say("kill-loop.half-applied \(total.torn) clients")
    say("kill-loop.integrity-problems \(total.problems.count) problems")
    return total.lost == 0 && total.torn == 0 && total.problems.isEmpty ? 0 : 1
  }

  /// False if the process ended by itself, which it never should.
  private func live(_ path: String, _ journal: String, for microseconds: UInt32) throws -> Bool {
    var child = pid_t()
    let arguments = [CommandLine.arguments[0], "write", path, journal]
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    guard posix_spawn(&child, "/proc/self/exe", nil, nil, &words, environ) == 0 else {
      say("cannot start the writing process", to: 2)
      return false
    }
    usleep(microseconds)
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
    guard status & 0x7F == SIGKILL else {
      say("the writing process ended by itself, status \(status)", to: 2)
      return false
    }
    return true
  }

  private func compare(_ path: String, _ journal: String) throws -> Found {
    var found = Found()
    var options = DatabaseOptions()
    options.allowAnyFileSystem = true
    options.readerLimitMilliseconds = 0
    let database = try Database(path: path, migrations: [entries], hash: probeHash, options: options)
    defer { database.close() }
    found.problems = try database.problems(thorough: true)
    try database.read { reader in
      for line in try lines(of: journal) {
        let words = line.split(separator: " ")
        guard words.count == 2, let client = Int(words[0]), let number = Int(words[1]) else {
          found.problems.append("journal line \(line)")
          continue
        }
        found.acknowledged += 1
        if try !reader.exists("SELECT 1 FROM entry WHERE client = \(client) AND number = \(number)") { found.lost += 1 }
      }
      found.stored = try reader.one("SELECT count(*) FROM entry") { $0.int(0) }
      found.torn = try reader.one(
        """
        SELECT count(*) FROM (SELECT client, count(*) AS n, max(number) AS m FROM entry GROUP BY client) AS e
        FULL OUTER JOIN total AS t ON t.client = e.client WHERE t.entries IS NOT e.n OR e.m IS NOT e.n
        """
      ) { $0.int(0) }
    }
    return found
  }

  private func lines(of journal: String) throws -> [Substring] {
    let file = open(journal, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &room, room.count)
      guard count > 0 else { break }
      bytes.append(contentsOf: room[..<count])
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}
