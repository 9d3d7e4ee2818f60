/// What a decision says.
public enum Verdict: String, CaseIterable, Hashable, Sendable {
  case approved, rejected

  public var word: String { rawValue }

  public var noun: String {
    switch self {
    case .approved: "approval"
    case .rejected: "rejection"
    }
  }
}
