import ConnectWise
import Crypto
import Curl
import Dispatch
import Domain
import Glibc
import SQLite
import Sandbox
import Store
import Synchronization
import Testing

@testable import Jobs

/// Real threads need a clock that moves; what is expected does not depend on it.
private func wallClock() -> Instant {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
}

/// The lanes as they run in the server: real threads, a real store, real sockets, and a sandbox that breaks.
@Suite struct LanesTests {
  /// What was seen whenever a row moved.
  private struct Seen {
    var most = 0
    var twoOfOne = 0
    var trouble: [String] = []
  }

  @Test(.timeLimit(.minutes(2)))
  func `four lanes at once write everything once, and never two changes of an invoice together`() throws {
    let sandbox = try SandboxServer(DemoData(invoices: 60))
    try sandbox.start()
    defer { sandbox.stop() }
    let origin = "http://127.0.0.1:\(try #require(sandbox.port))"
    let client = ConnectWiseClient(
      connection: Connection(
        site: try #require(Site(origin)), company: Sandbox.company, publicKey: Sandbox.publicKey,
        privateKey: Sandbox.privateKey, clientID: Sandbox.clientID),
      transport: CourteousTransport(CurlTransport(policy: try OutboundPolicy(allow: [origin]))))
    let database = try Database.temporary(migrations: Database.schema, hash: sha256)
    defer { database.close() }
    let seen = Mutex(Seen())  // guards what the lanes were seen doing
    let moved = DispatchSemaphore(value: 0)
    let jobs = Jobs(
      client: client, database: database, conventions: .american, random: SecureRandom(),
      // The first sweep brings the invoices; no other comes in between.
      sweepEveryMilliseconds: { 3_600_000 }, sessionIdle: 0, patience: Patience(settle: 200), now: { wallClock() },
      reports: Jobs.Reports(
        sweep: { _ in }, sweepEnded: { _ in },
        invoiceChanged: { _ in
          let sending = try? database.read { reader in
            try reader.all("SELECT invoice_id FROM write_back WHERE state = 'sending'") { $0.int(0) }
          }
          seen.withLock { seen in
            seen.most = max(seen.most, sending?.count ?? 0)
            if let sending, Set(sending).count < sending.count { seen.twoOfOne += 1 }
          }
          moved.signal()
        }, trouble: { event, detail in seen.withLock { if event == "outbox-failed" { $0.trouble.append(detail) } } }))
    _ = jobs.sweepOnce(askedBy: "test")
    let ids = try queueTwoForEach(in: database)
    sandbox.set(faults: [
      Fault(.slow(milliseconds: 15), path: "/finance/invoices"),
      Fault(.dropped, path: "/finance/invoices", method: "write", share: 5),
      Fault(.dropped, path: "/finance/invoices", method: "write", share: 5, afterwards: true),
    ])
    try jobs.start()
    while try database.read({ try $0.writeBackCounts() }).contains(where: { $0.key.isUnderWay && $0.value > 0 }) {
      // Rung by the lanes; the limit only keeps a lane that has died from keeping the test for ever.
      _ = moved.wait(timeout: .now() + .seconds(1))
    }
    jobs.stop()
    let counts = try database.read { try $0.writeBackCounts() }
    #expect(counts[.done] == ids.count, "\(counts)")
    let effects = sandbox.ledger.filter { $0.field == "status" }
    for invoice in Set(effects.map(\.invoice)) {
      #expect(
        effects.filter { $0.invoice == invoice }.map(\.after) == ["3", "2"], "each once, and in the order of the decisions")
    }
    #expect(effects.count == ids.count)
    let (most, twoOfOne, trouble) = seen.withLock { ($0.most, $0.twoOfOne, $0.trouble) }
    #expect(most > 1, "several lanes were at work at the same time")
    #expect(twoOfOne == 0)
    #expect(trouble == [])
  }

  /// For each open invoice a change and one that follows on it.
  private func queueTwoForEach(in database: Database) throws -> [ID<WriteBack>] {
    let now = wallClock()
    return try database.write { writer in
      try writer.save(WriteBackMapping(mode: .on), by: "test", at: now)
      var ids: [ID<WriteBack>] = []
      for id in try writer.openInvoices() {
        guard let status = try writer.invoice(id)?.invoice.status.reference, ![2, 3].contains(status.id.raw) else { continue }
        let (ready, review) = (
          Reference<BillingStatus>(3, name: "Approved - Ready to Send"), Reference<BillingStatus>(2, name: "In Review")
        )
        for (expected, desired) in [(status, ready), (ready, review)] {
          let decision = try writer.record(
            .undone(.rejected, version: 1), by: .operatorAtHost(name: "test"), invoice: id, at: now)
          let writeBack = WriteBack(invoice: id, trigger: .undone, desired: desired, expected: expected, notBefore: now)
          ids.append(try writer.queue(writeBack, decision: decision, at: now))
        }
      }
      return ids
    }
  }
}
