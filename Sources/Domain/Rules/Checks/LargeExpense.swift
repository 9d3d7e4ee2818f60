extension Rule {
  static let largeExpense = Rule(
    "large-expense", title: "Large expense", summary: "An expense is invoiced with more than a set amount.",
    isOnByDefault: false, severity: .warning, tunables: [LargeExpense.amount, LargeExpense.types], check: LargeExpense.check,
    examples: { LargeExpense.examples })
}

private enum LargeExpense {
  static let amount = Tunable.amount("amount", "More than", default: Figure(500), 1...1_000_000)
  static let types = Tunable.names("types", "Expense types", whenEmpty: "all")

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let limit = look.figure(amount)
    let types = look.names(types)
    for expense in facts.lines.expenses {
      let line = expense.line
      let target = Target(.expense, line.source)
      let type = expense.detail.type?.name ?? ""
      guard types.isEmpty || types.contains(type) else {
        look.skips(target, line.name, "Expenses of type \(type.isEmpty ? "unknown" : type) are not judged.")
        continue
      }
      let amount = look.conventions.amountWithCode(line.amount)
      guard Figure.compare(line.amount, limit) > 0 else {
        look.passes(target, line.name, "It comes to \(amount).")
        continue
      }
      let free = line.isBilled ? "" : ", though it is not charged"
      look.flag(
        target, line.name, "\(line.name), is on the invoice with \(amount)\(free).", [JudgedValue("amount", line.amount)])
    }
  }

  static let examples = [
    RuleExample("exactly the amount", Example.facts([Example.expense(1, 500_00)])),
    RuleExample(
      "a cent more", Example.facts([Example.expense(1, 500_01)]),
      .flag(.warning, .expense, 1, "Expense 1, Parts and Supplies, is on the invoice with 500.01 USD")),
    RuleExample("a credit", Example.facts([Example.expense(1, -900_00)])),
    RuleExample("nothing", Example.facts([Example.expense(1, 0)])),
    RuleExample(
      "what is not charged is told too", Example.facts([Example.expense(1, 612_40, billing: .noCharge)]),
      .flag(.warning, .expense, 1, "612.40 USD, though it is not charged")),
    RuleExample(
      "the invoiced amount counts, not what was paid", Example.facts([Example.expense(1, 100_00, paid: 900_00)])),
    RuleExample(
      "a type that is not judged", Example.facts([Example.expense(1, 900_00)]), with: ["types": .names(NameList(["Mileage"]))]),
    RuleExample(
      "a type that is", Example.facts([Example.expense(1, 900_00)]), with: ["types": .names(NameList(["parts AND supplies"]))],
      .flag(.warning, .expense, 1, "900.00")),
    RuleExample(
      "no type", Example.facts([Example.expense(1, 900_00, type: nil)]),
      .flag(.warning, .expense, 1, "Expense 1, is on the invoice")),
    RuleExample(
      "a currency without decimals", Example.facts([Example.expense(1, 501, currency: .jpy)], currency: .jpy),
      .flag(.warning, .expense, 1, "501 JPY")),
    RuleExample("a large product", Example.facts([Example.product(1, 9000_00)])),
  ]
}
