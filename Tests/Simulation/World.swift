import ConnectWise
import Crypto
import Curl
import Domain
import Jobs
import SQLite
import Sandbox
import Store

/// A day at an office that is not having a good one: people decide and take back, others edit in ConnectWise, the network
/// breaks, the program is killed. The outbox, the store and the client are the production code; the clock, the dice, the
/// network and the moment of death come from one seed.
///
/// One thread does everything. What happens "meanwhile" happens inside a request that is under way, so that lanes, people and
/// editors interleave with what a lane is doing, and the same seed does the same again.
public final class World {
  public struct Plan: Sendable {
    public var writeBacks = 400
    public var invoices = 40
    /// Of ten thousand requests, so many go wrong in one way or another.
    public var writeFaults = 2_500
    public var readFaults = 1_000
    /// Of ten thousand commits, so many are the last thing the process does, or just not.
    public var kills = 40
    /// Follows every step on standard output.
    public var echo = false

    public init(writeBacks: Int = 400) { self.writeBacks = writeBacks }
  }

  enum Happening {
    case decision, edit, sweep, late
    case resolution(ID<WriteBack>)
    case outage(Bool)
    case writeBackMode(WriteBackMode)
    case person(Int, isActive: Bool)
  }

  static let start = Instant(milliseconds: 1_780_000_000_000)
  static let origin = "http://cw.test"

  let plan: Plan
  let database: Database
  private(set) var store: MortalStore!
  var outbox: Outbox?
  var client: ConnectWiseClient?
  var connectWise: ConnectWiseWorld
  var agenda = Agenda<Happening>()
  /// Changes that we have long given up on and that still arrive.
  var arrivals = Agenda<ConnectWiseWorld.Sent>()
  var people: [Person] = []
  var invoices: [ID<Invoice>] = []
  var acknowledged: [ID<WriteBack>] = []
  var known: [ID<WriteBack>: WriteBack.State] = [:]
  var touched: [ID<Invoice>] = []
  /// How often a person has ordered a row anew.
  var orders: [ID<WriteBack>: Int] = [:]
  /// Rows that a later decision took back, or that a person gave up for what stands in ConnectWise.
  var takenBack: Set<ID<WriteBack>> = []
  var report: Report
  var trace = Trace()

  // A stream of chance for each kind of thing, so that they do not disturb each other.
  var office: Dice
  var weather: Dice
  private var death: Dice
  private let jitter: SeededRandom
  private(set) var now = World.start
  /// The way back here for what the production code calls.
  let here = OneThread()

  /// Requests that are inside each other at the moment.
  var depth = 0
  var isCalm = false
  var isOut = false
  var isSweeping = false
  var pausedUntil = World.start
  let mapping: WriteBackMapping

  public init(seed: UInt64, _ plan: Plan = Plan()) throws {
    self.plan = plan
    report = Report(seed: seed)
    office = Dice(seed: seed, stream: 1)
    weather = Dice(seed: seed, stream: 2)
    death = Dice(seed: seed, stream: 3)
    jitter = SeededRandom(seed: seed)
    connectWise = ConnectWiseWorld(DemoData(seed: seed, invoices: plan.invoices), at: Self.start)
    mapping = WriteBackMapping(
      mode: .on, statuses: [.finallyApproved: ID(3), .approvedAndClosed: ID(6), .rejected: ID(4), .undone: ID(2)])
    database = try Database.temporary(migrations: Database.schema, hash: sha256)
    trace.echo = plan.echo
    store = MortalStore(database) { [here] in here()?.drawDeath() ?? .never }
    let random = SeededRandom(seed: seed &+ 1)
    let manners = CourteousTransport(
      Network(here: here),
      clock: OutboundClock(now: { [here] in here()?.now.milliseconds ?? 0 }, sleep: { [here] in here()?.pass(Int($0)) }),
      dice: { limit in random.bytes(4).reduce(Int64(0)) { $0 << 8 | Int64($1) } % max(1, limit) })
    client = Site(Self.origin).map { site in
      ConnectWiseClient(
        connection: Connection(
          site: site, company: Sandbox.company, publicKey: Sandbox.publicKey, privateKey: Sandbox.privateKey,
          clientID: Sandbox.clientID), transport: manners, codebase: "v4_6_release/")
    }
    here.holds(self)
  }

  // MARK: Time and death

  func pass(_ milliseconds: Int) { now = now.adding(milliseconds: Int64(milliseconds)) }
  func wait(until instant: Instant) { now = max(now, instant) }

  private func drawDeath() -> MortalStore.Moment {
    guard !isCalm, death.chance(plan.kills) else { return .never }
    return death.chance(5_000) ? .before : .after
  }

  func startOutbox() {
    guard let client else { return }
    outbox = Outbox(client: client, store: store, random: jitter, now: { [here] in here()?.now ?? World.start }) { [here] in
      here()?.touched.append($0)
    }
  }

  func note(_ what: String) { trace.note(now, what) }

  // MARK: The run

  /// Lives until so many write-backs were asked for, then until the last fault has passed and everything has come to an end.
  public func run() throws -> Report {
    try open()
    startOutbox()
    while acknowledged.count < plan.writeBacks { try live() }
    note("calm")
    isCalm = true
    isOut = false
    try setMode(.on)
    try setActive(people.indices.last ?? 0, true)
    let end = now.adding(milliseconds: 6 * 3_600_000)
    while now < end, try !isQuiet() { try live() }
    try judgeTheEnd()
    report.simulatedMilliseconds = Self.start.milliseconds(until: now)
    report.trace = trace.finish()
    (outbox, client) = (nil, nil)
    database.close()
    return report
  }

  /// One turn of a lane, or time until something happens.
  private func live() throws {
    var rest = Outbox.Rest.untilAsked
    do {
      rest = try outbox?.turn() ?? .untilAsked
    } catch is Killed {
      try startAgain()
      rest = .again
    }
    try judgeWhatMoved()
    guard rest != .again else { return }
    let due: Instant? = if case .until(let instant) = rest { instant } else { nil }
    guard let next = [due, agenda.next, arrivals.next].compactMap(\.self).min() else { return pass(1_000) }
    wait(until: next)
    letArrive()
    while let happening = agenda.take(upTo: now) { try happen(happening) }
  }

  private func startAgain() throws {
    report.kills += 1
    note("killed")
    depth = 0
    isSweeping = false
    repeat {
      store.revive()
      pass(weather.between(100, 5_000))
      startOutbox()
      do {
        try outbox?.adoptInterrupted()
      } catch is Killed {
        report.kills += 1
      }
    } while store.isDead
    note("started again")
    try judgeTheAcknowledged()
  }

  /// Nothing is to happen any more, and nothing is left to do by itself.
  private func isQuiet() throws -> Bool {
    guard agenda.isEmpty, arrivals.isEmpty else { return false }
    let counts = try database.read { try $0.writeBackCounts() }
    return counts.allSatisfy { $0.value == 0 || !$0.key.isUnderWay && $0.key != .conflict }
  }
}
