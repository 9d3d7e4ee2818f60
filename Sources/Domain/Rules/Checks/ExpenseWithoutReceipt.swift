extension Rule {
  static let expenseWithoutReceipt = Rule(
    "expense-receipt", title: "Expense without receipt",
    summary: "A billable expense has no document, or is above the maximum of its type.", isOnByDefault: false,
    severity: .warning, check: ExpenseWithoutReceipt.check, examples: { ExpenseWithoutReceipt.examples })
}

private enum ExpenseWithoutReceipt {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    for expense in facts.lines.expenses {
      let line = expense.line
      let target = Target(.expense, line.source)
      guard line.isBilled else {
        look.skips(target, line.name, "It is not charged.")
        continue
      }
      // What was laid out is compared, not what is invoiced (PRODUCT §3.4, Receipt).
      let paid = line.cost ?? line.amount
      let amount = look.conventions.amountWithCode(paid)
      switch facts.receipts?[line.source] {
      case nil: look.lacks(.receipts, for: target, line.name)
      case true?: look.passes(target, line.name, "It has a document.")
      case false?:
        look.flag(target, line.name, "\(line.name), over \(amount), has no receipt.", [JudgedValue("no receipt for", paid)])
      }
      guard let maxima = facts.expenseMaxima else {
        look.lacks(.expenseMaxima, for: target, line.name)
        continue
      }
      guard let type = expense.detail.type, let most = maxima[type.id], most > .zero else {
        look.skips(target, line.name, "Its type has no maximum.")
        continue
      }
      guard Figure.compare(paid, most) > 0 else {
        look.passes(target, line.name, "It is not above the maximum of \(look.conventions.figure(most)).")
        continue
      }
      look.flag(
        target, line.name,
        "\(line.name), comes to \(amount), above the maximum of \(look.conventions.figure(most)) for \(type.named("its type")).",
        [JudgedValue("amount", paid)])
    }
  }

  private static func facts(_ line: Line, receipt: Bool? = true, maximum: Int? = 50, currency: Currency = .usd) -> InvoiceFacts {
    Example.facts([line], currency: currency) {
      $0.receipts = receipt.map { [1: $0] } ?? [:]
      $0.expenseMaxima = maximum.map { [ID(29): Figure($0)] } ?? [:]
    }
  }

  static let examples = [
    RuleExample("with a receipt, at the maximum", facts(Example.expense(1, 50_00))),
    RuleExample(
      "without a receipt", facts(Example.expense(1, 38_20), receipt: false),
      .flag(.warning, .expense, 1, "Expense 1, Parts and Supplies, over 38.20 USD, has no receipt")),
    RuleExample(
      "a cent above the maximum", facts(Example.expense(1, 50_01)),
      .flag(.warning, .expense, 1, "comes to 50.01 USD, above the maximum of 50 for Parts and Supplies")),
    RuleExample(
      "both make one flag", facts(Example.expense(1, 74_00), receipt: false), .flag(.warning, .expense, 1, "above the maximum")),
    RuleExample("what was paid counts", facts(Example.expense(1, 90_00, paid: 45_00))),
    RuleExample("no charge", facts(Example.expense(1, 74_00, billing: .noCharge), receipt: false)),
    RuleExample("documents not read", facts(Example.expense(1, 38_20), receipt: nil)),
    RuleExample("nothing was read", Example.facts([Example.expense(1, 900_00)])),
    RuleExample("a type without maximum", facts(Example.expense(1, 900_00), maximum: nil)),
    RuleExample("a maximum of zero is none", facts(Example.expense(1, 900_00), maximum: 0)),
    RuleExample("no type", facts(Example.expense(1, 900_00, type: nil))),
    RuleExample(
      "an expense of nothing", facts(Example.expense(1, 0), receipt: false),
      .flag(.warning, .expense, 1, "0.00 USD, has no receipt")),
    RuleExample(
      "a credit in a currency without decimals", facts(Example.expense(1, -51, currency: .jpy), currency: .jpy)),
    RuleExample(
      "a currency without decimals", facts(Example.expense(1, 51, currency: .jpy), currency: .jpy),
      .flag(.warning, .expense, 1, "51 JPY")),
  ]
}
