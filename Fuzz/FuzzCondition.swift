import Domain

/// A condition that somebody typed is read or refused at a column inside it, the same way twice, and what is read can be held against
/// an invoice.
func fuzzCondition(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var seen = Seen()
  let text = String(decoding: octets, as: UTF8.self)
  do {
    let condition = try CustomCondition(text)
    guard (try? CustomCondition(text)) == condition else { broken("a condition reads the same twice") }
    let plan = RulePlan([CustomRule(number: 1, title: "Fuzzed", severity: .info, condition: condition).rule])
    let verdict = plan.verdict(facts)
    guard plan.verdict(facts) == verdict else { broken("a condition says the same twice") }
    seen.add(verdict.findings.count)
    seen.add(verdict.lacking.count)
    for finding in verdict.findings { seen.add(finding.sentence) }
  } catch {
    guard error.column >= 1, error.column <= text.count + 1 else { broken("a refusal points into the text or at its end") }
    guard !error.sentence.isEmpty else { broken("a refusal says something") }
    seen.add(error.column)
    seen.add(error.sentence)
  }
  return seen.sum
}

/// An invoice with a line of every kind and amounts at the end of their range.
private let facts: InvoiceFacts = {
  var totals = InvoiceTotals.zero(.usd)
  totals.total = Money(minor: 146_250, currency: .usd)
  totals.tax = Money(minor: .max, currency: .usd)
  return InvoiceFacts(
    invoice: ID(7001),
    content: InvoiceContent(
      number: "24101", type: .standard, currency: .usd, company: Reference(301, name: "Tidewater"), date: Day("2026-07-14"),
      totals: totals,
      lines: [
        Line(
          source: 1, detail: .time(TimeDetail(actual: Hours(millionths: 1_500_000), billed: Hours(millionths: .max))),
          text: "note",
          amount: Money(minor: 100, currency: .usd)),
        Line(
          source: 2, detail: .product(ProductDetail(productClass: "Service")), text: "",
          amount: Money(minor: .min, currency: .usd),
          cost: Money(minor: 5, currency: .usd)),
        Line(source: 3, detail: .expense(ExpenseDetail()), text: "é", amount: Money(minor: 0, currency: .jpy)),
      ]))
}()
