import ConnectWise
import Domain
import SQLite
import Store

/// Reads ConnectWise's own history of an invoice into the timeline. Where the role may not, or the server has none, that is
/// noted once and looked at again after a day.
struct ReadAuditTrail {
  static let triedAgainAfter: Int64 = 24 * 3_600_000
  /// What was read last is read once more: entries may appear late.
  private static let overlap: Int64 = 24 * 3_600_000

  let client: ConnectWiseClient
  let database: Database
  let now: @Sendable () -> Instant

  private static let permission = ConnectWiseFailure.Resource.auditTrail.permission

  /// Whether it makes sense to ask at all, without somebody who waits for it.
  func isAllowed() throws -> Bool {
    guard let found = try database.read({ try $0.gapFound(Self.permission) }) else { return true }
    return found.milliseconds(until: now()) >= Self.triedAgainAfter
  }

  /// How many entries are new; nil where it may not be read.
  func read(_ invoice: ID<Invoice>) throws -> Int? {
    let (due, newest) = try database.read { (try $0.dueAudit(of: invoice), try $0.newestAuditEntry(of: invoice)) }
    let since = newest.map { Stamp(milliseconds: $0.milliseconds - Self.overlap) }
    let records: [ConnectWise.AuditEntry]
    do throws(ConnectWiseFailure) {
      records = try client.auditTrail(of: .invoice, Int(invoice.raw), since: since)
    } catch {
      switch error {
      case .notFound where try isGone(invoice):
        if let due { try database.write { try $0.settle(due) } }
        return 0
      case .roleGap, .notFound:
        let instant = now()
        try database.write { try $0.noteGap(Self.permission, at: instant) }
        return nil
      default: throw error
      }
    }
    let entries = records.map { (at: $0.moment.map { Instant($0) }, entry: AuditEntry($0)) }
    let instant = now()
    return try database.write { writer throws in
      try writer.closeGap(Self.permission)
      guard try writer.invoice(invoice) != nil else { return 0 }
      let added = try writer.addAuditTrail(entries, of: invoice, at: instant)
      if let due { try writer.settle(due) }
      return added
    }
  }

  /// After write-backs: what ConnectWise says of them belongs into the timeline at once. Gives the invoices with something new.
  func readWhatWasWritten() throws -> [ID<Invoice>] {
    let due = try database.read { try $0.dueAuditsOfWriteBacks(limit: 20) }
    guard !due.isEmpty, try isAllowed() else { return [] }
    return try due.filter { (try read($0.invoice) ?? 0) > 0 }.map(\.invoice)
  }

  private func isGone(_ invoice: ID<Invoice>) throws -> Bool {
    try database.read { try $0.invoice(invoice) }?.invoice.presence == .gone
  }
}

extension Domain.AuditEntry {
  /// What is absent and what is empty is the same.
  init(_ record: ConnectWise.AuditEntry) {
    self.init(
      text: record.text ?? "", enteredDate: record.enteredDate ?? "", enteredBy: record.enteredBy ?? "",
      type: record.auditType ?? "", subType: record.auditSubType ?? "", source: record.auditSource ?? "")
  }
}
