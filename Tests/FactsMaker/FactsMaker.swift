import Domain

/// Facts of invoices from a seed: what nobody would write by hand.
///
/// Amounts up to the ends of their types, empty and strange texts, dates at the ends of the calendar, mixed currencies, shared
/// and repeated ids, parts that were not read. Never what the types forbid.
public struct FactsMaker {
  private var dice: Dice
  private let currency: Currency
  /// Wild numbers reach into the extremes; tame ones meet thresholds.
  private let isWild: Bool

  public init(seed: UInt64) {
    var dice = Dice(seed)
    currency = dice.pick([.usd, .eur, .jpy, .gbp] + (Currency("BHD").map { [$0] } ?? []))
    isWild = dice.percent(30)
    self.dice = dice
  }

  public static func facts(seed: UInt64) -> InvoiceFacts {
    var maker = FactsMaker(seed: seed)
    return maker.facts()
  }

  private mutating func facts() -> InvoiceFacts {
    let count = dice.below(2000) == 0 ? 3000 : dice.below(12) == 0 ? 60 : dice.below(9)
    let content = content(lines: (0..<count).map { _ in line() })
    return InvoiceFacts(
      invoice: ID(Int64(dice.below(50))), content: content, company: maybe { $0.company() }, agreement: maybe { $0.agreement() },
      previous: maybe { $0.previous(content) }, taxCode: maybe { $0.taxCode() }, history: maybe { $0.history() },
      unbilled: maybe { $0.unbilled() },
      receipts: maybe { maker in Dictionary((0..<maker.dice.below(20)).map { (Int64($0), maker.dice.percent(50)) }) { $1 } },
      expenseMaxima: maybe { maker in [ID(29): maker.figure(), ID(30): .zero] })
  }

  private mutating func maybe<T>(_ make: (inout FactsMaker) -> T) -> T? { dice.percent(75) ? make(&self) : nil }

  private mutating func money() -> Money {
    let unit = dice.below(30) == 0 ? dice.pick([.usd, .eur, .jpy]) : currency
    if isWild { return Money(minor: dice.integer(), currency: unit) }
    return Money(minor: Int64(dice.below(400) - 40) * Int64(dice.pick([1, 5, 100, 2500])), currency: unit)
  }

  private mutating func price() -> Price {
    if isWild { return Price(millionths: dice.integer(), currency: currency) }
    return Price(millionths: Int64(dice.pick([0, 120, 165, 165, 165, 195, 330])) * 1_000_000, currency: currency)
  }

  private mutating func hours() -> Hours {
    Hours(millionths: isWild ? dice.integer() : Int64(dice.below(60)) * 250_000)
  }

  private mutating func figure() -> Figure { Figure(millionths: isWild ? dice.integer() : Int64(dice.below(1000)) * 100_000) }

  private mutating func day() -> Day? {
    if dice.below(12) == 0 { return nil }
    if isWild { return dice.pick([.first, .last, Day(ordinal: dice.below(2_000_000) - 700_000) ?? .last]) }
    return Day(ordinal: 20_600 + dice.below(60))
  }

  private mutating func instant() -> Instant? {
    if dice.below(15) == 0 { return nil }
    if isWild { return Instant(milliseconds: dice.integer()) }
    return Instant(milliseconds: 20_600 * 86_400_000 + Int64(dice.below(400)) * 900_000)
  }

  private mutating func reference<T>(_ ids: Int) -> Reference<T>? {
    if dice.below(8) == 0 { return nil }
    return Reference(isWild ? dice.integer() : Int64(dice.below(ids)), name: dice.text())
  }

  private mutating func line() -> Line {
    let detail: LineDetail
    switch dice.below(10) {
    case 0...4:
      let start = instant()
      let end = dice.percent(70) ? start?.adding(milliseconds: Int64(dice.below(12) - 1) * 900_000) : instant()
      detail = .time(
        TimeDetail(
          member: reference(3), workType: reference(4), workRole: reference(3), start: start, end: end, actual: hours(),
          billed: hours(), invoiced: hours(), hourlyCost: dice.percent(50) ? price() : nil))
    case 5...7:
      detail = .product(
        ProductDetail(
          item: reference(5), productClass: dice.pick(["", "Service", "Agreement", "Inventory"]), unit: "", unitCost: nil,
          isCancelled: dice.percent(8)))
    case 8: detail = .expense(ExpenseDetail(member: reference(3), type: reference(40), day: day()))
    default: detail = dice.percent(50) ? .agreement : .adjustment
    }
    return Line(
      source: isWild && dice.percent(20) ? dice.integer() : Int64(dice.below(200)), detail: detail, text: dice.text(),
      quantity: Quantity(millionths: isWild ? dice.integer() : Int64(dice.below(5)) * 1_000_000),
      price: dice.percent(85) ? price() : nil, amount: money(), cost: dice.percent(80) ? money() : nil,
      billing: dice.pick([.billable, .billable, .billable, .noDefault, .noCharge, .doNotBill]),
      isTaxable: dice.pick([true, true, false, nil]), taxCode: dice.percent(20) ? reference(3) : nil, ticket: reference(4),
      agreement: dice.percent(30) ? reference(3) : nil)
  }

