extension Rule {
  static let nonBillableTime = Rule(
    "non-billable", title: "Non-billable time on invoice",
    summary: "The invoice carries time that is marked as not to be billed or as no charge.", severity: .info,
    tunables: [NonBillableTime.which, NonBillableTime.minimum], check: NonBillableTime.check,
    examples: { NonBillableTime.examples })
}

private enum NonBillableTime {
  static let which = Tunable(
    name: "which", title: "Entries that are", unit: .none,
    kind: .choice(
      default: "both",
      of: [
        Tunable.Choice(code: "both", title: "No charge or do not bill"), Tunable.Choice(code: "no-charge", title: "No charge"),
        Tunable.Choice(code: "do-not-bill", title: "Do not bill"),
      ]))
  static let minimum = Tunable.hours("minimum-hours", "Hours of at least", default: 0, 0...100)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let choice = look.choice(which)
    let minimum = look.figure(minimum)
    facts.forEachTicket { target, name, times in
      let free = times.filter { $0.line.billing == .noCharge && choice != "do-not-bill" }
      let hidden = times.filter { $0.line.billing == .doNotBill && choice != "no-charge" }
      guard !free.isEmpty || !hidden.isEmpty else { return look.passes(target, name(), "All of its time is billed.") }
      let hours = (free + hidden).hours { worked($0) }
      guard hours.reaches(minimum) else {
        return look.passes(
          target, name(), "Its time that is not billed, \(look.conventions.hours(hours)), is too little to count.")
      }
      for (entries, phrase) in [(free, "at no charge"), (hidden, "not to be billed")] where !entries.isEmpty {
        let hours = entries.hours { worked($0) }
        let of =
          target.kind == .ticket
          ? "\(name()): \(look.conventions.hours(hours))" : "\(name()) with \(look.conventions.hours(hours))"
        look.flag(
          target, name(), "\(of) on the invoice \(hours == Example.hours(100) ? "is" : "are") \(phrase).",
          [JudgedValue(phrase, hours), JudgedValue("entries \(phrase)", entries.count)])
      }
    }
  }

  /// What was worked; what was billed says little of an entry that is not billed.
  private static func worked(_ time: TimeDetail) -> Hours { time.actual == .zero ? time.billed : time.actual }

  static let examples = [
    RuleExample(
      "no charge", Example.facts([Example.time(1, billed: 150, billing: .noCharge)]),
      .flag(.info, .ticket, 77120, "1.50 h on the invoice are at no charge")),
    RuleExample(
      "do not bill", Example.facts([Example.time(1, billed: 25, billing: .doNotBill)]),
      .flag(.info, .ticket, 77120, "0.25 h on the invoice are not to be billed")),
    RuleExample(
      "both on one ticket make one flag",
      Example.facts([Example.time(1, billed: 150, billing: .noCharge), Example.time(2, billed: 50, billing: .doNotBill)]),
      .flag(.info, .ticket, 77120, "not to be billed. Ticket 77120")),
    RuleExample("billable", Example.facts([Example.time(1), Example.time(2, billing: .noDefault)])),
    RuleExample(
      "only the other kind", Example.facts([Example.time(1, billing: .doNotBill)]), with: ["which": .choice("no-charge")]),
    RuleExample(
      "only this kind", Example.facts([Example.time(1, billing: .doNotBill), Example.time(2, billing: .noCharge)]),
      with: ["which": .choice("do-not-bill")], .flag(.info, .ticket, 77120, "not to be billed")),
    RuleExample("no hours at all", Example.facts([Example.time(1, billed: 0, billing: .noCharge)])),
    RuleExample(
      "less than the minimum", Example.facts([Example.time(1, billed: 199, billing: .noCharge)]),
      with: ["minimum-hours": .figure(2)]),
    RuleExample(
      "exactly the minimum", Example.facts([Example.time(1, billed: 200, billing: .noCharge)]),
      with: ["minimum-hours": .figure(2)],
      .flag(.info, .ticket, 77120, "2.00 h")),
    RuleExample(
      "worked hours count where none are billed", Example.facts([Example.time(1, billed: 0, actual: 75, billing: .doNotBill)]),
      .flag(.info, .ticket, 77120, "0.75 h")),
    RuleExample(
      "without a ticket the entry is flagged", Example.facts([Example.time(1, billed: 200, billing: .noCharge, ticket: nil)]),
      .flag(.info, .timeEntry, 1, "Time entry 1 of Marta Silva with 2.00 h on the invoice")),
    RuleExample("a product at no charge", Example.facts([Example.product(1, billing: .noCharge)])),
    RuleExample(
      "another currency", Example.facts([Example.time(1, rate: 0, billing: .noCharge, currency: .eur)], currency: .eur),
      .flag(.info, .ticket, 77120, "1.00 h")),
  ]
}
