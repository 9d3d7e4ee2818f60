import Domain
import Markup

/// A reviewer as two letters with a ring that tells the state; the name and the state stand beside it for readers.
public struct ReviewerMark: Sendable {
  public typealias State = ReviewerStanding

  public var initials: String
  public var name: String
  public var state: State

  public init(initials: String, name: String, state: State) {
    self.initials = initials
    self.name = name
    self.state = state
  }
}

extension ReviewerStanding {
  public var words: String {
    switch self {
    case .waiting: "waiting"
    case .viewed: "viewed"
    case .approved: "approved"
    case .rejected: "rejected"
    case .stale: "approved an older version"
    case .skipped: "skipped"
    }
  }

  var sentence: String {
    switch self {
    case .waiting: "Waiting for review"
    case .viewed: "Viewed"
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .stale: "Approved an older version"
    case .skipped: "Skipped"
    }
  }
}
