import Domain

@testable import Sandbox

/// The demo as the product's own rules see it, taken from what the demo says over the wire.
extension DemoBooks {
  /// Ids of the invoices under review on which a rule finds something; lists as `DemoRulesTests` means them.
  func found() -> [String: [Int]] {
    var settings = RuleSettings()
    for rule in RuleBook.all { settings.rules[rule.code] = RuleSetting(isOn: true, severity: rule.severity) }
    settings.rules["keyword"]?.values["words"] = .words(WordList("goodwill"))
    settings.rules["work-type"]?.values["work-types"] = .names(NameList(["After-hours Emergency"]))
    let plan = RulePlan(settings: settings)
    var contents: [Int: InvoiceContent] = [:]
    for invoice in invoices { contents[invoice.number("id")] = content(invoice) }
    let histories = Dictionary(grouping: invoices) { $0["company"]?["id"]?.int ?? 0 }.mapValues { history($0, contents) }
    var found: [String: [Int]] = [:]
    for invoice in invoices.sorted(by: { $0.number("id") < $1.number("id") }) where isUnderReview(invoice) {
      let facts = facts(invoice, contents, histories)
      for code in Set(plan.findings(facts).map(\.rule.rawValue)) { found[code, default: []].append(invoice.number("id")) }
    }
    return found
  }

  private func isUnderReview(_ invoice: JSON) -> Bool {
    invoice["status"]?["isClosed"]?.bool == false && !sent.contains(invoice["status"]?["id"]?.int ?? 0)
  }

  private func facts(_ invoice: JSON, _ contents: [Int: InvoiceContent], _ histories: [Int: CompanyHistory]) -> InvoiceFacts {
    let id = invoice.number("id")
    let content = contents[id] ?? self.content(invoice)
    let company = companies[Int(content.company.id.raw)]
    return InvoiceFacts(
      invoice: ID(Int64(id)), content: content, company: company.map { self.company($0) },
      agreement: content.agreement.flatMap { agreements[Int($0.id.raw)] }.map { record in
        AgreementFacts(
          name: record.words("name"), type: record["type"]?.words("name") ?? "", starts: record.date("startDate"),
          ends: record.date("endDate"),
          terms: record.reference("billingTerms"), cycle: BillingCycle(vendorText: record["billingCycle"]?.words("name") ?? ""))
      }, previous: content.type == .agreement ? previous(invoice, contents) : nil,
      taxCode: content.taxCode.flatMap { taxCodes[Int($0.id.raw)] }.map { taxCode($0) },
      history: histories[Int(content.company.id.raw)], unbilled: unbilled(content),
      receipts: Dictionary(uniqueKeysWithValues: expenses.map { (Int64($0.number("id")), receipts.contains($0.number("id"))) }),
      expenseMaxima: Dictionary(
        uniqueKeysWithValues: maxima.map {
          (ID(Int64($0.key)), Figure(millionths: Int64($0.value == .max ? 0 : $0.value) * 10_000))
        }))
  }

  private func company(_ record: JSON) -> CompanyFacts {
    let contact = record["billingContact"]?["id"]?.int
    var person = BillingContact.nobody
    if let contact, let known = contacts[contact] {
      var address = ""
      if case .list(let items)? = known["communicationItems"] {
        address =
          items.first { $0.words("communicationType") == "Email" && $0["defaultFlag"]?.bool == true }?.words("value") ?? ""
      }
      person = .person(name: known.words("firstName"), address: address)
    }
    return CompanyFacts(
      accountNumber: record.words("accountNumber"), terms: record.reference("billingTerms"), taxCode: record.reference("taxCode"),
      deliveryMethod: record["invoiceDeliveryMethod"]?.words("name") ?? "", invoiceAddress: record.words("invoiceToEmailAddress"),
      billingContact: person)
  }

