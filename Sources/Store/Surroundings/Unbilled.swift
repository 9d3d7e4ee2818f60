import Domain
import SQLite

/// Work that stands on no invoice, as it was read: its amount has no currency until it is compared with an invoice.
public struct UnbilledRow: Sendable {
  public var work: UnbilledWork
  /// Decimal text; nil where it is not known.
  public var amount: String?

  public init(work: UnbilledWork, amount: String?) {
    self.work = work
    self.amount = amount
  }

  func work(in currency: Currency) -> UnbilledWork {
    var work = work
    work.amount = amount.flatMap { try? Money($0, currency: currency, rounding: .halfAwayFromZero) }
    return work
  }
}

extension Reader {
  public func unbilled(_ kind: UnbilledWork.Kind) throws -> [Int64] {
    try all("SELECT id FROM unbilled WHERE kind = \(kind.rawValue) ORDER BY id") { $0.int64(0) }
  }

  /// Of these tickets and agreements.
  func unbilled(tickets: Set<ID<Ticket>>, agreements: Set<ID<Agreement>>) throws -> [UnbilledRow] {
    var found: [UnbilledRow] = []
    var seen: Set<UnbilledKey> = []
    func take(_ condition: SQL) throws {
      let sql: SQL = "SELECT kind, id, ticket_id, ticket, agreement_id, day, hours, amount, billing, status FROM unbilled WHERE "
      try each(sql + condition) { row in
        let kind = try row.coded(0, "kind of unbilled work") { UnbilledWork.Kind(rawValue: $0) }
        guard seen.insert(UnbilledKey(kind: kind, id: row.int64(1))).inserted else { return }
        found.append(
          UnbilledRow(
            work: UnbilledWork(
              kind: kind, id: row.int64(1), ticket: row.referenceOrNil(2, 3), agreement: row.idOrNil(4), day: row.dayOrNil(5),
              hours: row.int64OrNil(6).map { Hours(millionths: $0) },
              billing: try row.coded(8, "billing of unbilled work") { BillingOption(rawValue: $0) }, status: row.text(9)),
            amount: row.textOrNil(7)))
      }
    }
    for ticket in tickets.sorted() { try take("ticket_id = \(ticket)") }
    for agreement in agreements.sorted() { try take("agreement_id = \(agreement)") }
    return found
  }

  /// Expenses on open invoices whose documents were not looked at since `since`, and found missing or not looked at at all.
  public func expensesWithoutReceipt(lookedAtBefore since: Instant, limit: Int) throws -> [Int64] {
    try all(
      """
      SELECT billed_expense.id FROM invoice JOIN billed_expense ON invoice_id = invoice.id
        LEFT JOIN receipt ON expense_id = billed_expense.id
      WHERE in_inbox = 1 AND (expense_id IS NULL OR (has_document = 0 AND read_at < \(since)))
      ORDER BY billed_expense.id LIMIT \(limit)
      """
    ) { $0.int64(0) }
  }

  func receipts(of expenses: [Int64]) throws -> [Int64: Bool] {
    var receipts: [Int64: Bool] = [:]
    for id in expenses {
      receipts[id] = try first("SELECT has_document FROM receipt WHERE expense_id = \(id)") { $0.bool(0) }
    }
    return receipts
  }
}

private struct UnbilledKey: Hashable {
  let kind: UnbilledWork.Kind
  let id: Int64
}

extension Writer {
  public func save(_ row: UnbilledRow) throws {
    let work = row.work
    try execute(
      """
      INSERT INTO unbilled (kind, id, ticket_id, ticket, agreement_id, day, hours, amount, billing, status)
      VALUES (\(work.kind.rawValue), \(work.id), \(work.ticket?.id), \(work.ticket?.name ?? ""), \(work.agreement), \(work.day),
        \(work.hours?.millionths), \(row.amount), \(work.billing.rawValue), \(work.status))
      ON CONFLICT (kind, id) DO UPDATE SET ticket_id = excluded.ticket_id, ticket = excluded.ticket,
        agreement_id = excluded.agreement_id, day = excluded.day, hours = excluded.hours, amount = excluded.amount,
        billing = excluded.billing, status = excluded.status
      """)
  }

  /// It stands on an invoice now, or is gone.
  public func removeUnbilled(_ kind: UnbilledWork.Kind, _ id: Int64) throws {
    try execute("DELETE FROM unbilled WHERE kind = \(kind.rawValue) AND id = \(id)")
  }

  public func noteReceipt(of expense: Int64, _ hasDocument: Bool, at now: Instant) throws {
    try execute(
      """
      INSERT INTO receipt (expense_id, has_document, read_at) VALUES (\(expense), \(hasDocument), \(now))
      ON CONFLICT (expense_id) DO UPDATE SET has_document = excluded.has_document, read_at = excluded.read_at
      """)
  }
}
