import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// The page on which a person decides about a write-back that ConnectWise contradicts or refused: both views side by side.
struct ShowDispute: ReadAction {
  let id: ID<Invoice>

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let dossier = try Dossier(.id(id), visit, store)
    guard let dispute = try store.disputedWriteBack(of: id) else { return visit.redirect(to: .invoice(id)) }
    let acts = DisputeActs(dossier: dossier, dispute: dispute, visit: visit)
    let invoice = dossier.stored.invoice
    let note = WriteBackNote(dispute, visit.words)
    let earlier = try store.timeline(of: id).last { $0.event.isDecision }
    return visit.page(
      DisputePage(
        shell: try visit.shell("Write-back of \(invoice.number)", at: .inbox, from: store), number: invoice.number,
        company: invoice.company.name, title: note?.title ?? "", text: note?.text ?? "",
        tone: note?.tone ?? .warning,
        ours: Side(
          status: dispute.writeBack.desired.name,
          text: earlier.map { $0.event.sentence(by: $0.actor, visit.words.conventions) } ?? "",
          moment: visit.words.moment(earlier?.at ?? dispute.createdAt)),
        theirs: Side(
          status: dispute.found?.name ?? invoice.status.name, text: acts.theirs, moment: visit.words.moment(dispute.changedAt)),
        acts: acts.buttons, why: acts.buttons.isEmpty ? acts.whyNot : "", back: .invoice(id)))
  }
}

/// What the viewer may do about a dispute.
struct DisputeActs {
  let dossier: Dossier
  let dispute: StoredWriteBack
  let visit: Visit

  /// Whoever may decide about the invoice may decide this.
  private var mayDecide: Bool { (try? visit.person).map { (try? dossier.review.standing(of: $0)) != nil } ?? false }

  var whyNot: String {
    "Whoever may approve this invoice decides. Ask one of its reviewers, or a billing manager."
  }

  var theirs: String {
    switch (dispute.writeBack.state, dispute.found) {
    case (.conflict, let found?) where found.id == dispute.writeBack.expected.id:
      "This is the status from before. Whether ours stood there in between cannot be told."
    case (.conflict, _): "Somebody set it in ConnectWise after the decision."
    default: "Nothing was changed there."
    }
  }

  var buttons: [PostButton] {
    guard mayDecide else { return [] }
    let row = HiddenField("row", "\(dispute.writeBack.id)")
    let ours = dispute.writeBack.desired.name
    let id = dossier.stored.invoice.id
    switch (dispute.writeBack.state, dispute.found) {
    case (.conflict, let found?):
      let seen = HiddenField("found", "\(found.id)")
      return [
        visit.button("Keep “\(found.name)”", .keepTheirs(id), fields: [row, seen]),
        visit.button("Set “\(ours)”", .writeOurs(id), fields: [row, seen], weight: .primary),
      ]
    case (.rejected, _): return [visit.button("Try again", .tryAgain(id), fields: [row])]
    default: return []
    }
  }
}

extension Event {
  /// What somebody decided, as opposed to what followed from it.
  fileprivate var isDecision: Bool {
    switch self {
    case .approved, .rejected, .undone: true
    default: false
    }
  }
}
