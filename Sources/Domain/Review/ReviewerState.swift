/// Where one reviewer stands with one invoice (PRODUCT §5).
public enum ReviewerState: Hashable, Sendable {
  case waiting
  case viewed(at: Instant)
  case approved(version: Int, at: Instant)
  case rejected(version: Int, Rejection, at: Instant)
  /// Decided on a version whose content has changed since.
  case stale(Verdict, version: Int, at: Instant)
  case skipped(SkipReason)

  public var title: String {
    switch self {
    case .waiting: "Waiting for review"
    case .viewed: "Viewed"
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .stale: "Stale"
    case .skipped: "Skipped"
    }
  }

  /// The stored name, which never changes.
  public var code: String {
    switch self {
    case .waiting: "waiting"
    case .viewed: "viewed"
    case .approved: "approved"
    case .rejected: "rejected"
    case .stale: "stale"
    case .skipped: "skipped"
    }
  }

  /// The standing decision, if there is one.
  public var verdict: Verdict? {
    switch self {
    case .approved: .approved
    case .rejected: .rejected
    case .waiting, .viewed, .stale, .skipped: nil
    }
  }

  public var decidedAt: Instant? {
    switch self {
    case .approved(_, let at), .rejected(_, _, let at): at
    case .waiting, .viewed, .stale, .skipped: nil
    }
  }

  /// Whether the review still needs something from them.
  public var isOpen: Bool {
    switch self {
    case .waiting, .viewed, .stale: true
    case .approved, .rejected, .skipped: false
    }
  }

  public var isSkipped: Bool {
    if case .skipped = self { return true }
    return false
  }
}
