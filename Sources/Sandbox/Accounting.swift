/// The accounting interface (API-NOTES §9): what is closed and in no batch, its ledger entries, and batches that take it.
struct AccountingBatch: Sendable {
  let id: Int
  let identifier: String
  /// Ids of invoices.
  var invoices: [Int] = []
  var at: Int64 = 0

  /// Held what was paid before the demo begins.
  static let first = AccountingBatch(id: 88, identifier: "BOOKS-1")
}

/// The accounts that an invoice's amounts go to.
enum GLKind: String, CaseIterable, Sendable {
  case receivable = "AR"
  case labor = "R"
  case expense = "RE"
  case product = "RP"
  case agreement = "RA"
  case tax = "ST"

  var account: String {
    switch self {
    case .receivable: "1200"
    case .labor: "4010"
    case .agreement: "4020"
    case .product: "4030"
    case .expense: "4040"
    case .tax: "2200"
    }
  }

  var item: String {
    switch self {
    case .receivable: ""
    case .labor: "LABOR"
    case .expense: "EXP"
    case .product: "PROD"
    case .agreement: "AGR"
    case .tax: "TAX"
    }
  }

  var words: String {
    switch self {
    case .receivable: "Accounts Receivable"
    case .labor: "Labor"
    case .expense: "Expenses"
    case .product: "Products"
    case .agreement: "Agreement revenue"
    case .tax: "Sales tax"
    }
  }

  func amount(_ totals: DemoTotals) -> Int {
    switch self {
    case .receivable: totals.total
    case .labor: totals.service + totals.adjustment
    case .expense: totals.expense
    case .product: totals.product
    case .agreement: totals.agreement
    case .tax: totals.tax
    }
  }
}

extension DemoInvoice {
  /// Ledger entries that are not zero, with their ids; the receivable always is there.
  var glEntries: [(id: Int, kind: GLKind, amount: Int)] {
    let totals = totals
    return GLKind.allCases.enumerated().compactMap { place, kind in
      let amount = kind.amount(totals)
      return amount == 0 && kind != .receivable ? nil : (Self.firstEntryID + index * 10 + place, kind, amount)
    }
  }

  static let firstEntryID = 40_000_000
  static func index(ofEntry id: Int) -> Int? { id >= firstEntryID ? (id - firstEntryID) / 10 : nil }
}

extension Records {
  func glEntries(_ invoice: DemoInvoice, _ change: InvoiceChange) -> [JSON] {
    invoice.glEntries.map { entry in
      .record([
        ("id", .integer(entry.id)), ("type", .text(entry.kind.rawValue)), ("amount", Self.money(entry.amount)),
        ("description", .text(entry.kind.words)), ("segment1", .text(entry.kind.account)), ("productId", .text(entry.kind.item)),
        ("isBatched", .flag(change.batch != nil)), ("_info", info(change.lastUpdated, change.updatedBy)),
      ])
    }
  }

  func payments(_ invoice: DemoInvoice) -> [JSON] {
    guard invoice.isPaid else { return [] }
    return [
      .record([
        ("id", .integer(990_000 + invoice.index)), ("type", .text("P")), ("source", .text("Default")),
        ("invoice", reference(to: invoice)), ("amount", Self.money(invoice.totals.total)), ("balance", Self.money(0)),
        ("invoiceBalance", Self.money(0)), ("invoiceTotal", Self.money(invoice.totals.total)),
        ("paymentDate", .text(Moment.midnight(invoice.due - 2))), ("appliedBy", .text("hvogel")),
        ("_info", info(invoice.created + 12 * 86_400_000, "hvogel")), ("paymentSyncStatus", .text("Applied")),
      ])
    ]
  }

