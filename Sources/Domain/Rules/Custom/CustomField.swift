/// What a condition can ask for, by the name that people type.
enum CustomField: String, CaseIterable, Hashable, Sendable {
  // Of the invoice
  case total, subtotal, tax, services, date, due, type, number, company, currency, po, reference, comment, terms
  case expensesTotal = "expenses_total"
  case productsTotal = "products_total"
  case agreementAmount = "agreement_amount"
  case taxCode = "tax_code"
  case agreementName = "agreement_name"
  case agreementType = "agreement_type"
  case previousTotal = "previous_total"
  case change
  case accountNumber = "account_number"
  // Of a line
  case amount, cost, margin, quantity, price, text, billed, taxable, ticket, item, member, hours, rate, day
  case lineClass = "class"
  case workType = "work_type"
  case workRole = "work_role"
  case actualHours = "actual_hours"
  case invoicedHours = "invoiced_hours"
  case expenseType = "expense_type"

  var isOfLine: Bool {
    switch self {
    case .total, .subtotal, .tax, .services, .date, .due, .type, .number, .company, .currency, .po, .reference, .comment, .terms,
      .expensesTotal, .productsTotal, .agreementAmount, .taxCode, .agreementName, .agreementType, .previousTotal, .change,
      .accountNumber:
      false
    case .amount, .cost, .margin, .quantity, .price, .text, .billed, .taxable, .ticket, .item, .member, .hours, .rate, .day,
      .lineClass,
      .workType, .workRole, .actualHours, .invoicedHours, .expenseType:
      true
    }
  }

  var valueType: CustomType {
    switch self {
    case .total, .subtotal, .tax, .services, .expensesTotal, .productsTotal, .agreementAmount, .previousTotal, .change, .amount,
      .cost,
      .margin, .quantity, .price, .hours, .rate, .actualHours, .invoicedHours:
      .number
    case .date, .due, .day: .day
    case .billed, .taxable: .truth
    case .type, .number, .company, .currency, .po, .reference, .comment, .terms, .taxCode, .agreementName, .agreementType,
      .accountNumber,
      .text, .ticket, .item, .member, .lineClass, .workType, .workRole, .expenseType:
      .text
    }
  }

  /// Nil where the invoice or the line has no such thing, or it was not read.
  func value(_ facts: InvoiceFacts, _ line: Line?) -> CustomValue? {
    let content = facts.content
    let totals = content.totals
    switch self {
    case .total: return money(totals.total)
    case .subtotal: return money(totals.subtotal)
    case .tax: return money(totals.tax)
    case .services: return money(totals.services)
    case .expensesTotal: return money(totals.expenses)
    case .productsTotal: return money(totals.products)
    case .agreementAmount: return money(totals.agreement)
    case .date: return content.date.map { .day($0) }
    case .due: return content.dueDate.map { .day($0) }
    case .type: return .text(content.kind.title)
    case .number: return .text(content.number)
    case .company: return .text(content.company.name)
    case .currency: return .text(content.currency.code)
    case .po: return .text(content.purchaseOrder)
    case .reference: return .text(content.reference)
    case .comment: return .text(content.topComment + "\n" + content.bottomComment)
    case .terms: return .text(content.terms?.name ?? "")
    case .taxCode: return .text(content.taxCode?.name ?? "")
    case .agreementName: return .text(content.agreement?.name ?? "")
    case .agreementType: return content.agreement == nil ? .text("") : facts.agreement.map { .text($0.type) }
    case .previousTotal: return previous(facts).flatMap { money($0) }
    case .change:
      guard let before = previous(facts), let percent = Percent(from: before, to: totals.total) else { return nil }
      return figure(percent)
    case .accountNumber: return facts.company.map { .text($0.accountNumber) }
    default: return line.flatMap { value(of: $0) }
    }
  }

  private func value(of line: Line) -> CustomValue? {
    switch self {
    case .amount: return money(line.amount)
    case .cost: return line.cost.flatMap { money($0) }
    case .margin: return line.margin?.percent.flatMap { figure($0) }
    case .quantity: return .number(Figure(millionths: line.quantity.millionths))
    case .price, .rate: return line.price.map { .number(Figure(millionths: $0.millionths)) }
    case .text: return .text(line.text)
    case .billed: return .truth(line.isBilled)
    case .taxable: return line.isTaxable.map { .truth($0) }
    case .ticket: return .text(line.ticket?.name ?? "")
    default: break
    }
    switch (self, line.detail) {
    case (.member, .time(let time)): return .text(time.member?.name ?? "")
    case (.workType, .time(let time)): return .text(time.workType?.name ?? "")
    case (.workRole, .time(let time)): return .text(time.workRole?.name ?? "")
    case (.hours, .time(let time)): return .number(Figure(millionths: time.billed.millionths))
    case (.actualHours, .time(let time)): return .number(Figure(millionths: time.actual.millionths))
    case (.invoicedHours, .time(let time)): return .number(Figure(millionths: time.invoiced.millionths))
    case (.day, .time(let time)): return time.start.map { .day($0.day) }
    case (.item, .product(let product)): return .text(product.item?.name ?? "")
    case (.lineClass, .product(let product)): return .text(product.productClass)
    case (.member, .expense(let expense)): return .text(expense.member?.name ?? "")
    case (.expenseType, .expense(let expense)): return .text(expense.type?.name ?? "")
    case (.day, .expense(let expense)): return expense.day.map { .day($0) }
    default: return nil
    }
  }

  private func previous(_ facts: InvoiceFacts) -> Money? {
    guard case .invoice(let before, _)? = facts.previous, before.total.currency == facts.content.currency else { return nil }
    return before.total
  }

  /// An amount as the plain number that people type; nil where it does not fit.
  private func money(_ money: Money) -> CustomValue? {
    let scale = Figure.powerOfTen(Figure.decimals - money.currency.decimals)
    let (units, overflow) = money.minor.multipliedReportingOverflow(by: scale)
    return overflow ? nil : .number(Figure(millionths: units))
  }

  private func figure(_ percent: Percent) -> CustomValue? {
    let (units, overflow) = percent.hundredths.multipliedReportingOverflow(by: 10_000)
    return overflow ? nil : .number(Figure(millionths: units))
  }
}
