import Domain
import SQLite

// What one invoice is to others that are compared with it: kept beside its newest version, in the transaction that stores it.

extension Writer {
  func compare(_ content: InvoiceContent, version: Int, of invoice: ID<Invoice>) throws {
    try execute("DELETE FROM comparison WHERE invoice_id = \(invoice)")
    try execute(
      """
      INSERT INTO comparison (invoice_id, version, company_id, number, type, agreement_id, date, currency, decimals, total,
        purchase_order)
      VALUES (\(invoice), \(version), \(content.company.id), \(content.number), \(content.type.rawValue),
        \(content.agreement?.id), \(content.date), \(content.currency.code), \(content.currency.decimals),
        \(content.totals.total.minor), \(content.purchaseOrder))
      """)
    for line in content.lines {
      if line.kind == .expense {
        try execute("INSERT INTO billed_expense (invoice_id, id) VALUES (\(invoice), \(line.source)) ON CONFLICT DO NOTHING")
      }
      guard let entry = EarlierEntry(line, invoice: invoice, number: content.number, date: content.date) else { continue }
      try execute(
        """
        INSERT INTO compared_entry (invoice_id, id, member_id, role_id, ticket_id, day, hours, rate, billable)
        VALUES (\(invoice), \(entry.id), \(entry.member), \(entry.role), \(entry.ticket), \(entry.day),
          \(entry.actual.millionths), \(entry.rate?.millionths), \(entry.isBillable))
        ON CONFLICT DO NOTHING
        """)
    }
  }

  /// Of invoices that were stored before there were comparisons. Gives how many were made.
  public func compareSome(limit: Int) throws -> Int {
    let missing: [ID<Invoice>] = try all(
      "SELECT id FROM invoice WHERE version > 0 AND NOT EXISTS (SELECT 1 FROM comparison WHERE invoice_id = invoice.id) LIMIT \(limit)"
    ) { $0.id(0) }
    var made = 0
    for id in missing {
      guard let number = try newestVersion(of: id)?.number, let version = try version(number, of: id) else { continue }
      try compare(version.content, version: number, of: id)
      made += 1
    }
    return made
  }
}

extension Reader {
  /// Earlier and later invoices of a company and the work on them, from `since`. What was deleted in ConnectWise is left out.
  func history(of company: ID<Company>, since: Day) throws -> CompanyHistory {
    var invoices: [EarlierInvoice] = []
    var entries: [EarlierEntry] = []
    var places: [ID<Invoice>: Int] = [:]
    try each(
      """
      SELECT invoice_id, comparison.number, type, comparison.agreement_id, comparison.date, comparison.currency,
        comparison.decimals, comparison.total, purchase_order
      FROM comparison JOIN invoice ON invoice.id = invoice_id
      WHERE comparison.company_id = \(company) AND comparison.date >= \(since) AND presence <> 'gone'
      """
    ) { row in
      let invoice = try earlierInvoice(row)
      places[invoice.id] = invoices.count
      invoices.append(invoice)
    }
    try each(
      """
      SELECT compared_entry.invoice_id, id, member_id, role_id, ticket_id, day, hours, rate, billable
      FROM comparison JOIN compared_entry USING (invoice_id) WHERE company_id = \(company) AND date >= \(since)
      """
    ) { row in
      guard let place = places[row.id(0)], let day = row.dayOrNil(5) else { return }
      let invoice = invoices[place]
      entries.append(
        EarlierEntry(
          id: row.int64(1), invoice: invoice.id, invoiceNumber: invoice.number, invoiceDate: invoice.date,
          member: row.idOrNil(2), role: row.idOrNil(3), ticket: row.idOrNil(4), day: day,
          actual: Hours(millionths: row.int64(6)),
          rate: row.int64OrNil(7).map { Price(millionths: $0, currency: invoice.total.currency) }, isBillable: row.bool(8)))
    }
    return CompanyHistory(invoices: invoices, entries: entries)
  }

  /// The agreement's invoice before this one, whatever its status (PRODUCT §3.4), with its lines.
  func previousInvoice(_ agreement: ID<Agreement>, before date: Day, _ id: ID<Invoice>) throws -> PreviousInvoice {
    let found: (EarlierInvoice, Int)? = try first(
      """
      SELECT invoice_id, comparison.number, type, comparison.agreement_id, comparison.date, comparison.currency,
        comparison.decimals, comparison.total, purchase_order, comparison.version
      FROM comparison JOIN invoice ON invoice.id = invoice_id
      WHERE comparison.agreement_id = \(agreement) AND (comparison.date, invoice_id) < (\(date), \(id))
        AND type = \(InvoiceType.agreement.rawValue) AND presence <> 'gone'
      ORDER BY comparison.date DESC, invoice_id DESC LIMIT 1
      """
    ) { (try earlierInvoice($0), $0.int(9)) }
    guard let (invoice, number) = found else { return .first }
    return .invoice(invoice, lines: try version(number, of: invoice.id)?.content.lines ?? [])
  }

  private func earlierInvoice(_ row: borrowing Row) throws -> EarlierInvoice {
    EarlierInvoice(
      id: row.id(0), number: row.text(1), type: try row.coded(2, "type of an invoice") { InvoiceType(rawValue: $0) },
      agreement: row.idOrNil(3), date: row.dayOrNil(4), total: Money(minor: row.int64(7), currency: try row.currency(5, 6)),
      purchaseOrder: row.text(8))
  }
}
