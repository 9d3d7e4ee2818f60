/// The tables behind invoices: terms, taxes, currencies, set-ups.
extension Records {
  /// A record of a table that nobody has touched since the site was set up.
  func row(_ id: Int, _ members: [(String, JSON?)]) -> JSON {
    .record([("id", .integer(id))] + members + [("_info", info(Self.setUp, "hvogel"))])
  }

  static func percent(_ hundredths: Int) -> JSON {
    // A fraction, as the examples have it: 5.3 % is 0.053.
    let digits = String(10_000 + hundredths).dropFirst()
    var text = Substring(digits)
    while text.last == "0", text.count > 1 { text = text.dropLast() }
    return .number("0.\(text)")
  }

  var billingTerms: [JSON] {
    DemoCast.terms.map {
      row(
        $0.id,
        [
          ("name", .text($0.name)), ("defaultFlag", .flag($0.id == DemoCast.net15.id)), ("dueDays", .integer($0.days)),
          ("termsXref", .text($0.name)),
        ])
    }
  }

  var billingCycles: [JSON] {
    [(2, "M", "Monthly", "Monthly"), (3, "Q", "Quarterly", "Quarterly"), (4, "Y", "Yearly", "Yearly")].map {
      row(
        $0.0,
        [
          ("identifier", .text($0.1)), ("name", .text($0.2)), ("defaultFlag", .flag($0.0 == 2)), ("billingOptions", .text($0.3)),
        ])
    }
  }

  var billingSetups: [JSON] {
    [
      row(
        2,
        [
          ("remitName", .text(DemoCast.provider)), ("location", location), ("addressOne", .text("400 Pier Way")),
          ("city", .text("Brackwater")), ("zip", .text("23185")), ("phone", .text("7035550140")),
          ("invoiceTitle", .text("Invoice")), ("payableName", .text(DemoCast.provider)),
          ("overallInvoiceDefault", Self.reference(9, "Brackwater Standard")), ("excludeDoNotBillTimeFlag", .flag(true)),
          ("excludeDoNotBillExpenseFlag", .flag(true)), ("excludeDoNotBillProductFlag", .flag(true)),
          ("prefixSuffixFlag", .text("Prefix")), ("prefixSuffixText", .text("")), ("chargeAdjToFirmFlag", .flag(false)),
          ("noWatermarkFlag", .flag(true)), ("displayTaxFlag", .flag(true)), ("disableRoutingEmailFlag", .flag(false)),
          ("emailTemplate", Self.reference(1, "Invoice - default")), ("currency", currency(DemoCast.dollar)),
        ])
    ]
  }

  /// The fallback for invoices without routing rows of their own.
  func billingSetupRoutings(_ setup: Int) -> [JSON] {
    let rows: [(rule: String, routing: String, member: DemoCast.Member?)] = [
      ("All", "Member", DemoCast.members[DemoCast.serviceManager]), ("Agreement", "Account", nil),
      ("Standard", "Creator", nil), ("Project", "Project", nil), ("All", "Member", DemoCast.members[DemoCast.formerMember]),
    ]
    return rows.enumerated().map { place, row in
      self.row(
        21 + place,
        [
          ("sequenceNumber", .integer(place + 1)), ("invoiceRule", .text(row.rule)), ("routingRule", .text(row.routing)),
          ("member", row.member.map { member($0) }), ("parentId", .integer(setup)),
        ])
    }
  }

  var taxCodes: [JSON] {
    DemoCast.taxCodes.map { code in
      row(
        code.id,
        [
          ("identifier", .text(code.name)), ("description", .text("\(code.name) sales tax")),
          ("invoiceCaption", .text("Sales Tax")),
          ("effectiveDate", .text("2024-01-01T00:00:00Z")), ("defaultFlag", .flag(code.id == DemoCast.virginia.id)),
          ("displayOnInvoiceFlag", .flag(true)), ("canadaCalculateGSTFlag", .flag(false)),
          ("levelOneRate", Self.percent(code.rate)), ("levelOneRateType", .text("Percent")),
          ("levelOneTaxableMax", Self.money(0)),
          ("levelOneCaption", .text("Tax")), ("levelOneTaxCodeXref", .text(code.name)),
          ("levelOneServicesFlag", .flag(code.taxesServices)), ("levelOneExpensesFlag", .flag(code.taxesServices)),
          ("levelOneProductsFlag", .flag(true)), ("workRoleIds", .list([])), ("expenseTypeIds", .list([])),
          ("productTypeIds", .list([])),
        ])
    }
  }

