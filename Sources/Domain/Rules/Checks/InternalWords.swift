extension Rule {
  static let internalWords = Rule(
    "internal-words", title: "Internal words shown to the customer",
    summary: "A word that is meant for colleagues stands in what the customer reads, or a product has no description.",
    severity: .warning, tunables: [InternalWords.list], check: InternalWords.check, examples: { InternalWords.examples })
}

private enum InternalWords {
  static let list = Tunable.words("words", "Words and phrases", default: .internalWords)

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let list = look.words(list)
    for (text, place) in facts.content.textsOfTheInvoice { read(text, place, .invoice(facts), facts.name, list, look) }
    for line in facts.lines.all {
      guard line.isShown else {
        look.skips(.line(line, of: facts), line.name, "The customer does not see it.")
        continue
      }
      // A blank note of time belongs to the rules about notes (PRODUCT §3.4).
      if line.kind == .product, line.text.isBlank {
        look.flag(
          .line(line, of: facts), line.name,
          "“\(line.name)”, \(look.conventions.amountWithCode(line.amount)), has no description for the customer.",
          [JudgedValue("description", "none")])
      } else if !line.text.isEmpty {
        read(line.text, line.placeOfText, .line(line, of: facts), line.name, list, look)
      }
    }
  }

  private static func read(
    _ text: String, _ place: String, _ target: @autoclosure () -> Target, _ name: @autoclosure () -> String, _ list: WordList,
    _ look: Look
  ) {
    let found = list.matches(in: text)
    if found.isEmpty { return look.passes(target(), name(), "No internal word stands in \(place).") }
    for entry in found {
      look.flag(
        target(), name(), "The customer will read “\(entry.text)” in \(place): \(text.excerpt).",
        [JudgedValue("word", entry.text), JudgedValue("where", place)], severity: entry.severity)
    }
  }

  static let examples = [
    RuleExample(
      "an internal word in a description", Example.facts([Example.product(1, text: "Cables, internal only")]),
      .flag(.warning, .product, 1, "The customer will read “internal only” in the description: Cables, internal only")),
    RuleExample("in notes", Example.facts([Example.time(1, notes: "ToDo: ask Tom")]), .flag(.warning, .timeEntry, 1, "“TODO”")),
    RuleExample(
      "in a comment", Example.changed(change: { $0.bottomComment = "TBD" }),
      .flag(.warning, .invoice, 7001, "the bottom comment: TBD")),
    RuleExample("part of a word", Example.facts([Example.time(1, notes: "Set up Mastodon")])),
    RuleExample(
      "a hyphen parts words", Example.facts([Example.time(1, notes: "a todo-list")]), .flag(.warning, .timeEntry, 1, "TODO")),
    RuleExample(
      "either apostrophe", Example.facts([Example.time(1, notes: "don’t bill"), Example.time(2, notes: "DON'T BILL")]),
      .flag(.warning, .timeEntry, 1, "don't bill"), .flag(.warning, .timeEntry, 2, "don't bill")),
    RuleExample(
      "a product without description", Example.facts([Example.product(1, text: "")]),
      .flag(.warning, .product, 1, "119.00 USD, has no description")),
    RuleExample("a blank note is another rule", Example.facts([Example.time(1, notes: "")])),
    RuleExample("an expense without notes", Example.facts([Example.expense(1, 5, notes: "")])),
    RuleExample(
      "at no charge is shown", Example.facts([Example.time(1, notes: "test entry", billing: .noCharge)]),
      .flag(.warning, .timeEntry, 1, "test entry")),
    RuleExample(
      "not to be billed is not shown", Example.facts([Example.time(1, notes: "do not bill", billing: .doNotBill)])),
    RuleExample("a cancelled product is not shown", Example.facts([Example.product(1, text: "", isCancelled: true)])),
    RuleExample(
      "another currency, a credit, a price of zero",
      Example.facts([Example.product(1, 0, text: "FIXME", currency: .jpy)], type: .creditMemo, currency: .jpy),
      .flag(.warning, .product, 1, "FIXME")),
    RuleExample(
      "a list without words still wants descriptions",
      Example.facts([Example.product(1, text: ""), Example.time(2, notes: "TODO")]),
      with: ["words": .words(WordList())], .flag(.warning, .product, 1, "no description")),
  ]
}

extension WordList {
  /// PRODUCT §3.4, Words.
  public static let internalWords = WordList(
    "internal only", "do not bill", "don't bill", "not billable", "TODO", "FIXME", "tbd", "test entry")
}
