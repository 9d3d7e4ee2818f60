import Domain
import HTTP
import SQLite
import Store

/// Carries a decision out: state, event and outbox row together, inside the transaction the action runs in.
struct Deciding {
  let visit: Visit
  let store: Writer

  func decide(_ decision: Decision, _ dossier: Dossier) throws {
    let person = try visit.person
    let invoice = dossier.stored.invoice
    let decided = try dossier.review.decide(decision, by: person, at: visit.now)
    var reviewer = decided.reviewer
    reviewer.person = person.id
    try store.save(reviewer, of: invoice.id)
    let event = try store.record(
      decided.event, by: person.actor, invoice: invoice.id, at: visit.now, request: visit.request.id)
    try store.refreshRow(of: invoice.id, at: visit.now)
    let neverLeft = try withdrawWhatHasNotLeft(dossier)
    // Taken back before anything left: ConnectWise never heard of it and need not be told.
    if !(neverLeft && decision == .undo) { try writeBack(decided.trigger, of: invoice, because: event) }
    let premises = visit.premises
    store.afterCommit {
      premises.announce(Listen.topic, "changed", "\(invoice.id)")
      premises.wakeOutbox()
    }
  }

  /// Whatever was about to be written for an earlier decision no longer holds. True if it had not left at all.
  private func withdrawWhatHasNotLeft(_ dossier: Dossier) throws -> Bool {
    guard let stored = try store.newestWriteBack(of: dossier.stored.invoice.id),
      let (withdrawn, event) = try? stored.writeBack.apply(.withdraw, at: visit.now)
    else { return false }
    try store.save(withdrawn, problem: "", found: stored.found, at: visit.now)
    try store.record(event, by: .writeBack, invoice: dossier.stored.invoice.id, at: visit.now)
    return stored.writeBack.attempt == 0
  }

  private func writeBack(_ trigger: WriteBackTrigger, of invoice: Invoice, because event: ID<Domain.TimelineEntry>) throws {
    let mapping = try store.writeBackMapping(fallback: visit.premises.freshMode)
    let plan = mapping.plan(trigger, current: invoice.status, known: try store.billingStatuses())
    switch plan {
    case .nothing(.notMapped), .nothing(.off): return
    case .nothing(let gap):
      try store.record(.writeBackNotNeeded(reason: gap.sentence), by: .writeBack, invoice: invoice.id, at: visit.now)
    case .show(let status):
      try store.record(.writeBackShown(status), by: .writeBack, invoice: invoice.id, at: visit.now)
    case .queue(let desired, let expected):
      let writeBack = WriteBack(
        invoice: invoice.id, trigger: trigger, desired: desired, expected: expected,
        notBefore: visit.now.adding(milliseconds: WriteBack.undoWindow))
      try store.queue(writeBack, decision: event, at: visit.now)
      try store.record(.writeBackQueued(desired), by: .writeBack, invoice: invoice.id, at: visit.now)
    }
  }
}
