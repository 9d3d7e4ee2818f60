import ConnectWise
import Curl
import Domain
import SQLite
import Store

/// One pass of reading ConnectWise: statuses, members, the invoices that its plan names, and what has left since.
struct RunSweep {
  /// Invoices to a request: their lines come in portions of 150 ids, and no more than one page is in memory.
  static let pageSize = 150

  /// By how much ConnectWise's clock may be behind ours before a line changed during a sweep waits for the daily one.
  static let clockDoubt: Int64 = 600_000

  var client: ConnectWiseClient
  /// For the first call of a sweep that somebody waits for: it tells at once when ConnectWise does not answer.
  var people: ConnectWiseClient?
  let database: Database
  let conventions: Conventions
  let now: @Sendable () -> Instant
  let progress: @Sendable (SweepProgressReport) -> Void
  var changed: @Sendable (ID<Invoice>) -> Void = { _ in }
  /// Shared by everybody who stores what was read of invoices.
  var inHand = InvoicesInHand()

  /// Never throws: what went wrong is written into the sweep's own record, where people look for it.
  @discardableResult func run(askedBy: String, whole: Bool = false, isAwaited: Bool = false) -> SweepOutcome {
    let (plan, sweep): (SweepPlan, ID<Sweep>)
    do {
      let instant = now()
      (plan, sweep) = try database.write { writer throws in
        let plan = SweepPlan(newest: try writer.newestWholeSweep(), isWholeAskedFor: whole, now: instant)
        return (plan, try writer.beginSweep(plan.depth, askedBy: askedBy, at: instant))
      }
    } catch {
      var outcome = SweepOutcome()
      (outcome.problem, outcome.detail) = ("The sweep could not begin.", "\(error)")
      return outcome
    }
    var outcome = SweepOutcome()
    do {
      try pass(plan, sweep, isAwaited: isAwaited, &outcome)
    } catch let failure as ConnectWiseFailure {
      (outcome.problem, outcome.detail) = (failure.sentence, failure.detail)
    } catch let error as SQLiteError {
      (outcome.problem, outcome.detail) = (error.sentence, error.detail)
    } catch {
      (outcome.problem, outcome.detail) = ("The sweep stopped unexpectedly.", "\(error)")
    }
    let (problem, note, instant) = (outcome.problem, outcome.note, now())
    do {
      try database.write { writer throws in
        try writer.note(note, of: sweep)
        try writer.endSweep(sweep, problem: problem, at: instant)
      }
    } catch {
      outcome.detail = "\(outcome.detail) · the end could not be noted: \(error)"
    }
    progress(SweepProgressReport(count: outcome.count, isOver: true))
    return outcome
  }

  /// A sweep that somebody asked for and that cannot begin, because ConnectWise is left alone at the moment: told at once. To be
  /// called from anywhere, even where nothing may be waited for.
  func refuse(askedBy: String, _ held: HeldBack, ended: @escaping @Sendable (SweepOutcome) -> Void) {
    let failure = ConnectWiseFailure.transport(.heldBack(held))
    let instant = now()
    var outcome = SweepOutcome()
    (outcome.problem, outcome.detail) = (failure.sentence, failure.detail)
    let refused = outcome
    database.submit({ writer in
      let sweep = try writer.beginSweep(.changes, askedBy: askedBy, at: instant)
      try writer.endSweep(sweep, problem: failure.sentence, at: instant)
    }) { _ in
      ended(refused)
      progress(SweepProgressReport(count: refused.count, isOver: true))
    }
  }

  private func pass(_ plan: SweepPlan, _ sweep: ID<Sweep>, isAwaited: Bool, _ outcome: inout SweepOutcome) throws {
    let began = now()
    var first = self
    if isAwaited, let people { first.client = people }
    let statuses = try first.readStatuses()
    try readMembers()
    let open = Condition.oneOf("status/id", statuses.filter { !$0.endsReview }.map { Int($0.id.raw) })
    switch plan.reach {
    case .open(let after):
      outcome.reached = after
      outcome.count.expected = try client.invoiceCount(open)
      try client.walk(.invoices, where: open, after: after, pageSize: Self.pageSize) { page in
        outcome.leaveOut(page.unreadable)
        try take(page.records, statuses, &outcome)
        outcome.reached = max(outcome.reached, page.records.map(\.id).max() ?? 0)
        try note(outcome, sweep)
      }
      try lookAfterTheMissing(open, statuses, &outcome)
      // Whatever was changed while the walk went on is read again by the next sweep.
      outcome.readTo = began.adding(milliseconds: -Self.clockDoubt)
    case .changes:
      try readChanges(from: began, statuses, sweep, &outcome)
      let known = try database.read { try $0.openInvoices().count }
      // Nothing tells of an invoice that was deleted but that there is one less.
      if try client.invoiceCount(open) != known { try lookAfterTheMissing(open, statuses, &outcome) }
    }
    try ReadSurroundings(client: client, database: database, began: began).run(isWhole: plan.depth == .open, &outcome)
  }

