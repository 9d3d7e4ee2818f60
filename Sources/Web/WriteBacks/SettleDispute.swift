import Domain
import HTTP
import Routes
import SQLite
import Store

/// Writes ours over what stands in ConnectWise, keeps theirs, or tries again what was refused. The person decides about what
/// they saw: if something else stands there by now, they are asked again.
struct SettleDispute: WriteAction {
  enum Choice: Sendable { case writeOurs, keepTheirs, tryAgain }

  let id: ID<Invoice>
  let choice: Choice

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: choice == .tryAgain ? ["row"] : ["row", "found"])
    guard let row = form.single("row").flatMap({ Int64($0) }) else { throw Failure.unreadableForm }
    let dossier = try Dossier(.id(id), visit, store)
    let person = try visit.person
    _ = try dossier.review.standing(of: person)
    guard let dispute = try store.disputedWriteBack(of: id), dispute.writeBack.id == ID(row) else {
      return visit.redirect(to: .invoice(id), saying: .alreadySettled, about: id)
    }
    let step: WriteBack.Step
    switch (choice, dispute.found) {
    case (.tryAgain, _): step = .tryAgain(by: person.id)
    case (_, let found?):
      guard form.single("found") == "\(found.id)" else { return visit.redirect(to: .dispute(id)) }
      step = choice == .writeOurs ? .writeOurs(over: found, by: person.id) : .keepTheirs
    case (_, nil): return visit.redirect(to: .invoice(id), saying: .alreadySettled, about: id)
    }
    try store.settle(dispute, step, by: person, at: visit.now, request: visit.request.id)
    let (premises, id) = (visit.premises, id)
    store.afterCommit {
      premises.announce(Listen.topic, "changed", "\(id)")
      premises.wakeOutbox()
    }
    return visit.redirect(to: .invoice(id), saying: choice == .keepTheirs ? .keptTheirs : .writingAgain, about: id)
  }
}
