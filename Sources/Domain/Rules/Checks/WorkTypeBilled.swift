extension Rule {
  static let workTypeBilled = Rule(
    "work-type", title: "Flagged work type billed", summary: "Time of a work type on the watch list is billed.",
    isOnByDefault: false, severity: .warning, tunables: [WorkTypeBilled.list], check: WorkTypeBilled.check,
    examples: { WorkTypeBilled.examples })
}

private enum WorkTypeBilled {
  static let list = Tunable.names("work-types", "Work types", whenEmpty: "none")

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let list = look.names(list)
    guard !list.isEmpty else { return look.skips(.invoice(facts), facts.name, "No work type is on the watch list.") }
    facts.forEachTicket { target, name, times in
      var hours: [String: Hours] = [:]
      for time in times where time.line.isBilled {
        guard let type = time.detail.workType?.name, list.contains(type) else { continue }
        hours[type.trimmedOfSpaces, default: .zero] = hours[type.trimmedOfSpaces, default: .zero].addingAtMost(time.detail.billed)
      }
      guard !hours.isEmpty else { return look.passes(target, name(), "None of its billed time is of a watched work type.") }
      for (type, hours) in hours.sorted(by: { $0.key < $1.key }) {
        look.flag(
          target, name(), "\(name()): \(look.conventions.hours(hours)) of \(type) are billed.",
          [JudgedValue("work type", type), JudgedValue("hours", hours)])
      }
    }
  }

  private static let watched: [String: TunableValue] = ["work-types": .names(NameList(["After-hours Emergency", "Travel"]))]

  static let examples = [
    RuleExample("nothing is watched", Example.facts([Example.time(1, workType: "After-hours Emergency")])),
    RuleExample(
      "a watched work type", Example.facts([Example.time(1, billed: 150, workType: "After-hours Emergency")]), with: watched,
      .flag(.warning, .ticket, 77120, "1.50 h of After-hours Emergency are billed")),
    RuleExample(
      "case does not matter", Example.facts([Example.time(1, workType: " TRAVEL ")]), with: watched,
      .flag(.warning, .ticket, 77120, "1.00 h of TRAVEL")),
    RuleExample(
      "two work types make one flag",
      Example.facts([Example.time(1, workType: "Travel"), Example.time(2, workType: "After-hours Emergency")]),
      with: watched, .flag(.warning, .ticket, 77120, "Emergency are billed. Ticket 77120")),
    RuleExample("another work type", Example.facts([Example.time(1)]), with: watched),
    RuleExample("part of a name is not the name", Example.facts([Example.time(1, workType: "Travel time")]), with: watched),
    RuleExample("not charged", Example.facts([Example.time(1, billing: .noCharge, workType: "Travel")]), with: watched),
    RuleExample("no work type", Example.facts([Example.time(1, workType: nil)]), with: watched),
    RuleExample(
      "without a ticket, rate zero, another currency",
      Example.facts([Example.time(1, rate: 0, ticket: nil, workType: "Travel", currency: .eur)], currency: .eur), with: watched,
      .flag(.warning, .timeEntry, 1, "1.00 h of Travel")),
  ]
}
