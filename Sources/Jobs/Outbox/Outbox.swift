import ConnectWise
import Crypto
import Curl
import Domain
import SQLite
import Store
import Synchronization

/// Carries queued write-backs into ConnectWise, each once.
///
/// ConnectWise knows no idempotency key and no conditional write, so the order is ours: look, note the attempt, write, look
/// again. After anything that may have happened the invoice is read before anything is repeated (RELIABILITY §5.3).
///
/// A few lanes share one outbox. Each takes what is due, at most one row of an invoice, and nobody else touches it until the
/// lane lets go: changes of one invoice leave in the order of their decisions.
package final class Outbox: Sendable {
  /// As many at once as a polite client has under way.
  package static let lanes = 4
  /// How many a lane takes together when many wait. They share their readings; more would make the reading old before the
  /// last one leaves.
  static let most = 5

  let client: ConnectWiseClient
  let store: any OutboxStore
  let random: any RandomSource
  let now: @Sendable () -> Instant
  let patience: Patience
  let changed: @Sendable (ID<Invoice>) -> Void
  /// What an operator can search for when something goes wrong.
  let trouble: @Sendable (_ event: String, _ detail: String) -> Void
  /// Until when ConnectWise as a whole is left alone. Forgotten at a restart; whoever asks too early is told again.
  private let pausedUntil = Mutex<Instant?>(nil)

  package init(
    client: ConnectWiseClient, store: any OutboxStore, random: any RandomSource, patience: Patience = Patience(),
    now: @escaping @Sendable () -> Instant, changed: @escaping @Sendable (ID<Invoice>) -> Void,
    trouble: @escaping @Sendable (String, String) -> Void = { _, _ in }
  ) {
    self.client = client
    self.store = store
    self.random = random
    self.patience = patience
    self.now = now
    self.changed = changed
    self.trouble = trouble
  }

  /// When a lane is to come back.
  package enum Rest: Equatable, Sendable {
    case again
    case until(Instant)
    case untilAsked
  }

  /// After a start: what was being sent when the program stopped may or may not have arrived, and nobody holds anything.
  package func adoptInterrupted() throws {
    let instant = now()
    try store.write { try $0.releaseEveryWriteBack() }
    for stored in try store.read({ try $0.dueWriteBacks(now: Instant(milliseconds: .max), limit: .max) })
    where stored.writeBack.state == .sending {
      try step(stored, .outcomeUnknown(reason: "Countersign stopped while it was writing"), notBefore: instant)
    }
  }

  /// One lane takes what is due, does it, and says when to come back. `isStopping` lets go of what has not left yet.
  package func turn(isStopping: @escaping () -> Bool = { false }) throws -> Rest {
    let instant = now()
    if let until = pause(at: instant) { return .until(until) }
    let due = try store.read { try $0.dueWriteBacks(now: instant, limit: Self.lanes * Self.most).count }
    guard due > 0 else { return try store.read { try $0.nextWriteBackDue() }.map { .until($0) } ?? .untilAsked }
    let share = (due + Self.lanes - 1) / Self.lanes
    let until = instant.adding(milliseconds: patience.lease)
    let taken = try store.write { try $0.leaseDueWriteBacks(now: instant, limit: share, until: until) }
    try LaneTurn(outbox: self, isStopping: isStopping).work(taken)
    return .again
  }

  /// Tells a person of what has waited for a day.
  package func tellOfLate() throws {
    let instant = now()
    let before = instant.adding(milliseconds: -patience.untilTold)
    for stored in try store.read({ try $0.lateWriteBacks(createdBefore: before, limit: 500) }) {
      let writeBack = stored.writeBack
      let reason = stored.problem.isEmpty ? "nothing is known to be wrong" : stored.problem
      try store.write { writer in
        try writer.noteTold(of: writeBack.id, at: instant)
        try writer.record(
          .writeBackLate(writeBack.desired, reason: reason), by: .writeBack, invoice: writeBack.invoice, at: instant)
      }
      changed(writeBack.invoice)
    }
  }

  // MARK: The host as a whole

  /// Until when to stay away; nil when nothing keeps us.
  func pause(at instant: Instant) -> Instant? {
    pausedUntil.withLock { until in until.flatMap { $0 > instant ? $0 : nil } }
  }

  func stayAway(until instant: Instant) {
    pausedUntil.withLock { until in until = until.map { max($0, instant) } ?? instant }
  }

  /// Full jitter between nothing and 1 s, 2 s, 4 s … 15 min: who failed together does not come back together.
  func backoff(_ failures: Int) -> Int64 {
    Backoff.milliseconds(attempt: failures) { limit in random.bytes(4).reduce(Int64(0)) { $0 << 8 | Int64($1) } % max(1, limit) }
  }

  // MARK: Writing down

  /// Applies `step` to the row as it is now; `change` adds what was learned. What has moved on while the network was waited for
  /// is left to whoever moved it.
  func step(
    _ stored: StoredWriteBack, _ step: WriteBack.Step, notBefore: Instant? = nil, detail: String = "",
    _ change: @escaping @Sendable (inout WriteBack) -> Void = { _ in }
  ) throws {
    let instant = now()
    try store.write { writer in
      guard let current = try writer.stillTaken(stored) else { return }
      var before = current.writeBack
      change(&before)
      var (next, event) = try before.apply(step, at: instant)
      if let notBefore { next.notBefore = notBefore }
      try writer.save(next, problem: step.reason, found: step.found, at: instant)
      try writer.record(event, by: .writeBack, invoice: next.invoice, at: instant)
    }
    if !detail.isEmpty { tell(stored, detail) }
    changed(stored.writeBack.invoice)
  }

  func tell(_ stored: StoredWriteBack, _ detail: String) {
    trouble("write-back-trouble", "write-back \(stored.writeBack.id) of invoice \(stored.writeBack.invoice): \(detail)")
  }

  /// Nothing was decided: the row stays in its state and is looked at later.
  func wait(
    _ stored: StoredWriteBack, until later: Instant, reason: String, _ change: @escaping @Sendable (inout WriteBack) -> Void
  ) throws {
    let instant = now()
    try store.write { writer in
      guard let current = try writer.stillTaken(stored) else { return }
      var waiting = current.writeBack
      waiting.notBefore = later
      change(&waiting)
      try writer.save(waiting, problem: reason, found: current.found, at: instant)
    }
    if reason != stored.problem { changed(stored.writeBack.invoice) }
  }
}

extension Reader {
  /// The row as it is now, unless it has moved on since it was taken.
  func stillTaken(_ taken: StoredWriteBack) throws -> StoredWriteBack? {
    guard let current = try writeBack(taken.writeBack.id), current.writeBack.isStill(taken.writeBack) else { return nil }
    return current
  }
}

extension WriteBack.Step {
  var reason: String {
    switch self {
    case .delayed(let reason), .refused(let reason), .outcomeUnknown(let reason), .callOff(let reason), .giveUp(let reason):
      reason
    case .send, .foundDesired, .foundExpected, .foundOther, .foundUnclear, .withdraw, .writeOurs, .keepTheirs, .tryAgain: ""
    }
  }

  var found: Reference<BillingStatus>? {
    switch self {
    case .foundOther(let status), .foundUnclear(let status): status
    case .send, .foundDesired, .foundExpected, .delayed, .refused, .outcomeUnknown, .callOff, .giveUp, .withdraw, .writeOurs,
      .keepTheirs, .tryAgain:
      nil
    }
  }
}
