extension Rule {
  static let creditIsPositive = Rule(
    "credit-positive", title: "Credit memo has a positive total",
    summary: "A credit memo asks for money instead of giving it back.", severity: .error, check: CreditIsPositive.check,
    examples: { CreditIsPositive.examples })
}

private enum CreditIsPositive {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    guard facts.content.type == .creditMemo else { return }
    let target = Target.invoice(facts)
    let total = facts.content.totals.total
    guard total.minor > 0 else {
      return look.passes(target, facts.name, "Its total is \(look.conventions.amountWithCode(total)).")
    }
    look.flag(
      target, facts.name, "This credit memo has a positive total of \(look.conventions.amountWithCode(total)).",
      [JudgedValue("total", total)])
  }

  static let examples = [
    RuleExample(
      "a positive credit", Example.facts(type: .creditMemo, total: 1),
      .flag(.error, .invoice, 7001, "a positive total of 0.01 USD")),
    RuleExample("a credit of nothing", Example.facts(type: .creditMemo, total: 0)),
    RuleExample("a credit", Example.facts(type: .creditMemo, total: -1)),
    RuleExample("an invoice", Example.facts(total: 10_00)),
    RuleExample("a down payment", Example.facts(type: .downPayment, total: 10_00)),
    RuleExample(
      "another currency", Example.facts(type: .creditMemo, total: 5, currency: .jpy), .flag(.error, .invoice, 7001, "5 JPY")),
  ]
}
