/// One case of a rule, kept beside it: what it is given and what it must say.
public struct RuleExample: Sendable {
  /// A sentence: `exactly at the floor is fine`.
  public let name: String
  public let facts: InvoiceFacts
  /// Options that differ from the defaults.
  public let values: [String: TunableValue]
  public let expected: [Expected]

  public struct Expected: Hashable, Sendable {
    public let target: Target
    public let severity: Severity
    /// A part of the sentence that must stand there, with the numbers.
    public let says: String
  }

  init(_ name: String, _ facts: InvoiceFacts, with values: [String: TunableValue] = [:], _ expected: Expected...) {
    self.name = name
    self.facts = facts
    self.values = values
    self.expected = expected
  }
}

extension RuleExample.Expected {
  static func flag(_ severity: Severity, _ kind: Target.Kind, _ id: Int64, _ says: String) -> Self {
    Self(target: Target(kind, id), severity: severity, says: says)
  }
}
