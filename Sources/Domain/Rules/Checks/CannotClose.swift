extension Rule {
  static let cannotClose = Rule(
    "cannot-close", title: "Cannot be closed",
    summary: "The company has no account number, so ConnectWise refuses to close its invoices.", severity: .error,
    check: CannotClose.check, examples: { CannotClose.examples })
}

private enum CannotClose {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let target = Target.invoice(facts)
    guard let company = facts.company else { return look.lacks(.company, for: target, facts.name) }
    guard company.accountNumber.isBlank else {
      return look.passes(target, facts.name, "The company’s account number is \(company.accountNumber).")
    }
    look.flag(
      target, facts.name,
      "\(facts.content.company.named("The company")) has no account number: ConnectWise will refuse to close this invoice over \(look.conventions.amountWithCode(facts.content.totals.total)).",
      [JudgedValue("company", facts.content.company.id.description)])
  }

  static let examples = [
    RuleExample(
      "no account number", Example.facts { $0.company = Example.company(accountNumber: "") },
      .flag(.error, .invoice, 7001, "Tidewater Dental Group has no account number")),
    RuleExample(
      "a blank one", Example.facts { $0.company = Example.company(accountNumber: " \t") },
      .flag(.error, .invoice, 7001, "over 100.00 USD")),
    RuleExample("an account number", Example.facts { $0.company = Example.company() }),
    RuleExample("an account number of one character", Example.facts { $0.company = Example.company(accountNumber: "0") }),
    RuleExample("the company was not read", Example.facts()),
    RuleExample(
      "bill-to does not matter",
      Example.changed(change: { $0.billTo = Reference(302, name: "Tidewater Holding") }) {
        $0.company = Example.company(accountNumber: "")
      }, .flag(.error, .invoice, 7001, "Tidewater Dental Group")),
    RuleExample(
      "a credit in another currency",
      Example.facts(type: .creditMemo, total: -5, currency: .jpy) { $0.company = Example.company(accountNumber: "") },
      .flag(.error, .invoice, 7001, "−5 JPY")),
    RuleExample(
      "a total of zero", Example.facts(total: 0) { $0.company = Example.company(accountNumber: "") },
      .flag(.error, .invoice, 7001, "0.00 USD")),
  ]
}
