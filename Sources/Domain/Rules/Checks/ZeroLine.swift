extension Rule {
  static let zeroLine = Rule(
    "zero-line", title: "Zero or negative line",
    summary: "A billable product is priced at zero, or below zero on an invoice that is no credit.", severity: .warning,
    check: ZeroLine.check, examples: { ZeroLine.examples })
}

private enum ZeroLine {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let isCredit = facts.content.type == .creditMemo
    for product in facts.lines.products {
      let line = product.line
      let target = Target(.product, line.source)
      guard line.isBilled else {
        look.skips(target, line.name, line.isCancelled ? "It is cancelled." : "It is not charged.")
        continue
      }
      let amount = line.amount
      guard amount.isZero || amount.isNegative && !isCredit else {
        look.passes(target, line.name, "It is billed at \(look.conventions.amountWithCode(amount)).")
        continue
      }
      look.flag(
        target, line.name,
        "“\(line.name)” is billable, but stands at \(look.conventions.amountWithCode(amount)) for a quantity of \(look.conventions.quantity(line.quantity)).",
        [JudgedValue("amount", amount), JudgedValue("quantity", line.quantity)])
    }
  }

  static let examples = [
    RuleExample(
      "a price of zero", Example.facts([Example.product(1, 0, quantity: 2)]),
      .flag(.warning, .product, 1, "stands at 0.00 USD for a quantity of 2")),
    RuleExample("a cent", Example.facts([Example.product(1, 1)])),
    RuleExample("a negative line", Example.facts([Example.product(1, -1)]), .flag(.warning, .product, 1, "−0.01 USD")),
    RuleExample("a negative line of a credit", Example.facts([Example.product(1, -40_00)], type: .creditMemo)),
    RuleExample(
      "a zero line of a credit", Example.facts([Example.product(1, 0)], type: .creditMemo),
      .flag(.warning, .product, 1, "0.00 USD")),
    RuleExample("no charge", Example.facts([Example.product(1, 0, billing: .noCharge)])),
    RuleExample("cancelled", Example.facts([Example.product(1, 0, isCancelled: true)])),
    RuleExample("time at a rate of zero is another rule", Example.facts([Example.time(1, rate: 0)])),
    RuleExample("an expense of nothing", Example.facts([Example.expense(1, 0)])),
    RuleExample(
      "a currency without decimals", Example.facts([Example.product(1, -5, currency: .jpy)], currency: .jpy),
      .flag(.warning, .product, 1, "−5 JPY")),
    RuleExample(
      "without cost, text and item", Example.facts([Example.product(1, 0, cost: nil, text: "", item: nil)]),
      .flag(.warning, .product, 1, "“Product 1” is billable")),
  ]
}