  func taxCodeLevels(_ id: Int) -> [JSON] {
    DemoCast.taxCodes.filter { $0.id == id }.map { code in
      row(
        code.id * 10 + 1,
        [
          ("taxLevel", .integer(1)), ("taxRate", Self.percent(code.rate)), ("rateType", .text("Percent")),
          ("taxableMax", Self.money(0)), ("caption", .text("Tax")), ("taxCodeXref", .text(code.name)),
          ("taxServicesFlag", .flag(code.taxesServices)), ("taxExpensesFlag", .flag(code.taxesServices)),
          ("taxProductsFlag", .flag(true)), ("singleUnitFlag", .flag(false)),
        ])
    }
  }

  var currencies: [JSON] {
    DemoCast.currencies.map { currency in
      row(
        currency.id,
        [
          ("currencyIdentifier", .text(currency.code)), ("name", .text(currency.name)), ("symbol", .text(currency.symbol)),
          ("displayIdFlag", .flag(false)), ("displaySymbolFlag", .flag(true)),
          ("currencyCode", Self.reference(currency.id, currency.code)), ("thousandsSeparator", .text(",")),
          ("decimalSeparator", .text(".")), ("negativeParenthesesFlag", .flag(false)), ("rightAlign", .flag(false)),
          ("numberOfDecimals", .integer(2)),
        ])
    }
  }

  var deliveryMethods: [JSON] {
    [(1, "Print", false), (2, "E-Mail", true)].map {
      row($0.0, [("name", .text($0.1)), ("defaultFlag", .flag($0.2)), ("emailFlag", .flag($0.2))])
    }
  }

  var glAccounts: [JSON] {
    GLKind.allCases.enumerated().map { place, kind in
      row(
        61 + place,
        [
          ("glType", .text(kind.rawValue)), ("mappedType", Self.reference(1, "Location")),
          ("mappedRecord", Self.reference(DemoCast.location.id, DemoCast.location.name)), ("segment1", .text(kind.account)),
          ("productId", .text(kind.item)),
        ])
    }
  }

  var invoiceEmailTemplates: [JSON] {
    [
      row(
        1,
        [
          ("name", .text("Invoice - default")), ("useSenderFlag", .flag(false)), ("firstName", .text("Brackwater")),
          ("lastName", .text("Billing")), ("emailAddress", .text("billing@brackwater.example.test")),
          ("subject", .text("Invoice [invoicenumber]")), ("body", .text("")), ("copySenderFlag", .flag(false)),
          (
            "invoiceStatus",
            .record([
              ("id", .integer(DemoStatus.sent.rawValue)), ("name", .text(DemoStatus.sent.name)), ("isClosed", .flag(false)),
            ])
          ), ("attachInvoiceFlag", .flag(true)),
        ])
    ]
  }

  var invoiceTemplates: [JSON] { [row(9, [("name", .text("Brackwater Standard"))])] }

  // MARK: Agreements

  static let agreementTypeNames = ["Managed Services", "Network Care"]

  var agreementTypes: [JSON] {
    Self.agreementTypeNames.enumerated().map { place, name in
      row(
        5 + place,
        [
          ("name", .text(name)), ("defaultFlag", .flag(place == 0)), ("inactiveFlag", .flag(false)),
          ("applicationUnits", .text("Hours")), ("applicationUnlimitedFlag", .flag(true)), ("oneTimeFlag", .flag(false)),
          ("employeeCompRate", .text("Actual")), ("employeeCompNotExceed", .text("Billing")), ("billingCycle", billingCycle),
          ("invoicingCycle", .text("CalendarYear")), ("billTime", .text("NoDefault")), ("billExpenses", .text("Billable")),
          ("billProducts", .text("Billable")), ("prorateFlag", .flag(true)),
        ])
    }
  }

  private var billingCycle: JSON { reference(2, "Monthly", "billingCycle", "finance/billingCycles") }

  private func agreementType(_ name: String) -> JSON {
    reference(5 + (Self.agreementTypeNames.firstIndex(of: name) ?? 0), name, "type", "finance/agreements/types")
  }

  private func start(_ agreement: DemoCast.Agreement) -> Int { Moment.firstOfMonth(data.anchor) + agreement.starts }

  /// As the server computes it, on the day that all dates count back from.
  private func status(_ agreement: DemoCast.Agreement) -> String {
    if start(agreement) > data.anchor { return "Inactive" }
    return agreement.ends.map { Moment.firstOfMonth(data.anchor) + $0 < data.anchor } == true ? "Expired" : "Active"
  }

