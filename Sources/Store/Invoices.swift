import Domain
import SQLite

/// Just enough of an invoice to see whether it has changed in ConnectWise.
public struct InvoiceMark: Hashable, Sendable {
  public let lastUpdated: Instant?
  public let status: ID<BillingStatus>
  public let isGone: Bool
}

/// An invoice with what the store keeps beside it.
public struct StoredInvoice: Sendable {
  public let invoice: Invoice
  public let seededFrom: SeedSource?
  public let seedGap: SeedGap
  /// The previous invoice of the same agreement, where there is one in the same currency.
  public let previousTotal: Money?
  public let waitingSince: Instant
  public let lastRead: Instant
}

extension Reader {
  public func invoice(_ id: ID<Invoice>) throws -> StoredInvoice? {
    try first(
      """
      SELECT invoice.id, number, kind, company_id, company, status_id, status, presence, currency, decimals, total, payments,
        credits, balance, date, due_date, entered_by, updated_by, remote_updated, version, seeded_from, seed_gap,
        previous_total, waiting_since, last_read, coalesce(closed, 0), coalesce(sent, 0), coalesce(inactive, 0)
      FROM invoice LEFT JOIN billing_status ON billing_status.id = status_id WHERE invoice.id = \(id)
      """
    ) { row in
      let currency = try row.currency(8, 9)
      func money(_ column: Int32, _ row: borrowing Row) -> Money { Money(minor: row.int64(column), currency: currency) }
      let status = BillingStatus(
        id: row.id(5), name: row.text(6), isClosed: row.bool(25), isSent: row.bool(26), isInactive: row.bool(27))
      let invoice = Invoice(
        id: row.id(0), number: row.text(1), kind: try row.coded(2, "kind of invoice") { InvoiceKind(code: $0) },
        company: Reference(row.id(3), name: row.text(4)), status: status,
        presence: try row.coded(7, "presence") { InvoicePresence(rawValue: $0) }, date: row.dayOrNil(14),
        dueDate: row.dayOrNil(15), total: money(10, row), payments: money(11, row), credits: money(12, row),
        balance: money(13, row), enteredBy: row.text(16), updatedBy: row.text(17), lastUpdated: row.instantOrNil(18),
        version: row.int(19))
      return StoredInvoice(
        invoice: invoice, seededFrom: SeedSource(rawValue: row.text(20)), seedGap: SeedGap(rawValue: row.text(21)) ?? .none,
        previousTotal: row.int64OrNil(22).map { Money(minor: $0, currency: currency) }, waitingSince: row.instant(23),
        lastRead: row.instant(24))
    }
  }

  /// What is known of some invoices, to tell at a glance which have changed since.
  public func marks(of ids: [ID<Invoice>]) throws -> [ID<Invoice>: InvoiceMark] {
    var marks: [ID<Invoice>: InvoiceMark] = [:]
    for id in ids {
      marks[id] = try first("SELECT remote_updated, status_id, presence FROM invoice WHERE id = \(id)") { row in
        InvoiceMark(lastUpdated: row.instantOrNil(0), status: row.id(1), isGone: row.text(2) == InvoicePresence.gone.rawValue)
      }
    }
    return marks
  }

  /// The newest change that was read of any invoice, in ConnectWise's time.
  public func newestChange() throws -> Instant? {
    try first("SELECT max(remote_updated) FROM invoice") { $0.instantOrNil(0) } ?? nil
  }

  /// Open invoices whose reviewers were not read yet, newest first.
  public func unseededInvoices(limit: Int) throws -> [ID<Invoice>] {
    try all(
      "SELECT id FROM invoice WHERE in_inbox = 1 AND seeded_from = '' ORDER BY sort_key DESC, id DESC LIMIT \(limit)"
    ) { $0.id(0) }
  }

  /// Whether this one's reviewers were not read yet.
  public func isUnseeded(_ invoice: ID<Invoice>) throws -> Bool {
    try exists("SELECT 1 FROM invoice WHERE id = \(invoice) AND in_inbox = 1 AND seeded_from = ''")
  }

  public func unseededCount() throws -> Int {
    try first("SELECT count(*) FROM invoice WHERE in_inbox = 1 AND seeded_from = ''") { $0.int(0) } ?? 0
  }

  /// What is open here, to find what a sweep no longer sees.
  public func openInvoices() throws -> [ID<Invoice>] {
    try all("SELECT id FROM invoice WHERE in_inbox = 1") { $0.id(0) }
  }

