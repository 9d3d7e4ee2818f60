import Domain
import HTTP
import Markup
import Pages
import Routes
import SQLite
import Store

/// Turns a dossier into what the page shows. No decision is made here; they come from the domain.
struct InvoicePaneView {
  let dossier: Dossier
  let visit: Visit

  private var invoice: Invoice { dossier.stored.invoice }
  private var content: InvoiceContent { dossier.version.content }
  private var words: Words { visit.words }

  func build(_ store: Reader) throws -> InvoicePane {
    let person = try visit.person
    let neighbours = try store.neighbours(of: invoice.id)
    let decision = try DecisionPanelView(dossier: dossier, visit: visit).build(store)
    return InvoicePane(
      number: invoice.number, company: invoice.company.name, kind: invoice.kind,
      amount: words.conventions.amountWithSymbol(invoice.total), dates: dates, reference: reference,
      pill: words.pill(
        dossier.review.outcome, waitingOn: Awaited(dossier.review.reviewers), since: dossier.stored.waitingSince,
        isUnread: isUnread),
      back: .inbox, previous: neighbours.before.map { .invoice($0) }, next: neighbours.after.map { .invoice($0) },
      printed: .printInvoice(invoice.id), pdf: try PDFDoor(to: invoice, visit, store),
      connectWise: visit.premises.deepLinks?.invoice(invoice.id, number: invoice.number),
      decision: decision, writeBack: try writeBackNote(store), lastRead: words.moment(dossier.stored.lastRead),
      readAgain: visit.viewer.may(.readAgain) ? visit.button("Read again from ConnectWise", .readAgain(invoice.id)) : nil,
      reading: try store.refresh(of: invoice.id).flatMap {
        ReadingNote($0, lastRead: dossier.stored.lastRead, words: words)
      }, reviewers: steps(person), seededFrom: seededFrom,
      facts: try facts(person), comment: content.topComment, lines: try LinesView(content: content, visit: visit).build(),
      totals: totals, timeline: try timeline(store))
  }

  private var dates: String {
    let due = invoice.dueDate.map { " · due \(words.date($0))" } ?? ""
    return words.date(invoice.date) + due
  }

  private var reference: String {
    [content.purchaseOrder.isEmpty ? nil : "PO \(content.purchaseOrder)", content.reference.isEmpty ? nil : content.reference]
      .compactMap(\.self).joined(separator: " · ")
  }

  private func writeBackNote(_ store: Reader) throws -> WriteBackNote? {
    // Whatever needs a decision comes first, even when something newer waits behind it.
    if let dispute = try store.disputedWriteBack(of: invoice.id), var note = WriteBackNote(dispute, words) {
      let acts = DisputeActs(dossier: dossier, dispute: dispute, visit: visit)
      note.acts = acts.buttons
      note.page = PageLink("See both sides", .dispute(invoice.id))
      return note
    }
    if let stored = dossier.writeBack, let note = WriteBackNote(stored, words) { return note }
    // In a dry run nothing stands in the outbox; what would have been written stands in the timeline alone.
    return nil
  }

  private func steps(_ person: Person) -> [ReviewerStep] {
    dossier.review.reviewers.map { reviewer in
      var note = reviewer.source == .override && reviewer.state.verdict != nil ? "by override" : ""
      if case .skipped(let reason) = reviewer.state { note = reason.phrase }
      if case .rejected(_, let rejection, _) = reviewer.state { note = rejection.sentencePart }
      return ReviewerStep(
        mark: ReviewerMark(reviewer), isYou: reviewer.isPerson(person), note: note,
        moment: (reviewer.state.decidedAt ?? reviewer.state.seenAt).map(words.moment))
    }
  }

  /// Whom ConnectWise names for it is still to be read.
  private var isUnread: Bool { invoice.presence.isInInbox && dossier.stored.seededFrom == nil }

  private var seededFrom: String {
    if isUnread { return "Whom ConnectWise names is still being read." }
    guard let source = dossier.stored.seededFrom, source != .nowhere else { return "" }
    let gap = dossier.stored.seedGap.phrase
    return "From \(source.phrase)" + (gap.isEmpty ? "" : ", because the routing list \(gap)")
  }

  private func facts(_ person: Person) throws -> [Fact] {
    var facts = [Fact(name: "ConnectWise status", value: invoice.status.name)]
    if person.may(.seeCosts), let margin = try content.margin() {
      let percent = margin.percent.map { words.conventions.percent($0) } ?? "—"
      facts.append(
        Fact(
          name: "Margin", value: percent, note: words.conventions.amountWithSymbol(margin.profit),
          tone: margin.isBelowCost ? .error : .neutral))
    }
    if let previous = dossier.stored.previousTotal {
      facts.append(
        Fact(
          name: "Last invoice", value: words.conventions.amountWithSymbol(previous),
          note: words.conventions.change(from: previous, to: invoice.total)))
    }
    if let agreement = content.agreement {
      facts.append(Fact(name: "Agreement", value: agreement.name, link: visit.premises.deepLinks?.agreement(agreement.id)))
    }
    if let ticket = content.ticket {
      facts.append(
        Fact(name: "Ticket", value: "\(ticket.id)", note: ticket.name, link: visit.premises.deepLinks?.ticket(ticket.id)))
    }
    facts.append(Fact(name: "Tax code", value: content.taxCode?.name ?? "none", tone: .neutral))
    if let terms = content.terms { facts.append(Fact(name: "Terms", value: terms.name)) }
    if !content.attention.isEmpty { facts.append(Fact(name: "Attention", value: content.attention)) }
    facts.append(
      Fact(name: "Entered by", value: invoice.enteredBy.isEmpty ? "unknown" : invoice.enteredBy))
    return facts
  }

