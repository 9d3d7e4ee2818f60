import Glibc
import SQLite
import Synchronization
import Threads

/// Acknowledged writes per second from 64 clients, each waiting for its answer before the next.
struct WriteBench {
  let folder: String
  let seconds: Int
  private let clients = 64

  func run() throws -> Int32 {
    let path = "\(folder)/bench-\(getpid()).db"
    defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
    var options = DatabaseOptions()
    options.allowAnyFileSystem = true
    let database = try Database(path: path, migrations: [entries], hash: probeHash, options: options)
    let start = monotonicNanoseconds()
    let end = start + UInt64(seconds) * 1_000_000_000
    let times = Mutex<[UInt64]>([])
    let failures = Atomic<Int>(0)
    try withThreads { client in
      let body = String(repeating: "x", count: 100)
      var own: [UInt64] = []
      var number = 0
      var now = monotonicNanoseconds()
      while now < end {
        number += 1
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
        } catch { failures.add(1, ordering: .relaxed) }
        let done = monotonicNanoseconds()
        own.append(done - now)
        now = done
      }
      times.withLock { $0 += own }
    }
    let elapsed = Double(monotonicNanoseconds() - start) / 1e9
    let status = database.status
    let stored = try database.read { try $0.one("SELECT count(*) FROM entry") { $0.int(0) } }
    database.close()
    let sorted = times.withLock { $0.sorted() }
    guard let slowest = sorted.last else { return 1 }
    func milliseconds(_ share: Double) -> String { decimal(Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1e6) }
    say("writes.acknowledged-per-second \(Int(Double(sorted.count) / elapsed)) 1/s")
    say("writes.p50 \(milliseconds(0.5)) ms")
    say("writes.p99 \(milliseconds(0.99)) ms")
    say("writes.max \(decimal(Double(slowest) / 1e6)) ms")
    say("writes.per-commit \(decimal(Double(status.jobs) / Double(max(1, status.commits)))) jobs")
    say("writes.checkpoints \(status.checkpoints) checkpoints")
    let isComplete = failures.load(ordering: .relaxed) == 0 && stored == sorted.count
    say("writes.missing \(sorted.count - stored) writes")
    return isComplete ? 0 : 1
  }

  private func withThreads(_ body: @escaping @Sendable (Int) -> Void) throws {
    let threads = (0..<clients).compactMap { client in NamedThread("client \(client)") { body(client) } }
    for thread in threads { thread.join() }
  }
}

/// Three decimals, without Foundation.
func decimal(_ value: Double) -> String {
  let thousandths = Int((value * 1_000).rounded())
  let fraction = String(thousandths % 1_000)
  return "\(thousandths / 1_000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction)"
}
