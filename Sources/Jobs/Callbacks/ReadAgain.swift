import ConnectWise
import Domain
import SQLite
import Store

extension RunSweep {
  /// Reads these invoices with their lines now, outside of any sweep. One that ConnectWise no longer has waits for the sweep that
  /// looks after what is missing.
  @discardableResult func readAgain(_ ids: [Int]) throws -> SweepOutcome {
    var outcome = SweepOutcome()
    let statuses = try database.read { try $0.billingStatuses() }
    for start in stride(from: 0, to: ids.count, by: Self.pageSize) {
      let found = try client.all(.invoices, of: Array(ids[start..<min(start + Self.pageSize, ids.count)]))
      outcome.leaveOut(found.unreadable)
      try take(found.records, statuses, &outcome)
      for record in found.records { changed(ID(Int64(record.id))) }
    }
    return outcome
  }
}
