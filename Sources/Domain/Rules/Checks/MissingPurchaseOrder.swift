extension Rule {
  static let missingPurchaseOrder = Rule(
    "missing-po", title: "Missing purchase order",
    summary: "The company's last three invoices had a purchase order number, this one does not.", severity: .warning,
    check: MissingPurchaseOrder.check, examples: { MissingPurchaseOrder.examples })
}

private enum MissingPurchaseOrder {
  /// PRODUCT §3.4, Missing PO.
  private static let enough = 3

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let content = facts.content
    let target = Target.invoice(facts)
    guard content.purchaseOrder.isBlank else {
      return look.passes(target, facts.name, "Its purchase order number is \(content.purchaseOrder).")
    }
    guard content.type != .creditMemo else { return look.skips(target, facts.name, "Credit memos need none.") }
    guard let history = facts.history else { return look.lacks(.history, for: target, facts.name) }
    guard content.date != nil else { return look.skips(target, facts.name, "The invoice has no date, so none is earlier.") }
    let last = history.lastInvoices(enough, before: facts) { $0.type != .creditMemo }
    guard last.count == enough else {
      return look.passes(target, facts.name, "The company has fewer than three earlier invoices.")
    }
    guard last.allSatisfy({ !$0.purchaseOrder.isBlank }) else {
      return look.passes(target, facts.name, "Not all of the company’s last three invoices had one.")
    }
    let numbers = last.map { "\($0.purchaseOrder.trimmedOfSpaces.shortened) on \($0.number)" }
    look.flag(
      target, facts.name,
      "This invoice has no purchase order number; \(content.company.named("the company"))’s last three had one: \(numbers.joined(separator: ", ")).",
      [JudgedValue("purchase order number", "none")])
  }

  private static func facts(
    _ orders: [String], type: InvoiceType = .standard, own: String = "", currency: Currency = .usd,
    change: (inout InvoiceContent) -> Void = { _ in }
  ) -> InvoiceFacts {
    Example.changed(
      type: type, currency: currency,
      change: {
        $0.purchaseOrder = own
        change(&$0)
      },
      around: {
        $0.history = CompanyHistory(
          invoices: orders.enumerated().map { Example.earlier(6900 - Int64($0), "2026-0\(6 - $0)-01", purchaseOrder: $1) },
          entries: [])
      })
  }

  static let examples = [
    RuleExample(
      "the last three had one", facts(["PO-3", "PO-2", "PO-1"]),
      .flag(.warning, .invoice, 7001, "last three had one: PO-3 on 24000, PO-2 on 23999, PO-1 on 23998")),
    RuleExample("two earlier ones are too few", facts(["PO-3", "PO-2"])),
    RuleExample("one of the three had none", facts(["PO-3", "", "PO-1"])),
    RuleExample("blank counts as none", facts(["PO-3", "  ", "PO-1"])),
    RuleExample(
      "a fourth without one does not matter", facts(["PO-4", "PO-3", "PO-2", ""]), .flag(.warning, .invoice, 7001, "PO-4")),
    RuleExample("this one has one", facts(["PO-3", "PO-2", "PO-1"], own: "PO-4")),
    RuleExample("this one's is blank", facts(["PO-3", "PO-2", "PO-1"], own: " "), .flag(.warning, .invoice, 7001, "PO-3")),
    RuleExample("a credit memo", facts(["PO-3", "PO-2", "PO-1"], type: .creditMemo)),
    RuleExample(
      "earlier credit memos are left out",
      Example.facts {
        $0.history = CompanyHistory(
          invoices: [
            Example.earlier(6901, "2026-06-02", type: .creditMemo), Example.earlier(6900, "2026-06-01", purchaseOrder: "PO-3"),
            Example.earlier(6890, "2026-05-01", purchaseOrder: "PO-2"),
            Example.earlier(6880, "2026-04-01", purchaseOrder: "PO-1"),
          ], entries: [])
      }, .flag(.warning, .invoice, 7001, "PO-3 on 24000")),
    RuleExample(
      "of the same day the lower id is earlier",
      Example.facts {
        $0.history = CompanyHistory(
          invoices: [
            Example.earlier(7000, "2026-07-14", purchaseOrder: "PO-3"), Example.earlier(7002, "2026-07-14"),
            Example.earlier(6890, "2026-05-01", purchaseOrder: "PO-2"),
            Example.earlier(6880, "2026-04-01", purchaseOrder: "PO-1"),
          ], entries: [])
      }, .flag(.warning, .invoice, 7001, "PO-3 on 24100")),
    RuleExample("history not read", Example.facts()),
    RuleExample("no date", facts(["PO-3", "PO-2", "PO-1"], change: { $0.date = nil })),
    RuleExample(
      "another currency", facts(["PO-3", "PO-2", "PO-1"], currency: .eur),
      .flag(.warning, .invoice, 7001, "no purchase order number")),
  ]
}

extension CompanyHistory {
  /// The newest invoices before this one, newest first.
  func lastInvoices(_ count: Int, before facts: InvoiceFacts, where fits: (EarlierInvoice) -> Bool) -> [EarlierInvoice] {
    guard facts.content.date != nil else { return [] }
    // Everything from `place` on is this invoice or later.
    var (low, high) = (0, invoices.count)
    while low < high {
      let middle = (low + high) / 2
      if facts.isEarlier(invoices[middle].date, invoices[middle].id) { low = middle + 1 } else { high = middle }
    }
    var last: [EarlierInvoice] = []
    var place = low
    while place > 0, last.count < count {
      place -= 1
      if fits(invoices[place]) { last.append(invoices[place]) }
    }
    return last
  }
}