  private func taxCode(_ record: JSON) -> TaxCodeFacts {
    TaxCodeFacts(
      name: record.words("identifier"),
      levels: [
        .init(
          rate: (try? Figure(record.digits("levelOneRate"))) ?? .zero, isAmount: record.words("levelOneRateType") == "Amount",
          taxableMaximum: try? Figure(record.digits("levelOneTaxableMax")),
          taxesServices: record["levelOneServicesFlag"]?.bool == true,
          taxesExpenses: record["levelOneExpensesFlag"]?.bool == true, taxesProducts: record["levelOneProductsFlag"]?.bool == true
        )
      ])
  }

  private func history(_ invoices: [JSON], _ contents: [Int: InvoiceContent]) -> CompanyHistory {
    CompanyHistory(
      invoices: invoices.map { earlier($0, contents) },
      entries: invoices.flatMap { invoice in
        (contents[invoice.number("id")]?.lines ?? []).compactMap {
          EarlierEntry(
            $0, invoice: ID(Int64(invoice.number("id"))), number: invoice.words("invoiceNumber"), date: invoice.date("date"))
        }
      })
  }

  private func earlier(_ invoice: JSON, _ contents: [Int: InvoiceContent]) -> EarlierInvoice {
    let content = contents[invoice.number("id")] ?? content(invoice)
    return EarlierInvoice(
      id: ID(Int64(invoice.number("id"))), number: content.number, type: content.type, agreement: content.agreement?.id,
      date: content.date, total: content.totals.total, purchaseOrder: content.purchaseOrder)
  }

  private func previous(_ invoice: JSON, _ contents: [Int: InvoiceContent]) -> PreviousInvoice {
    let before = invoices.filter {
      $0.words("type") == "Agreement" && $0["agreement"]?["id"] == invoice["agreement"]?["id"]
        && ($0.words("date"), $0.number("id")) < (invoice.words("date"), invoice.number("id"))
    }.max { ($0.words("date"), $0.number("id")) < ($1.words("date"), $1.number("id")) }
    guard let before else { return .first }
    return .invoice(earlier(before, contents), lines: contents[before.number("id")]?.lines ?? [])
  }

  private func unbilled(_ content: InvoiceContent) -> [UnbilledWork] {
    func works(_ records: [JSON], _ kind: UnbilledWork.Kind, day: String) -> [UnbilledWork] {
      records.filter {
        $0["invoice"] == nil && $0["company"]?["id"]?.int.map(Int64.init) == content.company.id.raw
          || $0["invoice"] == nil && kind == .product
      }
      .map {
        UnbilledWork(
          kind: kind, id: Int64($0.number("id")), ticket: $0.reference("ticket"),
          agreement: $0["agreement"]?["id"]?.int.map { ID(Int64($0)) },
          day: $0.date(day), hours: kind == .time ? $0.hours("actualHours") : nil,
          billing: BillingOption(vendorText: $0.words("billableOption")),
          status: $0.words("status"))
      }
    }
    return works(time, .time, day: "timeStart") + works(expenses, .expense, day: "date")
      + works(products, .product, day: "nothing")
  }

  private func content(_ invoice: JSON) -> InvoiceContent {
    let currency = Currency(invoice["currency"]?.words("currencyCode") ?? "") ?? .usd
    let id = invoice.number("id")
    func amount(_ name: String) -> Money { invoice.money(name, currency) }
    return InvoiceContent(
      number: invoice.words("invoiceNumber"), type: InvoiceType(vendorText: invoice.words("type")),
      appliesTo: AppliesTo(vendorText: invoice.words("applyToType")), currency: currency,
      company: invoice.reference("company") ?? Reference(0, name: ""), date: invoice.date("date"),
      dueDate: invoice.date("dueDate"),
      terms: invoice.reference("billingTerms"), agreement: invoice.reference("agreement"), ticket: invoice.reference("ticket"),
      reference: invoice.words("reference"), purchaseOrder: invoice.words("customerPO"), topComment: invoice.words("topComment"),
      bottomComment: invoice.words("bottomComment"), isTaxable: invoice["taxableFlag"]?.bool == true,
      taxCode: invoice.reference("taxCode"),
      totals: InvoiceTotals(
        services: amount("serviceTotal"), expenses: amount("expenseTotal"), products: amount("productTotal"),
        agreement: amount("agreementAmount"),
        serviceAdjustment: amount("serviceAdjustmentAmount"), previousProgressApplied: amount("previousProgressApplied"),
        downPaymentApplied: amount("downpaymentApplied"), subtotal: amount("subtotal"), tax: amount("salesTax"),
        total: amount("total")),
      lines: time.filter { $0["invoice"]?["id"]?.int == id }.map { timeLine($0, currency) }
        + products.filter { $0["invoice"]?["id"]?.int == id }.map { productLine($0, currency) }
        + expenses.filter { $0["invoice"]?["id"]?.int == id }.map { expenseLine($0, currency) })
  }

