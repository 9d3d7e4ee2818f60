import ConnectWise
import Crypto
import Curl
import Domain
import SQLite
import Sandbox
import Store
import Synchronization
import Testing

@testable import Jobs

/// The jobs beside a sandbox, without sockets and with a clock that stands still: what goes wrong is ordered, not awaited.
final class Workshop: Sendable {
  let database: Database
  let wire: Wire
  let clock = Mutex(Instant(milliseconds: 1_780_000_000_000))

  init(invoices: Int = 30) throws {
    database = try Database.temporary(migrations: Database.schema, hash: sha256)
    wire = Wire(DemoData(invoices: invoices))
  }

  deinit { database.close() }

  var now: Instant { clock.withLock { $0 } }
  func pass(milliseconds: Int64) { clock.withLock { $0 = $0.adding(milliseconds: milliseconds) } }

  var client: ConnectWiseClient {
    get throws {
      let site = try #require(Site("http://127.0.0.1:8090"))
      return ConnectWiseClient(
        connection: Connection(
          site: site, company: Sandbox.company, publicKey: Sandbox.publicKey, privateKey: Sandbox.privateKey,
          clientID: Sandbox.clientID), transport: wire)
    }
  }

  @discardableResult func sweep(whole: Bool = false, with sweeping: RunSweep? = nil) throws -> SweepOutcome {
    let sweeping = try sweeping ?? self.sweeping
    let outcome = sweeping.run(askedBy: "test", whole: whole)
    try catchUp(with: sweeping)
    return outcome
  }

  var sweeping: RunSweep {
    get throws {
      RunSweep(client: try client, database: database, conventions: .american, now: { [self] in now }, progress: { _ in })
    }
  }

  /// Reads every invoice that somebody asked for.
  func refresh(inHand: InvoicesInHand = InvoicesInHand()) throws {
    var sweep = try sweeping
    sweep.inHand = inHand
    while try RefreshInvoice(sweep: sweep).next() {}
  }

  /// Somebody asks for one and it is read; gives what came of it.
  @discardableResult func readAgain(_ id: ID<Invoice>) throws -> Refresh {
    let instant = now
    try database.write { _ = try $0.askForRefresh(of: id, by: "Ana Ruiz", at: instant) }
    pass(milliseconds: 1_000)
    try refresh()
    return try #require(try database.read { try $0.refresh(of: id) })
  }

  /// Everything that is read between two sweeps.
  func catchUp(with sweeping: RunSweep? = nil) throws {
    var catchUp = CatchUp(sweep: try sweeping ?? self.sweeping)
    while try catchUp.step() {}
  }

  func outbox() throws -> Outbox {
    Outbox(client: try client, store: database, random: SecureRandom(), now: { [self] in now }, changed: { _ in })
  }

  /// Turns until nothing is due; gives when something will be.
  @discardableResult func round(_ outbox: Outbox? = nil) throws -> Outbox.Rest {
    let outbox = try outbox ?? self.outbox()
    var rest = Outbox.Rest.again
    while rest == .again { rest = try outbox.turn() }
    return rest
  }

  /// Somebody with every right.
  func admin() throws -> Person {
    let instant = now
    return try database.write { writer throws in
      let email = "ana@example.test"
      if let known = try writer.account(email: email)?.person { return known }
      let id = try writer.addPerson(name: "Ana Ruiz", email: email, role: .admin, passwordHash: nil, member: nil, at: instant)
      return Person(id: id, name: "Ana Ruiz", email: email, role: .admin)
    }
  }

  /// Decides as a page does, and gives the row that is to be written, if there is any.
  @discardableResult func decide(
    _ invoice: Int64, _ decision: (Review) -> Decision, writing statuses: [WriteBackTrigger: ID<BillingStatus>]
  ) throws -> ID<WriteBack>? {
    let (instant, person) = (now, try admin())
    let review = try #require(try database.read { try $0.review(of: ID(invoice)) })
    let decision = decision(review)
    let decided = try review.decide(decision, by: person, at: instant)
    return try database.write { writer throws in
      let mapping = WriteBackMapping(mode: .on, statuses: statuses)
      try writer.carryOut(decided, decision, by: person, mapping: mapping, at: instant)
      return try writer.newestWriteBack(of: ID(invoice))?.writeBack.id
    }
  }

