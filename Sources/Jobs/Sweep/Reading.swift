import ConnectWise
import Domain

/// Why a record of ConnectWise could not be taken over. The sweep goes on with the others and says which was left out.
struct Unreadable: Error, Hashable {
  let invoice: Int
  let field: String
  let found: String

  var sentence: String { "Invoice \(invoice): the field \(field) holds “\(found.prefix(60))”, which cannot be read." }
}

/// What ConnectWise sent, in our own terms. The one place where wire types become the domain's.
struct Reading {
  let record: InvoiceRecord
  let currency: Currency

  init(_ record: InvoiceRecord) throws(Unreadable) {
    self.record = record
    let code = record.currency?.currencyCode ?? "USD"
    let found = record.currency?.numberOfDecimals.map { Currency(code, decimals: $0) } ?? Currency(code)
    guard let found else { throw Unreadable(invoice: record.id, field: "currency", found: code) }
    currency = found
  }

  func status(among known: [BillingStatus]) throws(Unreadable) -> BillingStatus {
    guard let status = record.status else { throw unreadable("status", "nothing") }
    // The invoice does not say whether its status counts as sent; the list of statuses does (API-NOTES §5).
    if let known = known.first(where: { $0.id.raw == status.id }) { return known }
    return BillingStatus(id: ID(Int64(status.id)), name: status.name ?? "Status \(status.id)", isClosed: status.isClosed ?? false)
  }

  func invoice(status: BillingStatus, presence: InvoicePresence, version: Int, kind: InvoiceKind) throws(Unreadable) -> Invoice {
    Invoice(
      id: ID(Int64(record.id)), number: number, kind: kind, company: try company(), status: status, presence: presence,
      date: day(record.date), dueDate: day(record.dueDate), total: try money(record.total, "total"),
      payments: try money(record.payments, "payments"), credits: try money(record.credits, "credits"),
      balance: try money(record.balance, "balance"), enteredBy: record.info?.enteredBy ?? "",
      updatedBy: record.info?.updatedBy ?? "", lastUpdated: record.info?.lastUpdated.map { Instant($0) }, version: version)
  }

  func content(_ lines: [Line]) throws(Unreadable) -> InvoiceContent {
    InvoiceContent(
      number: number, type: InvoiceType(vendorText: record.type), appliesTo: AppliesTo(vendorText: record.applyToType ?? "All"),
      currency: currency, company: try company(), billTo: record.billToCompany.map { reference($0) },
      attention: record.attention ?? "", date: day(record.date), dueDate: day(record.dueDate),
      terms: record.billingTerms.map { reference($0) }, agreement: record.agreement.map { reference($0) },
      project: record.project.map { reference($0) }, phase: record.phase.map { reference($0) },
      salesOrder: record.salesOrder.map { reference($0) },
      ticket: record.ticket.map { Reference(Int64($0.id), name: $0.summary ?? "") }, reference: record.reference ?? "",
      purchaseOrder: record.customerPO ?? "", topComment: record.topComment ?? "", bottomComment: record.bottomComment ?? "",
      isTaxable: record.taxableFlag ?? false, taxCode: record.taxCode.map { reference($0) }, totals: try totals(),
      lines: try ownLines() + lines)
  }

  private var number: String { record.invoiceNumber ?? "\(record.id)" }

  private func company() throws(Unreadable) -> Reference<Company> {
    guard let company = record.company else { throw unreadable("company", "nothing") }
    return reference(company)
  }

  private func totals() throws(Unreadable) -> InvoiceTotals {
    InvoiceTotals(
      services: try money(record.serviceTotal, "serviceTotal"), expenses: try money(record.expenseTotal, "expenseTotal"),
      products: try money(record.productTotal, "productTotal"), agreement: try money(record.agreementAmount, "agreementAmount"),
      serviceAdjustment: try money(record.serviceAdjustmentAmount, "serviceAdjustmentAmount"),
      previousProgressApplied: try money(record.previousProgressApplied, "previousProgressApplied"),
      downPaymentApplied: try money(record.downpaymentApplied, "downpaymentApplied"),
      subtotal: try money(record.subtotal, "subtotal"), tax: try money(record.salesTax, "salesTax"),
      total: try money(record.total, "total"))
  }

  /// Amounts that stand on the invoice itself and have no record of their own.
  private func ownLines() throws(Unreadable) -> [Line] {
    var lines: [Line] = []
    let agreed = try money(record.agreementAmount, "agreementAmount")
    if !agreed.isZero {
      let agreement = record.agreement.map { reference($0) as Reference<Agreement> }
      lines.append(
        Line(source: 0, detail: .agreement, text: agreement?.name ?? "Agreement", amount: agreed, agreement: agreement))
    }
    let adjustment = try money(record.serviceAdjustmentAmount, "serviceAdjustmentAmount")
    if !adjustment.isZero {
      lines.append(Line(source: 0, detail: .adjustment, text: "Service adjustment", amount: adjustment))
    }
    return lines
  }

  // MARK: Values

  func money(_ amount: Amount?, _ field: String) throws(Unreadable) -> Money {
    guard let amount else { return .zero(currency) }
    guard let minor = amount.minorUnits(decimals: currency.decimals) else { throw unreadable(field, amount.text) }
    return Money(minor: minor.value, currency: currency)
  }

  func price(_ amount: Amount?) -> Price? {
    amount.flatMap { try? Price($0.text, currency: currency, rounding: .halfAwayFromZero) }
  }

  func day(_ stamp: Stamp?) -> Day? { stamp.flatMap { Day($0.day) } }

  func unreadable(_ field: String, _ found: String) -> Unreadable { Unreadable(invoice: record.id, field: field, found: found) }
}

func reference<Subject>(_ wire: WireReference) -> Reference<Subject> {
  Reference(Int64(wire.id), name: wire.name ?? wire.identifier ?? "")
}

extension Instant {
  init(_ stamp: Stamp) { self.init(milliseconds: stamp.milliseconds) }
}