  /// Nil unless it is closed and waits for a batch.
  func unposted(_ invoice: DemoInvoice, _ change: InvoiceChange) -> JSON? {
    guard change.status.isClosed, change.batch == nil, !change.isRemoved else { return nil }
    let (company, totals, lines) = (invoice.company, invoice.totals, data.lines(of: invoice))
    let members: [(String, JSON?)] = [
      // Another number than the invoice's, which is billingLogId (API-NOTES §9).
      ("id", .integer(3_000_000 + invoice.index)), ("billingLogId", .integer(invoice.id)),
      ("locationId", .integer(DemoCast.location.id)), ("location", location), ("departmentId", .integer(10)),
      ("department", department()), ("company", self.company(company)),
      ("accountNumber", company.accountNumber.map { .text($0) }),
      ("billToCompany", self.company(company)), ("billToSite", site(company)), ("shipToCompany", self.company(company)),
      ("shipToSite", site(company)), ("invoiceNumber", .text(invoice.number)),
      ("invoiceDate", .text(Moment.midnight(invoice.script.date))), ("invoiceType", .text(invoice.type)),
      ("description", .text("Accounts Receivable")), ("billingTerms", Self.reference(invoice.terms.id, invoice.terms.name)),
      ("dueDays", .text(String(invoice.terms.days))), ("dueDate", .text(Moment.midnight(invoice.due))),
      ("currency", currency(company.currency)), ("subTotal", Self.money(totals.subtotal)), ("total", Self.money(totals.total)),
      ("hasTime", .flag(!lines.time.isEmpty)), ("hasExpenses", .flag(!lines.expenses.isEmpty)),
      ("hasProducts", .flag(!lines.products.isEmpty)), ("invoiceTaxableFlag", .flag(company.taxCode != nil)),
      ("taxCode", company.taxCode.map(taxCode)), ("avalaraTaxFlag", .flag(false)), ("itemTaxableFlag", .flag(totals.tax != 0)),
      ("salesTaxAmount", Self.money(totals.tax)), ("stateTaxFlag", .flag(totals.tax != 0)),
      ("stateTaxXref", company.taxCode.map { .text($0.name) }), ("stateTaxAmount", Self.money(totals.tax)),
      ("createdBy", .text(DemoCast.members[DemoCast.finance].name)), ("dateClosed", .text(Moment.text(change.lastUpdated))),
      ("_info", info(change.lastUpdated, change.updatedBy)),
    ]
    return .record(members)
  }

  func transaction(_ invoice: DemoInvoice) -> JSON {
    let (company, totals, entries) = (invoice.company, invoice.totals, invoice.glEntries)
    let type = invoice.type == "CreditMemo" ? "CREDIT MEMO" : "INVOICE"
    let date = JSON.text(Moment.midnight(invoice.script.date))
    let details = entries.filter { $0.kind != .receivable && $0.kind != .tax }.map { entry in
      JSON.record([
        ("id", .integer(entry.id)), ("documentDate", date), ("documentType", .text(type)),
        ("accountNumber", .text(entry.kind.account)), ("glTypeId", .text(entry.kind.rawValue)),
        ("glItemId", .text(entry.kind.item)),
        ("memo", .text(entry.kind.words)), ("quantity", .number("1.0")), ("itemPrice", Self.money(entry.amount)),
        ("total", Self.money(entry.amount)), ("taxableFlag", .flag(entry.kind == .product && totals.tax != 0)),
      ])
    }
    let level: [JSON] = totals.tax == 0 ? [] : [.record([("taxLevel", .integer(1)), ("taxAmount", Self.money(totals.tax))])]
    let members: [(String, JSON?)] = [
      ("id", .integer(3_000_000 + invoice.index)), ("glClass", .text("")), ("glTypeId", .text("AR")), ("documentDate", date),
      ("documentNumber", .text(invoice.number)), ("documentType", .text(type)), ("memo", .text(invoice.number)),
      ("description", .text("Accounts Receivable")), ("company", self.company(company)),
      ("companyAccountNumber", company.accountNumber.map { .text($0) }), ("billingTermsXref", .text(invoice.terms.name)),
      ("dueDays", .integer(invoice.terms.days)), ("dueDate", .text(Moment.midnight(invoice.due))),
      ("accountNumber", .text(GLKind.receivable.account)), ("billingType", .text(String(invoice.type.prefix(1)))),
      ("glEntryIds", .text(entries.map { String($0.id) }.joined(separator: ","))), ("currency", currency(company.currency)),
      ("total", Self.money(totals.total)), ("taxable", .flag(company.taxCode != nil)),
      ("taxableTotal", Self.money(totals.taxBase)),
      ("taxCode", company.taxCode.map(taxCode)), ("salesTax", Self.money(totals.tax)), ("stateTax", Self.money(totals.tax)),
      ("detail", .list(details)), ("taxLevels", level.isEmpty ? nil : .list(level)),
    ]
    return .record(members)
  }

