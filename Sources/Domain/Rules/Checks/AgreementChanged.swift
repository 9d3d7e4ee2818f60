extension Rule {
  static let agreementChanged = Rule(
    "agreement-changed", title: "Agreement invoice amount changed",
    summary: "An agreement's invoice comes to another total than the one before.", severity: .info,
    tunables: [AgreementChanged.amount, AgreementChanged.percent, AgreementChanged.raise], check: AgreementChanged.check,
    examples: { AgreementChanged.examples })
}

private enum AgreementChanged {
  static let amount = Tunable.amount("amount", "Change of at least", default: Figure(millionths: 10_000), 0...100_000)
  static let percent = Tunable.percent("percent", "Change in percent of at least", default: 0, 0...1000)
  static let raise = Tunable.percent("raise", "Raise to warning above", default: nil, 0...1000)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    guard facts.content.type == .agreement else { return }
    let target = Target.invoice(facts)
    guard let previous = facts.previous else { return look.lacks(.previous, for: target, facts.name) }
    guard case .invoice(let before, _) = previous else {
      return look.skips(target, facts.name, "It is the agreement’s first invoice.")
    }
    let total = facts.content.totals.total
    guard before.total.currency == total.currency else {
      return look.skips(target, facts.name, "The previous invoice is in \(before.total.currency), this one in \(total.currency).")
    }
    let difference = Int128(total.minor) - Int128(before.total.minor)
    let change = difference < 0 ? -difference : difference
    let magnitude = Money(minor: Int64(clamping: change), currency: total.currency)
    guard change != 0 else {
      return look.passes(target, facts.name, "It comes to the same as invoice \(before.number).")
    }
    let whole = Int128(before.total.minor)
    guard Figure.compare(magnitude, look.figure(amount)) >= 0, Share.compare(change, of: whole, with: look.figure(percent)) >= 0
    else {
      return look.passes(
        target, facts.name, "The change of \(look.conventions.amountWithCode(magnitude)) is smaller than what counts.")
    }
    let isRaised = look.optional(raise).map { Share.compare(change, of: whole, with: $0) > 0 } ?? false
    let percent = Percent(from: before.total, to: total).map { " (\(look.conventions.change($0)))" } ?? ""
    look.flag(
      target, facts.name,
      "The total is \(look.conventions.amountWithCode(total)), \(difference < 0 ? "less" : "more") than the \(look.conventions.amountWithCode(before.total)) of invoice \(before.number)\(percent).",
      [JudgedValue("before", before.total), JudgedValue("total", total)], raised: isRaised)
  }

  private static func facts(_ before: Int64, _ total: Int64, currency: Currency = .usd, now: Currency? = nil) -> InvoiceFacts {
    Example.facts(type: .agreement, total: total, currency: now ?? currency) {
      $0.previous = .invoice(
        Example.earlier(6900, "2026-06-01", before, type: .agreement, agreement: 41, currency: currency), lines: [])
    }
  }

  static let examples = [
    RuleExample("the same total", facts(1_450_00, 1_450_00)),
    RuleExample(
      "a cent more", facts(1_450_00, 1_450_01),
      .flag(.info, .invoice, 7001, "1,450.01 USD, more than the 1,450.00 USD of invoice 24000")),
    RuleExample("less", facts(1_000_00, 970_00), .flag(.info, .invoice, 7001, "(−3.0%)")),
    RuleExample("less than the amount that counts", facts(1_000_00, 1_009_99), with: ["amount": .figure(10)]),
    RuleExample(
      "exactly the amount that counts", facts(1_000_00, 1_010_00), with: ["amount": .figure(10)],
      .flag(.info, .invoice, 7001, "1,010.00 USD")),
    RuleExample("amount enough, percent not", facts(1_000_00, 1_049_99), with: ["percent": .figure(5)]),
    RuleExample(
      "exactly the percent that counts", facts(1_000_00, 1_050_00), with: ["percent": .figure(5)],
      .flag(.info, .invoice, 7001, "+5.0%")),
    RuleExample(
      "exactly where a raise begins", facts(1_000_00, 1_100_00), with: ["raise": .figure(10)],
      .flag(.info, .invoice, 7001, "+10.0%")),
    RuleExample(
      "raised above it", facts(1_000_00, 1_100_01), with: ["raise": .figure(10)], .flag(.warning, .invoice, 7001, "1,100.01")),
    RuleExample(
      "something after nothing is more than any percent", facts(0, 10_00), with: ["raise": .figure(1000)],
      .flag(.warning, .invoice, 7001, "the 0.00 USD of")),
    RuleExample("an amount of zero still needs a change", facts(10_00, 10_00), with: ["amount": .figure(0)]),
    RuleExample("a currency without decimals", facts(1000, 1001, currency: .jpy), .flag(.info, .invoice, 7001, "1,001 JPY")),
    RuleExample("another currency than before", facts(1000_00, 1001_00, currency: .eur, now: .usd)),
    RuleExample("the first invoice", Example.facts(type: .agreement) { $0.previous = .first }),
    RuleExample("the previous invoice was not read", Example.facts(type: .agreement)),
    RuleExample("not an agreement's invoice", Example.facts { $0.previous = .first }),
    RuleExample(
      "a credit", facts(-10_00, -20_00), .flag(.info, .invoice, 7001, "−20.00 USD, less than the −10.00 USD")),
  ]
}
