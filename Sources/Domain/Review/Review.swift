/// An invoice's review at one moment: which version is current, who is asked, and what each has said.
public struct Review: Hashable, Sendable {
  public let invoice: ID<Invoice>
  public let presence: InvoicePresence
  /// The billing status' name, for sentences.
  public let status: String
  public let version: Int
  public let total: Money
  public let reviewers: [Reviewer]

  public init(
    invoice: ID<Invoice>, presence: InvoicePresence, status: String, version: Int, total: Money, reviewers: [Reviewer]
  ) {
    self.invoice = invoice
    self.presence = presence
    self.status = status
    self.version = version
    self.total = total
    self.reviewers = reviewers
  }

  public var outcome: ReviewOutcome { ReviewOutcome(presence: presence, reviewers: reviewers) }

  /// In which capacity `person` may decide here.
  public func standing(of person: Person) throws(Refusal) -> Standing {
    if let index = reviewers.firstIndex(where: { $0.isPerson(person) && !$0.state.isSkipped }) {
      guard person.may(.decideWhenAsked) else { throw .mayNot(.decideWhenAsked) }
      return reviewers[index].source == .override ? .override(index) : .reviewer(index)
    }
    guard person.may(.override) else { throw person.may(.decideWhenAsked) ? .notAsked : .mayNot(.decideWhenAsked) }
    return .override(nil)
  }

  /// Whether an approval by `person` would approve the invoice as a whole.
  public func isLastNeeded(_ person: Person) -> Bool {
    guard let standing = try? standing(of: person) else { return false }
    var approving = reviewers
    let approved = ReviewerState.approved(version: version, at: Instant(milliseconds: .max))
    switch standing {
    case .reviewer(let index), .override(let index?): approving[index].state = approved
    case .override(nil):
      approving.append(
        Reviewer(name: person.name, person: person.id, position: nextPosition, source: .override, state: approved))
    }
    return ReviewOutcome(presence: .open, reviewers: approving) == .approved
  }

  var nextPosition: Int { (reviewers.map(\.position).max() ?? 0) + 1 }
}

/// In which capacity somebody decides; the number is the place in `Review.reviewers`.
public enum Standing: Hashable, Sendable {
  case reviewer(Int)
  /// Not asked, but by right; the place is there once they have decided.
  case override(Int?)
}
