import Glibc
import SQLite

/// What a page of 50 rows costs in queries: 100,000 rows, an index in the order of the page.
struct ReadBench {
  let folder: String

  private static let invoices = Migration(
    name: "0001_invoices.sql",
    sql: """
      CREATE TABLE invoice (
        id INTEGER PRIMARY KEY, account INTEGER NOT NULL, issued INTEGER NOT NULL, number TEXT NOT NULL, company TEXT NOT NULL,
        status TEXT NOT NULL, total INTEGER NOT NULL, note TEXT
      ) STRICT;
      CREATE INDEX invoice_page ON invoice (account, issued DESC, id DESC);
      """)

  func run() throws -> Int32 {
    let path = "\(folder)/read-bench-\(getpid()).db"
    defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
    var options = DatabaseOptions()
    options.allowAnyFileSystem = true
    let database = try Database(path: path, migrations: [Self.invoices], hash: probeHash, options: options)
    for block in 0..<100 {
      try database.write { writer in
        for number in block * 1_000..<(block + 1) * 1_000 {
          try writer.execute(
            """
            INSERT INTO invoice (account, issued, number, company, status, total, note)
            VALUES (\(number % 10), \(20_000 + number / 10), \("INV-\(100_000 + number)"), \("Company number \(number % 977) Ltd"),
              \(number % 3 == 0 ? "open" : "approved"), \(number * 37), \(number % 4 == 0 ? "a remark about this one" : nil as String?))
            """)
        }
      }
    }
    let reader = try database.reader()
    let plan = try reader.explain(Self.page(account: 1, before: 25_000, id: 0))
    say("page.plan \(plan.joined(separator: "; "))")

    var sum = 0
    report("page.raw", rounds: 5_000) { round in
      try reader.each(Self.page(account: round % 10, before: 21_000 + round % 8_000, id: 50_000)) { row in
        sum &+= row.int(0) &+ row.int(1) &+ row.int(5)
        row.withText(2) { sum &+= $0.count }
        row.withText(3) { sum &+= $0.count }
        row.withText(4) { sum &+= $0.count }
        row.withText(6) { sum &+= $0.count }
      }
    }
    report("page.strings", rounds: 5_000) { round in
      let rows = try reader.all(Self.page(account: round % 10, before: 21_000 + round % 8_000, id: 50_000)) { row in
        (row.int(0), row.int(1), row.text(2), row.text(3), row.text(4), row.int(5), row.textOrNil(6))
      }
      sum &+= rows.count
    }
    report("lookup.one-row", rounds: 200_000) { round in
      sum &+= try reader.first("SELECT total FROM invoice WHERE id = \(round % 100_000 + 1)") { $0.int(0) } ?? 0
    }
    report("lookup.constant", rounds: 200_000) { round in
      sum &+= try reader.first("SELECT \(round)") { $0.int(0) } ?? 0
    }
    try reader.snapshot {
      report("lookup.one-row-in-snapshot", rounds: 200_000) { round in
        sum &+= try reader.first("SELECT total FROM invoice WHERE id = \(round % 100_000 + 1)") { $0.int(0) } ?? 0
      }
      report("lookup.text-in-snapshot", rounds: 200_000) { round in
        sum &+= try reader.first("SELECT company FROM invoice WHERE id = \(round % 100_000 + 1)") { $0.text(0).utf8.count } ?? 0
      }
    }
    report("snapshot.empty", rounds: 200_000) { round in sum &+= try reader.snapshot { round } }
    report("snapshot.five-lookups", rounds: 50_000) { round in
      try reader.snapshot {
        for step in 0..<5 {
          sum &+= try reader.first("SELECT total FROM invoice WHERE id = \(round + step + 1)") { $0.int(0) } ?? 0
        }
      }
    }
    say("check \(sum)")
    say("memory.resident \(residentKiB()) KiB")
    return 0
  }

  private static func page(account: Int, before issued: Int, id: Int) -> SQL {
    """
    SELECT id, issued, number, company, status, total, note FROM invoice
    WHERE account = \(account) AND (issued, id) < (\(issued), \(id)) ORDER BY issued DESC, id DESC LIMIT 50
    """
  }

  private func report(_ name: String, rounds: Int, _ body: (Int) throws -> Void) {
    do {
      for round in 0..<rounds / 10 { try body(round) }
      let start = monotonicNanoseconds()
      for round in 0..<rounds { try body(round) }
      say("\(name) \(decimal(Double(monotonicNanoseconds() - start) / Double(rounds) / 1_000)) µs")
    } catch { say("\(name): \(error)", to: 2) }
  }

  private func residentKiB() -> Int {
    let file = open("/proc/self/statm", O_RDONLY)
    defer { close(file) }
    var room = [UInt8](repeating: 0, count: 128)
    let words = String(decoding: room[..<max(0, read(file, &room, room.count))], as: UTF8.self).split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4 : 0
  }
}
