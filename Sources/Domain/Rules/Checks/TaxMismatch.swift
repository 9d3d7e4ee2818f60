extension Rule {
  static let taxMismatch = Rule(
    "tax-mismatch", title: "Tax does not add up",
    summary: "The tax is not what the tax code's rates make of what it is levied on.", severity: .warning,
    tunables: [TaxMismatch.tolerance], check: TaxMismatch.check, examples: { TaxMismatch.examples })
}

private enum TaxMismatch {
  static let tolerance = Tunable.amount("tolerance", "Differs by more than", default: Figure(millionths: 20_000), 0...100)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let content = facts.content
    let target = Target.invoice(facts)
    guard let code = content.taxCode else { return look.skips(target, facts.name, "It has no tax code.") }
    guard let rates = facts.taxCode else { return look.lacks(.taxCode, for: target, facts.name) }
    if let line = facts.lines.all.first(where: { $0.isBilled && $0.taxCode != nil && $0.taxCode?.id != code.id }) {
      return look.skips(target, facts.name, "\(line.name) has a tax code of its own, so that one code does not explain the tax.")
    }
    guard let owed = owed(facts, rates) else {
      return look.skips(target, facts.name, "Its amounts are too large to reckon with, or in several currencies.")
    }
    let tax = content.totals.tax
    guard let gap = tax.distance(to: owed), Figure.compare(gap, look.figure(tolerance)) > 0 else {
      return look.passes(
        target, facts.name, "The tax of \(look.conventions.amountWithCode(tax)) is what \(code.named("the tax code")) makes.")
    }
    let what = tax.isZero ? "No tax is charged" : "The tax is \(look.conventions.amountWithCode(tax))"
    look.flag(
      target, facts.name,
      "\(what), while \(code.named("the tax code")) makes \(look.conventions.amountWithCode(owed)): a difference of \(look.conventions.amountWithCode(gap)).",
      [JudgedValue("tax", tax), JudgedValue("tax owed", owed)])
  }

  /// What the levels make of what they are levied on, each rounded by itself (PRODUCT §3.4, Tax).
  private static func owed(_ facts: InvoiceFacts, _ code: TaxCodeFacts) -> Money? {
    let content = facts.content
    let totals = content.totals
    let zero = Money.zero(content.currency)
    guard content.isTaxable else { return zero }
    let goods = facts.lines.products.filter { $0.line.isBilled && $0.line.isTaxable == true }.map(\.line.amount)
    guard let products = try? Money.sum(goods, in: content.currency),
      let services = try? Money.sum([totals.services, totals.serviceAdjustment, totals.agreement], in: content.currency)
    else { return nil }
    var owed = zero
    for level in code.levels {
      var parts: [Money] = []
      if level.taxesServices { parts.append(services) }
      if level.taxesExpenses { parts.append(totals.expenses) }
      if level.taxesProducts { parts.append(products) }
      guard let base = try? Money.sum(parts, in: content.currency), let tax = level.tax(on: base),
        let sum = try? owed.adding(tax)
      else { return nil }
      owed = sum
    }
    return owed
  }

  /// An invoice with a disk for 100.00, an expense of 50.00 and services of 200.00.
  private static func facts(
    tax: Int64, _ rate: String = "0.053", services: Bool = false, expenses: Bool = false, products: Bool = true,
    isTaxable: Bool = true, isAmount: Bool = false, most: Int? = nil, lines: [Line] = [Example.product(1, 100_00)]
  ) -> InvoiceFacts {
    Example.changed(
      lines,
      change: {
        $0.isTaxable = isTaxable
        $0.taxCode = Reference(7, name: "VA-STATE")
        $0.totals.services = Example.money(200_00)
        $0.totals.expenses = Example.money(50_00)
        $0.totals.tax = Example.money(tax)
      },
      around: {
        $0.taxCode = TaxCodeFacts(
          name: "VA-STATE",
          levels: [
            .init(
              rate: (try? Figure(rate)) ?? .zero, isAmount: isAmount, taxableMaximum: most.map { Figure($0) },
              taxesServices: services,
              taxesExpenses: expenses, taxesProducts: products)
          ])
      })
  }

  private static func twoLevels(tax: Int64) -> InvoiceFacts {
    var facts = facts(tax: tax, lines: [Example.product(1, 10_10)])
    let level = TaxCodeFacts.Level(
      rate: Figure(millionths: 15_000), taxesServices: false, taxesExpenses: false, taxesProducts: true)
    facts.taxCode = TaxCodeFacts(name: "CITY", levels: [level, level])
    return facts
  }

  static let examples = [
    RuleExample("tax as it should be", facts(tax: 5_30)),
    RuleExample("two cents off are allowed", facts(tax: 5_32)),
    RuleExample(
      "three are not", facts(tax: 5_33),
      .flag(.warning, .invoice, 7001, "The tax is 5.33 USD, while VA-STATE makes 5.30 USD: a difference of 0.03 USD")),
    RuleExample(
      "no tax at all", facts(tax: 0), .flag(.warning, .invoice, 7001, "No tax is charged, while VA-STATE makes 5.30 USD")),
    RuleExample("a rate above one is a percentage", facts(tax: 5_30, "5.3")),
    RuleExample("a rate of one is the whole", facts(tax: 100_00, "1")),
    RuleExample("services too", facts(tax: 57_00, "0.19", services: true)),
    RuleExample("services and expenses too", facts(tax: 66_50, "19", services: true, expenses: true)),
    RuleExample("a rate of zero owes none", facts(tax: 0, "0")),
    RuleExample("an invoice that is not taxable owes none", facts(tax: 0, isTaxable: false)),
    RuleExample(
      "tax on an invoice that is not taxable", facts(tax: 5_30, isTaxable: false),
      .flag(.warning, .invoice, 7001, "makes 0.00 USD")),
    RuleExample(
      "products that are not taxable, not charged or cancelled are no base",
      facts(
        tax: 0,
        lines: [
          Example.product(1, isTaxable: false), Example.product(2, billing: .noCharge), Example.product(3, isCancelled: true),
          Example.product(4, isTaxable: nil),
        ])),
    RuleExample("each level is rounded by itself", twoLevels(tax: 30)),
    RuleExample("a fixed amount", facts(tax: 2_50, "2.5", isAmount: true)),
    RuleExample("a fixed amount on nothing", facts(tax: 0, "2.5", isAmount: true, lines: [])),
    RuleExample("the most that is levied on", facts(tax: 2_12, most: 40)),
    RuleExample(
      "a line with a tax code of its own is not judged",
      facts(tax: 0, lines: [Example.product(1).taxed(by: Reference(8, name: "MD-STATE")), Example.product(2)])),
    RuleExample("no tax code", facts(tax: 0).without { $0.taxCode = nil }),
    RuleExample("the code was not read", Example.changed(change: { $0.taxCode = Reference(7, name: "VA-STATE") })),
    RuleExample("a credit", facts(tax: -5_30, lines: [Example.product(1, -100_00)])),
  ]
}

