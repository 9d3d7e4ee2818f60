import ConnectWise
import Domain
import SQLite
import Store

/// One pass of reading ConnectWise: statuses, members, every open invoice with its lines, and what has left since.
struct RunSweep {
  static let pageSize = 100

  let client: ConnectWiseClient
  let database: Database
  let conventions: Conventions
  let now: @Sendable () -> Instant
  let progress: @Sendable (SweepProgressReport) -> Void

  /// Never throws: what went wrong is written into the sweep's own record, where people look for it.
  @discardableResult func run(askedBy: String) -> SweepOutcome {
    let sweep: ID<Sweep>
    do {
      sweep = try database.write { [now] in try $0.beginSweep(askedBy: askedBy, at: now()) }
    } catch {
      return SweepOutcome(problem: "The sweep could not begin.", detail: "\(error)")
    }
    var count = SweepCount()
    var outcome = SweepOutcome()
    do {
      try pass(sweep, &count, &outcome)
    } catch let failure as ConnectWiseFailure {
      (outcome.problem, outcome.detail) = (failure.sentence, failure.detail)
    } catch let error as SQLiteError {
      (outcome.problem, outcome.detail) = (error.sentence, error.detail)
    } catch {
      (outcome.problem, outcome.detail) = ("The sweep stopped unexpectedly.", "\(error)")
    }
    outcome.count = count
    let (problem, final) = (outcome.problem, count)
    do {
      try database.write { [now] writer in
        try writer.noteProgress(
          of: sweep, expected: final.expected, seen: final.seen, added: final.added, changed: final.changed, leftInbox: final.left
        )
        try writer.endSweep(sweep, problem: problem, at: now())
      }
    } catch {
      outcome.detail = "\(outcome.detail) · the end could not be noted: \(error)"
    }
    progress(SweepProgressReport(count: count, isOver: true))
    return outcome
  }

  private func pass(_ sweep: ID<Sweep>, _ count: inout SweepCount, _ outcome: inout SweepOutcome) throws {
    let statuses = try readStatuses()
    try readMembers()
    let open = statuses.filter { !$0.endsReview }.map { Int($0.id.raw) }
    let condition = Condition.oneOf("status/id", open)
    count.expected = try client.invoiceCount(condition)
    var listing = Listing(where: condition, orderBy: "id asc", pageSize: Self.pageSize)
    var seen: Set<Int64> = []
    while true {
      let page = try client.invoices(listing)
      outcome.leftOut += page.unreadable
      try take(page.records, statuses, sweep, &count, &outcome)
      seen.formUnion(page.records.map { Int64($0.id) })
      guard let next = page.next else { break }
      listing.page = next
    }
    try lookAfterTheMissing(seen, statuses, sweep, &count, &outcome)
  }

  private func readStatuses() throws -> [BillingStatus] {
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

  private func take(
    _ records: [InvoiceRecord], _ statuses: [BillingStatus], _ sweep: ID<Sweep>, _ count: inout SweepCount,
    _ outcome: inout SweepOutcome
  ) throws {
    let lines = try client.lines(ofInvoices: records.map(\.id))
    outcome.gaps.formUnion(lines.gaps.map(\.permission))
    outcome.leftOut += lines.unreadable
    let known = try database.read { reader in
      try Set(records.filter { try reader.newestVersion(of: ID(Int64($0.id))) != nil }.map(\.id))
    }
    var read: [ReadInvoice] = []
    for record in records {
      let mine = lines.of(record.id)
      read.append(
        ReadInvoice(record: record, lines: mine, routing: known.contains(record.id) ? nil : try routing(record.id, &outcome)))
    }
    let (invoices, conventions, instant) = (read, conventions, now())
    var soFar = count
    let result = try database.write { writer -> ([Taken], [String]) in
      var taken: [Taken] = []
      var leftOut: [String] = []
      for invoice in invoices {
        do {
          taken.append(
            try TakeInvoice(read: invoice, statuses: statuses, conventions: conventions, now: instant).run(in: writer))
        } catch let unreadable as Unreadable {
          leftOut.append(unreadable.sentence)
        }
      }
      return (taken, leftOut)
    }
    soFar.add(result.0, of: records.count)
    outcome.leftOut += result.1
    count = soFar
    let noted = soFar
    try database.write { writer in
      try writer.noteProgress(
        of: sweep, expected: noted.expected, seen: noted.seen, added: noted.added, changed: noted.changed, leftInbox: noted.left)
    }
    progress(SweepProgressReport(count: noted, isOver: false))
  }

  private func routing(_ invoice: Int, _ outcome: inout SweepOutcome) throws -> RoutingAnswer {
    do {
      return .list(try client.routings(ofInvoice: invoice))
    } catch ConnectWiseFailure.roleGap(let resource, _) {
      outcome.gaps.insert(resource.permission)
      return .unavailable(.denied)
    } catch ConnectWiseFailure.notFound {
      return .unavailable(.missing)
    }
  }

  /// Open here and no longer among the open ones there: closed, sent, or deleted meanwhile.
  private func lookAfterTheMissing(
    _ seen: Set<Int64>, _ statuses: [BillingStatus], _ sweep: ID<Sweep>, _ count: inout SweepCount, _ outcome: inout SweepOutcome
  ) throws {
    for id in try database.read({ try $0.openInvoices() }) where !seen.contains(id.raw) {
      do {
        let record = try client.invoice(Int(id.raw))
        try take([record], statuses, sweep, &count, &outcome)
      } catch ConnectWiseFailure.notFound {
        let instant = now()
        try database.write { writer in
          try writer.setPresence(.gone, of: id, at: instant)
          try writer.record(.deletedInConnectWise, by: .sweep, invoice: id, at: instant)
          try writer.refreshRow(of: id, at: instant)
        }
        count.left += 1
      } catch ConnectWiseFailure.unreadable(let detail) {
        // It is there, or we would have been told otherwise: what is stored of it stays.
        outcome.leftOut.append("Invoice \(id.raw): \(detail)")
      }
    }
  }
}

/// What a sweep has counted so far.
public struct SweepCount: Sendable, Equatable {
  public var expected: Int?
  public var seen = 0
  public var added = 0
  public var changed = 0
  public var left = 0

  mutating func add(_ taken: [Taken], of read: Int) {
    seen += read
    for one in taken {
      switch one {
      case .added: added += 1
      case .changed: changed += 1
      case .left: left += 1
      case .unchanged: break
      }
    }
  }
}

public struct SweepProgressReport: Sendable {
  public let count: SweepCount
  public let isOver: Bool
}

/// How a sweep ended.
public struct SweepOutcome: Sendable {
  public var count = SweepCount()
  /// A sentence for people, and what to search for; nil when all went well.
  public var problem: String?
  public var detail = ""
  /// Rights that the API member lacks. The sweep goes on without what they guard.
  public var gaps: Set<String> = []
  /// Records that could not be read, one sentence each.
  public var leftOut: [String] = []
}

extension InvoiceLines {
  func of(_ invoice: Int) -> InvoiceLines {
    var mine = self
    mine.time = time.filter { $0.invoice?.id == invoice }
    mine.expenses = expenses.filter { $0.invoice?.id == invoice }
    mine.products = products.filter { $0.invoice?.id == invoice }
    return mine
  }
}