  /// The total of the agreement's invoice before this one, whatever its status (PRODUCT: agreements).
  public func previousTotal(agreement: ID<Agreement>, before date: Day?, id: ID<Invoice>, in currency: Currency) throws -> Money?
  {
    try first(
      """
      SELECT total FROM invoice
      WHERE agreement_id = \(agreement) AND (sort_key, id) < (\(date.sortKey), \(id))
        AND kind = 'agreement' AND currency = \(currency.code) AND decimals = \(currency.decimals)
      ORDER BY sort_key DESC, id DESC LIMIT 1
      """
    ) { Money(minor: $0.int64(0), currency: currency) }
  }
}

extension Writer {
  /// Compares the open agreement invoices again with the ones before them, after older ones were read.
  public func refreshPreviousTotals() throws {
    try execute(
      """
      UPDATE invoice SET previous_total = (
          SELECT older.total FROM invoice AS older
          WHERE older.agreement_id = invoice.agreement_id AND (older.sort_key, older.id) < (invoice.sort_key, invoice.id)
            AND older.kind = 'agreement' AND older.currency = invoice.currency AND older.decimals = invoice.decimals
          ORDER BY older.sort_key DESC, older.id DESC LIMIT 1)
      WHERE in_inbox = 1 AND agreement_id IS NOT NULL
      """)
  }

  /// Writes what a sweep read. `summary` is the second line of the invoice's row.
  public func save(
    _ invoice: Invoice, agreement: ID<Agreement>?, previousTotal: Money?, summary: String, at now: Instant
  ) throws {
    try execute(
      """
      INSERT INTO invoice (id, number, kind, company_id, company, status_id, status, presence, currency, decimals, total,
        payments, credits, balance, date, due_date, sort_key, agreement_id, entered_by, updated_by, remote_updated, version, summary,
        waiting_since, previous_total, first_seen, last_read)
      VALUES (\(invoice.id), \(invoice.number), \(invoice.kind.code), \(invoice.company.id), \(invoice.company.name),
        \(invoice.status.id), \(invoice.status.name), \(invoice.presence), \(invoice.total.currency.code),
        \(invoice.total.currency.decimals), \(invoice.total.minor), \(invoice.payments.minor), \(invoice.credits.minor),
        \(invoice.balance.minor), \(invoice.date), \(invoice.dueDate), \(invoice.date.sortKey),
        \(agreement), \(invoice.enteredBy),
        \(invoice.updatedBy), \(invoice.lastUpdated), \(invoice.version), \(summary), \(now), \(previousTotal?.minor),
        \(now), \(now))
      ON CONFLICT (id) DO UPDATE SET number = excluded.number, kind = excluded.kind, company_id = excluded.company_id,
        company = excluded.company, status_id = excluded.status_id, status = excluded.status, presence = excluded.presence,
        currency = excluded.currency, decimals = excluded.decimals, total = excluded.total, payments = excluded.payments,
        credits = excluded.credits, balance = excluded.balance, date = excluded.date, due_date = excluded.due_date, sort_key = excluded.sort_key,
        agreement_id = excluded.agreement_id, entered_by = excluded.entered_by, updated_by = excluded.updated_by,
        remote_updated = excluded.remote_updated, version = excluded.version, summary = excluded.summary,
        previous_total = excluded.previous_total, last_read = excluded.last_read
      """)
  }

  public func setStatus(_ status: BillingStatus, presence: InvoicePresence, of invoice: ID<Invoice>, at now: Instant) throws {
    try execute(
      """
      UPDATE invoice SET status_id = \(status.id), status = \(status.name), presence = \(presence), last_read = \(now)
      WHERE id = \(invoice)
      """)
  }

  public func setPresence(_ presence: InvoicePresence, of invoice: ID<Invoice>, at now: Instant) throws {
    try execute("UPDATE invoice SET presence = \(presence), last_read = \(now) WHERE id = \(invoice)")
  }

  public func noteSeeded(_ source: SeedSource, because gap: SeedGap, invoice: ID<Invoice>) throws {
    try execute("UPDATE invoice SET seeded_from = \(source), seed_gap = \(gap) WHERE id = \(invoice)")
  }
}

extension Day? {
  /// What the inbox is ordered by; an invoice without a date stands before all others.
  var sortKey: Int64 { Int64((self ?? .first).ordinal) - (self == nil ? 1 : 0) }
}