  /// Approves, and lets the time pass in which it could be undone.
  @discardableResult func approve(_ invoice: Int64, to desired: Int64 = 3) throws -> ID<WriteBack> {
    let id = try decide(invoice, { .approve(version: $0.version) }, writing: [.finallyApproved: ID(desired), .undone: ID(2)])
    pass(milliseconds: WriteBack.undoWindow)
    return try #require(id)
  }

  /// All jobs, not started.
  func jobs(over way: any Transport, ended: @escaping @Sendable (SweepOutcome) -> Void) throws -> Jobs {
    Jobs(
      client: ConnectWiseClient(connection: try client.connection, transport: way), database: database, conventions: .american,
      random: SecureRandom(), sweepEveryMilliseconds: { 300_000 }, sessionIdle: 0, now: { [self] in now },
      reports: Jobs.Reports(sweep: { _ in }, sweepEnded: ended, invoiceChanged: { _ in }, trouble: { _, _ in }))
  }

  var auditTrail: ReadAuditTrail {
    get throws { ReadAuditTrail(client: try client, database: database, now: { [self] in now }) }
  }

  func state(_ id: ID<WriteBack>) throws -> WriteBack.State? { try database.read { try $0.writeBack(id) }?.writeBack.state }
}

/// A sandbox on the other end of a wire that can be cut before or after it has done what it was asked.
final class Wire: Transport {
  enum Cut: Sendable { case before, after }

  private struct State {
    var sandbox: Sandbox
    var cuts: [Cut] = []
    var refused = 0
    var afterNextWrite: Int?
    var requests: [String] = []
    var isDown = false
    var rewritten: (from: String, to: String)?
    var meanwhile: (@Sendable () -> Void)?
    var whileReading: (@Sendable () -> Void)?
    var beforeReading: (path: String, body: @Sendable () -> Void)?
    var time: Int64 = 1_780_000_000_000

    /// Each edit is a second after the one before.
    mutating func tick() -> Int64 {
      time += 1_000
      return time
    }
  }

  private let state: Mutex<State>

  init(_ data: DemoData) { state = Mutex(State(sandbox: Sandbox(data))) }

  var ledger: [Effect] { state.withLock { $0.sandbox.ledger } }
  var requests: [String] { state.withLock { $0.requests } }
  /// Nothing answers at the other end.
  func goDown(_ isDown: Bool) { state.withLock { $0.isDown = isDown } }
  /// Every answer that holds `from` holds `to` in its place.
  func rewrite(_ from: String, _ to: String) { state.withLock { $0.rewritten = (from, to) } }
  func set(_ faults: [Fault]) { state.withLock { $0.sandbox.faults = faults } }
  /// The next writes are cut, each in its way.
  func cutWrites(_ cuts: [Cut]) { state.withLock { $0.cuts = cuts } }

