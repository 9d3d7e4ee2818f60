/// Where an invoice stands as a whole; always derived, never stored by itself.
public enum ReviewOutcome: Hashable, Sendable {
  /// Nobody has looked yet.
  case new
  /// Nobody has looked since it came back.
  case newAgain
  /// Somebody has looked, nobody has decided.
  case waiting(on: Int)
  case approvedInPart(Int, of: Int)
  case approved
  case rejected
  /// A decision was made on an older version.
  case changedAfterApproval
  case done
  case gone

  public var title: String {
    switch self {
    case .new: "New"
    case .newAgain: "New again"
    case .waiting(let count): count == 1 ? "Waiting on 1" : "Waiting on \(count)"
    case .approvedInPart(let approved, let needed): "Approved \(approved) of \(needed)"
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .changedAfterApproval: "Changed after approval"
    case .done: "Done"
    case .gone: "Gone"
    }
  }

  /// The stored name, which never changes.
  public var code: String {
    switch self {
    case .new: "new"
    case .newAgain: "new-again"
    case .waiting: "waiting"
    case .approvedInPart: "approved-in-part"
    case .approved: "approved"
    case .rejected: "rejected"
    case .changedAfterApproval: "changed"
    case .done: "done"
    case .gone: "gone"
    }
  }

  public init(presence: InvoicePresence, reviewers: [Reviewer]) {
    switch presence {
    case .done: self = .done
    case .gone: self = .gone
    case .open: self = Self.ofOpen(reviewers, untouched: .new)
    case .reopened: self = Self.ofOpen(reviewers, untouched: .newAgain)
    }
  }

  private static func ofOpen(_ reviewers: [Reviewer], untouched: ReviewOutcome) -> ReviewOutcome {
    // An override is a decision about the whole invoice: it stands over everything decided before it.
    let override = reviewers.filter { $0.source == .override && $0.state.verdict != nil }
      .max { ($0.state.decidedAt ?? .distantPast) < ($1.state.decidedAt ?? .distantPast) }
    let since = override?.state.decidedAt
    let rejected = reviewers.contains { reviewer in
      guard reviewer.state.verdict == .rejected, let at = reviewer.state.decidedAt else { return false }
      return since.map { at >= $0 } ?? true
    }
    if rejected { return .rejected }
    if override != nil { return .approved }

    // Who overrode and took it back, or overrode on older content, is not needed.
    let needed = reviewers.filter { !$0.state.isSkipped && $0.source != .override }
    let approved = needed.count { $0.state.verdict == .approved }
    if !needed.isEmpty, approved == needed.count { return .approved }
    if reviewers.contains(where: \.state.isStale) { return .changedAfterApproval }
    if approved > 0 { return .approvedInPart(approved, of: needed.count) }
    return reviewers.allSatisfy { $0.state == .waiting || $0.state.isSkipped } ? untouched : .waiting(on: needed.count)
  }
}

extension ReviewerState {
  var isStale: Bool {
    if case .stale = self { return true }
    return false
  }
}

extension Instant {
  static let distantPast = Instant(milliseconds: .min)
}
