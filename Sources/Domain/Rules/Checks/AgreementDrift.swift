extension Rule {
  static let agreementDrift = Rule(
    "agreement-drift", title: "Agreement drift",
    summary:
      "A line of an agreement changed, appeared or vanished against the invoice before, or the agreement has just begun or ended.",
    severity: .info, check: AgreementDrift.check, examples: { AgreementDrift.examples })
}

private enum AgreementDrift {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    guard facts.content.type == .agreement else { return }
    ends(facts, look)
    let target = Target.invoice(facts)
    switch facts.previous {
    case nil: look.lacks(.previous, for: target, facts.name)
    case .first?:
      let name = facts.content.agreement?.named("the agreement") ?? "the agreement"
      look.flag(
        target, facts.name,
        "This is the first invoice of \(name), over \(look.conventions.amountWithCode(facts.content.totals.total)).",
        [JudgedValue("first invoice of", facts.content.agreement?.id.description ?? "none")])
    case .invoice(let before, let lines)?:
      guard before.total.currency == facts.content.currency else {
        return look.skips(target, facts.name, "The previous invoice is in another currency.")
      }
      compare(facts, before, SortedLines(lines), look)
    }
  }

  private static func ends(_ facts: InvoiceFacts, _ look: Look) {
    guard let agreement = facts.content.agreement else { return }
    let target = Target(.agreement, agreement.id.raw)
    let name = agreement.named("Agreement")
    guard let known = facts.agreement else { return look.lacks(.agreement, for: target, name) }
    guard let date = facts.content.date, let end = known.ends, date > end else {
      return look.passes(target, name, "It has not ended at the invoice date.")
    }
    look.flag(
      target, name,
      "\(name) ended on \(look.conventions.date(end)), and this invoice is of \(look.conventions.date(date)).",
      [JudgedValue("end", end), JudgedValue("invoice date", date)], raised: true)
  }

  /// What a line of an agreement is known by from month to month.
  private enum Item: Hashable {
    case catalog(ID<CatalogItem>)
    case text(String)
  }

  private struct Shape: Hashable {
    let quantity: Quantity
    let price: Price?
  }

  private static func byItem(_ lines: SortedLines) -> [Item: [Line]] {
    var items: [Item: [Line]] = [:]
    for product in lines.products where !product.line.isCancelled {
      items[product.detail.item.map { .catalog($0.id) } ?? .text(product.line.text.trimmedOfSpaces), default: []].append(
        product.line)
    }
    return items
  }

  private static func compare(_ facts: InvoiceFacts, _ before: EarlierInvoice, _ earlier: SortedLines, _ look: Look) {
    let (now, then) = (byItem(facts.lines), byItem(earlier))
    for item in Set(now.keys).union(then.keys) {
      // What stands there unchanged is put aside; what is left of an item is taken for the same thing, in its order.
      var old = then[item] ?? []
      var new: [Line] = []
      for line in now[item] ?? [] {
        if let same = old.firstIndex(where: { $0.quantity == line.quantity && $0.price == line.price }) {
          old.remove(at: same)
          look.passes(Target(.product, line.source), line.name, "It is as on invoice \(before.number).")
        } else {
          new.append(line)
        }
      }
      for (place, line) in new.enumerated() {
        let target = Target(.product, line.source)
        guard place < old.count else {
          look.flag(
            target, line.name,
            "“\(line.name)” is new against invoice \(before.number): \(text(line, look)), \(look.conventions.amountWithCode(line.amount)).",
            [JudgedValue("quantity", line.quantity), JudgedValue("amount", line.amount)])
          continue
        }
        let was = old[place]
        look.flag(
          target, line.name, "“\(line.name)” went from \(text(was, look)) on invoice \(before.number) to \(text(line, look)).",
          [JudgedValue("quantity before", was.quantity), JudgedValue("quantity", line.quantity)] + prices(was, line))
      }
      for line in old.dropFirst(new.count) {
        look.flag(
          .invoice(facts), facts.name, "“\(line.name)” has vanished: \(text(line, look)) stood on invoice \(before.number).",
          [
            JudgedValue("vanished", line.name), JudgedValue("quantity before", line.quantity),
            JudgedValue("amount before", line.amount),
          ])
      }
    }
  }

  private static func prices(_ was: Line, _ line: Line) -> [JudgedValue] {
    (was.price.map { [JudgedValue("price before", $0)] } ?? []) + (line.price.map { [JudgedValue("price", $0)] } ?? [])
  }

  private static func text(_ line: Line, _ look: Look) -> String {
    let price = line.price.map { " at \(look.conventions.price($0)) \($0.currency.code)" } ?? ""
    return look.conventions.quantity(line.quantity) + price
  }

  private static func facts(
    _ lines: [Line], before: [Line]?, ends: String? = nil, date: String? = Example.date, currency: Currency = .usd
  ) -> InvoiceFacts {
    Example.changed(
      lines, type: .agreement, currency: currency, change: { $0.date = date.map { Example.day($0) } },
      around: {
        $0.agreement = AgreementFacts(name: "Managed Services", ends: ends.map { Example.day($0) })
        $0.previous =
          before.map {
            .invoice(Example.earlier(6900, "2026-06-14", type: .agreement, agreement: 41, currency: currency), lines: $0)
          } ?? .first
      })
  }

  private static func seats(_ id: Int64, _ quantity: Int64, at cents: Int64 = 26_40, cancelled: Bool = false) -> Line {
    Example.product(
      id, quantity * cents, quantity: quantity, text: "M365", item: 2201, productClass: "Agreement", isCancelled: cancelled)
  }

  static let examples = [
    RuleExample("all as before", facts([seats(11, 18)], before: [seats(1, 18)])),
    RuleExample(
      "another quantity", facts([seats(11, 20)], before: [seats(1, 18)]),
      .flag(.info, .product, 11, "“M365” went from 18 at 26.40 USD on invoice 24000 to 20 at 26.40 USD")),
    RuleExample(
      "a cent more", facts([seats(11, 18, at: 26_41)], before: [seats(1, 18)]), .flag(.info, .product, 11, "to 18 at 26.41 USD")),
    RuleExample(
      "a new line", facts([seats(11, 18), Example.product(12)], before: [seats(1, 18)]),
      .flag(.info, .product, 12, "“Solid state disk 1 TB” is new against invoice 24000: 1 at 119.00 USD")),
    RuleExample(
      "a line that vanished", facts([seats(11, 18)], before: [seats(1, 18), Example.product(2)]),
      .flag(.info, .invoice, 7001, "“Solid state disk 1 TB” has vanished")),
    RuleExample(
      "a cancelled line has vanished", facts([seats(11, 18, cancelled: true)], before: [seats(1, 18)]),
      .flag(.info, .invoice, 7001, "“M365” has vanished: 18 at 26.40 USD")),
    RuleExample(
      "lines of one item in another order", facts([seats(11, 5), seats(12, 18)], before: [seats(1, 18), seats(2, 5)])),
    RuleExample(
      "the first invoice", facts([seats(11, 18)], before: nil),
      .flag(.info, .invoice, 7001, "the first invoice of Managed Services")),
    RuleExample("on the day it ends", facts([], before: [], ends: Example.date)),
    RuleExample(
      "the day after", facts([], before: [], ends: "2026-07-13"),
      .flag(.warning, .agreement, 41, "Managed Services ended on July 13, 2026, and this invoice is of July 14, 2026")),
    RuleExample("an invoice without a date", facts([], before: [], ends: "2026-07-13", date: nil)),
    RuleExample("a changed base amount is another rule", facts([Example.base(1500_00)], before: [Example.base(1450_00)])),
    RuleExample("not read", Example.facts([seats(11, 18)], type: .agreement)),
    RuleExample("no agreement's invoice", Example.facts([seats(11, 18)]) { $0.previous = .first }),
    RuleExample(
      "the previous one in another currency",
      Example.facts([seats(11, 20)], type: .agreement) {
        $0.previous = .invoice(Example.earlier(6900, "2026-06-14", type: .agreement, currency: .eur), lines: [seats(1, 18)])
      }),
    RuleExample(
      "at no charge counts, without item too",
      facts(
        [Example.product(11, 0, quantity: 2, item: nil, billing: .noCharge)],
        before: [Example.product(1, 0, item: nil, billing: .noCharge)]),
      .flag(.info, .product, 11, "went from 1 at 0.00 USD on invoice 24000 to 2 at 0.00 USD")),
  ]
}