  func note(_ outcome: SweepOutcome, _ sweep: ID<Sweep>) throws {
    let note = outcome.note
    try database.write { try $0.note(note, of: sweep) }
    progress(SweepProgressReport(count: outcome.count, isOver: false))
  }

  // MARK: What every sweep reads

  func readStatuses() throws -> [BillingStatus] {
    let statuses = try client.billingStatuses().map { record in
      BillingStatus(
        id: ID(Int64(record.id)), name: record.name, sortOrder: record.sortOrder ?? 0, isDefault: record.defaultFlag ?? false,
        isClosed: record.closedFlag ?? false, isSent: record.sentFlag ?? false, isInactive: record.inactiveFlag ?? false)
    }
    try database.write { try $0.replaceBillingStatuses(statuses) }
    return statuses
  }

  private func readMembers() throws {
    var listing = Listing()
    while true {
      let page = try client.members(listing)
      try database.write { writer in
        for record in page.records {
          let name = [record.firstName, record.lastName].compactMap(\.self).joined(separator: " ")
          try writer.save(
            Member(
              id: ID(Int64(record.id)), identifier: record.identifier, name: name.isEmpty ? record.identifier : name,
              email: record.email, isActive: !(record.inactiveFlag ?? false)), isAPI: record.licenseClass == "A")
        }
        try writer.linkPeopleToMembers()
      }
      guard let next = page.next else { return }
      listing.page = next
    }
  }

  // MARK: Invoices

  /// Reads the lines of `records` and stores both, invoice by invoice, while nobody else does so with any of them.
  func take(_ records: [InvoiceRecord], _ statuses: [BillingStatus], _ outcome: inout SweepOutcome) throws {
    _ = try inHand.hold(records.map(\.id)) { try takeInHand(records, statuses, &outcome) }
  }

  /// The same for who has them in hand already. Gives what was taken; what could not be read is told in `outcome`.
  func takeInHand(
    _ records: [InvoiceRecord], _ statuses: [BillingStatus], _ outcome: inout SweepOutcome
  ) throws -> [Taken] {
    let lines = try client.lines(ofInvoices: records.map(\.id))
    outcome.gaps.formUnion(lines.gaps.map(\.permission))
    outcome.leaveOut(lines.unreadable)
    let byInvoice = lines.byInvoice()
    let read = records.map { ReadInvoice(record: $0, lines: byInvoice[$0.id] ?? lines.none) }
    let (conventions, instant) = (conventions, now())
    let (taken, leftOut) = try database.write { writer -> ([Taken], [String]) in
      var taken: [Taken] = []
      var leftOut: [String] = []
      for invoice in read {
        do {
          taken.append(
            try TakeInvoice(read: invoice, statuses: statuses, conventions: conventions, now: instant).run(in: writer))
        } catch let unreadable as Unreadable {
          leftOut.append(unreadable.sentence)
        }
      }
      return (taken, leftOut)
    }
    outcome.leaveOut(leftOut)
    outcome.count.add(taken, of: records.count)
    return taken
  }

  /// ConnectWise no longer has it. Its history is kept, and told once however many find it out.
  func markGone(_ id: ID<Invoice>) throws {
    let instant = now()
    try database.write { writer throws in
      guard let known = try writer.invoice(id)?.invoice, known.presence != .gone else { return }
      try writer.setPresence(.gone, of: id, at: instant)
      try writer.record(.deletedInConnectWise, by: .sweep, invoice: id, at: instant)
      try writer.refreshRow(of: id, at: instant)
    }
  }

  /// Open here and no longer among the open ones there: closed, sent, or deleted meanwhile.
  private func lookAfterTheMissing(_ open: Condition, _ statuses: [BillingStatus], _ outcome: inout SweepOutcome) throws {
    var there: Set<Int64> = []
    try client.walk(.invoiceMarks, where: open) { there.formUnion($0.records.map { Int64($0.id) }) }
    for id in try database.read({ try $0.openInvoices() }) where !there.contains(id.raw) {
      do {
        try take([try client.invoice(Int(id.raw))], statuses, &outcome)
      } catch ConnectWiseFailure.notFound {
        try markGone(id)
        outcome.count.left += 1
      } catch ConnectWiseFailure.unreadable(let detail) {
        // It is there, or we would have been told otherwise: what is stored of it stays.
        outcome.leaveOut(["Invoice \(id.raw): \(detail)"])
      }
    }
  }
}

extension InvoiceLines {
  /// Without lines, but with what could not be read of them.
  var none: InvoiceLines {
    var none = InvoiceLines()
    none.gaps = gaps
    return none
  }

  func byInvoice() -> [Int: InvoiceLines] {
    var found: [Int: InvoiceLines] = [:]
    for entry in time { if let id = entry.invoice?.id { found[id, default: none].time.append(entry) } }
    for expense in expenses { if let id = expense.invoice?.id { found[id, default: none].expenses.append(expense) } }
    for product in products { if let id = product.invoice?.id { found[id, default: none].products.append(product) } }
    return found
  }
}
