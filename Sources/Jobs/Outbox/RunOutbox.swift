import ConnectWise
import Crypto
import Domain
import SQLite
import Store

/// Carries queued write-backs into ConnectWise, each once.
///
/// ConnectWise knows no idempotency key and no conditional write, so the order is ours: note the attempt, look, write,
/// look again. After anything that may have happened the invoice is read before anything is repeated.
struct RunOutbox {
  let client: ConnectWiseClient
  let database: Database
  let random: any RandomSource
  let now: @Sendable () -> Instant
  let changed: @Sendable (ID<Invoice>) -> Void

  /// How long an unknown outcome rests before it is looked at: a slow server may still be working.
  static let settleTime: Int64 = 5_000

  /// Rows that were being sent when the program stopped: nobody knows what became of them.
  func adoptInterrupted() throws {
    let instant = now()
    let stuck = try database.read { try $0.dueWriteBacks(now: .init(milliseconds: .max), limit: 10_000) }
    for stored in stuck where stored.writeBack.state == .sending {
      try step(stored, .outcomeUnknown(reason: "Countersign stopped while it was writing"), notBefore: instant)
    }
  }

  /// Does what is due and says when to come back; nil when nothing waits.
  func round() throws -> Instant? {
    let instant = now()
    for stored in try database.read({ try $0.dueWriteBacks(now: instant, limit: 50) }) {
      switch stored.writeBack.state {
      case .queued: try write(stored)
      case .unknown: try look(stored)
      case .sending, .done, .rejected, .conflict, .withdrawn: break
      }
    }
    return try database.read { try $0.nextWriteBackDue() }
  }

  private func write(_ stored: StoredWriteBack) throws {
    guard let found = try status(stored) else { return }
    if found.id == stored.writeBack.desired.id { return try finish(stored, found) }
    guard found.id == stored.writeBack.expected.id else { return try step(stored, .foundOther(found.reference)) }

    // The attempt is committed before the first byte leaves; a row taken back meanwhile is left alone.
    guard let sending = try begin(stored) else { return }
    let (invoice, desired) = (Int(sending.writeBack.invoice.raw), Int(sending.writeBack.desired.id.raw))
    do throws(ConnectWiseFailure) {
      _ = try client.setStatus(ofInvoice: invoice, to: desired)
    } catch {
      return try settle(sending, after: error)
    }
    try look(sending)
  }

  /// What a failed write means: surely nothing, surely refused, or nobody knows.
  private func settle(_ sending: StoredWriteBack, after failure: ConnectWiseFailure) throws {
    let later = now().adding(milliseconds: delay(sending.writeBack.attempt, failure))
    if failure.mayHaveHappened {
      return try step(
        sending, .outcomeUnknown(reason: failure.sentence), notBefore: now().adding(milliseconds: Self.settleTime),
        detail: failure.detail)
    }
    switch failure {
    case .tooManyRequests, .unavailable, .transport, .wrongHost, .wrongKeys, .wrongClientID, .unknownCompany:
      try step(sending, .delayed(reason: failure.sentence), notBefore: later, detail: failure.detail)
    case .roleGap, .notFound, .rejected, .unreadable, .notApplied:
      let reasons = failure.reasons
      try step(
        sending, .refused(reason: reasons.isEmpty ? failure.sentence : reasons.joined(separator: " ")), detail: failure.detail)
    }
  }

  /// Reads the invoice and lets what stands there decide.
  private func look(_ stored: StoredWriteBack) throws {
    guard let found = try status(stored) else { return }
    if found.id == stored.writeBack.desired.id {
      try finish(stored, found)
    } else if found.id == stored.writeBack.expected.id {
      try step(stored, .foundExpected, notBefore: now().adding(milliseconds: Self.settleTime))
    } else {
      try step(stored, .foundOther(found.reference))
    }
  }

