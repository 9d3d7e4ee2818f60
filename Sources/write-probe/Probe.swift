import Glibc
import SQLite

/// The commands of the probe.
enum Probe {
  static func run(_ arguments: [String]) -> Int32 {
    do {
      switch arguments.first {
      case "write" where arguments.count == 3: return try KillRound.write(path: arguments[1], journal: arguments[2])
      case "kill-loop" where arguments.count == 4:
        guard let rounds = Int(arguments[1]), rounds > 0, let seed = UInt64(arguments[2]) else { return usage() }
        var loop = KillLoop(rounds: rounds, seed: seed, folder: arguments[3])
        return try loop.run()
      case "bench" where arguments.count == 2 || arguments.count == 3:
        return try WriteBench(folder: arguments[1], seconds: arguments.count == 3 ? Int(arguments[2]) ?? 5 : 5).run()
      case "read-bench" where arguments.count == 2: return try ReadBench(folder: arguments[1]).run()
      case "full" where arguments.count == 3:
        guard let cycles = Int(arguments[2]), cycles > 0 else { return usage() }
        return try FullDisk(folder: arguments[1], cycles: cycles).run()
      default: return usage()
      }
    } catch {
      say("write-probe: \(error)", to: 2)
      return 1
    }
  }

  private static func usage() -> Int32 {
    say(
      """
      write-probe write DATABASE JOURNAL        64 clients write until killed; each acknowledged write is a line in JOURNAL
      write-probe kill-loop ROUNDS SEED FOLDER  kills the above at random moments and looks for what was lost
      write-probe bench FOLDER [SECONDS]        acknowledged writes per second, 64 clients, synchronous=FULL
      write-probe full FOLDER CYCLES            fills the small disk that FOLDER is, and makes room again
      write-probe read-bench FOLDER             the query behind a page of 50 rows, 100,000 rows in the table
      """, to: 2)
    return 2
  }
}

/// Unbuffered, so that a line is out when the call returns.
func say(_ line: String, to file: Int32 = 1) {
  let text = line + "\n"
  _ = write(file, text, text.utf8.count)
}

func monotonicNanoseconds() -> UInt64 {
  let elapsed = processStart.duration(to: .now).components
  return UInt64(elapsed.seconds) * 1_000_000_000 + UInt64(elapsed.attoseconds / 1_000_000_000)
}

private let processStart = ContinuousClock.now

let entries = Migration(
  name: "0001_entries.sql",
  sql: """
    CREATE TABLE entry (
      client INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (client, number)
    ) STRICT;
    CREATE TABLE total (client INTEGER PRIMARY KEY, entries INTEGER NOT NULL) STRICT;
    """)

/// Stands in for SHA-256: the probe's one migration never changes.
let probeHash: @Sendable ([UInt8]) -> [UInt8] = { Array($0.prefix(32)) }
