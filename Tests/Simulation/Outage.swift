import ConnectWise
import Crypto
import Curl
import Domain
import Jobs
import SQLite
import Sandbox
import Store
import Synchronization

/// ConnectWise is away for an hour while thousands of write-backs wait, and comes back. The lanes, the store, the client and its
/// manners are the production code; the clock is simulated, and every request takes its time on it.
public final class Outage: Sendable {
  public struct Plan: Sendable {
    public var writeBacks = 5_000
    public var lasts: Int64 = 3_600_000
    /// After so many requests since the return ConnectWise asks for a pause.
    public var slowDownAfter: Int?
    public var pause: Int64 = 20_000
    public var seed: UInt64 = 1

    public init() {}
  }

  public struct Report: Sendable {
    public var written = 0
    public var waiting = 0
    /// From the return until the last was confirmed.
    public var drainMilliseconds: Int64 = 0
    public var requests = 0
    public var whileAway = 0
    public var busiestMinute = 0
    /// Requests that began during an announced pause.
    public var duringPause = 0
    /// Changes that the ledger has beyond the first of each invoice.
    public var doubled = 0
  }

  private struct Wire {
    var sandbox: Sandbox
    var dice: Dice
    var begun: [Instant] = []
    var whileAway = 0
    var duringPause = 0
    var pausedUntil: Instant?
    var sinceReturn = 0
  }

  private let plan: Plan
  private let database: Database
  private let turns = Turns(at: World.start)
  private let returns: Instant
  private let wire: Mutex<Wire>  // guards the sandbox and what was counted on the way to it

  public init(_ plan: Plan = Plan()) throws {
    self.plan = plan
    returns = World.start.adding(milliseconds: plan.lasts)
    database = try Database.temporary(migrations: Database.schema, hash: sha256)
    // Some of the demo's invoices are closed already, or stand where they are to go.
    let sandbox = Sandbox(DemoData(seed: plan.seed, invoices: plan.writeBacks * 2))
    wire = Mutex(Wire(sandbox: sandbox, dice: Dice(seed: plan.seed, stream: 8)))
  }

  deinit { database.close() }

  public func run() throws -> Report {
    let client = try client
    try fill()
    let outbox = Outbox(
      client: client, store: database, random: SeededRandom(seed: plan.seed), now: { [turns] in turns.now }, changed: { _ in })
    let failure = Mutex<(any Error)?>(nil)
    turns.run(
      (0..<Outbox.lanes).map { _ in
        { [self] in
          do { try lane(outbox) } catch { failure.withLock { $0 = error } }
        }
      })
    if let error = failure.withLock({ $0 }) { throw error }
    return try report()
  }

  /// As `Jobs` turns a lane, until nothing waits.
  private func lane(_ outbox: Outbox) throws {
    let end = returns.adding(milliseconds: 4 * 3_600_000)
    while turns.now < end {
      switch try outbox.turn() {
      case .again: continue
      case .until(let due): turns.sleep(milliseconds: min(60_000, max(100, turns.now.milliseconds(until: due))))
      case .untilAsked: return
      }
    }
  }

  // MARK: What waits

  /// Read past the wire: this is from before the outage.
  private func fill() throws {
    let client = ConnectWiseClient(connection: try connection, transport: Past(outage: self), codebase: "v4_6_release/")
    let statuses = try client.billingStatuses().map {
      BillingStatus(id: ID(Int64($0.id)), name: $0.name, isClosed: $0.closedFlag == true, isSent: $0.sentFlag == true)
    }
    var waiting: [(ID<Invoice>, BillingStatus)] = []
    var last = 0
    while waiting.count < plan.writeBacks {
      let page = try client.invoices(
        Listing(where: .compare("id", .greater, .number(last)), fields: ["id", "type", "status", "currency"], pageSize: 1_000)
      ).records
      guard let highest = page.map(\.id).max() else { break }
      last = highest
      for record in page where waiting.count < plan.writeBacks {
        guard let status = statuses.first(where: { $0.id.raw == Int64(record.status?.id ?? 0) }), !status.endsReview,
          status.id != ID(3)
        else { continue }
        waiting.append((ID(Int64(record.id)), status))
      }
    }
    let rows = waiting
    try database.write { writer in
      for status in statuses {
        try writer.execute(
          """
          INSERT INTO billing_status (id, name, sort_order, is_default, closed, sent, inactive)
          VALUES (\(status.id), \(status.name), \(status.id), 0, \(status.isClosed), \(status.isSent), 0)
          """)
      }
      try writer.save(WriteBackMapping(mode: .on), by: "the simulator", at: World.start)
      for (id, status) in rows {
        let invoice = Invoice(
          id: id, number: "\(id)", kind: .standard, company: Reference(1, name: "Rook & Ledger"), status: status, date: nil,
          dueDate: nil, total: .zero(.usd), payments: .zero(.usd), credits: .zero(.usd), balance: .zero(.usd), version: 1)
        try writer.save(invoice, agreement: nil, previousTotal: nil, summary: "", at: World.start)
        let decision = try writer.record(
          .undone(.rejected, version: 1), by: .operatorAtHost(name: "the simulator"), invoice: id, at: World.start)
        try writer.queue(
          WriteBack(
            invoice: id, trigger: .undone, desired: Reference(3, name: "Approved - Ready to Send"), expected: status.reference,
            notBefore: World.start), decision: decision, at: World.start)
      }
    }
  }