  /// The status that stands in ConnectWise; nil when it could not be read, and then the row waits.
  private func status(_ stored: StoredWriteBack) throws -> BillingStatus? {
    do {
      let record = try client.invoice(Int(stored.writeBack.invoice.raw))
      let known = try database.read { try $0.billingStatuses() }
      return try Reading(record).status(among: known)
    } catch let failure as ConnectWiseFailure {
      try wait(stored, failure.sentence, delay(stored.writeBack.attempt, failure))
      return nil
    } catch let unreadable as Unreadable {
      try wait(stored, unreadable.sentence, 60_000)
      return nil
    }
  }

  private func begin(_ stored: StoredWriteBack) throws -> StoredWriteBack? {
    let instant = now()
    let begun: StoredWriteBack? = try database.write { writer in
      guard let current = try writer.writeBack(stored.writeBack.id), current.writeBack.state == .queued else { return nil }
      let (sending, event) = try current.writeBack.apply(.send, at: instant)
      try writer.save(sending, problem: "", found: "", at: instant)
      try writer.record(event, by: .writeBack, invoice: sending.invoice, at: instant)
      return try writer.writeBack(sending.id)
    }
    changed(stored.writeBack.invoice)
    return begun
  }

  /// ConnectWise holds what was wanted. The store learns the status at once, so that the next sweep sees no change.
  private func finish(_ stored: StoredWriteBack, _ status: BillingStatus) throws {
    let instant = now()
    try database.write { writer in
      guard let current = try writer.writeBack(stored.writeBack.id) else { return }
      let (done, event) = try current.writeBack.apply(.foundDesired, at: instant)
      try writer.save(done, problem: "", found: "", at: instant)
      try writer.record(event, by: .writeBack, invoice: done.invoice, at: instant)
      guard let invoice = try writer.invoice(done.invoice)?.invoice else { return }
      let presence = invoice.presence.after(reading: status)
      try writer.setStatus(status, presence: presence, of: done.invoice, at: instant)
      if invoice.presence.isInInbox, !presence.isInInbox {
        try writer.record(.leftInbox(status: status.name), by: .writeBack, invoice: done.invoice, at: instant)
      }
      try writer.refreshRow(of: done.invoice, at: instant)
    }
    changed(stored.writeBack.invoice)
  }

  private func step(
    _ stored: StoredWriteBack, _ step: WriteBack.Step, notBefore: Instant? = nil, detail: String = ""
  ) throws {
    let instant = now()
    try database.write { writer in
      guard let current = try writer.writeBack(stored.writeBack.id) else { return }
      var (next, event) = try current.writeBack.apply(step, at: instant)
      if let notBefore { next.notBefore = notBefore }
      try writer.save(next, problem: step.reason, found: step.found, at: instant)
      try writer.record(event, by: .writeBack, invoice: next.invoice, at: instant)
    }
    changed(stored.writeBack.invoice)
  }

  /// Nothing was decided: the row stays as it is and is looked at later.
  private func wait(_ stored: StoredWriteBack, _ reason: String, _ milliseconds: Int64) throws {
    let instant = now()
    try database.write { writer in
      guard let current = try writer.writeBack(stored.writeBack.id), !current.writeBack.state.isFinal else { return }
      var later = current.writeBack
      later.notBefore = instant.adding(milliseconds: milliseconds)
      try writer.save(later, problem: reason, found: current.found, at: instant)
    }
    changed(stored.writeBack.invoice)
  }

  /// What ConnectWise asks for, else full jitter between nothing and 1 s, 2 s, 4 s … 15 min.
  private func delay(_ attempt: Int, _ failure: ConnectWiseFailure) -> Int64 {
    if let asked = failure.pause { return max(1_000, asked.components.seconds * 1_000) }
    let ceiling = min(900_000, Int64(1_000) << Int64(min(max(attempt, 0), 10)))
    let dice = random.bytes(4).reduce(Int64(0)) { $0 << 8 | Int64($1) }
    return 500 + dice % ceiling
  }
}

extension WriteBack.Step {
  fileprivate var reason: String {
    switch self {
    case .delayed(let reason), .refused(let reason), .outcomeUnknown(let reason): reason
    case .send, .foundDesired, .foundExpected, .foundOther, .withdraw, .writeOurs, .keepTheirs: ""
    }
  }

  fileprivate var found: String {
    if case .foundOther(let status) = self { return status.name }
    return ""
  }
}