  private mutating func content(lines: [Line]) -> InvoiceContent {
    InvoiceContent(
      number: dice.text(), type: dice.pick(InvoiceType.allCases), appliesTo: dice.pick(AppliesTo.allCases), currency: currency,
      company: reference(5) ?? Reference(0, name: ""), date: day(), dueDate: day(), terms: reference(3),
      agreement: reference(3), ticket: reference(4), reference: dice.text(), purchaseOrder: dice.percent(50) ? "" : dice.text(),
      topComment: dice.text(), bottomComment: dice.text(), isTaxable: dice.percent(80), taxCode: reference(3),
      totals: InvoiceTotals(
        services: money(), expenses: money(), products: money(), agreement: money(), serviceAdjustment: money(),
        previousProgressApplied: money(), downPaymentApplied: money(), subtotal: money(), tax: money(), total: money()),
      lines: lines)
  }

  private mutating func company() -> CompanyFacts {
    CompanyFacts(
      accountNumber: dice.text(), terms: reference(3), taxCode: reference(3), deliveryMethod: dice.pick(["", "E-Mail", "Mail"]),
      invoiceAddress: dice.pick(["", "a@x.example.test", "nobody", ";,", dice.text()]),
      billingContact: dice.pick([
        .nobody, .notRead(name: ""), .person(name: dice.text(), address: dice.pick(["", "x@y.z", "@", dice.text()])),
      ]))
  }

  private mutating func agreement() -> AgreementFacts {
    AgreementFacts(
      name: dice.text(), type: dice.pick(["", "Managed"]), starts: day(), ends: day(), terms: reference(3),
      cycle: dice.pick(BillingCycle.allCases.map { $0 } + [nil]))
  }

  private mutating func previous(_ content: InvoiceContent) -> PreviousInvoice {
    if dice.percent(20) { return .first }
    var lines = content.lines.filter { _ in dice.percent(80) }
    if dice.percent(50) { lines.append(line()) }
    return .invoice(earlier(), lines: lines)
  }

  private mutating func earlier() -> EarlierInvoice {
    EarlierInvoice(
      id: ID(Int64(dice.below(50))), number: dice.text(), type: dice.pick(InvoiceType.allCases),
      agreement: dice.percent(50) ? ID(Int64(dice.below(3))) : nil, date: day(), total: money(),
      purchaseOrder: dice.percent(70) ? "PO-1" : "")
  }

  private mutating func history() -> CompanyHistory {
    var entries: [EarlierEntry] = []
    for _ in 0..<dice.below(30) {
      if let entry = EarlierEntry(line(), invoice: ID(Int64(dice.below(50))), number: "1", date: day()) { entries.append(entry) }
    }
    return CompanyHistory(invoices: (0..<dice.below(20)).map { _ in earlier() }, entries: entries)
  }

  private mutating func unbilled() -> [UnbilledWork] {
    (0..<dice.below(8)).map { _ in
      UnbilledWork(
        kind: dice.pick(UnbilledWork.Kind.allCases), id: Int64(dice.below(9)), ticket: reference(4),
        agreement: dice.percent(50) ? ID(Int64(dice.below(3))) : nil, day: day(), hours: dice.percent(50) ? hours() : nil,
        amount: dice.percent(50) ? money() : nil, billing: dice.pick(BillingOption.allCases),
        status: dice.pick(["Open", "Rejected", "WrittenOff", ""]))
    }
  }

  private mutating func taxCode() -> TaxCodeFacts {
    TaxCodeFacts(
      name: dice.text(),
      levels: (0..<dice.below(7)).map { _ in
        TaxCodeFacts.Level(
          rate: figure(), isAmount: dice.percent(10), taxableMaximum: dice.percent(20) ? figure() : nil,
          taxesServices: dice.percent(50), taxesExpenses: dice.percent(50), taxesProducts: dice.percent(70))
      })
  }
}

/// Settings from a seed: every rule on, options inside their ranges, words and names to look for.
public enum SettingsMaker {
  public static func settings(seed: UInt64) -> RuleSettings {
    var dice = Dice(seed)
    var settings = RuleSettings()
    for rule in RuleBook.all {
      var values: [String: TunableValue] = [:]
      for tunable in rule.tunables where dice.percent(50) {
        switch tunable.kind {
        case .figure(_, let range, _): values[tunable.name] = .figure(dice.percent(50) ? range.lowerBound : range.upperBound)
        case .flag: values[tunable.name] = .flag(dice.percent(50))
        case .choice(_, let choices): values[tunable.name] = .choice(dice.pick(choices).code)
        case .names: values[tunable.name] = .names(NameList([dice.text(), "Service"]))
        case .words: values[tunable.name] = .words(WordList("goodwill", "TODO", "内部", "e\u{301}e\u{301}"))
        }
      }
      settings.rules[rule.code] = RuleSetting(isOn: true, severity: dice.pick(Severity.allCases), values: values)
    }
    return settings
  }
}