  private func report() throws -> Report {
    let counts = try database.read { try $0.writeBackCounts() }
    var report = Report()
    report.written = counts[.done] ?? 0
    report.waiting = counts.filter { $0.key != .done }.values.reduce(0, +)
    report.drainMilliseconds = returns.milliseconds(
      until: try database.read { try $0.one("SELECT max(changed_at) FROM write_back") { Instant(milliseconds: $0.int64(0)) } })
    wire.withLock { wire in
      report.requests = wire.begun.count
      report.whileAway = wire.whileAway
      report.duringPause = wire.duringPause
      var start = 0
      for (index, instant) in wire.begun.enumerated() {
        while wire.begun[start].milliseconds(until: instant) >= 60_000 { start += 1 }
        report.busiestMinute = max(report.busiestMinute, index - start + 1)
      }
      let effects = wire.sandbox.ledger.filter { $0.field == "status" }
      report.doubled = effects.count - Set(effects.map(\.invoice)).count
    }
    return report
  }

  // MARK: The wire

  private var connection: Connection {
    get throws {
      guard let site = Site(World.origin) else { throw ConnectWiseFailure.unreadable(detail: World.origin) }
      return Connection(
        site: site, company: Sandbox.company, publicKey: Sandbox.publicKey, privateKey: Sandbox.privateKey,
        clientID: Sandbox.clientID)
    }
  }

  private var client: ConnectWiseClient {
    get throws {
      let turns = turns
      let random = SeededRandom(seed: plan.seed &+ 1)
      let manners = CourteousTransport(
        Line(outage: self),
        clock: OutboundClock(now: { turns.now.milliseconds }, sleep: { turns.sleep(milliseconds: $0) }),
        dice: { limit in random.bytes(4).reduce(Int64(0)) { $0 << 8 | Int64($1) } % max(1, limit) })
      return ConnectWiseClient(connection: try connection, transport: manners, codebase: "v4_6_release/")
    }
  }

  private struct Past: Transport {
    let outage: Outage
    func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
      outage.wire.withLock { Outage.answer(request, from: &$0.sandbox, at: World.start) }
    }
  }

  private struct Line: Transport {
    let outage: Outage
    func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> { outage.send(request) }
  }

  private func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let began = turns.now
    let time: Int64 = wire.withLock { wire in
      wire.begun.append(began)
      if let until = wire.pausedUntil, began < until { wire.duringPause += 1 }
      return Int64(wire.dice.between(80, 250))
    }
    turns.sleep(milliseconds: time)
    return wire.withLock { wire in
      guard turns.now >= returns else {
        wire.whileAway += 1
        return .failure(.notSent(.connectionRefused, detail: "away"))
      }
      wire.sinceReturn += 1
      if wire.sinceReturn == plan.slowDownAfter {
        wire.pausedUntil = turns.now.adding(milliseconds: plan.pause)
        return .success(OutboundResponse(status: 429, headers: [("Retry-After", "\(plan.pause / 1_000)")], body: []))
      }
      return Self.answer(request, from: &wire.sandbox, at: turns.now)
    }
  }

  private static func answer(
    _ request: OutboundRequest, from sandbox: inout Sandbox, at now: Instant
  ) -> Result<OutboundResponse, CurlFailure> {
    let answer = sandbox.respond(to: Call(request, origin: World.origin).request, now: now.milliseconds)
    return .success(OutboundResponse(status: answer.status, headers: answer.headers, body: answer.body))
  }
}
