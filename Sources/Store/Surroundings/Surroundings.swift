import Domain
import SQLite

/// What surrounds invoices and is read for itself: each with how far it was read, in ConnectWise's time.
public enum Surrounding: String, CaseIterable, Sendable {
  case companies, contacts, agreements
  case taxCodes = "tax-codes"
  case expenseTypes = "expense-types"
  case unbilledTime = "unbilled-time"
  case unbilledExpenses = "unbilled-expenses"
  case unbilledProducts = "unbilled-products"
}

extension Surrounding: SQLValueConvertible {}

/// A contact as rules need it: who it is, and where mail reaches them.
public struct ContactFacts: Hashable, Sendable {
  public let name: String
  /// The default e-mail address; empty where there is none.
  public let address: String

  public init(name: String, address: String) {
    self.name = name
    self.address = address
  }
}

/// A company as it was read. Its billing contact is a record of its own.
public struct CompanyRow: Hashable, Sendable {
  public var accountNumber: String
  public var terms: Reference<BillingTerms>?
  public var taxCode: Reference<TaxCode>?
  public var deliveryMethod: String
  public var invoiceAddress: String
  public var contact: Reference<Contact>?

  public init(
    accountNumber: String, terms: Reference<BillingTerms>?, taxCode: Reference<TaxCode>?, deliveryMethod: String,
    invoiceAddress: String, contact: Reference<Contact>?
  ) {
    self.accountNumber = accountNumber
    self.terms = terms
    self.taxCode = taxCode
    self.deliveryMethod = deliveryMethod
    self.invoiceAddress = invoiceAddress
    self.contact = contact
  }
}

/// Somebody at a company, named by ConnectWise's id.
public enum Contact {}

extension Reader {
  /// Changes until then are known; nil while this was never read.
  public func readTo(_ part: Surrounding) throws -> Instant? {
    try first("SELECT read_to FROM reading WHERE part = \(part)") { $0.instant(0) }
  }

  /// Companies of open invoices that were never asked for.
  public func unknownCompanies() throws -> [Int64] {
    try all(
      """
      SELECT DISTINCT company_id FROM invoice
      WHERE in_inbox = 1 AND NOT EXISTS (SELECT 1 FROM company WHERE company.id = company_id)
      """
    ) { $0.int64(0) }
  }

  /// Agreements that open invoices bill and that were never asked for.
  public func unknownAgreements() throws -> [Int64] {
    try all(
      """
      SELECT DISTINCT comparison.agreement_id FROM invoice JOIN comparison ON invoice_id = invoice.id
      WHERE in_inbox = 1 AND comparison.agreement_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM agreement WHERE agreement.id = comparison.agreement_id)
      """
    ) { $0.int64(0) }
  }

  /// Billing contacts of known companies that were never asked for.
  public func unknownContacts() throws -> [Int64] {
    try all(
      """
      SELECT DISTINCT contact_id FROM company
      WHERE contact_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.id = contact_id)
      """
    ) { $0.int64(0) }
  }

  /// Of these ids the ones that we keep: what ConnectWise has besides is nothing to us.
  public func known(_ ids: [Int64], in part: Surrounding) throws -> Set<Int64> {
    let sql: (Int64) -> SQL
    switch part {
    case .companies: sql = { "SELECT 1 FROM company WHERE id = \($0)" }
    case .contacts: sql = { "SELECT 1 FROM contact WHERE id = \($0)" }
    case .agreements: sql = { "SELECT 1 FROM agreement WHERE id = \($0)" }
    case .taxCodes, .expenseTypes, .unbilledTime, .unbilledExpenses, .unbilledProducts: return Set(ids)
    }
    return Set(try ids.filter { try exists(sql($0)) })
  }

  /// Nil where the company was not read, or is not there.
  func company(_ id: ID<Company>) throws -> CompanyFacts? {
    let found: (CompanyRow, ContactFacts?)? = try first(
      """
      SELECT account_number, terms_id, terms, tax_code_id, tax_code, delivery_method, invoice_address, contact_id, contact,
        contact.name, contact.address
      FROM company LEFT JOIN contact ON contact.id = contact_id AND contact.absent = 0
      WHERE company.id = \(id) AND company.absent = 0
      """
    ) { row in
      (
        CompanyRow(
          accountNumber: row.text(0), terms: row.referenceOrNil(1, 2), taxCode: row.referenceOrNil(3, 4),
          deliveryMethod: row.text(5), invoiceAddress: row.text(6), contact: row.referenceOrNil(7, 8)),
        row.textOrNil(9).map { ContactFacts(name: $0, address: row.text(10)) }
      )
    }
    guard let (company, contact) = found else { return nil }
    let billing: BillingContact =
      switch (company.contact, contact) {
      case (nil, _): .nobody
      case (let named?, nil): .notRead(name: named.name)
      case (_, let contact?): .person(name: contact.name, address: contact.address)
      }
    return CompanyFacts(
      accountNumber: company.accountNumber, terms: company.terms, taxCode: company.taxCode,
      deliveryMethod: company.deliveryMethod, invoiceAddress: company.invoiceAddress, billingContact: billing)
  }

  func agreement(_ id: ID<Agreement>) throws -> AgreementFacts? {
    try first(
      "SELECT name, type, starts, ends, terms_id, terms, cycle FROM agreement WHERE id = \(id) AND absent = 0"
    ) { row in
      AgreementFacts(
        name: row.text(0), type: row.text(1), starts: row.dayOrNil(2), ends: row.dayOrNil(3), terms: row.referenceOrNil(4, 5),
        cycle: BillingCycle(vendorText: row.text(6)))
    }
  }

