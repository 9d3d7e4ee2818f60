import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Approves what the person saw. The decision, its event and what is to be written back are one transaction.
struct Approve: WriteAction {
  /// When the page was made, on one that an approval led to.
  static let shown = "shown"
  /// In less than this nobody reads an amount.
  static let glance: Int64 = 400

  let id: ID<Invoice>

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: ["version", "then", Self.shown])
    guard let seen = form.single("version").flatMap({ Int($0) }) else { throw Failure.unreadableForm }
    if isSecondClick(form, visit) { return visit.redirect(to: .invoice(id), saying: .pressedTwice, about: id) }
    let dossier = try Dossier(.id(id), visit, store)
    do {
      try Deciding(visit: visit, store: store).decide(.approve(version: seen), dossier)
    } catch let refusal as Refusal where refusal.isHarmlessRepeat {
      return visit.redirect(to: .invoice(id), saying: .alreadyApproved, about: id)
    }
    let next = try following(form.single("then"), visit, store)
    return visit.redirect(to: .invoice(next ?? id), saying: .approved, about: id)
  }

  /// Whether this page came by approving the one before, and so quickly that nobody can have looked at it: a double click would
  /// approve two. Where script runs, it knows a second click from a quick hand by itself.
  private func isSecondClick(_ form: Form, _ visit: Visit) -> Bool {
    guard let shown = form.single(Self.shown).flatMap({ Int64($0) }), visit.request.header("x-requested-with") == nil else {
      return false
    }
    return (0..<Self.glance).contains(Instant(milliseconds: shown).milliseconds(until: visit.now))
  }

  /// The next one of the list as it was seen; where that has left meanwhile, whatever stands behind this one now.
  private func following(_ then: String?, _ visit: Visit, _ store: Reader) throws -> ID<Invoice>? {
    guard let then, let typed = Int64(then) else { return nil }
    let person = try visit.person
    for next in [ID(typed), try store.neighbours(of: id).after] {
      guard let next, next != id, let invoice = try store.invoice(next)?.invoice, invoice.presence.isInInbox else { continue }
      if try store.sees(person, next) { return next }
    }
    return nil
  }
}

/// Takes one's own decision back: free within the undo window, and by writing again after it.
struct Undo: WriteAction {
  let id: ID<Invoice>

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    _ = try visit.form(expecting: [])
    let dossier = try Dossier(.id(id), visit, store)
    do {
      try Deciding(visit: visit, store: store).decide(.undo, dossier)
    } catch Refusal.nothingToUndo {
      return visit.redirect(to: .invoice(id), saying: .nothingToUndo, about: id)
    }
    return visit.redirect(to: .invoice(id), saying: .undone, about: id)
  }
}

/// The page twin of the question that script asks in a dialog: shown where an approval closes or sends the invoice.
struct AskBeforeApproving: ReadAction {
  let id: ID<Invoice>

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let dossier = try Dossier(.id(id), visit, store)
    let panel = DecisionPanelView(dossier: dossier, visit: visit)
    guard var form = try panel.build(store).approve else { return visit.redirect(to: .invoice(id)) }
    form.confirm = nil
    let plan = try panel.plan(store)
    let invoice = dossier.stored.invoice
    return visit.page(
      ApprovePage(
        shell: try visit.shell("Approve \(invoice.number)", at: .inbox, from: store), number: invoice.number,
        company: invoice.company.name, effects: [plan.sentence].filter { !$0.isEmpty }, form: form, cancel: .invoice(id)))
  }
}
