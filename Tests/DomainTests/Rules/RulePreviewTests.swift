import Testing

@testable import Domain

@Suite struct RulePreviewTests {
  /// Margins of 5, 15 and 25 percent, the last one in yen.
  private let invoices: [InvoiceFacts] = ([(1, 95_00, .usd), (2, 85_00, .usd), (3, 75_00, .jpy)] as [(Int64, Int64, Currency)])
    .map {
      id, cost, currency in
      let facts = Example.facts(
        [Example.product(1, 100_00, cost: cost, currency: currency), Example.product(2, 100_00, cost: cost, currency: currency)],
        total: id * 100_00, currency: currency)
      return InvoiceFacts(invoice: ID(id), content: facts.content)
    }

  private func settings(floor: Int, isOn: Bool = true) -> RuleSettings {
    RuleSettings(rules: ["low-margin": RuleSetting(isOn: isOn, severity: .warning, values: ["floor": .figure(floor)])])
  }

  private func preview(_ invoices: [InvoiceFacts], from old: RuleSettings, to new: RuleSettings) -> RulePreview {
    var preview = RulePreview(of: "low-margin", from: old, to: new)
    for facts in invoices { preview.look(at: facts) }
    return preview
  }

  @Test func `a higher floor flags more, and says which and how much`() {
    let change = preview(invoices, from: settings(floor: 10), to: settings(floor: 30))
    #expect(change.before.invoices == 1 && change.before.flags == 2 && change.before.totals == [usd(100_00)])
    #expect(change.after.invoices == 3 && change.after.flags == 6)
    #expect(change.after.totals == [Money(minor: 300_00, currency: .jpy), usd(300_00)])
    #expect(change.appearing == [ID(2), ID(3)] && change.leaving == [])
  }

  @Test func `a lower floor lets some go, and a switch lets all go`() {
    let lower = preview(invoices, from: settings(floor: 20), to: settings(floor: 15))
    #expect(lower.leaving == [ID(2)] && lower.appearing == [], "exactly at the floor is fine")
    let off = preview(invoices, from: settings(floor: 20), to: settings(floor: 20, isOn: false))
    #expect(off.leaving == [ID(1), ID(2)] && off.after == RulePreview.Tally())
  }

  @Test func `totals that do not fit do not trap`() {
    var huge = invoices[0].content
    huge.totals.total = usd(.max)
    let facts = InvoiceFacts(invoice: ID(9), content: huge)
    let change = preview([facts, facts], from: settings(floor: 10), to: settings(floor: 10))
    #expect(change.after.totals == [usd(.max)] && change.after.invoices == 2)
  }
}
