import ConnectWise
import Domain
import Store

// What ConnectWise sends of what surrounds an invoice, in our own terms.

extension CompanyRow {
  init(_ record: CompanyRecord) {
    self.init(
      accountNumber: record.accountNumber ?? "", terms: record.billingTerms.map { reference($0) },
      taxCode: record.taxCode.map { reference($0) }, deliveryMethod: record.invoiceDeliveryMethod?.name ?? "",
      invoiceAddress: record.invoiceToEmailAddress ?? "", contact: record.billingContact.map { reference($0) })
  }
}

extension ContactFacts {
  init(_ record: ContactRecord) {
    // The default address counts, and no other (PRODUCT §3.4, Delivery).
    let address = (record.communicationItems ?? []).first { $0.communicationType == "Email" && $0.defaultFlag == true }?.value
    self.init(name: [record.firstName, record.lastName].compactMap(\.self).joined(separator: " "), address: address ?? "")
  }
}

extension AgreementFacts {
  init(_ record: AgreementRecord) {
    self.init(
      name: record.name ?? "", type: record.type?.name ?? "", starts: record.startDate.flatMap { Day($0.day) },
      ends: record.noEndingDateFlag == true ? nil : record.endDate.flatMap { Day($0.day) },
      terms: record.billingTerms.map { reference($0) }, cycle: record.billingCycle?.name.flatMap { BillingCycle(vendorText: $0) })
  }
}

extension TaxCodeFacts {
  init(_ record: TaxCodeRecord) {
    self.init(
      name: record.identifier ?? record.description ?? "Tax code \(record.id)",
      levels: record.levels.compactMap { level in
        guard let rate = Figure(level.rate) else { return nil }
        return Level(
          rate: rate, isAmount: level.rateType?.lowercased() == "amount", taxableMaximum: level.taxableMax.flatMap { Figure($0) },
          taxesServices: level.taxesServices, taxesExpenses: level.taxesExpenses, taxesProducts: level.taxesProducts)
      })
  }
}

extension Figure {
  /// Nil for what does not fit.
  init?(_ amount: Amount) {
    guard let figure = try? Figure(amount.text, rounding: .halfAwayFromZero) else { return nil }
    self = figure
  }
}

/// Work of ConnectWise as a sweep meets it: on an invoice, or on none yet.
struct MetWork {
  let kind: UnbilledWork.Kind
  let id: Int64
  let invoice: Int?
  let changedAt: Instant?
  /// Nil once it is on an invoice, or will be on none.
  let row: UnbilledRow?
}

extension MetWork {
  static let timeFields = [
    "id", "invoice", "ticket", "agreement", "timeStart", "actualHours", "hoursBilled", "hourlyRate", "billableOption", "status",
    "_info",
  ]
  static let expenseFields = [
    "id", "invoice", "ticket", "agreement", "date", "amount", "billAmount", "billableOption", "status", "_info",
  ]
  static let productFields = ["id", "invoice", "ticket", "agreement", "extPrice", "billableOption", "cancelledFlag", "_info"]

  init(_ entry: TimeEntryRecord) {
    let hours = (entry.hoursBilled ?? entry.actualHours).flatMap { try? Hours($0.text, rounding: .halfAwayFromZero) }
    self.init(
      .time, entry.id, entry.invoice, entry.info, ticket: entry.ticket, agreement: entry.agreement,
      day: entry.timeStart.map { Instant($0).day }, hours: hours, amount: Self.product(hours, entry.hourlyRate),
      billing: entry.billableOption, status: entry.status)
  }

  init(_ expense: ExpenseRecord) {
    self.init(
      .expense, expense.id, expense.invoice, expense.info, ticket: expense.ticket, agreement: expense.agreement,
      day: expense.date.flatMap { Day($0.day) }, amount: (expense.billAmount ?? expense.amount)?.text,
      billing: expense.billableOption, status: expense.status)
  }

  init(_ product: ProductRecord) {
    self.init(
      .product, product.id, product.invoice, product.info, ticket: product.ticket, agreement: product.agreement,
      amount: product.extPrice?.text, billing: product.billableOption, isCancelled: product.cancelledFlag ?? false)
  }

  private init(
    _ kind: UnbilledWork.Kind, _ id: Int, _ invoice: InvoiceReference?, _ info: RecordInfo?, ticket: TicketReference?,
    agreement: WireReference?, day: Day? = nil, hours: Hours? = nil, amount: String?, billing: String?, status: String? = nil,
    isCancelled: Bool = false
  ) {
    self.kind = kind
    self.id = Int64(id)
    self.invoice = invoice?.id
    changedAt = info?.lastUpdated.map { Instant($0) }
    let work = UnbilledWork(
      kind: kind, id: Int64(id), ticket: ticket.map { Reference(Int64($0.id), name: $0.summary ?? "") },
      agreement: agreement.map { ID(Int64($0.id)) }, day: day, hours: hours,
      billing: BillingOption(vendorText: billing ?? ""), status: status ?? "")
    // Of what hangs on neither a ticket nor an agreement no invoice can be told that it left it behind.
    let isOurs = invoice == nil && !isCancelled && work.billing.isToBill && (ticket != nil || agreement != nil)
    row = isOurs ? UnbilledRow(work: work, amount: amount) : nil
  }

  private static func product(_ hours: Hours?, _ rate: Amount?) -> String? {
    guard let hours, let rate, let currency = Currency("XXX", decimals: 4),
      let price = try? Price(rate.text, currency: currency, rounding: .halfAwayFromZero)
    else { return nil }
    return (try? price.times(hours.quantity))?.plainText
  }
}

extension BillingOption {
  fileprivate var isToBill: Bool {
    switch self {
    case .billable, .noDefault: true
    case .doNotBill, .noCharge: false
    }
  }
}
