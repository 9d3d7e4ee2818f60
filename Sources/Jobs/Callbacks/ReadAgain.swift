import ConnectWise
import Domain
import SQLite
import Store

extension RunSweep {
  /// Reads these invoices with their lines now, outside of any sweep. One that is open here and that ConnectWise no longer has is
  /// asked for by itself: only that tells a deleted one from one that could not be read.
  @discardableResult func readAgain(_ ids: [Int]) throws -> SweepOutcome {
    var outcome = SweepOutcome()
    let statuses = try database.read { try $0.billingStatuses() }
    for start in stride(from: 0, to: ids.count, by: Self.pageSize) {
      let some = Array(ids[start..<min(start + Self.pageSize, ids.count)])
      let found = try client.all(.invoices, of: some)
      outcome.leaveOut(found.unreadable)
      try take(found.records, statuses, &outcome)
      let there = Set(found.records.map(\.id))
      for id in some where !there.contains(id) {
        guard try database.read({ try $0.invoice(ID(Int64(id))) })?.invoice.presence.isInInbox == true else { continue }
        do {
          try take([try client.invoice(id)], statuses, &outcome)
        } catch ConnectWiseFailure.notFound {
          try markGone(ID(Int64(id)))
          outcome.count.left += 1
        } catch ConnectWiseFailure.unreadable(let detail) {
          outcome.leaveOut(["Invoice \(id): \(detail)"])
        }
      }
      for id in some { changed(ID(Int64(id))) }
    }
    return outcome
  }

  /// Reads what ConnectWise has told of, all of it together, with the reviewers of what is new. False when nothing was marked.
  func readWhatWasTold() throws -> Bool {
    let marks = try database.read { try $0.invoicesToReadSoon(limit: Self.pageSize) }
    guard !marks.isEmpty else { return false }
    let outcome = try readAgain(marks.map { Int($0.id.raw) })
    try database.write { try $0.noteRead(marks) }
    if outcome.count.added > 0 {
      var catchUp = CatchUp(sweep: self)
      while try catchUp.seedSome() {}
    }
    return true
  }
}
