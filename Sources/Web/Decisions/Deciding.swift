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
    let invoice = dossier.stored.invoice.id
    let decided = try dossier.review.decide(decision, by: person, at: visit.now)
    try store.carryOut(
      decided, decision, by: person, mapping: try store.writeBackMapping(fallback: visit.premises.freshMode), at: visit.now,
      request: visit.request.id)
    let premises = visit.premises
    store.afterCommit {
      premises.announce(Listen.topic, "changed", "\(invoice)")
      premises.wakeOutbox()
    }
  }
}
