import Domain
import SQLite

extension Writer {
  /// Saves a decision with everything that follows from it: the reviewer's state, the event, the row of the inbox, and what is
  /// to be written back. One transaction, the caller's, or nothing at all (RELIABILITY §5.3, T1).
  public func carryOut(
    _ decided: Decided, _ decision: Decision, by person: Person, mapping: WriteBackMapping, at now: Instant,
    request: String? = nil
  ) throws {
    let id = decided.review.invoice
    var reviewer = decided.reviewer
    reviewer.person = person.id
    try save(reviewer, of: id)
    let event = try record(decided.event, by: person.actor, invoice: id, at: now, request: request)
    try refreshRow(of: id, at: now)
    let neverLeft = try withdrawWhatHasNotLeft(of: id, at: now)
    // Taken back before anything left: ConnectWise never heard of it and need not be told.
    if !(neverLeft && decision == .undo) {
      try planWriteBack(decided.trigger, of: id, by: person, because: event, mapping, at: now)
    }
  }

  /// Whatever was about to be written for an earlier decision no longer holds. True if it had not left at all.
  private func withdrawWhatHasNotLeft(of invoice: ID<Invoice>, at now: Instant) throws -> Bool {
    guard let stored = try newestWriteBack(of: invoice),
      let (withdrawn, event) = try? stored.writeBack.apply(.withdraw, at: now)
    else { return false }
    try save(withdrawn, problem: "", found: stored.found, at: now)
    try record(event, by: .writeBack, invoice: invoice, at: now)
    return stored.writeBack.attempt == 0
  }

  private func planWriteBack(
    _ trigger: WriteBackTrigger, of id: ID<Invoice>, by person: Person, because event: ID<TimelineEntry>,
    _ mapping: WriteBackMapping, at now: Instant
  ) throws {
    guard let invoice = try invoice(id)?.invoice else { return }
    let known = try billingStatuses()
    // What is under way will have arrived by then: this one follows on it.
    let underWay = try statusUnderWay(of: id)
    let current = underWay.map { ahead in known.first { $0.id == ahead.id } ?? BillingStatus(id: ahead.id, name: ahead.name) }
    switch mapping.plan(trigger, current: current ?? invoice.status, known: known) {
    case .nothing(.notMapped), .nothing(.off): return
    case .nothing(let gap): try record(.writeBackNotNeeded(reason: gap.sentence), by: .writeBack, invoice: id, at: now)
    case .show(let status): try record(.writeBackShown(status), by: .writeBack, invoice: id, at: now)
    case .queue(let desired, let expected):
      let writeBack = WriteBack(
        invoice: id, trigger: trigger, desired: desired, expected: expected,
        closes: known.first { $0.id == desired.id }?.isClosed ?? false, askedBy: person.id,
        notBefore: now.adding(milliseconds: WriteBack.undoWindow))
      try queue(writeBack, decision: event, at: now)
      try record(.writeBackQueued(desired), by: .writeBack, invoice: id, at: now)
    }
  }
}

extension Writer {
  /// What a person decides about a write-back that ConnectWise contradicts or refused.
  public func settle(
    _ stored: StoredWriteBack, _ step: WriteBack.Step, by person: Person, at now: Instant, request: String? = nil
  ) throws {
    let (next, event) = try stored.writeBack.apply(step, at: now)
    // Whoever keeps theirs keeps it: what waits behind it still has to find what it expects, or asks again.
    try save(next, problem: "", found: step == .keepTheirs ? stored.found : nil, at: now)
    try record(event, by: person.actor, invoice: next.invoice, at: now, request: request)
  }
}