  private var totals: [TotalRow] {
    let sums = content.totals
    func row(_ label: String, _ money: Money) -> TotalRow { TotalRow(label: label, amount: words.conventions.amount(money)) }
    func rowUnlessZero(_ label: String, _ money: Money) -> TotalRow? { money.isZero ? nil : row(label, money) }
    return [
      row("Subtotal", sums.subtotal),
      rowUnlessZero("Down payment applied", sums.downPaymentApplied),
      rowUnlessZero("Earlier progress applied", sums.previousProgressApplied),
      row("Tax", sums.tax),
      TotalRow(label: "Total \(invoice.total.currency.code)", amount: words.conventions.amount(invoice.total), isTotal: true),
      rowUnlessZero("Payments", invoice.payments),
      rowUnlessZero("Credits", invoice.credits),
      invoice.balance == invoice.total ? nil : row("Balance", invoice.balance),
    ].compactMap(\.self)
  }

  private func timeline(_ store: Reader) throws -> [Pages.TimelineEntry] {
    var names: [String: String] = [:]
    return try store.activity(of: invoice.id).map { activity in
      switch activity {
      case .own(let entry):
        return Pages.TimelineEntry(
          id: "e\(entry.id)", kind: Pages.TimelineEntry.Kind(entry.event), who: entry.actor.name,
          sentence: entry.event.sentence(by: entry.actor, words.conventions), moment: words.moment(entry.at))
      case .connectWise(let dated):
        let login = dated.entry.enteredBy
        let name = try names[login] ?? store.member(identifier: login)?.name ?? login
        names[login] = name
        return Pages.TimelineEntry(dated, name: name, words)
      }
    }
  }
}

extension Pages.TimelineEntry {
  /// As ConnectWise words it, and said to be ConnectWise's.
  fileprivate init(_ dated: DatedAuditEntry, name: String, _ words: Words) {
    let entry = dated.entry
    let parts = ["ConnectWise", entry.subject.title, name, entry.source == "API" ? "through the API" : ""].filter { !$0.isEmpty }
    self.init(
      id: "a\(dated.id)", kind: .audit, who: name.isEmpty ? "ConnectWise" : "\(name) in ConnectWise",
      sentence: entry.text.isEmpty ? "\(entry.subject.title) changed." : entry.text, detail: parts.joined(separator: " · "),
      moment: words.moment(dated.at))
  }
}

extension ReviewerState {
  /// When they last moved, where it is known.
  var seenAt: Instant? {
    switch self {
    case .viewed(let at), .stale(_, _, let at): at
    case .waiting, .approved, .rejected, .skipped: nil
    }
  }
}

extension WriteBackNote {
  /// Nil for a write-back that was taken back before it left: there is nothing to tell.
  init?(_ stored: StoredWriteBack, _ words: Words) {
    let status = stored.writeBack.desired.name
    switch stored.writeBack.state {
    case .queued:
      let seconds = words.now.milliseconds(until: stored.writeBack.notBefore)
      let isUndoWindow = stored.writeBack.attempt == 0 && seconds > 0
      self.init(
        state: isUndoWindow ? .holding(status: status, seconds: Int((seconds + 999) / 1_000)) : .waiting(status: status))
    case .sending: self.init(state: .writing(status: status))
    case .unknown: self.init(state: .checking(status: status))
    case .done: self.init(state: .confirmed(status: status, at: words.moment(stored.changedAt)))
    case .rejected: self.init(state: .refused(status: status, reason: stored.problem))
    case .conflict where stored.found?.id == stored.writeBack.expected.id:
      self.init(state: .unclear(ours: status, theirs: stored.found?.name ?? ""))
    case .conflict: self.init(state: .changedInConnectWise(ours: status, theirs: stored.found?.name ?? ""))
    case .withdrawn: return nil
    }
  }
}

extension Pages.TimelineEntry.Kind {
  init(_ event: Event) {
    switch event {
    case .versionStored: self = .version
    case .reviewersSeeded, .reviewerSkipped, .reviewerAskedAgain, .reviewerAdded, .handedOver: self = .reviewer
    case .statusChanged, .cameBack: self = .connectWise
    case .leftInbox, .deletedInConnectWise: self = .left
    case .viewed, .pdfDownloaded: self = .seen
    case .approved: self = .approved
    case .rejected: self = .rejected
    case .undone: self = .undone
    case .becameStale: self = .version
    case .writeBackQueued, .writeBackShown, .writeBackNotNeeded, .writeBackSending, .writeBackDelayed, .writeBackWithdrawn,
      .writeBackCalledOff:
      self = .writing
    case .writeBackConfirmed: self = .written
    case .writeBackRefused, .writeBackUnknown, .writeBackConflict, .writeBackUnclear, .writeBackLate, .sweepFailed,
      .signInRefused:
      self = .trouble
    case .sweepFinished, .flag, .firstAdminCreated, .personAdded, .loginLinkMade, .signedIn, .signedOut, .signedOutEverywhere,
      .mappingChanged, .writeBackModeChanged, .scheduleChanged, .callbacksChanged, .connectionChanged:
      self = .seen
    }
  }
}
