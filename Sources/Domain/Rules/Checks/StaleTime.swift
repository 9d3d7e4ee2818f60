extension Rule {
  static let staleTime = Rule(
    "stale-time", title: "Stale time entries", summary: "Billable time is much older than the invoice.", severity: .warning,
    tunables: [StaleTime.days], check: StaleTime.check, examples: { StaleTime.examples })
}

private enum StaleTime {
  static let days = Tunable.days("days", "Older than", default: 60, 1...730)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    guard let date = facts.content.date else {
      return look.skips(.invoice(facts), facts.name, "The invoice has no date to compare with.")
    }
    let limit = look.figure(days).whole
    facts.forEachTicket { target, name, times in
      var stale: [SortedLines.Time] = []
      var oldest: Day?
      for time in times where time.line.isBilled {
        // The day that stands in `timeStart`, in UTC (PRODUCT §3.4).
        guard let day = time.detail.start?.day, day.days(until: date) > limit else { continue }
        stale.append(time)
        oldest = min(oldest ?? day, day)
      }
      guard let oldest else {
        return look.passes(target, name(), "No billable time on it is older than \(look.conventions.count(limit)) days.")
      }
      let hours = stale.hours(\.billed)
      let age = oldest.days(until: date)
      look.flag(
        target, name(),
        "\(name()): \(look.conventions.hours(hours)) are billed for work of up to \(look.conventions.count(age)) days before the invoice date, the oldest of \(look.conventions.date(oldest)).",
        [JudgedValue("oldest", oldest), JudgedValue("hours", hours), JudgedValue("entries", stale.count)])
    }
  }

  static let examples = [
    RuleExample("exactly as old as allowed", Example.facts([Example.time(1, start: "2026-05-15T00:00:00Z")])),
    RuleExample(
      "a day older", Example.facts([Example.time(1, start: "2026-05-14T23:59:59Z")]),
      .flag(.warning, .ticket, 77120, "61 days before the invoice date, the oldest of May 14, 2026")),
    RuleExample(
      "the oldest is named",
      Example.facts([
        Example.time(1, start: "2026-05-01T08:00:00Z"), Example.time(2, start: "2026-04-01T08:00:00Z"), Example.time(3),
      ]),
      .flag(.warning, .ticket, 77120, "2.00 h are billed for work of up to 104 days")),
    RuleExample("not charged", Example.facts([Example.time(1, billing: .noCharge, start: "2026-01-01T08:00:00Z")])),
    RuleExample("no start known", Example.facts([Example.time(1, start: nil)])),
    RuleExample(
      "an invoice without a date",
      Example.changed([Example.time(1, start: "2026-01-01T08:00:00Z")], change: { $0.date = nil })),
    RuleExample(
      "without a ticket the entry is flagged", Example.facts([Example.time(1, ticket: nil, start: "2026-01-01T08:00:00Z")]),
      .flag(.warning, .timeEntry, 1, "194 days")),
    RuleExample("work after the invoice date", Example.facts([Example.time(1, start: "2026-09-01T08:00:00Z")])),
    RuleExample(
      "a limit of a day", Example.facts([Example.time(1, start: "2026-07-12T08:00:00Z")]), with: ["days": .figure(1)],
      .flag(.warning, .ticket, 77120, "2 days")),
    RuleExample(
      "no default, rate zero, another currency",
      Example.facts(
        [Example.time(1, rate: 0, billing: .noDefault, start: "2026-01-01T08:00:00Z", currency: .eur)], currency: .eur),
      .flag(.warning, .ticket, 77120, "194 days")),
  ]
}
