import ConnectWise
import Domain
import SQLite
import Store

/// Looks once through the work of the last thirteen months for what stands on no invoice: ConnectWise cannot be asked for it
/// (API-NOTES §2). From then on sweeps meet whatever changes.
struct ReadUnbilled {
  static let pageSize = 1_000
  static let triedAgainAfter: Int64 = 24 * 3_600_000

  let client: ConnectWiseClient
  let database: Database
  let now: @Sendable () -> Instant

  private struct Pause: Error {}

  /// One page. Whether there is more to do.
  func step() throws -> Bool {
    if try step(.unbilledTime, .timeEntries, .timeEntries, MetWork.timeFields, { MetWork($0) }) { return true }
    if try step(.unbilledExpenses, .expenses, .expenses, MetWork.expenseFields, { MetWork($0) }) { return true }
    return try step(.unbilledProducts, .products, .products, MetWork.productFields, { MetWork($0) })
  }

  private func step<Record>(
    _ name: Backfill.Name, _ list: RecordList<Record>, _ resource: ConnectWiseFailure.Resource, _ fields: [String],
    _ met: (Record) -> MetWork
  ) throws -> Bool {
    let (known, refused) = try database.read { (try $0.backfill(name), try $0.gapFound(resource.permission)) }
    let instant = now()
    if known?.doneAt != nil { return false }
    if let refused, refused.milliseconds(until: instant) < Self.triedAgainAfter { return false }
    let begun = known?.begunAt ?? instant
    let since = Stamp(milliseconds: begun.milliseconds - Int64(CatchUp.historyDays) * 86_400_000)
    if known == nil { try database.write { try $0.begin(name, expected: 0, at: instant) } }
    var seen = known?.seen ?? 0
    do {
      try client.walk(list, where: .changed(since: since), fields: fields, after: known?.reached ?? 0, pageSize: Self.pageSize) {
        page in
        let work = page.records.map(met)
        seen += work.count
        let (count, reached) = (seen, work.map(\.id).max() ?? 0)
        try database.write { writer throws in
          try writer.meet(work)
          try writer.note(name, seen: count, reached: max(Int(reached), known?.reached ?? 0))
        }
        if page.isFull(Self.pageSize) { throw Pause() }
      }
      try database.write { writer throws in
        try writer.closeGap(resource.permission)
        try writer.end(name, at: instant)
      }
    } catch is Pause {
    } catch ConnectWiseFailure.roleGap {
      try database.write { try $0.noteGap(resource.permission, at: instant) }
      return false
    }
    return true
  }
}

extension Page {
  fileprivate func isFull(_ size: Int) -> Bool { records.count + unreadable.count >= size }
}
