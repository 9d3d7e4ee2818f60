import ConnectWise
import Domain
import SQLite
import Store

/// What is read in the time between two sweeps: who reviews each new invoice, what rules compare it with (unbilled work,
/// receipts, what was billed before), and what ConnectWise tells of its history.
///
/// In steps of a second or so, so that the next sweep is never late, and each leaves whole invoices behind: what is cut off
/// anywhere goes on there.
struct CatchUp {
  /// How far back closed and sent invoices are read (PRODUCT §3.4).
  static let historyDays = 396
  private static let invoicesPerStep = 10

  let sweep: RunSweep
  private var routing: ReadRouting
  /// Histories that could not be read this time; the others go on.
  private var unreadHistories: Set<ID<Invoice>> = []

  init(sweep: RunSweep) {
    self.sweep = sweep
    routing = ReadRouting(client: sweep.client)
  }

  private var database: Database { sweep.database }

  /// Whether there may be more to do.
  mutating func step() throws -> Bool {
    if try seedSome() { return true }
    if try database.write({ try $0.compareSome(limit: 200) }) > 0 { return true }
    if try ReadUnbilled(client: sweep.client, database: database, now: sweep.now).step() { return true }
    if try ReadReceipts(client: sweep.client, database: database, now: sweep.now).step() { return true }
    if try readSomeHistory() { return true }
    return try readSomeAuditTrails()
  }

  /// Newest first: what stands at the top of the inbox gets its reviewers first.
  mutating func seedSome() throws -> Bool {
    let waiting = try database.read { try $0.unseededInvoices(limit: Self.invoicesPerStep) }
    for invoice in waiting {
      let answer: RoutingAnswer
      do {
        answer = try routing.of(Int(invoice.raw))
      } catch ConnectWiseFailure.notFound {
        // Deleted meanwhile: the next sweep says so.
        answer = RoutingAnswer(source: .nowhere, gap: .missing, candidates: [])
      }
      let instant = sweep.now()
      try database.write { try SeedReviewers(answer: answer, invoice: invoice, now: instant).run(in: $0) }
      sweep.changed(invoice)
    }
    let gaps = routing.gaps
    if !gaps.isEmpty { try database.write { try $0.addGaps(gaps) } }
    return waiting.count == Self.invoicesPerStep
  }

  /// Of what somebody reviews here and ConnectWise has changed since.
  private mutating func readSomeAuditTrails() throws -> Bool {
    let limit = Self.invoicesPerStep + unreadHistories.count
    let due = try database.read { try $0.dueAudits(limit: limit) }.filter { !unreadHistories.contains($0.invoice) }
    let trail = ReadAuditTrail(client: sweep.client, database: database, now: sweep.now)
    guard !due.isEmpty, try trail.isAllowed() else { return false }
    for audit in due {
      do {
        guard let added = try trail.read(audit.invoice) else { return false }
        if added > 0 { sweep.changed(audit.invoice) }
      } catch let failure as ConnectWiseFailure where failure.isOfThisRecord && unreadHistories.count < Self.invoicesPerStep {
        unreadHistories.insert(audit.invoice)
      }
    }
    return true
  }

  private struct Pause: Error {}

  private func readSomeHistory() throws -> Bool {
    let (known, statuses) = try database.read { (try $0.backfill(.history), try $0.billingStatuses()) }
    if known?.doneAt != nil || statuses.isEmpty { return false }
    let instant = sweep.now()
    let begun = known?.begunAt ?? instant
    let condition = Condition.all([
      .noneOf("status/id", statuses.filter { !$0.endsReview }.map { Int($0.id.raw) }),
      .compare("date", .greater, .day(Stamp(milliseconds: begun.milliseconds - Int64(Self.historyDays) * 86_400_000))),
    ])
    if known == nil {
      let expected = try sweep.client.invoiceCount(condition)
      try database.write { try $0.begin(.history, expected: expected, at: instant) }
    }
    var seen = known?.seen ?? 0
    do {
      try sweep.client.walk(.invoices, where: condition, after: known?.reached ?? 0, pageSize: RunSweep.pageSize) { page in
        var outcome = SweepOutcome()
        try sweep.take(page.records, statuses, &outcome)
        seen += page.records.count
        let (count, reached) = (seen, page.records.map(\.id).max() ?? 0)
        try database.write { try $0.note(.history, seen: count, reached: reached) }
        throw Pause()
      }
    } catch is Pause {
      return true
    }
    try database.write { writer throws in
      try writer.refreshPreviousTotals()
      try writer.end(.history, at: instant)
    }
    return false
  }
}

extension ConnectWiseFailure {
  /// The next record may well be readable.
  var isOfThisRecord: Bool {
    switch self {
    case .unreadable, .rejected, .unavailable(nil, _): true
    case .transport, .unknownCompany, .wrongHost, .wrongKeys, .wrongClientID, .roleGap, .notFound, .tooManyRequests, .unavailable,
      .notApplied:
      false
    }
  }
}
