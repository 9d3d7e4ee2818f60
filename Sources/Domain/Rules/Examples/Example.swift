/// Short ways to write down what a rule's examples are about.
enum Example {
  static let invoice: Int64 = 7001
  static let ticket: Reference<Ticket> = Reference(77120, name: "Front desk printer offline")
  static let date = "2026-07-14"

  static func day(_ text: String) -> Day { Day(text) ?? .first }

  static func money(_ minor: Int64, _ currency: Currency = .usd) -> Money { Money(minor: minor, currency: currency) }

  /// An invoice of 14 July 2026 with the given lines.
  static func facts(
    _ lines: [Line] = [], type: InvoiceType = .standard, total: Int64 = 100_00, currency: Currency = .usd,
    around: (inout InvoiceFacts) -> Void = { _ in }
  ) -> InvoiceFacts {
    changed(lines, type: type, total: total, currency: currency, change: { _ in }, around: around)
  }

  /// The same with other content.
  static func changed(
    _ lines: [Line] = [], type: InvoiceType = .standard, total: Int64 = 100_00, currency: Currency = .usd,
    change: (inout InvoiceContent) -> Void, around: (inout InvoiceFacts) -> Void = { _ in }
  ) -> InvoiceFacts {
    var totals = InvoiceTotals.zero(currency)
    totals.total = money(total, currency)
    var content = InvoiceContent(
      number: "24101", type: type, appliesTo: type == .agreement ? .agreement : .ticket, currency: currency,
      company: Reference(301, name: "Tidewater Dental Group"), date: day(date), dueDate: day("2026-07-29"), totals: totals,
      lines: lines)
    if type == .agreement { content.agreement = Reference(41, name: "Managed Services") }
    change(&content)
    var facts = InvoiceFacts(invoice: ID(invoice), content: content)
    around(&facts)
    return facts
  }

  static func hours(_ hundredths: Int64) -> Hours { Hours(millionths: hundredths * 10_000) }

  /// An hour of work on 6 July 2026 at 165.00, on one ticket. Hours in hundredths, rates in cents.
  static func time(
    _ id: Int64, billed: Int64 = 100, actual: Int64? = nil, invoiced: Int64? = nil, rate: Int64? = 165_00,
    notes: String = "Re-added the print queue and printed test pages.", billing: BillingOption = .billable,
    ticket: Reference<Ticket>? = Example.ticket, start: String? = "2026-07-06T13:00:00Z", end: String? = nil,
    member: Int64? = 153,
    role: Int64? = 18, workType: String? = "Remote Support", agreement: Reference<Agreement>? = nil, currency: Currency = .usd
  ) -> Line {
    let begin = start.flatMap { Instant($0) }
    let length = actual ?? billed
    let finish = end.flatMap { Instant($0) } ?? begin?.adding(milliseconds: length * 36_000)
    return Line(
      source: id,
      detail: .time(
        TimeDetail(
          member: member.map { Reference($0, name: "Marta Silva") }, workType: workType.map { Reference(3, name: $0) },
          workRole: role.map { Reference($0, name: "Engineer") }, start: begin, end: finish, actual: hours(length),
          billed: hours(billed), invoiced: hours(invoiced ?? billed))),
      text: notes, quantity: hours(billed).quantity, price: rate.map { Price(millionths: $0 * 10_000, currency: currency) },
      amount: money(billed * (rate ?? 0) / 100, currency), billing: billing, ticket: ticket, agreement: agreement)
  }

  /// One product for 119.00 that costs 84.00, taxable. Amounts in cents, of the whole line.
  static func product(
    _ id: Int64, _ amount: Int64 = 119_00, cost: Int64? = 84_00, quantity: Int64 = 1, text: String = "Solid state disk 1 TB",
    item: Int64? = 2212, productClass: String = "Inventory", billing: BillingOption = .billable, isTaxable: Bool? = true,
    isCancelled: Bool = false, ticket: Reference<Ticket>? = nil, currency: Currency = .usd
  ) -> Line {
    Line(
      source: id,
      detail: .product(
        ProductDetail(
          item: item.map { Reference($0, name: "SSD-1TB") }, productClass: productClass, isCancelled: isCancelled)),
      text: text, quantity: Quantity(millionths: quantity * 1_000_000),
      price: quantity == 0 ? nil : Price(millionths: amount * 10_000 / quantity, currency: currency),
      amount: money(amount, currency), cost: cost.map { money($0, currency) }, billing: billing, isTaxable: isTaxable,
      ticket: ticket)
  }

  /// An expense in cents: what is invoiced, and what it cost.
  static func expense(
    _ id: Int64, _ amount: Int64, paid: Int64? = nil, billing: BillingOption = .billable, type: Int64? = 29,
    typeName: String = "Parts and Supplies", notes: String = "Cable bought on site.", ticket: Reference<Ticket>? = Example.ticket,
    currency: Currency = .usd
  ) -> Line {
    Line(
      source: id,
      detail: .expense(
        ExpenseDetail(
          member: Reference(156, name: "Rüdiger Bauer"), type: type.map { Reference($0, name: typeName) }, day: day("2026-07-07"))
      ),
      text: notes, amount: money(amount, currency), cost: money(paid ?? amount, currency), billing: billing, ticket: ticket)
  }

  /// What the agreement itself costs.
  static func base(_ amount: Int64, currency: Currency = .usd) -> Line {
    Line(source: 0, detail: .agreement, text: "Managed Services", amount: money(amount, currency))
  }

  static func company(
    accountNumber: String = "BW-0301", terms: Int64? = 3, taxCode: Int64? = 7, delivery: String = "E-Mail",
    address: String = "billing@tidewater.example.test", contact: BillingContact = .nobody
  ) -> CompanyFacts {
    CompanyFacts(
      accountNumber: accountNumber, terms: terms.map { Reference($0, name: "Net \($0 * 5)") },
      taxCode: taxCode.map { Reference($0, name: "VA-STATE") }, deliveryMethod: delivery, invoiceAddress: address,
      billingContact: contact)
  }

  static func earlier(
    _ id: Int64, _ date: String, _ total: Int64 = 100_00, type: InvoiceType = .standard, agreement: Int64? = nil,
    purchaseOrder: String = "", currency: Currency = .usd
  ) -> EarlierInvoice {
    EarlierInvoice(
      id: ID(id), number: "\(id + 17_100)", type: type, agreement: agreement.map { ID($0) }, date: day(date),
      total: money(total, currency), purchaseOrder: purchaseOrder)
  }

  /// An hour of the same member and role on an earlier invoice.
  static func worked(
    _ id: Int64, _ date: String, rate: Int64? = 165_00, actual: Int64 = 100, ticket: Int64? = 77120, invoice: Int64 = 6900,
    invoiceDate: String = "2026-06-30", role: Int64? = 18, isBillable: Bool = true, currency: Currency = .usd
  ) -> EarlierEntry {
    EarlierEntry(
      id: id, invoice: ID(invoice), invoiceNumber: "\(invoice + 17_100)", invoiceDate: day(invoiceDate), member: ID(153),
      role: role.map { ID($0) }, ticket: ticket.map { ID($0) }, day: day(date), actual: hours(actual),
      rate: rate.map { Price(millionths: $0 * 10_000, currency: currency) }, isBillable: isBillable)
  }
}
