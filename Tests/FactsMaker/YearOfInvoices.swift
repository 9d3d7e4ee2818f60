import Domain

/// Believable invoices of a hundred companies over thirteen months, to measure by.
public enum YearOfInvoices {
  private static let notes = [
    "Re-added the print queue, replaced the failed network cable and confirmed test pages from both front desk PCs.",
    "Found the job stopping on a locked VSS snapshot. Cleared orphaned snapshots and reran the job, which finished in 2 h 10 min.",
    "Set up phones and laptops with the partners, including shared calendars and the out-of-office rules.",
    "Rücksprache mit dem Kunden gehalten, anschließend die Zugänge für zwei neue Mitarbeiter eingerichtet und geprüft.",
    "Measured signal at twelve points, mounted two additional access points above aisles C and F.",
  ]

  /// `count` invoices under review with twelve lines each, and the history of their companies.
  public static func invoices(_ count: Int, seed: UInt64 = 1) -> [InvoiceFacts] {
    var dice = Dice(seed)
    let companies = 100
    var contents: [[(id: ID<Invoice>, content: InvoiceContent)]] = Array(repeating: [], count: companies)
    for index in 0..<count { contents[index % companies].append((ID(Int64(index)), content(index, &dice))) }
    var facts: [InvoiceFacts] = []
    for (company, invoices) in contents.enumerated() {
      let history = CompanyHistory(
        invoices: invoices.map {
          EarlierInvoice(
            id: $0.id, number: $0.content.number, type: $0.content.type, agreement: $0.content.agreement?.id,
            date: $0.content.date,
            total: $0.content.totals.total, purchaseOrder: $0.content.purchaseOrder)
        },
        entries: invoices.flatMap { invoice in
          invoice.content.lines.compactMap {
            EarlierEntry($0, invoice: invoice.id, number: invoice.content.number, date: invoice.content.date)
          }
        })
      for (place, invoice) in invoices.enumerated() {
        let before = place > 0 ? invoices[place - 1] : nil
        let previous = before.map { earlier in
          PreviousInvoice.invoice(
            EarlierInvoice(
              id: earlier.id, number: earlier.content.number, type: .agreement, agreement: earlier.content.agreement?.id,
              date: earlier.content.date, total: earlier.content.totals.total), lines: earlier.content.lines)
        }
        facts.append(
          InvoiceFacts(
            invoice: invoice.id, content: invoice.content,
            company: CompanyFacts(
              accountNumber: "BW-\(company)", terms: Reference(3, name: "Net 15"), taxCode: Reference(7, name: "VA-STATE"),
              deliveryMethod: "E-Mail", invoiceAddress: "billing@company\(company).example.test"),
            agreement: AgreementFacts(name: "Managed Services", starts: .first, cycle: .monthly), previous: previous ?? .first,
            taxCode: TaxCodeFacts(
              name: "VA-STATE",
              levels: [.init(rate: Figure(millionths: 53_000), taxesServices: true, taxesExpenses: true, taxesProducts: true)]),
            history: history,
            unbilled: (0..<5).map {
              UnbilledWork(
                kind: .time, id: Int64(900_000 + $0), ticket: Reference(Int64($0), name: "Other"), day: invoice.content.date)
            },
            receipts: Dictionary(uniqueKeysWithValues: invoice.content.lines.map { ($0.source, true) }),
            expenseMaxima: [ID(29): Figure(1000)]))
      }
    }
    return facts
  }

  private static func content(_ index: Int, _ dice: inout Dice) -> InvoiceContent {
    let isAgreement = dice.percent(30)
    let date = Day(ordinal: 20_200 + dice.below(390)) ?? .first
    var lines: [Line] = []
    for place in 0..<12 {
      let id = Int64(index * 100 + place)
      switch place {
      case 0..<6:
        let start = Instant(
          milliseconds: (Int64(date.ordinal) - Int64(2 + dice.below(20))) * 86_400_000 + Int64(30 + dice.below(30)) * 900_000)
        let hours = Hours(millionths: Int64(1 + dice.below(16)) * 250_000)
        lines.append(
          Line(
            source: id,
            detail: .time(
              TimeDetail(
                member: Reference(Int64(150 + dice.below(9)), name: "Marta Silva"),
                workType: Reference(3, name: "Remote Support"),
                workRole: Reference(Int64(18 + dice.below(4)), name: "Engineer"), start: start,
                end: start.adding(milliseconds: hours.millionths * 36 / 10), actual: hours, billed: hours, invoiced: hours)),
            text: dice.pick(notes), quantity: hours.quantity, price: Price(millionths: 165_000_000, currency: .usd),
            amount: Money(minor: hours.millionths * 165 / 10_000, currency: .usd),
            ticket: Reference(Int64(index * 10 + place / 3), name: "Front desk printer offline")))
      case 6..<11:
        let price = Int64(20 + dice.below(400)) * 100
        lines.append(
          Line(
            source: id,
            detail: .product(ProductDetail(item: Reference(Int64(2200 + place), name: "M365"), productClass: "Agreement")),
            text: "Microsoft 365 Business Premium, monthly commitment", quantity: .one,
            price: Price(millionths: price * 10_000, currency: .usd), amount: Money(minor: price, currency: .usd),
            cost: Money(minor: price * Int64(60 + dice.below(30)) / 100, currency: .usd), isTaxable: true,
            agreement: isAgreement ? Reference(Int64(index % 100), name: "Managed Services") : nil))
      default:
        lines.append(
          Line(
            source: id, detail: .expense(ExpenseDetail(type: Reference(29, name: "Parts"), day: date)),
            text: "Cable bought on site.",
            amount: Money(minor: Int64(dice.below(20_000)), currency: .usd), cost: Money(minor: 1000, currency: .usd)))
      }
    }
    var totals = InvoiceTotals.zero(.usd)
    totals.services = (try? Money.sum(lines.prefix(6).map(\.amount), in: .usd)) ?? totals.services
    totals.expenses = lines[11].amount
    totals.total = (try? Money.sum(lines.map(\.amount), in: .usd)) ?? totals.total
    return InvoiceContent(
      number: "\(24_000 + index)", type: isAgreement ? .agreement : .standard, appliesTo: isAgreement ? .agreement : .ticket,
      currency: .usd, company: Reference(Int64(index % 100), name: "Tidewater Dental Group"), date: date,
      dueDate: date.adding(days: 15), terms: Reference(3, name: "Net 15"),
      agreement: isAgreement ? Reference(Int64(index % 100), name: "Managed Services") : nil, reference: "R-\(index)",
      purchaseOrder: dice.percent(60) ? "PO-\(index)" : "", topComment: "Thank you for your business.", isTaxable: true,
      taxCode: Reference(7, name: "VA-STATE"), totals: totals, lines: lines)
  }
}
