extension Rule {
  static let noTaxCode = Rule(
    "no-tax-code", title: "No tax code on invoice",
    summary: "The invoice has no tax code, though its company is not exempt.", isOnByDefault: false, severity: .warning,
    tunables: [NoTaxCode.skipZero], check: NoTaxCode.check, examples: { NoTaxCode.examples })
}

private enum NoTaxCode {
  static let skipZero = Tunable.flag("skip-zero", "Leave out totals of zero", default: true)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let target = Target.invoice(facts)
    if let code = facts.content.taxCode { return look.passes(target, facts.name, "Its tax code is \(code.named("Tax code")).") }
    let total = facts.content.totals.total
    guard !total.isZero || !look.isSet(skipZero) else { return look.skips(target, facts.name, "Its total is zero.") }
    guard let company = facts.company else { return look.lacks(.company, for: target, facts.name) }
    // A company without a tax code of its own counts as exempt (PRODUCT §3.4).
    guard let code = company.taxCode else {
      return look.passes(target, facts.name, "The company has no tax code of its own and counts as exempt.")
    }
    look.flag(
      target, facts.name,
      "The invoice over \(look.conventions.amountWithCode(total)) has no tax code; \(facts.content.company.named("the company"))’s own is \(code.named("tax code")).",
      [JudgedValue("total", total), JudgedValue("company’s tax code", code.id.description)])
  }

  static let examples = [
    RuleExample(
      "no code, though the company has one", Example.facts { $0.company = Example.company() },
      .flag(.warning, .invoice, 7001, "over 100.00 USD has no tax code; Tidewater Dental Group’s own is VA-STATE")),
    RuleExample(
      "a code", Example.changed(change: { $0.taxCode = Reference(7, name: "VA-STATE") }) { $0.company = Example.company() }),
    RuleExample("an exempt company", Example.facts { $0.company = Example.company(taxCode: nil) }),
    RuleExample("the company was not read", Example.facts()),
    RuleExample("a total of zero is left out", Example.facts(total: 0) { $0.company = Example.company() }),
    RuleExample(
      "a total of zero is judged when asked for", Example.facts(total: 0) { $0.company = Example.company() },
      with: ["skip-zero": .flag(false)], .flag(.warning, .invoice, 7001, "0.00 USD")),
    RuleExample(
      "a cent", Example.facts(total: 1) { $0.company = Example.company() }, .flag(.warning, .invoice, 7001, "0.01 USD")),
    RuleExample(
      "a credit in another currency",
      Example.facts(type: .creditMemo, total: -5, currency: .jpy) { $0.company = Example.company() },
      .flag(.warning, .invoice, 7001, "−5 JPY")),
  ]
}
