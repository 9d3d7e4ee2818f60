import Domain
import SQLite

/// An invoice whose history in ConnectWise is to be read; `asked` grows when it changes once more meanwhile.
public struct DueAudit: Hashable, Sendable {
  public let invoice: ID<Invoice>
  public let asked: Int
}

extension Reader {
  /// ConnectWise's own history of an invoice as far as it was read, oldest first.
  public func auditTrail(of invoice: ID<Invoice>, limit: Int = 500) throws -> [DatedAuditEntry] {
    try all(
      """
      SELECT id, at, text, entered_at, entered_by, type, sub_type, source FROM (
        SELECT id, at, text, entered_at, entered_by, type, sub_type, source FROM audit_entry
        WHERE invoice_id = \(invoice) ORDER BY at DESC, id DESC LIMIT \(limit)) ORDER BY at, id
      """
    ) { row in
      DatedAuditEntry(
        id: row.id(0), at: row.instant(1),
        entry: AuditEntry(
          text: row.text(2), enteredDate: row.text(3), enteredBy: row.text(4), type: row.text(5), subType: row.text(6),
          source: row.text(7)))
    }
  }

  /// Ours and ConnectWise's in one order of time.
  public func activity(of invoice: ID<Invoice>) throws -> [Activity] {
    Activity.merged(own: try timeline(of: invoice), audit: try auditTrail(of: invoice))
  }

  /// The moment of the newest entry that was read of this invoice.
  public func newestAuditEntry(of invoice: ID<Invoice>) throws -> Instant? {
    try first("SELECT max(at) FROM audit_entry WHERE invoice_id = \(invoice)") { $0.instantOrNil(0) } ?? nil
  }

  public func dueAudit(of invoice: ID<Invoice>) throws -> DueAudit? {
    try first("SELECT invoice_id, asked FROM audit_due WHERE invoice_id = \(invoice)") { row in
      DueAudit(invoice: row.id(0), asked: row.int(1))
    }
  }

  /// Invoices whose history is to be read, the newest first.
  public func dueAudits(limit: Int) throws -> [DueAudit] {
    try all("SELECT invoice_id, asked FROM audit_due ORDER BY invoice_id DESC LIMIT \(limit)") { row in
      DueAudit(invoice: row.id(0), asked: row.int(1))
    }
  }

  /// Of these, those that we have written to.
  public func dueAuditsOfWriteBacks(limit: Int) throws -> [DueAudit] {
    try all(
      """
      SELECT invoice_id, asked FROM audit_due
      WHERE EXISTS (SELECT 1 FROM write_back WHERE write_back.invoice_id = audit_due.invoice_id AND state = 'done')
      ORDER BY invoice_id DESC LIMIT \(limit)
      """
    ) { row in DueAudit(invoice: row.id(0), asked: row.int(1)) }
  }
}

extension Writer {
  /// Keeps what is new among `entries`, which come newest first. Gives how many were.
  public func addAuditTrail(_ entries: [(at: Instant?, entry: AuditEntry)], of invoice: ID<Invoice>, at now: Instant) throws
    -> Int
  {
    var added = 0
    for (at, entry) in entries.reversed() {
      added += try execute(
        """
        INSERT INTO audit_entry (invoice_id, entered_at, entered_by, type, sub_type, source, text, at)
        VALUES (\(invoice), \(entry.enteredDate), \(entry.enteredBy), \(entry.type), \(entry.subType), \(entry.source),
          \(entry.text), \(at ?? now))
        ON CONFLICT DO NOTHING
        """)
    }
    return added
  }

  /// Its history was read, unless it has changed since that was begun.
  public func settle(_ due: DueAudit) throws {
    try execute("DELETE FROM audit_due WHERE invoice_id = \(due.invoice) AND asked = \(due.asked)")
  }
}
