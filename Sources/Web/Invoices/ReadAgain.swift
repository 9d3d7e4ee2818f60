import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Asks for one invoice to be read again from ConnectWise, ahead of the next sweep. A job reads; the page tells how far it is.
struct ReadAgain: WriteAction {
  let id: ID<Invoice>

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    _ = try visit.form(expecting: [])
    let invoice = try Dossier(.id(id), visit, store).stored.invoice.id
    let premises = visit.premises
    guard premises.connectWise.standing().isComplete else { return visit.redirect(to: .invoice(invoice), saying: .notConnected) }
    let isNew = try store.askForRefresh(of: invoice, by: visit.person.name, at: visit.now)
    store.afterCommit { premises.wakeRefresh() }
    return visit.redirect(to: .invoice(invoice), saying: isNew ? .readingAsked : .readingAlready)
  }
}

extension ReadingNote {
  /// For how long a page tells that nothing, or what, had changed.
  private static let toldFor: Int64 = 600_000

  /// Nil where there is nothing to tell any more.
  init?(_ refresh: Refresh, lastRead: Instant, words: Words) {
    switch refresh.state {
    case .asked, .reading:
      self.init(state: .beingRead(for: refresh.askedBy), page: PageLink("Look again", .invoice(refresh.invoice)))
    case .done:
      guard let ended = refresh.endedAt, ended.milliseconds(until: words.now) < Self.toldFor else { return nil }
      self.init(
        state: refresh.changes.isEmpty ? .unchanged(at: words.moment(ended)) : .changed(refresh.changes, at: words.moment(ended)))
    case .failed:
      // A sweep that has read it since has made good for it.
      guard let ended = refresh.endedAt, lastRead <= ended else { return nil }
      self.init(state: .failed(reason: refresh.problem, at: words.moment(ended)))
    }
  }
}