  func agreementRecord(_ company: DemoCast.Company) -> JSON? {
    guard let agreement = company.agreement else { return nil }
    let ends = agreement.ends.map { Moment.firstOfMonth(data.anchor) + $0 }
    let contact = contact(company)
    let starts = Moment.midnight(start(agreement))
    return row(
      agreement.id,
      [
        ("name", .text(agreement.name)), ("type", agreementType(agreement.type)), ("company", self.company(company)),
        ("contact", contact), ("site", site(company)), ("location", location), ("department", department(11)),
        ("restrictLocationFlag", .flag(false)), ("restrictDepartmentFlag", .flag(false)), ("startDate", .text(starts)),
        ("endDate", ends.map { .text(Moment.midnight($0)) }), ("noEndingDateFlag", .flag(ends == nil)),
        ("cancelledFlag", .flag(false)), ("applicationUnits", .text("Hours")), ("applicationLimit", Self.money(0)),
        ("applicationUnlimitedFlag", .flag(true)), ("oneTimeFlag", .flag(false)), ("coverAgreementTime", .flag(true)),
        ("coverAgreementProduct", .flag(false)), ("coverAgreementExpense", .flag(false)), ("coverSalesTax", .flag(false)),
        ("carryOverUnused", .flag(false)), ("allowOverruns", .flag(true)), ("expireWhenZero", .flag(false)),
        ("chargeToFirm", .flag(false)), ("employeeCompRate", .text("Actual")), ("employeeCompNotExceed", .text("Billing")),
        ("billingCycle", billingCycle), ("billOneTimeFlag", .flag(false)),
        ("billingTerms", Self.reference(company.terms.id, company.terms.name)), ("invoicingCycle", .text("CalendarYear")),
        ("billToCompany", self.company(company)), ("billToContact", contact), ("billToSite", site(company)),
        ("billAmount", Self.money(agreement.base)), ("taxable", .flag(company.taxCode?.taxesServices == true)),
        ("billStartDate", .text(starts)), ("taxCode", company.taxCode.map(taxCode)), ("billTime", .text("NoDefault")),
        ("billExpenses", .text("Billable")), ("billProducts", .text("Billable")), ("currency", currency(company.currency)),
        ("autoInvoiceFlag", .flag(false)), ("agreementStatus", .text(status(agreement))),
      ])
  }

  /// The customer of an agreement's id.
  func customer(ofAgreement id: Int) -> DemoCast.Company? {
    let index = id - 41
    guard (0..<data.companies).contains(index) else { return nil }
    let company = DemoCast.company(index)
    return company.agreement == nil ? nil : company
  }

  func additions(_ id: Int) -> [JSON] {
    guard let company = customer(ofAgreement: id), let agreement = company.agreement else { return [] }
    // One that was cancelled is in the list too.
    let past = [(item: 5, quantity: 3)]
    return (agreement.items + past).enumerated().map { place, entry in
      let item = DemoCast.catalog[entry.item]
      let isPast = place == agreement.items.count
      return row(
        10_000 + id * 20 + place,
        [
          (
            "product",
            .record([
              ("id", .integer(item.id)), ("identifier", .text(item.identifier)),
              (
                "_info", .record([("typeId", .text("3")), ("catalog_href", .text("\(base)/procurement/catalog/\(item.id)"))])
              ),
            ])
          ), ("quantity", Self.money(entry.quantity * 100)), ("lessIncluded", Self.money(0)),
          ("unitPrice", Self.money(item.price)), ("unitCost", Self.money(item.cost)), ("billCustomer", .text("Billable")),
          ("effectiveDate", .text(Moment.midnight(start(agreement)))),
          ("cancelledDate", isPast ? .text(Moment.midnight(data.anchor - 70)) : nil), ("taxableFlag", .flag(item.isTaxable)),
          ("serialNumber", .text("")), ("invoiceDescription", .text(item.description)), ("purchaseItemFlag", .flag(false)),
          ("specialOrderFlag", .flag(false)), ("agreementId", .integer(id)), ("description", .text(item.description)),
          ("billedQuantity", Self.money(entry.quantity * 100)), ("uom", .text("Each")),
          ("extPrice", Self.money(entry.quantity * item.price)), ("extCost", Self.money(entry.quantity * item.cost)),
          ("sequenceNumber", Self.money((place + 1) * 100)), ("margin", Self.money(item.price - item.cost)),
          ("prorateCost", Self.money(0)), ("proratePrice", Self.money(0)), ("extendedProrateCost", Self.money(0)),
          ("extendedProratePrice", Self.money(0)), ("prorateCurrentPeriodFlag", .flag(false)),
          ("agreementStatus", .text(status(agreement))),
        ])
    }
  }

  func adjustments(_ id: Int) -> [JSON] {
    guard customer(ofAgreement: id) != nil, id % 5 == 0 else { return [] }
    return [
      row(
        30_000 + id,
        [
          ("amount", Self.money(-50_00)), ("description", .text("Goodwill for the outage in February.")),
          ("effectiveDate", .text(Moment.midnight(data.anchor - 80))), ("agreementId", .integer(id)),
        ])
    ]
  }
}
