extension Rule {
  static let duplicate = Rule(
    "duplicate", title: "Possible duplicate",
    summary: "The same time or product stands here twice, or nearly the same invoice was made a few days before.",
    severity: .warning, tunables: [Duplicate.days], check: Duplicate.check, examples: { Duplicate.examples })
}

private enum Duplicate {
  static let days = Tunable.days("days", "Invoices within", default: 10, 1...90)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    times(facts, look)
    products(facts, look)
    invoices(facts, look)
  }

  /// Same member, day, ticket and hours; only the later is flagged (PRODUCT §3.4).
  private static func times(_ facts: InvoiceFacts, _ look: Look) {
    var seen: [WorkKey: SortedLines.Time] = [:]
    // The later one is the one with the later start, then with the higher id.
    let order = facts.lines.times.sorted {
      ($0.detail.start?.milliseconds ?? 0, $0.line.source) < ($1.detail.start?.milliseconds ?? 0, $1.line.source)
    }
    for time in order {
      let line = time.line
      let target = Target(.timeEntry, line.source)
      guard let start = time.detail.start, let member = time.detail.member else {
        look.skips(target, line.name, "Its member or its start is not known.")
        continue
      }
      let key = WorkKey(member: member.id, day: start.day, ticket: line.ticket?.id, hours: time.detail.actual)
      let what = { "\(look.conventions.hours(key.hours)) of \(member.named("Member")) on \(look.conventions.date(key.day))" }
      if let first = seen[key], first.line.source != line.source {
        look.flag(
          target, line.name, "\(what()) stand here twice: as time entry \(first.line.source) and as \(line.source).",
          [JudgedValue("other time entry", first.line.source.description), JudgedValue("hours", key.hours)])
      } else if let twin = facts.history?.twins(of: key).first(where: { $0.isTwin(of: line, on: facts) }) {
        look.flag(
          target, line.name, "\(what()) stand here and as time entry \(twin.id) on invoice \(twin.invoiceNumber).",
          [JudgedValue("other time entry", twin.id.description), JudgedValue("hours", key.hours)])
      } else if facts.history == nil {
        look.lacks(.history, for: target, line.name)
      } else {
        look.passes(target, line.name, "Nothing like it is billed a second time.")
      }
      if seen[key] == nil { seen[key] = time }
    }
  }

  private struct Thing: Hashable {
    let item: ID<CatalogItem>
    let quantity: Quantity
    let price: Price?
  }

  /// Same item, quantity and price on one invoice.
  private static func products(_ facts: InvoiceFacts, _ look: Look) {
    var seen: [Thing: Int64] = [:]
    for product in facts.lines.products {
      let line = product.line
      let target = Target(.product, line.source)
      guard !line.isCancelled else {
        look.skips(target, line.name, "It is cancelled.")
        continue
      }
      guard let item = product.detail.item else {
        look.skips(target, line.name, "It has no catalog item to compare by.")
        continue
      }
      let thing = Thing(item: item.id, quantity: line.quantity, price: line.price)
      guard let first = seen[thing], first != line.source else {
        look.passes(target, line.name, "It stands on the invoice once.")
        seen[thing] = line.source
        continue
      }
      look.flag(
        target, line.name,
        "\(look.conventions.quantity(line.quantity)) × “\(line.name)” for \(look.conventions.amountWithCode(line.amount)) stands on the invoice twice.",
        [
          JudgedValue("other product", first.description), JudgedValue("quantity", line.quantity),
          JudgedValue("amount", line.amount),
        ])
    }
  }

  /// Same company, type and agreement, total within one percent, a few days apart, both ends counted.
  private static func invoices(_ facts: InvoiceFacts, _ look: Look) {
    let content = facts.content
    let target = Target.invoice(facts)
    guard let history = facts.history else { return look.lacks(.history, for: target, facts.name) }
    guard let date = content.date else { return look.skips(target, facts.name, "The invoice has no date.") }
    let total = content.totals.total
    let days = look.figure(days).whole
    let twin = history.lastInvoices(1, before: facts) { other in
      guard let before = other.date, before.days(until: date) <= days else { return false }
      guard other.type == content.type, other.agreement == content.agreement?.id, other.total.currency == total.currency else {
        return false
      }
      let difference = Int128(other.total.minor) - Int128(total.minor)
      return (difference < 0 ? -difference : difference) * 100 <= Int128(other.total.minor.magnitude)
    }.first
    guard let twin, let before = twin.date else {
      return look.passes(target, facts.name, "No invoice like it was made in the \(look.conventions.count(days)) days before.")
    }
    let gap = before.days(until: date)
    let when = gap == 0 ? "of the same day" : gap == 1 ? "of the day before" : "of \(look.conventions.count(gap)) days before"
    look.flag(
      target, facts.name,
      "The total of \(look.conventions.amountWithCode(total)) is nearly that of invoice \(twin.number) \(when), \(look.conventions.amountWithCode(twin.total)).",
      [JudgedValue("total", total), JudgedValue("other invoice", twin.id.description), JudgedValue("other total", twin.total)])
  }

  private static func after(
    _ earlier: EarlierInvoice..., total: Int64 = 100_00, type: InvoiceType = .standard, currency: Currency = .usd
  ) -> InvoiceFacts {
    Example.facts(type: type, total: total, currency: currency) { $0.history = CompanyHistory(invoices: earlier, entries: []) }
  }

  static let examples = [
    RuleExample(
      "the same time twice", Example.facts([Example.time(1), Example.time(2)]),
      .flag(.warning, .timeEntry, 2, "1.00 h of Marta Silva on July 6, 2026 stand here twice: as time entry 1 and as 2")),
    RuleExample(
      "the one that starts later is flagged, whatever its id",
      Example.facts([Example.time(1, start: "2026-07-06T15:00:00Z"), Example.time(2, start: "2026-07-06T13:00:00Z")]),
      .flag(.warning, .timeEntry, 1, "as time entry 2 and as 1")),
    RuleExample("another day", Example.facts([Example.time(1), Example.time(2, start: "2026-07-07T00:00:00Z")])),
    RuleExample("other hours", Example.facts([Example.time(1), Example.time(2, actual: 101)])),
    RuleExample("another member", Example.facts([Example.time(1), Example.time(2, member: 154)])),
    RuleExample("another ticket", Example.facts([Example.time(1), Example.time(2, ticket: Reference(5, name: ""))])),
    RuleExample("a member that is not known", Example.facts([Example.time(1, member: nil), Example.time(2, member: nil)])),
    RuleExample(
      "no charge counts too", Example.facts([Example.time(1), Example.time(2, billing: .noCharge)]),
      .flag(.warning, .timeEntry, 2, "twice")),
    RuleExample(
      "the same time on an earlier invoice",
      Example.facts([Example.time(1)]) { $0.history = CompanyHistory(invoices: [], entries: [Example.worked(90, "2026-07-06")]) },
      .flag(.warning, .timeEntry, 1, "stand here and as time entry 90 on invoice 24000")),
    RuleExample(
      "the same time on a later invoice is that one's business",
      Example.facts([Example.time(1)]) {
        $0.history = CompanyHistory(
          invoices: [], entries: [Example.worked(90, "2026-07-06", invoice: 7002, invoiceDate: "2026-07-14")])
      }),
    RuleExample(
      "an entry is no twin of itself",
      Example.facts([Example.time(1)]) {
        $0.history = CompanyHistory(
          invoices: [], entries: [Example.worked(1, "2026-07-06", invoice: 7001, invoiceDate: "2026-07-14")])
      }),
    RuleExample(
      "the same product twice", Example.facts([Example.product(1), Example.product(2)]),
      .flag(.warning, .product, 2, "1 × “Solid state disk 1 TB” for 119.00 USD stands on the invoice twice")),
    RuleExample("another quantity", Example.facts([Example.product(1), Example.product(2, 238_00, quantity: 2)])),
    RuleExample("another price", Example.facts([Example.product(1), Example.product(2, 119_01)])),
    RuleExample("a cancelled one", Example.facts([Example.product(1), Example.product(2, isCancelled: true)])),
    RuleExample("without an item", Example.facts([Example.product(1, item: nil), Example.product(2, item: nil)])),
    RuleExample(
      "nearly the same invoice on the tenth day", after(Example.earlier(6900, "2026-07-04", 101_00)),
      .flag(.warning, .invoice, 7001, "100.00 USD is nearly that of invoice 24000 of 10 days before, 101.00 USD")),
    RuleExample("on the eleventh day", after(Example.earlier(6900, "2026-07-03"))),
    RuleExample("a little more than one percent", after(Example.earlier(6900, "2026-07-10", 101_02))),
    RuleExample(
      "two invoices over nothing", after(Example.earlier(6900, "2026-07-14", 0), total: 0),
      .flag(.warning, .invoice, 7001, "of the same day")),
    RuleExample("a later one of the same day", after(Example.earlier(7002, "2026-07-14"))),
    RuleExample("another type", after(Example.earlier(6900, "2026-07-10", type: .progress))),
    RuleExample(
      "another agreement", after(Example.earlier(6900, "2026-07-10", type: .agreement, agreement: 42), type: .agreement)),
    RuleExample(
      "the same agreement", after(Example.earlier(6900, "2026-07-13", type: .agreement, agreement: 41), type: .agreement),
      .flag(.warning, .invoice, 7001, "of the day before")),
    RuleExample("another currency", after(Example.earlier(6900, "2026-07-10", currency: .eur))),
    RuleExample(
      "two credits", after(Example.earlier(6900, "2026-07-10", -100_00, type: .creditMemo), total: -100_00, type: .creditMemo),
      .flag(.warning, .invoice, 7001, "−100.00 USD")),
  ]
}

extension EarlierEntry {
  /// On an invoice before this one, and not the same entry.
  fileprivate func isTwin(of line: Line, on facts: InvoiceFacts) -> Bool {
    id != line.source && invoice != facts.invoice && facts.isEarlier(invoiceDate, invoice)
  }
}
