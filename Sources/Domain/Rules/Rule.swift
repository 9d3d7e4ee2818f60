/// A named check over one invoice's facts: pure, no I/O, no clock.
///
/// Everything about a rule stands in its one file in `Checks`, and its one line in `RuleBook.all` makes it known: settings list
/// and validate it, the sweep runs it, the timeline names it, and one test proves its examples.
public struct Rule: Sendable {
  public let code: RuleCode
  public let title: String
  /// What it checks, in one sentence.
  public let summary: String
  public let isOnByDefault: Bool
  public let severity: Severity
  public let tunables: [Tunable]
  let check: @Sendable (InvoiceFacts, Look) -> Void
  public let examples: @Sendable () -> [RuleExample]

  init(
    _ code: String, title: String, summary: String, isOnByDefault: Bool = true, severity: Severity, tunables: [Tunable] = [],
    check: @escaping @Sendable (InvoiceFacts, Look) -> Void, examples: @escaping @Sendable () -> [RuleExample]
  ) {
    self.code = RuleCode(code)
    self.title = title
    self.summary = summary
    self.isOnByDefault = isOnByDefault
    self.severity = severity
    self.tunables = tunables
    self.check = check
    self.examples = examples
  }

  public func tunable(_ name: String) -> Tunable? { tunables.first { $0.name == name } }

  /// What holds where nothing has been set.
  public var defaultSetting: RuleSetting { RuleSetting(isOn: isOnByDefault, severity: severity) }
}
