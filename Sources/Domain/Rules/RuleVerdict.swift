/// What the rules made of one invoice.
public struct RuleVerdict: Hashable, Sendable {
  public var findings: [Finding]
  /// The rules that looked: those that are on. Flags of others close as a matter of settings.
  public var judged: Set<RuleCode>
  /// Those of them that could not judge everything, because something was not read. What they do not find is not gone.
  public var lacking: Set<RuleCode>

  public init(findings: [Finding] = [], judged: Set<RuleCode> = [], lacking: Set<RuleCode> = []) {
    self.findings = findings
    self.judged = judged
    self.lacking = lacking
  }
}