  /// `GLExport`: the data for the books, of these invoices.
  func export(_ invoices: [DemoInvoice]) -> JSON {
    var seen: Set<Int> = []
    let customers = invoices.map(\.company).filter { seen.insert($0.id).inserted }.map { company in
      JSON.record([
        ("company", self.company(company)), ("accountNumber", company.accountNumber.map { .text($0) }),
        ("billingTerms", Self.reference(company.terms.id, company.terms.name)), ("billingTermsXref", .text(company.terms.name)),
        ("dueDays", .integer(company.terms.days)), ("taxable", .flag(company.taxCode != nil)),
        ("taxCode", company.taxCode.map(taxCode)), ("currency", currency(company.currency)),
      ])
    }
    let empty = ["expenses", "expenseBills", "purchaseTransactions", "adjustmentTransactions", "inventoryTransfers"]
    return .record(
      [
        ("exportSettings", .object([])), ("vendors", .list([])), ("customers", .list(customers)),
        ("transactions", .list(invoices.map(transaction))),
      ] + empty.map { ($0, .list([])) })
  }
}

extension Sandbox {
  private func batch(_ id: Int) -> AccountingBatch? {
    guard id == AccountingBatch.first.id else { return world.batches[id] }
    var batch = AccountingBatch.first
    batch.invoices = data.invoices.filter { $0.isBatched && change($0.index).batch == batch.id }.map(\.id)
    batch.at = Records.setUp
    return batch
  }

  func batches(_ records: Records) -> [JSON] {
    ([AccountingBatch.first.id] + world.batches.keys.sorted()).compactMap { batch($0) }.filter {
      $0.id != AccountingBatch.first.id || !$0.invoices.isEmpty
    }.map { batch in
      .record([
        ("id", .integer(batch.id)), ("batchIdentifier", .text(batch.identifier)), ("exportInvoicesFlag", .flag(true)),
        ("exportExpensesFlag", .flag(false)), ("exportProductsFlag", .flag(false)), ("closedFlag", .flag(true)),
        ("_info", records.info(batch.at, Self.apiMember)),
      ])
    }
  }

  func batchEntries(_ id: Int, _ records: Records) -> [JSON] {
    (batch(id)?.invoices ?? []).compactMap { invoice($0) }.flatMap { invoice in
      invoice.glEntries.map { entry in
        let isDebit = (entry.kind == .receivable) == (entry.amount >= 0)
        return .record([
          ("id", .integer(entry.id)), ("accountType", .text(entry.kind.rawValue)),
          ("name", .text(entry.kind == .receivable ? invoice.company.name : entry.kind.words)),
          ("accountNumber", .text(entry.kind.account)), ("debit", Records.money(isDebit ? abs(entry.amount) : 0)),
          ("credit", Records.money(isDebit ? 0 : abs(entry.amount))), ("cost", Records.money(0)),
          ("item", .text(entry.kind.item)),
          ("invoice", records.reference(to: invoice)), ("_info", .object([])),
        ])
      }
    }
  }

  func unpostedPayments(_ records: Records) -> [JSON] {
    data.invoices.lazy.filter { invoice in invoice.isPaid && change(invoice.index).batch == nil }.flatMap { invoice in
      records.payments(invoice).map { $0.without("balance").without("invoiceBalance").without("invoiceTotal") }
    }
  }

  func unpostedExpenses(_ records: Records) -> [JSON] {
    data.invoices.lazy.filter { change($0.index).status.isClosed && change($0.index).batch == nil }.flatMap { invoice in
      data.lines(of: invoice).expenses.filter(\.isInvoiced).map { expense in
        .record([
          ("id", .integer(expense.id)), ("locationId", .integer(DemoCast.location.id)), ("departmentId", .integer(10)),
          ("company", records.company(invoice.company)), ("expenseDetailId", .integer(expense.id)),
          ("expenseType", Records.reference(expense.type.id, expense.type.name)), ("classification", .text("Reimbursable")),
          ("glType", .text("EE")), ("member", records.member(expense.member)),
          ("dateExpense", .text(Moment.midnight(expense.date))), ("currency", records.currency(invoice.company.currency)),
          ("total", Records.money(expense.amount)), ("billableAmount", Records.money(expense.amount)),
          ("_info", records.info(invoice.created, "hvogel")),
        ])
      }
    }
  }

  // MARK: Exports and batches