  /// What happens while the next write is under way, before it arrives.
  func meanwhile(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.meanwhile = body } }

  /// What happens while the next reading is under way, after ConnectWise has answered it.
  func whileReading(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.whileReading = body } }

  /// What happens while the next address that contains `path` is read, before the answer.
  func beforeReading(_ path: String, _ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.beforeReading = (path, body) }
  }

  /// Somebody in ConnectWise sets this status right after our next write, before we can look.
  func editAfterNextWrite(status: Int) { state.withLock { $0.afterNextWrite = status } }

  /// Somebody at work in ConnectWise itself.
  func edit(invoice: Int64, status: Int) {
    state.withLock { state in
      let now = state.tick()
      state.sandbox.edit("/v4_6_release/apis/3.0/finance/invoices/\(invoice)", status: status, now: now)
    }
  }

  /// The same for anything: `path` below the API's base, and the JSON of one new value.
  func edit(_ path: String, _ field: String, _ json: String) {
    state.withLock { state in
      let now = state.tick()
      let patch = #"[{"op":"replace","path":"\#(field)","value":\#(json)}]"#
      _ = state.sandbox.respond(
        to: Self.request("PATCH", "/v4_6_release/apis/3.0" + path, [], Array(patch.utf8), Self.ownHeaders), now: now)
    }
  }

  /// What the sandbox has to tell of by now.
  var callbacks: [CallbackDelivery] { state.withLock { $0.sandbox.takeDeliveries(now: .max) } }

  func delete(invoice: Int64) { delete("/finance/invoices/\(invoice)") }

  func delete(_ path: String) {
    state.withLock { state in
      _ = state.sandbox.respond(
        to: Self.request("DELETE", "/v4_6_release/apis/3.0" + path, [], [], Self.ownHeaders), now: state.tick())
    }
  }

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let meanwhile = state.withLock { state -> (@Sendable () -> Void)? in
      if let reading = state.beforeReading, request.url.contains(reading.path) {
        state.beforeReading = nil
        return reading.body
      }
      defer { if request.isWrite { state.meanwhile = nil } }
      return request.isWrite ? state.meanwhile : nil
    }
    meanwhile?()
    let afterwards = state.withLock { state in
      defer { if !request.isWrite { state.whileReading = nil } }
      return request.isWrite ? nil : state.whileReading
    }
    defer { afterwards?() }
    return state.withLock { state in
      state.requests.append("\(request.method.rawValue) \(request.url)")
      if state.isDown { return .failure(.notSent(.connectionRefused, detail: "down")) }
      let cut = request.isWrite && !state.cuts.isEmpty ? state.cuts.removeFirst() : nil
      if cut == .before { return .failure(.unknown(.reset, detail: "cut before")) }
      let answer = state.sandbox.respond(to: Self.request(request), now: 1_780_000_000_000)
      if request.isWrite, let status = state.afterNextWrite {
        state.afterNextWrite = nil
        let now = state.tick()
        state.sandbox.edit(Self.request(request).path, status: status, now: now)
      }
      if cut == .after { return .failure(.unknown(.timeout, detail: "cut after")) }
      var body = answer.body
      if let (from, to) = state.rewritten, !request.isWrite {
        body = Array(String(decoding: body, as: UTF8.self).replacing(from, with: to).utf8)
      }
      return .success(OutboundResponse(status: answer.status, headers: answer.headers, body: body))
    }
  }

  fileprivate static let ownHeaders = [
    "authorization": "Basic " + base64("\(Sandbox.company)+\(Sandbox.publicKey):\(Sandbox.privateKey)"),
    "clientid": Sandbox.clientID, "content-type": "application/json", "host": "127.0.0.1:8090",
  ]

  private static func request(_ request: OutboundRequest) -> SandboxRequest {
    let path = request.url.split(separator: "?", maxSplits: 1)
    let start = path[0].dropFirst("http://127.0.0.1:8090".count)
    var query: [(name: String, value: String)] = []
    for pair in path.count > 1 ? path[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query.append((decoded(sides[0]), sides.count > 1 ? decoded(sides[1]) : ""))
    }
    let headers = Dictionary(
      [("host", "127.0.0.1:8090")] + request.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
    return Self.request(request.method.rawValue, decoded(start), query, request.body, headers)
  }

  fileprivate static func request(
    _ method: String, _ path: String, _ query: [(name: String, value: String)], _ body: [UInt8], _ headers: [String: String]
  ) -> SandboxRequest {
    SandboxRequest(method: method, path: path, query: query, headers: headers, body: body)
  }
}

extension Sandbox {
  /// The change of a status that a person would make.
  fileprivate mutating func edit(_ path: String, status: Int, now: Int64) {
    let patch = #"[{"op":"replace","path":"status","value":{"id":\#(status)}}]"#
    _ = respond(to: Wire.request("PATCH", path, [], Array(patch.utf8), Wire.ownHeaders), now: now)
  }
}
