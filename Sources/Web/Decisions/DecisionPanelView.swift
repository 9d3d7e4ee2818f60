import Domain
import Pages
import Routes
import SQLite
import Store

/// What the viewer may do with an invoice now, and why not where not.
struct DecisionPanelView {
  let dossier: Dossier
  let visit: Visit

  func build(_ store: Reader) throws -> DecisionPanel {
    let person = try visit.person
    let review = dossier.review
    switch review.presence {
    case .done:
      return DecisionPanel(
        state: .closedInConnectWise, text: "Done: its status in ConnectWise is \(review.status). Reopen it there to decide anew.")
    case .gone:
      return DecisionPanel(
        state: .goneFromConnectWise, text: "This invoice was deleted in ConnectWise. Its history is kept here.")
    case .open, .reopened: break
    }
    guard let standing = try? review.standing(of: person) else {
      return DecisionPanel(state: .readOnly, text: "You may read this invoice and do not decide about it.")
    }
    let mine = state(standing)
    let undo = mine?.verdict == nil ? nil : visit.button("Undo approval", .undo(review.invoice), weight: .plain, shortcut: .undo)
    switch mine {
    case .approved:
      if review.outcome == .approved {
        return DecisionPanel(state: .approved, text: "Approved by everybody who was asked.", undo: undo)
      }
      return DecisionPanel(state: .approvedByYou, text: "You approved. \(waitingOn(review))", undo: undo)
    case .rejected:
      return DecisionPanel(
        state: .rejected, text: "You rejected this invoice.",
        undo: visit.button("Undo rejection", .undo(review.invoice), weight: .plain, shortcut: .undo))
    case .stale:
      return DecisionPanel(
        state: .changedAfterApproval, text: "The invoice changed after your decision. Look at it again and decide anew.",
        approve: try form("Approve again", standing, store))
    case .waiting, .viewed, .skipped, nil: break
    }
    if review.outcome == .approved {
      return DecisionPanel(state: .approved, text: "Approved by everybody who was asked.")
    }
    switch standing {
    case .reviewer:
      let last = review.isLastNeeded(person)
      return DecisionPanel(
        state: .open, text: last ? "Yours is the last approval needed." : "You are asked to decide. \(waitingOn(review))",
        approve: try form("Approve", standing, store))
    case .override:
      return DecisionPanel(
        state: .open,
        text: review.reviewers.isEmpty
          ? "Nobody is asked about this invoice. Your role lets you decide; the timeline says that you did so by override."
          : "You are not asked about this invoice. Your role lets you decide for everybody; the timeline says so.",
        approve: try form("Approve", standing, store))
    }
  }

  /// The form with the consequence on it: what the approval writes into ConnectWise.
  func form(_ label: String, _ standing: Standing, _ store: Reader) throws -> ApproveForm {
    let invoice = dossier.stored.invoice
    let plan = try plan(store)
    return ApproveForm(
      label: label, amount: visit.words.conventions.amountWithSymbol(invoice.total), action: .approve(invoice.id),
      token: visit.token(for: .approve(invoice.id)),
      fields: [
        HiddenField("version", "\(invoice.version)"),
        HiddenField("then", try store.neighbours(of: invoice.id).after.map { "\($0)" } ?? ""),
      ] + (visit.flashNote == .approved ? [HiddenField(Approve.shown, "\(visit.now.milliseconds)")] : []),
      confirm: plan.endsReview ? .approvePage(invoice.id) : nil, consequence: plan.sentence)
  }

  /// What approving now would write, in words, and whether it takes the invoice out of the inbox.
  func plan(_ store: Reader) throws -> (sentence: String, endsReview: Bool) {
    let person = try visit.person
    let trigger: WriteBackTrigger = dossier.review.isLastNeeded(person) ? .finallyApproved : .approvedInPart
    let statuses = try store.billingStatuses()
    let mapping = try store.writeBackMapping(fallback: visit.premises.freshMode)
    switch mapping.plan(trigger, current: dossier.stored.invoice.status, known: statuses) {
    case .nothing(.notMapped): return ("", false)
    case .nothing(let gap): return (gap.sentence, false)
    case .show(let status): return ("Dry run: would set \(status.name) in ConnectWise.", false)
    case .queue(let status, _):
      let target = statuses.first { $0.id == status.id }
      let more = target?.consequence ?? ""
      return ("Sets \(status.name) in ConnectWise." + (more.isEmpty ? "" : " \(more)"), target?.endsReview ?? false)
    }
  }

  private func state(_ standing: Standing) -> ReviewerState? {
    switch standing {
    case .reviewer(let index): dossier.review.reviewers[index].state
    case .override(let index): index.map { dossier.review.reviewers[$0].state }
    }
  }

  private func waitingOn(_ review: Review) -> String {
    let open = review.reviewers.filter {
      $0.state.isOpen && (try? visit.person).map($0.isPerson) != true && $0.source != .override
    }
    if open.isEmpty { return "" }
    let names = open.prefix(3).map(\.name).joined(separator: ", ")
    return "Waiting on \(names)\(open.count > 3 ? " and \(open.count - 3) more" : "")."
  }
}