  /// Reads only and marks nothing.
  func export(_ request: SandboxRequest, _ records: Records) throws(Refused) -> SandboxAnswer {
    guard let wanted = JSONReader.read(request.body), case .object = wanted else {
      throw Refused(status: 400, code: "InvalidObject", message: "A JSON object is required.")
    }
    func ids(_ name: String) -> [Int]? {
      if case .list(let items)? = wanted[name] { items.compactMap(\.int) } else { nil }
    }
    let until = wanted["thruDate"]?.string.flatMap { Moment.parse($0) }.map { Int($0 / 86_400_000) } ?? .max
    var invoices: [DemoInvoice] = []
    if let included = ids("includedInvoiceIds") {
      for id in included {
        guard let index = index(ofInvoice: id), change(index).status.isClosed else {
          throw .invalid(
            "glExport",
            [
              .init(
                code: "InvalidReference", message: "Invoice \(id) is not closed or does not exist.", resource: "glExport",
                field: "includedInvoiceIds")
            ])
        }
        invoices.append(data.invoices[index])
      }
    } else if wanted["exportInvoicesFlag"]?.bool == true {
      let excluded = Set(ids("excludedInvoiceIds") ?? [])
      invoices = data.invoices.filter {
        let change = change($0.index)
        return change.status.isClosed && change.batch == nil && $0.script.date <= until && !excluded.contains($0.id)
      }
    }
    return .init(status: 200, headers: [], body: records.export(invoices).bytes)
  }

  func exportBatch(_ id: Int, _ records: Records) throws(Refused) -> SandboxAnswer {
    guard let batch = batch(id) else { throw .notFound("AccountingBatch \(id) not found") }
    return .init(status: 200, headers: [], body: records.export(batch.invoices.compactMap { invoice($0) }).bytes)
  }

  mutating func createBatch(_ request: SandboxRequest, _ records: Records, now: Int64) throws(Refused) -> SandboxAnswer {
    func refuse(_ code: String, _ message: String, _ field: String) -> Refused {
      .invalid("accountingBatch", [.init(code: code, message: message, resource: "accountingBatch", field: field)])
    }
    guard let wanted = JSONReader.read(request.body), case .list(let items)? = wanted["processedRecordIds"] else {
      throw refuse("MissingRequiredField", "The processedRecordIds field is required.", "processedRecordIds")
    }
    let identifier = wanted["batchIdentifier"]?.string ?? ""
    guard (1...50).contains(identifier.count) else {
      throw refuse("OutOfRange", "The batchIdentifier field must have 1 to 50 characters.", "batchIdentifier")
    }
    guard identifier != AccountingBatch.first.identifier, !world.batches.values.contains(where: { $0.identifier == identifier })
    else { throw refuse("ObjectExists", "The batch identifier is in use.", "batchIdentifier") }
    var taken: [Int] = []
    for item in items {
      guard let id = item.int, let index = DemoInvoice.index(ofEntry: id), data.invoices.indices.contains(index),
        change(index).status.isClosed, change(index).batch == nil
      else { throw refuse("InvalidReference", "A record is not waiting for a batch.", "processedRecordIds") }
      if !taken.contains(index) { taken.append(index) }
    }
    remember(world, until: now)
    let id = AccountingBatch.first.id + 1 + (world.batches.keys.max().map { $0 - AccountingBatch.first.id } ?? 0)
    world.batches[id] = AccountingBatch(id: id, identifier: identifier, invoices: taken.map { data.invoices[$0].id }, at: now)
    for index in taken { setBatch(id, of: index, now: now) }
    var named = records
    named.batches = world.batches.mapValues(\.identifier)
    return .init(status: 201, headers: [], body: named.export(taken.map { data.invoices[$0] }).bytes)
  }

  mutating func removeBatch(_ id: Int, now: Int64) throws(Refused) -> SandboxAnswer {
    guard let batch = batch(id) else { throw .notFound("AccountingBatch \(id) not found") }
    remember(world, until: now)
    for invoice in batch.invoices { if let index = index(ofInvoice: invoice) { setBatch(nil, of: index, now: now) } }
    world.batches[id] = nil
    return .init(status: 204, headers: [], body: [])
  }

  private mutating func setBatch(_ id: Int?, of index: Int, now: Int64) {
    var changed = change(index)
    let before = changed.batch.map(String.init) ?? ""
    changed.batch = id
    changed.lastUpdated = max(now / 1000 * 1000, changed.lastUpdated + 1000)
    changed.updatedBy = Self.apiMember
    world.changes[index] = changed
    ledger.append(
      Effect(
        number: ledger.count + 1, at: now, invoice: data.invoices[index].id, field: "glBatch", before: before,
        after: id.map(String.init) ?? ""))
  }
}
