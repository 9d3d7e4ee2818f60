extension Rule {
  static let leftBehind = Rule(
    "left-behind", title: "Work left behind",
    summary: "Billable time, expenses or products of the same ticket or agreement period stand on no invoice.",
    severity: .warning, check: LeftBehind.check, examples: { LeftBehind.examples })
}

private enum LeftBehind {
  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let content = facts.content
    guard let unbilled = facts.unbilled else { return look.lacks(.unbilled, for: .invoice(facts), facts.name) }
    let tickets = facts.ticketIDs
    guard !tickets.isEmpty || content.agreement != nil else {
      return look.skips(.invoice(facts), facts.name, "It bills neither a ticket nor an agreement.")
    }
    var byTarget: [Target: Set<UnbilledWork>] = [:]
    for work in unbilled {
      guard work.isStillToBill, isOfThis(work, facts, tickets) else { continue }
      let target = work.ticket.map { Target(.ticket, $0.id.raw) } ?? Target(work.kind.target, work.id)
      byTarget[target, default: []].insert(work)
    }
    guard !byTarget.isEmpty else {
      return look.passes(
        .invoice(facts), facts.name, "Nothing billable of its tickets or its agreement’s period stands on no invoice.")
    }
    for (target, unsorted) in byTarget {
      // A set has no order of its own, and sums that come to their end depend on one.
      let works = unsorted.sorted { $0.sortedBy.lexicographicallyPrecedes($1.sortedBy) }
      let name = works.compactMap { $0.ticket?.ticketName }.min() ?? "\(target.kind.title) \(target.id)"
      let hours = works.reduce(Hours.zero) { $0.addingAtMost($1.hours ?? .zero) }
      let amounts = works.compactMap(\.amount)
      let amount = amounts.count == works.count ? try? Money.sum(amounts, in: content.currency) : nil
      var parts: [String] = []
      if works.contains(where: { $0.kind == .time }) { parts.append("\(look.conventions.hours(hours)) of time") }
      for (kind, one, many) in [(UnbilledWork.Kind.expense, "expense", "expenses"), (.product, "product", "products")] {
        let count = works.count { $0.kind == kind }
        if count > 0 { parts.append(count == 1 ? "1 \(one)" : "\(look.conventions.count(count)) \(many)") }
      }
      let worth = amount.map { ", \(look.conventions.amountWithCode($0))," } ?? ""
      // Only what was seen counts, so that one more entry opens the flag again.
      let seen = works.map { "\($0.kind.rawValue) \($0.id)" }.sorted().joined(separator: ", ")
      look.flag(
        target, name,
        "\(name): \(parts.joined(separator: ", "))\(worth) could be billed and \(works.count == 1 && hours == .zero ? "stands" : "stand") on no invoice.",
        [JudgedValue("hours", hours), JudgedValue("entries", seen)] + (amount.map { [JudgedValue("amount", $0)] } ?? []))
    }
  }

  private static func isOfThis(_ work: UnbilledWork, _ facts: InvoiceFacts, _ tickets: Set<ID<Ticket>>) -> Bool {
    if let ticket = work.ticket, tickets.contains(ticket.id) {
      guard let day = work.day, let date = facts.content.date else { return true }
      // What was done after the invoice's date belongs to the next one.
      if day <= date { return true }
    }
    guard let agreement = work.agreement, agreement == facts.content.agreement?.id else { return false }
    guard let day = work.day else { return true }
    guard let date = facts.content.date, let period = facts.agreement?.cycle?.period(holding: date) else { return false }
    return period.contains(day)
  }

  private static func facts(_ work: UnbilledWork...) -> InvoiceFacts { Example.facts([Example.time(1)]) { $0.unbilled = work } }

  private static func agreement(_ cycle: BillingCycle? = .monthly, _ work: UnbilledWork...) -> InvoiceFacts {
    Example.facts([Example.base(1450_00)], type: .agreement) {
      $0.agreement = AgreementFacts(name: "Managed Services", cycle: cycle)
      $0.unbilled = work
    }
  }

  private static func time(_ day: String, ticket: Reference<Ticket>? = Example.ticket) -> UnbilledWork {
    UnbilledWork(kind: .time, id: 9, ticket: ticket, agreement: ID(41), day: Example.day(day), hours: Example.hours(150))
  }

  static let examples = [
    RuleExample(
      "time of the same ticket", facts(time("2026-07-14")),
      .flag(.warning, .ticket, 77120, "1.50 h of time could be billed and stand on no invoice")),
    RuleExample(
      "with what it would come to",
      facts(UnbilledWork(kind: .product, id: 8, ticket: Example.ticket, amount: Example.money(37_50))),
      .flag(.warning, .ticket, 77120, "1 product, 37.50 USD, could be billed and stands on no invoice")),
    RuleExample(
      "all kinds make one flag",
      facts(
        time("2026-07-01"), UnbilledWork(kind: .product, id: 8, ticket: Example.ticket),
        UnbilledWork(kind: .expense, id: 7, ticket: Example.ticket), UnbilledWork(kind: .expense, id: 6, ticket: Example.ticket)),
      .flag(.warning, .ticket, 77120, "1.50 h of time, 2 expenses, 1 product")),
    RuleExample("time after the invoice date", facts(time("2026-07-15"))),
    RuleExample("another ticket", facts(UnbilledWork(kind: .product, id: 8, ticket: Reference(5, name: "")))),
    RuleExample("rejected", facts(UnbilledWork(kind: .time, id: 8, ticket: Example.ticket, status: "Rejected"))),
    RuleExample("written off", facts(UnbilledWork(kind: .time, id: 8, ticket: Example.ticket, status: "WrittenOff"))),
    RuleExample("no charge", facts(UnbilledWork(kind: .time, id: 8, ticket: Example.ticket, billing: .noCharge))),
    RuleExample("nothing unbilled", facts()),
    RuleExample("not read", Example.facts([Example.time(1)])),
    RuleExample(
      "first and last day of the agreement's period",
      agreement(
        .monthly, time("2026-07-01", ticket: nil),
        UnbilledWork(kind: .expense, id: 4, agreement: ID(41), day: Example.day("2026-07-31"))),
      .flag(.warning, .timeEntry, 9, "1.50 h"), .flag(.warning, .expense, 4, "1 expense")),
    RuleExample(
      "the days around the period", agreement(.monthly, time("2026-06-30", ticket: nil), time("2026-08-01", ticket: nil))),
    RuleExample(
      "a longer period", agreement(.quarterly, time("2026-09-30")), .flag(.warning, .ticket, 77120, "Ticket 77120")),
    RuleExample("a cycle that is not known", agreement(nil, time("2026-07-14", ticket: nil))),
    RuleExample(
      "products have no date and count", agreement(nil, UnbilledWork(kind: .product, id: 8, agreement: ID(41))),
      .flag(.warning, .product, 8, "1 product")),
    RuleExample("another agreement", agreement(.monthly, UnbilledWork(kind: .product, id: 8, agreement: ID(42)))),
    RuleExample(
      "an amount in another currency is not added up",
      facts(
        UnbilledWork(kind: .product, id: 8, ticket: Example.ticket, amount: Example.money(37_50, .eur)),
        UnbilledWork(kind: .product, id: 9, ticket: Example.ticket, amount: Example.money(0))),
      .flag(.warning, .ticket, 77120, "2 products could be billed")),
  ]
}

extension InvoiceFacts {
  /// The tickets that the invoice bills something of.
  fileprivate var ticketIDs: Set<ID<Ticket>> {
    var ids = Set(lines.all.compactMap { $0.ticket?.id })
    if let ticket = content.ticket { ids.insert(ticket.id) }
    return ids
  }
}

extension UnbilledWork {
  fileprivate var sortedBy: [Int64] {
    [
      kind == .time ? 0 : kind == .expense ? 1 : 2, id, hours?.millionths ?? 0, amount?.minor ?? 0,
      Int64(amount?.currency.decimals ?? 0),
    ]
  }
}

extension UnbilledWork.Kind {
  fileprivate var target: Target.Kind {
    switch self {
    case .time: .timeEntry
    case .expense: .expense
    case .product: .product
    }
  }
}
