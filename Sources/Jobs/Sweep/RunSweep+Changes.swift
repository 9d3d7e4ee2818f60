import ConnectWise
import Domain
import SQLite
import Store

extension RunSweep {
  /// Reads again what ConnectWise says has changed, overlapping by a day because its index may lag and its clock may differ.
  /// What comes back and is known already is left alone: a quiet night costs seven requests.
  func readChanges(
    from began: Instant, _ statuses: [BillingStatus], _ sweep: ID<Sweep>, _ outcome: inout SweepOutcome
  ) throws {
    let (newest, readTo) = try database.read { (try $0.newestChange(), try $0.linesReadTo()) }
    let since = [newest, readTo].compactMap(\.self).min() ?? began
    let changed = Condition.changed(since: Stamp(milliseconds: since.milliseconds))
    var lines = ChangedLines(since: readTo)
    var touched = try invoicesChanged(changed, &outcome)
    try addLines(.timeEntries, MetWork.timeFields, changed, &lines, &outcome) { MetWork($0) }
    try addLines(.expenses, MetWork.expenseFields, changed, &lines, &outcome) { MetWork($0) }
    try addLines(.products, MetWork.productFields, changed, &lines, &outcome) { MetWork($0) }
    touched.formUnion(lines.invoices)
    // Held back a little, so that a line changed while this went on is not taken for one that was read.
    outcome.readTo = [readTo, lines.newest.map { min($0, began.adding(milliseconds: -Self.clockDoubt)) }].compactMap(\.self).max()

    outcome.count.expected = touched.count
    let ids = touched.sorted()
    for start in stride(from: 0, to: ids.count, by: Self.pageSize) {
      let found = try client.all(.invoices, of: Array(ids[start..<min(start + Self.pageSize, ids.count)]))
      outcome.leaveOut(found.unreadable)
      try take(found.records, statuses, &outcome)
      try note(outcome, sweep)
    }
  }

  /// Invoices whose own mark differs from the one that is known.
  private func invoicesChanged(_ changed: Condition, _ outcome: inout SweepOutcome) throws -> Set<Int> {
    let found = try client.all(.invoiceMarks, where: changed)
    outcome.leaveOut(found.unreadable)
    let known = try database.read { try $0.marks(of: found.records.map { ID(Int64($0.id)) }) }
    return Set(
      found.records.filter { mark in
        guard let before = known[ID(Int64(mark.id))], !before.isGone else { return true }
        return before.lastUpdated != mark.info?.lastUpdated.map { Instant($0) }
          || before.status.raw != mark.status.map { Int64($0.id) }
      }.map(\.id))
  }

  /// A changed line does not always move its invoice's own time, so lines are asked for themselves. Those on no invoice are
  /// unbilled work.
  private func addLines<Record>(
    _ list: RecordList<Record>, _ fields: [String], _ changed: Condition, _ lines: inout ChangedLines,
    _ outcome: inout SweepOutcome, _ met: (Record) -> MetWork
  ) throws {
    do {
      let found = try client.all(list, where: changed, fields: fields)
      outcome.leaveOut(found.unreadable)
      let work = found.records.map(met)
      for line in work { lines.add(line.invoice, at: line.changedAt) }
      try database.write { try $0.meet(work) }
    } catch ConnectWiseFailure.roleGap(let resource, _) {
      outcome.gaps.insert(resource.permission)
    }
  }
}

/// The invoices on which lines were changed, without those whose lines are known already.
struct ChangedLines {
  let since: Instant?
  private(set) var invoices: Set<Int> = []
  private(set) var newest: Instant?

  init(since: Instant?) { self.since = since }

  mutating func add(_ invoice: Int?, at: Instant?) {
    if let at { newest = max(newest ?? at, at) }
    // A day's overlap brings yesterday's lines again; what has no time is looked at each time.
    if let at, let since, at <= since { return }
    if let invoice { invoices.insert(invoice) }
  }
}
