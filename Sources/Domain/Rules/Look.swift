/// What one rule sees and says while it looks at one invoice: its options, its findings, and, when asked to explain itself,
/// why it did not fire.
final class Look {
  let options: RuleOptions
  let conventions: Conventions
  /// Reasons for silence are made only when somebody wants to read them.
  let isExplaining: Bool
  private(set) var drafts: [Target: Draft] = [:]
  private(set) var notes: [RuleExplanation.Note] = []
  /// Something could not be judged, so that silence does not mean that all is well.
  private(set) var isLacking = false

  struct Draft {
    var name: String
    var causes: [Finding.Cause]
  }

  init(options: RuleOptions, conventions: Conventions, isExplaining: Bool) {
    self.options = options
    self.conventions = conventions
    self.isExplaining = isExplaining
  }

  /// A cause to flag `target`. `raised` weighs one step more than the rule's severity; `severity` replaces it.
  func flag(
    _ target: Target, _ name: @autoclosure () -> String, _ sentence: String, _ judged: [JudgedValue], raised: Bool = false,
    severity: Severity? = nil
  ) {
    let base = severity ?? options.severity
    let cause = Finding.Cause(severity: raised ? base.raised : base, sentence: sentence, judged: judged)
    let name = name()
    if let known = drafts[target]?.name {
      // Two lines can share an id; which of them came first must not matter.
      if name.utf8.lexicographicallyPrecedes(known.utf8) { drafts[target]?.name = name }
    } else {
      drafts[target] = Draft(name: name, causes: [])
    }
    // The same cause twice, such as a word that stands in a text twice, is one.
    if drafts[target]?.causes.contains(cause) == false { drafts[target]?.causes.append(cause) }
  }

  /// Looked at and found in order.
  func passes(
    _ target: @autoclosure () -> Target, _ name: @autoclosure () -> String, _ why: @autoclosure () -> String
  ) {
    if isExplaining { notes.append(RuleExplanation.Note(target: target(), name: name(), reading: .fine, text: why())) }
  }

  /// Not for this rule to judge.
  func skips(
    _ target: @autoclosure () -> Target, _ name: @autoclosure () -> String, _ why: @autoclosure () -> String
  ) {
    if isExplaining { notes.append(RuleExplanation.Note(target: target(), name: name(), reading: .skipped, text: why())) }
  }

  /// Cannot be judged: what it would have to be compared with was not read.
  func lacks(
    _ part: FactsPart, for target: @autoclosure () -> Target, _ name: @autoclosure () -> String
  ) {
    isLacking = true
    if isExplaining {
      notes.append(RuleExplanation.Note(target: target(), name: name(), reading: .notRead(part), text: part.sentence))
    }
  }

  func figure(_ tunable: Tunable) -> Figure { options.figure(tunable) ?? .zero }
  /// Nil where the option is off.
  func optional(_ tunable: Tunable) -> Figure? { options.figure(tunable) }
  func isSet(_ tunable: Tunable) -> Bool { options.flag(tunable) }
  func choice(_ tunable: Tunable) -> String { options.choice(tunable) }
  func names(_ tunable: Tunable) -> NameList { options.names(tunable) }
  func words(_ tunable: Tunable) -> WordList { options.words(tunable) }
}

/// What surrounds an invoice and may be missing.
public enum FactsPart: String, CaseIterable, Hashable, Sendable {
  case company, billingContact = "billing-contact", agreement, previous, taxCode = "tax-code", history, unbilled, receipts
  case expenseMaxima = "expense-maxima"
  /// Of a rule that the site has written itself.
  case condition

  public var sentence: String {
    self == .condition
      ? "What the condition asks for is not there, or was not read. Nothing was judged."
      : "\(title) not been read: a sweep has not come that far, or the API member may not read it. Nothing was judged."
  }

  private var title: String {
    switch self {
    case .company: "The company has"
    case .billingContact: "The billing contact has"
    case .agreement: "The agreement has"
    case .previous: "The previous invoice has"
    case .taxCode: "The tax code has"
    case .history: "The company’s earlier invoices have"
    case .unbilled: "Unbilled work has"
    case .receipts: "The expense’s documents have"
    case .expenseMaxima: "The maxima of expense types have"
    case .condition: "What the condition asks for has"
    }
  }
}
