import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// One invoice with everything a decision needs, the inbox on its left where there is room.
struct ShowInvoice: ReadAction {
  let key: InvoiceKey

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let dossier = try Dossier(key, visit, store)
    let pane = try InvoicePaneView(dossier: dossier, visit: visit).build(store)
    let id = dossier.stored.invoice.id
    let tally = try store.tally(InboxScope(try visit.person, onlyMine: false))
    let sweeps = try LastSweeps(store)
    let list = try InboxList(query: InboxQuery(), visit: visit, tally: tally, sweeps: sweeps, current: id).read(from: store)
    let title = "\(dossier.stored.invoice.number) \(dossier.stored.invoice.company.name)"
    let shell = try visit.shell(title, at: .inbox, tally: tally, sweeps: sweeps, from: store)
    noteViewed(dossier, visit)
    return visit.page(InvoicePage(shell: shell, list: list, invoice: pane))
  }

  /// Opening an invoice one is asked about moves one's state from Waiting to Viewed. Written after the answer, by the writer.
  private func noteViewed(_ dossier: Dossier, _ visit: Visit) {
    guard let person = visit.viewer.person,
      let mine = dossier.review.reviewers.first(where: { $0.isPerson(person) }), mine.state == .waiting
    else { return }
    let (id, now) = (dossier.stored.invoice.id, visit.now)
    visit.afterwards { writer in
      guard let reviewer = try writer.reviewers(of: id).first(where: { $0.isPerson(person) }) else { return }
      guard let (viewed, event) = try? reviewer.apply(.view, by: person.actor, at: now) else { return }
      try writer.save(viewed, of: id)
      try writer.record(event, by: person.actor, invoice: id, at: now)
      try writer.refreshRow(of: id, at: now)
    }
  }
}

/// Everything the store knows of one invoice, as far as this viewer may see it.
struct Dossier {
  let stored: StoredInvoice
  let version: Version
  let review: Review
  let writeBack: StoredWriteBack?

  init(_ key: InvoiceKey, _ visit: Visit, _ store: Reader) throws {
    let person = try visit.person
    let nothing = Failure.notFound("There is no invoice \(key.segment) here, or it is outside your role.")
    var found: StoredInvoice?
    switch key {
    case .id(let id):
      found = try store.invoice(id) ?? store.invoiceID(number: "\(id.raw)").flatMap { try store.invoice($0) }
    case .number(let number):
      found = try store.invoiceID(number: number.text).flatMap { try store.invoice($0) }
    }
    guard let found, try store.sees(person, found.invoice.id), let review = try store.review(of: found.invoice.id),
      let version = try store.version(found.invoice.version, of: found.invoice.id)
    else { throw nothing }
    stored = found
    self.version = version
    self.review = review
    writeBack = try store.newestWriteBack(of: found.invoice.id)
  }
}