extension TaxCodeFacts.Level {
  /// Nil where it is too large to say.
  fileprivate func tax(on base: Money) -> Money? {
    let scale = Int128(Figure.powerOfTen(base.currency.decimals))
    if isAmount {
      guard !base.isZero else { return .zero(base.currency) }
      return Rounding.halfAwayFromZero.divide(Int128(rate.millionths) * scale, by: 1_000_000)
        .map { Money(minor: $0, currency: base.currency) }
    }
    var minor = Int128(base.minor)
    if let taxableMaximum, taxableMaximum > .zero {
      let most = Int128(taxableMaximum.millionths) * scale / 1_000_000
      minor = Swift.min(Swift.max(minor, -most), most)
    }
    // A rate above 1 is a percentage (PRODUCT §3.4).
    let divisor: Int128 = rate > Figure(1) ? 100_000_000 : 1_000_000
    return Rounding.halfAwayFromZero.divide(minor * Int128(rate.millionths), by: divisor)
      .map { Money(minor: $0, currency: base.currency) }
  }
}

extension Line {
  fileprivate func taxed(by code: Reference<TaxCode>) -> Line {
    var line = self
    line.taxCode = code
    return line
  }
}

extension InvoiceFacts {
  fileprivate func without(_ change: (inout InvoiceContent) -> Void) -> InvoiceFacts {
    var content = content
    change(&content)
    return InvoiceFacts(invoice: invoice, content: content, taxCode: taxCode)
  }
}
