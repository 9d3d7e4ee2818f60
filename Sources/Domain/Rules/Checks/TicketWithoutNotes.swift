extension Rule {
  static let ticketWithoutNotes = Rule(
    "ticket-no-notes", title: "Ticket billed with no notes",
    summary: "A ticket has billable hours, and all of its billable entries have blank notes.", severity: .warning,
    tunables: [TicketWithoutNotes.minimum], check: TicketWithoutNotes.check, examples: { TicketWithoutNotes.examples })
}

private enum TicketWithoutNotes {
  static let minimum = Tunable.hours("minimum-hours", "Billed hours of at least", default: 0, 0...100)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let minimum = look.figure(minimum)
    facts.forEachTicket(orEntry: false) { target, name, times in
      let billable = times.filter(\.line.isBilled)
      let hours = billable.hours(\.billed)
      guard hours.reaches(minimum) else {
        return look.skips(target, name(), "Its billable hours, \(look.conventions.hours(hours)), are too few to judge.")
      }
      guard billable.allSatisfy(\.line.text.isBlank) else { return look.passes(target, name(), "It has notes.") }
      let entries = billable.count == 1 ? "its one entry has" : "none of its \(billable.count) entries has"
      let none = billable.count == 1 ? "no notes" : "any notes"
      look.flag(
        target, name(), "\(name()): \(look.conventions.hours(hours)) are billed, and \(entries) \(none).",
        [JudgedValue("hours", hours), JudgedValue("entries", billable.count)])
    }
  }

  static let examples = [
    RuleExample(
      "one entry without notes", Example.facts([Example.time(1, billed: 150, notes: "")]),
      .flag(.warning, .ticket, 77120, "1.50 h are billed, and its one entry has no notes")),
    RuleExample(
      "white space is no note", Example.facts([Example.time(1, notes: " \n\t"), Example.time(2, notes: "\u{A0}")]),
      .flag(.warning, .ticket, 77120, "2.00 h are billed, and none of its 2 entries has any notes")),
    RuleExample("one note is enough", Example.facts([Example.time(1, notes: ""), Example.time(2, notes: "x")])),
    RuleExample(
      "a note on an entry that is not charged does not count",
      Example.facts([Example.time(1, notes: ""), Example.time(2, notes: "Long talk", billing: .noCharge)]),
      .flag(.warning, .ticket, 77120, "1.00 h")),
    RuleExample("nothing billable", Example.facts([Example.time(1, notes: "", billing: .doNotBill)])),
    RuleExample("no hours billed", Example.facts([Example.time(1, billed: 0, actual: 100, notes: "")])),
    RuleExample(
      "no default counts as billable", Example.facts([Example.time(1, notes: "", billing: .noDefault)]),
      .flag(.warning, .ticket, 77120, "1.00 h")),
    RuleExample(
      "fewer hours than the minimum", Example.facts([Example.time(1, billed: 99, notes: "")]), with: ["minimum-hours": .figure(1)]
    ),
    RuleExample(
      "exactly the minimum", Example.facts([Example.time(1, notes: "")]), with: ["minimum-hours": .figure(1)],
      .flag(.warning, .ticket, 77120, "1.00 h")),
    RuleExample("time without a ticket is not judged", Example.facts([Example.time(1, notes: "", ticket: nil)])),
    RuleExample(
      "an hour at rate zero", Example.facts([Example.time(1, rate: 0, notes: "")]), .flag(.warning, .ticket, 77120, "1.00 h")),
    RuleExample(
      "another currency", Example.facts([Example.time(1, notes: "", currency: .eur)], currency: .eur),
      .flag(.warning, .ticket, 77120, "1.00 h")),
  ]
}
