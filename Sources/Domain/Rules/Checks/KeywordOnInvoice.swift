extension Rule {
  static let keywordOnInvoice = Rule(
    "keyword", title: "Keyword on the invoice",
    summary: "A listed word or phrase stands in what the customer reads.", isOnByDefault: false, severity: .warning,
    tunables: [KeywordOnInvoice.list], check: KeywordOnInvoice.check, examples: { KeywordOnInvoice.examples })
}

private enum KeywordOnInvoice {
  static let list = Tunable.words("words", "Words and phrases", default: WordList())

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let list = look.words(list)
    guard !list.isEmpty else { return look.skips(.invoice(facts), facts.name, "No word is on the list.") }
    for (text, place) in facts.content.textsOfTheInvoice { read(text, place, .invoice(facts), facts.name, list, look) }
    for line in facts.lines.all where !line.text.isEmpty {
      guard line.isShown else {
        look.skips(.line(line, of: facts), line.name, "The customer does not see it.")
        continue
      }
      read(line.text, line.placeOfText, .line(line, of: facts), line.name, list, look)
    }
  }

  private static func read(
    _ text: String, _ place: String, _ target: @autoclosure () -> Target, _ name: @autoclosure () -> String, _ list: WordList,
    _ look: Look
  ) {
    let found = list.matches(in: text)
    if found.isEmpty { return look.passes(target(), name(), "No listed word stands in \(place).") }
    for entry in found {
      look.flag(
        target(), name(), "“\(entry.text)” stands in \(place): \(text.excerpt).",
        [JudgedValue("word", entry.text), JudgedValue("where", place)], severity: entry.severity)
    }
  }

  private static let words: [String: TunableValue] = [
    "words": .words(WordList([.init("goodwill"), .init("legal action", .error), .init("café", .info)]))
  ]

  private static func comment(_ text: String) -> InvoiceFacts { Example.changed(change: { $0.topComment = text }) }

  static let examples = [
    RuleExample(
      "a word in a comment", comment("Includes the Goodwill hour."), with: words,
      .flag(.warning, .invoice, 7001, "“goodwill” stands in the top comment: Includes the Goodwill hour.")),
    RuleExample("part of a word", comment("Goodwillhunting"), with: words),
    RuleExample("a hyphen parts words", comment("a goodwill-hour"), with: words, .flag(.warning, .invoice, 7001, "goodwill")),
    RuleExample(
      "a phrase with its own severity, over a line break", comment("We take LEGAL\nAction."), with: words,
      .flag(.error, .invoice, 7001, "legal action")),
    RuleExample("half of a phrase", comment("legal"), with: words),
    RuleExample(
      "two words make one flag of the heavier severity", comment("Goodwill or legal action"), with: words,
      .flag(.error, .invoice, 7001, "“goodwill”")),
    RuleExample(
      "letters with marks, however they are written", comment("CAFE\u{301}"), with: words, .flag(.info, .invoice, 7001, "café")),
    RuleExample(
      "a word in a note", Example.facts([Example.time(1, notes: "goodwill")]), with: words,
      .flag(.warning, .timeEntry, 1, "stands in the notes")),
    RuleExample(
      "a word in a description", Example.facts([Example.product(1, 0, text: "goodwill gift", billing: .noCharge)]), with: words,
      .flag(.warning, .product, 1, "stands in the description")),
    RuleExample(
      "a word in an expense, of another currency",
      Example.facts([Example.expense(1, 5, notes: "goodwill", currency: .jpy)], currency: .jpy),
      with: words, .flag(.warning, .expense, 1, "goodwill")),
    RuleExample(
      "a word in the reference or the order number",
      Example.changed(change: {
        $0.reference = "goodwill"
        $0.purchaseOrder = "GOODWILL-7"
      }), with: words, .flag(.warning, .invoice, 7001, "stands in the purchase order number: GOODWILL-7")),
    RuleExample(
      "a cancelled product is not shown", Example.facts([Example.product(1, text: "goodwill", isCancelled: true)]), with: words),
    RuleExample(
      "time that is not billed is not shown", Example.facts([Example.time(1, notes: "goodwill", billing: .doNotBill)]),
      with: words),
    RuleExample("an empty list", comment("goodwill")),
  ]
}

extension InvoiceContent {
  /// What the customer reads besides the lines, and where it stands.
  var textsOfTheInvoice: [(text: String, place: String)] {
    [
      (topComment, "the top comment"), (bottomComment, "the bottom comment"), (reference, "the reference"),
      (purchaseOrder, "the purchase order number"),
    ].filter { !$0.0.isEmpty }
  }
}

extension Line {
  /// Whether it is printed: what is at no charge is, what is not to be billed is not.
  var isShown: Bool { billing != .doNotBill && !isCancelled }

  var placeOfText: String { kind == .time ? "the notes" : kind == .expense ? "the notes of the expense" : "the description" }
}

extension String {
  /// One line of at most eighty characters.
  var excerpt: String {
    let line = String(trimmedOfSpaces.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > 80 ? line.prefix(79) + "…" : line.hasSuffix(".") ? String(line.dropLast()) : line
  }
}
