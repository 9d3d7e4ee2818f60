extension Rule {
  static let thinNotes = Rule(
    "ticket-thin-notes", title: "Insufficient ticket notes",
    summary: "A ticket's billable entries together have too few characters of notes.", severity: .warning,
    tunables: [ThinNotes.characters, ThinNotes.perHour], check: ThinNotes.check, examples: { ThinNotes.examples })
}

private enum ThinNotes {
  static let characters = Tunable.figure("characters", "At least", .characters, 20, 1...1000, decimals: 0)
  /// 0 switches it off.
  static let perHour = Tunable.figure("per-hour", "And for each billed hour", .charactersPerHour, 0, 0...1000, decimals: 0)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let minimum = Int128(look.figure(characters).whole)
    let perHour = Int128(look.figure(perHour).whole)
    let isExplaining = look.isExplaining
    facts.forEachTicket(orEntry: false) { target, name, times in
      let billable = times.filter(\.line.isBilled)
      let hours = billable.hours(\.billed)
      guard hours > .zero else { return look.skips(target, name(), "It has no billable hours.") }
      // Each side times a million, so that hours stay whole numbers.
      let needed = max(minimum * 1_000_000, perHour * Int128(hours.millionths))
      var count = 0
      for time in billable where isExplaining || Int128(count) * 1_000_000 < needed { count += time.line.text.charactersOfNotes }
      guard count > 0 else { return look.skips(target, name(), "It has no notes at all, which is another rule’s business.") }
      guard Int128(count) * 1_000_000 < needed else {
        return look.passes(target, name(), "It has \(look.conventions.count(count)) characters of notes.")
      }
      let characters = count == 1 ? "1 character" : "\(look.conventions.count(count)) characters"
      look.flag(
        target, name(), "\(name()): \(look.conventions.hours(hours)) are billed on \(characters) of notes.",
        [JudgedValue("characters", count), JudgedValue("hours", hours)])
    }
  }

  private static func note(_ count: Int) -> String { String(repeating: "x", count: count) }

  static let examples = [
    RuleExample(
      "a single word", Example.facts([Example.time(1, notes: "Fixed.")]),
      .flag(.warning, .ticket, 77120, "1.00 h are billed on 6 characters of notes")),
    RuleExample("exactly the minimum", Example.facts([Example.time(1, notes: note(20))])),
    RuleExample("one fewer", Example.facts([Example.time(1, notes: note(19))]), .flag(.warning, .ticket, 77120, "19 characters")),
    RuleExample(
      "entries are counted together", Example.facts([Example.time(1, notes: note(10)), Example.time(2, notes: note(10))])),
    RuleExample(
      "white space around a note does not count", Example.facts([Example.time(1, notes: "  " + note(19) + " \n")]),
      .flag(.warning, .ticket, 77120, "19 characters")),
    RuleExample(
      "characters are what a person sees",
      Example.facts([Example.time(1, notes: String(repeating: "e\u{301}", count: 19))]), .flag(.warning, .ticket, 77120, "19")),
    RuleExample(
      "notes that are not charged do not count",
      Example.facts([Example.time(1, notes: "ok"), Example.time(2, notes: note(90), billing: .noCharge)]),
      .flag(.warning, .ticket, 77120, "2 characters")),
    RuleExample("no notes at all is another rule", Example.facts([Example.time(1, notes: " ")])),
    RuleExample("no billable hours", Example.facts([Example.time(1, billed: 0, actual: 50, notes: "x")])),
    RuleExample("time without a ticket", Example.facts([Example.time(1, notes: "x", ticket: nil)])),
    RuleExample(
      "fewer than wanted for the hours", Example.facts([Example.time(1, billed: 250, notes: note(49))]),
      with: ["per-hour": .figure(20)],
      .flag(.warning, .ticket, 77120, "2.50 h are billed on 49 characters")),
    RuleExample(
      "exactly as many as wanted", Example.facts([Example.time(1, billed: 250, notes: note(50))]), with: ["per-hour": .figure(20)]
    ),
    RuleExample(
      "another currency", Example.facts([Example.time(1, notes: "ok", currency: .eur)], currency: .eur),
      .flag(.warning, .ticket, 77120, "2 characters")),
  ]
}

extension String {
  /// As a person counts them, without white space at the ends.
  fileprivate var charactersOfNotes: Int { trimmedOfSpaces.count }
}