  func taxCodes() throws -> [ID<TaxCode>: TaxCodeFacts] {
    var codes: [ID<TaxCode>: TaxCodeFacts] = [:]
    try each("SELECT id, name FROM tax_code") { codes[$0.id(0)] = TaxCodeFacts(name: $0.text(1), levels: []) }
    try each(
      "SELECT tax_code_id, rate, is_amount, maximum, services, expenses, products FROM tax_level ORDER BY tax_code_id, number"
    ) { row in
      codes[row.id(0)]?.levels.append(
        TaxCodeFacts.Level(
          rate: Figure(millionths: row.int64(1)), isAmount: row.bool(2),
          taxableMaximum: row.int64OrNil(3).map { Figure(millionths: $0) }, taxesServices: row.bool(4),
          taxesExpenses: row.bool(5), taxesProducts: row.bool(6)))
    }
    return codes
  }

  func expenseMaxima() throws -> [ID<ExpenseType>: Figure] {
    var maxima: [ID<ExpenseType>: Figure] = [:]
    try each("SELECT id, maximum FROM expense_type WHERE maximum IS NOT NULL") { row in
      maxima[row.id(0)] = Figure(millionths: row.int64(1))
    }
    return maxima
  }
}

extension Row {
  func referenceOrNil<Subject>(_ id: Int32, _ name: Int32) -> Reference<Subject>? {
    int64OrNil(id).map { Reference($0, name: text(name)) }
  }
}

extension Writer {
  public func note(_ part: Surrounding, readTo: Instant) throws {
    try execute(
      """
      INSERT INTO reading (part, read_to) VALUES (\(part), \(readTo))
      ON CONFLICT (part) DO UPDATE SET read_to = excluded.read_to
      """)
  }

  public func save(_ company: CompanyRow, _ id: ID<Company>) throws {
    try execute(
      """
      INSERT INTO company (id, account_number, terms_id, terms, tax_code_id, tax_code, delivery_method, invoice_address,
        contact_id, contact)
      VALUES (\(id), \(company.accountNumber), \(company.terms?.id), \(company.terms?.name ?? ""), \(company.taxCode?.id),
        \(company.taxCode?.name ?? ""), \(company.deliveryMethod), \(company.invoiceAddress), \(company.contact?.id),
        \(company.contact?.name ?? ""))
      ON CONFLICT (id) DO UPDATE SET absent = 0, account_number = excluded.account_number, terms_id = excluded.terms_id,
        terms = excluded.terms, tax_code_id = excluded.tax_code_id, tax_code = excluded.tax_code,
        delivery_method = excluded.delivery_method, invoice_address = excluded.invoice_address,
        contact_id = excluded.contact_id, contact = excluded.contact
      """)
  }

  public func save(_ contact: ContactFacts, _ id: ID<Contact>) throws {
    try execute(
      """
      INSERT INTO contact (id, name, address) VALUES (\(id), \(contact.name), \(contact.address))
      ON CONFLICT (id) DO UPDATE SET absent = 0, name = excluded.name, address = excluded.address
      """)
  }

  /// `cycle` as the site names it.
  public func save(_ agreement: AgreementFacts, cycle: String, _ id: ID<Agreement>) throws {
    try execute(
      """
      INSERT INTO agreement (id, name, type, starts, ends, terms_id, terms, cycle)
      VALUES (\(id), \(agreement.name), \(agreement.type), \(agreement.starts), \(agreement.ends), \(agreement.terms?.id),
        \(agreement.terms?.name ?? ""), \(cycle))
      ON CONFLICT (id) DO UPDATE SET absent = 0, name = excluded.name, type = excluded.type, starts = excluded.starts,
        ends = excluded.ends, terms_id = excluded.terms_id, terms = excluded.terms, cycle = excluded.cycle
      """)
  }

  /// Was asked for and is not there.
  public func noteAbsent(_ id: Int64, in part: Surrounding) throws {
    switch part {
    case .companies: try execute("INSERT INTO company (id, absent) VALUES (\(id), 1) ON CONFLICT DO NOTHING")
    case .contacts: try execute("INSERT INTO contact (id, absent) VALUES (\(id), 1) ON CONFLICT DO NOTHING")
    case .agreements: try execute("INSERT INTO agreement (id, absent) VALUES (\(id), 1) ON CONFLICT DO NOTHING")
    case .taxCodes, .expenseTypes, .unbilledTime, .unbilledExpenses, .unbilledProducts: break
    }
  }

  /// What ConnectWise has now, in place of what it had.
  public func replaceTaxCodes(_ codes: [(id: ID<TaxCode>, facts: TaxCodeFacts)]) throws {
    try execute("DELETE FROM tax_code")
    for (id, code) in codes {
      try execute("INSERT INTO tax_code (id, name) VALUES (\(id), \(code.name))")
      for (index, level) in code.levels.enumerated() {
        try execute(
          """
          INSERT INTO tax_level (tax_code_id, number, rate, is_amount, maximum, services, expenses, products)
          VALUES (\(id), \(index + 1), \(level.rate.millionths), \(level.isAmount), \(level.taxableMaximum?.millionths),
            \(level.taxesServices), \(level.taxesExpenses), \(level.taxesProducts))
          """)
      }
    }
  }

  public func replaceExpenseTypes(_ types: [(id: ID<ExpenseType>, name: String, maximum: Figure?)]) throws {
    try execute("DELETE FROM expense_type")
    for type in types {
      try execute(
        "INSERT INTO expense_type (id, name, maximum) VALUES (\(type.id), \(type.name), \(type.maximum?.millionths))")
    }
  }
}
