import Domain
import Testing

@Suite struct InvoiceTests {
  @Test func `the kind follows from type, target and billing method`() {
    func kind(_ type: InvoiceType, _ target: AppliesTo = .all, _ method: BillingMethod? = nil) -> InvoiceKind {
      InvoiceKind(type: type, appliesTo: target, billingMethod: method)
    }
    #expect(kind(.standard) == .standard)
    #expect(kind(.standard, .ticket, .actualRates) == .standard)
    #expect(kind(.standard, .ticket, .fixedFee) == .fixedFee)
    #expect(kind(.standard, .project) == .project)
    #expect(kind(.standard, .project, .fixedFee) == .fixedFee)
    #expect(kind(.standard, .projectPhase) == .phase)
    #expect(kind(.standard, .salesOrder) == .salesOrder)
    #expect(kind(.agreement, .agreement, .fixedFee) == .agreement)
    #expect(kind(.creditMemo) == .creditMemo)
    #expect(kind(.downPayment) == .downPayment)
    #expect(kind(.progress, .project) == .progress)
    #expect(kind(.miscellaneous) == .miscellaneous)
    #expect(InvoiceType(vendorText: "SomethingNew") == .miscellaneous)
    #expect(Set(InvoiceKind.allCases.map(\.glyph)).count == 10)
    for kind in InvoiceKind.allCases { #expect(InvoiceKind(code: kind.code) == kind) }
  }

  @Test func `lines are grouped in their order, time by ticket`() throws {
    var content = fullContent()
    var other = timeLine()
    other.ticket = nil
    other.source = 33102
    content.lines.append(other)
    let groups = try content.groups()
    #expect(groups.map(\.heading.title) == ["Agreement", "Products", "Ticket 90331: Printer", "Time", "Expenses", "Adjustments"])
    #expect(groups.map(\.amount.minor) == [145_000, 47_520, 18_750, 18_750, 1299, -500])
    #expect(groups[1].margin?.percent == Percent(hundredths: 1667))
    #expect(groups[0].margin == nil)
    #expect(content.summary() == "2.50 h, 1 product, 1 expense, 1 adjustment")
  }

  @Test func `what is not billed does not count`() throws {
    var content = fullContent()
    for option in [BillingOption.noCharge, .doNotBill] {
      content.lines[0].billing = option
      #expect(try content.groups().first { $0.heading == .time(content.lines[0].ticket) }?.amount == usd(0))
      #expect(try content.billedHours() == .zero)
    }
    content.lines[0].billing = .noDefault
    #expect(try content.billedHours() == Hours(millionths: 1_250_000))
    if case .product(var product) = content.lines[1].detail {
      product.isCancelled = true
      content.lines[1].detail = .product(product)
    }
    #expect(try content.groups().first { $0.heading == .products }?.amount == usd(0))
    #expect(try content.margin()?.profit == usd(18_750 - 4_813))
  }

  @Test func `sums that do not fit are refused`() {
    var content = fullContent()
    content.lines = [agreementLine(), agreementLine()]
    content.lines[0].amount = usd(.max)
    #expect(throws: AmountRefusal.tooLarge) { try content.groups() }
  }

  @Test func `an invoice is done in a closed or sent status and comes back when reopened`() {
    #expect(InvoicePresence.open.after(reading: closed) == .done)
    #expect(InvoicePresence.open.after(reading: BillingStatus(id: ID(4), name: "Sent", isSent: true)) == .done)
    #expect(InvoicePresence.done.after(reading: inReview) == .reopened)
    #expect(InvoicePresence.reopened.after(reading: inReview) == .reopened)
    #expect(InvoicePresence.open.after(reading: inReview) == .open)
    #expect(InvoicePresence.open.after(reading: nil) == .gone)
    #expect(InvoicePresence.gone.after(reading: closed) == .done)
    #expect(closed.consequence == "Closes the invoice and hands it to the accounting interface.")
  }
}
