import Glibc
import SQLite
import Threads

/// One life of the writing process: opens the database and writes from 64 clients until somebody kills it.
///
/// Each write changes two tables in one job, so that a half-applied one would show; after its answer, and only then, the
/// client appends `client number` to the journal. What the journal says must be in the database ever after.
enum KillRound {
  static let clients = 64

  static func write(path: String, journal: String) throws -> Int32 {
    let file = open(journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      say("cannot open \(journal)", to: 2)
      return 1
    }
    var options = DatabaseOptions()
    // Small, so that kills also fall into checkpoints and into cutting the log.
    options.checkpointPages = 100
    options.idleMilliseconds = 1
    options.allowAnyFileSystem = true
    options.onFatal = { error in
      say("fatal: \(error.detail)", to: 2)
      exit(3)
    }
    let database = try Database(path: path, migrations: [entries], hash: probeHash, options: options)
    var threads: [NamedThread] = []
    for client in 0..<clients {
      let next = try database.read {
        try $0.one("SELECT coalesce(max(number), 0) + 1 FROM entry WHERE client = \(client)") { $0.int(0) }
      }
      guard let thread = NamedThread("client \(client)", { work(client, from: next, database, file) }) else { return 1 }
      threads.append(thread)
    }
    for thread in threads { thread.join() }
    return 1
  }

  private static func work(_ client: Int, from first: Int, _ database: Database, _ journal: Int32) {
    let body = String(repeating: "x", count: 20 + client * 8)
    var number = first
    var dice = SplitMix(state: UInt64(client) &* 977 &+ UInt64(first))
    while true {
      let current = number
      do {
        try database.write { writer in
          try writer.execute("INSERT INTO entry (client, number, body) VALUES (\(client), \(current), \(body))")
          try writer.execute(
            """
            INSERT INTO total (client, entries) VALUES (\(client), 1)
            ON CONFLICT (client) DO UPDATE SET entries = entries + 1
            """)
        }
      } catch {
        say("client \(client): \(error)", to: 2)
        exit(4)
      }
      // One short write to a file opened for appending is not mixed with others, and survives a kill.
      say("\(client) \(current)", to: journal)
      number += 1
      // Now and then everybody pauses, so that the writer finds time to cut the log.
      if dice.next() % 200 == 0 { usleep(UInt32(dice.next() % 4_000)) }
    }
  }
}

/// A small generator whose seed replays the moments of a run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
