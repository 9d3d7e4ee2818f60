/// What one rule looked at on one invoice, and why it did or did not fire.
public struct RuleExplanation: Hashable, Sendable {
  public let rule: RuleCode
  public let title: String
  public let outcome: Outcome

  public enum Outcome: Hashable, Sendable {
    /// Switched off, and by what.
    case off(because: String)
    /// `notes` by target; empty where there was nothing for this rule on the invoice.
    case looked(findings: [Finding], notes: [Note])
  }

  public struct Note: Hashable, Sendable {
    public enum Reading: Hashable, Sendable {
      case fine
      case skipped
      case notRead(FactsPart)
    }

    public let target: Target
    public let name: String
    public let reading: Reading
    public let text: String
  }

  public var hasFired: Bool {
    switch outcome {
    case .off: false
    case .looked(let findings, _): !findings.isEmpty
    }
  }

  /// One line for the head of a list.
  public var summary: String {
    switch outcome {
    case .off(let because): because
    case .looked(let findings, let notes):
      if !findings.isEmpty {
        findings.count == 1 ? "Flagged once." : "Flagged \(findings.count) times."
      } else if notes.isEmpty {
        "There is nothing on this invoice for this rule."
      } else if notes.contains(where: { if case .notRead = $0.reading { true } else { false } }) {
        "Could not judge everything: something was not read."
      } else {
        "Looked and found nothing."
      }
    }
  }
}