  private func timeLine(_ entry: JSON, _ currency: Currency) -> Line {
    Line(
      source: Int64(entry.number("id")),
      detail: .time(
        TimeDetail(
          member: entry.reference("member"), workType: entry.reference("workType"), workRole: entry.reference("workRole"),
          start: Instant(entry.words("timeStart")), end: Instant(entry.words("timeEnd")), actual: entry.hours("actualHours"),
          billed: entry.hours("hoursBilled"), invoiced: entry.hours("invoiceHours"))),
      text: entry.words("notes"), quantity: entry.hours("invoiceHours").quantity,
      price: try? Price(entry.digits("hourlyRate"), currency: currency),
      amount: entry.money("extendedInvoiceAmount", currency), billing: BillingOption(vendorText: entry.words("billableOption")),
      taxCode: entry.reference("taxCode"), ticket: entry.reference("ticket"), agreement: entry.reference("agreement"))
  }

  private func productLine(_ product: JSON, _ currency: Currency) -> Line {
    Line(
      source: Int64(product.number("id")),
      detail: .product(
        ProductDetail(
          item: product.reference("catalogItem"), productClass: product.words("productClass"),
          isCancelled: product["cancelledFlag"]?.bool == true)),
      text: product["customerDescription"]?.string ?? product.words("description"),
      quantity: (try? Quantity(product.digits("quantity"))) ?? .one,
      price: try? Price(product.digits("price"), currency: currency),
      amount: product.money("extPrice", currency), cost: product.money("extCost", currency),
      billing: BillingOption(vendorText: product.words("billableOption")), isTaxable: product["taxableFlag"]?.bool,
      taxCode: product.reference("taxCode"), ticket: product.reference("ticket"), agreement: product.reference("agreement"))
  }

  private func expenseLine(_ expense: JSON, _ currency: Currency) -> Line {
    Line(
      source: Int64(expense.number("id")),
      detail: .expense(
        ExpenseDetail(member: expense.reference("member"), type: expense.reference("type"), day: expense.date("date"))),
      text: expense.words("notes"), amount: expense.money("invoiceAmount", currency), cost: expense.money("amount", currency),
      billing: BillingOption(vendorText: expense.words("billableOption")), ticket: expense.reference("ticket"),
      agreement: expense.reference("agreement"))
  }
}

extension JSON {
  fileprivate func number(_ name: String) -> Int { self[name]?.int ?? 0 }
  fileprivate func words(_ name: String) -> String { self[name]?.string ?? "" }

  fileprivate func digits(_ name: String) -> String {
    if case .number(let digits)? = self[name] { return digits }
    return "0"
  }

  fileprivate func money(_ name: String, _ currency: Currency) -> Money {
    (try? Money(digits(name), currency: currency)) ?? .zero(currency)
  }

  fileprivate func hours(_ name: String) -> Hours { (try? Hours(digits(name))) ?? .zero }
  fileprivate func date(_ name: String) -> Day? { Day(vendorText: words(name)) }

  fileprivate func reference<T>(_ name: String) -> Domain.Reference<T>? {
    guard let record = self[name], let id = record["id"]?.int else { return nil }
    let text = ["name", "summary", "identifier"].map { record.words($0) }.first { !$0.isEmpty } ?? ""
    return Domain.Reference(Int64(id), name: text)
  }
}
