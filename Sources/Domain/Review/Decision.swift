/// What somebody decides about an invoice, bound to the version they looked at.
public enum Decision: Hashable, Sendable {
  case approve(version: Int)
  /// Approve & Close, offered to whose approval is the last one needed.
  case approveAndClose(version: Int)
  case reject(version: Int, Rejection)
  case undo
}

/// What a decision leaves behind; all of it is saved in one transaction or not at all.
public struct Decided: Hashable, Sendable {
  public let review: Review
  /// The one whose state changed; its id is 0 if an override has just made them a reviewer.
  public let reviewer: Reviewer
  public let event: Event
  /// What ConnectWise should say now: it follows from where the invoice stands as a whole, so an approval beside a
  /// standing rejection still says rejected. `WriteBackMapping.plan` writes nothing where that already stands there.
  public let trigger: WriteBackTrigger
}

extension Review {
  /// Decides for `person`, or says why not. A double click is refused as a harmless repeat.
  public func decide(_ decision: Decision, by person: Person, at instant: Instant) throws(Refusal) -> Decided {
    switch (presence, decision) {
    case (.open, _), (.reopened, _): break
    // Taking back what closed the invoice must stay possible; it writes the mapped status (PRODUCT §5).
    case (.done, .undo): break
    case (.done, .approve), (.done, .approveAndClose), (.done, .reject): throw .invoiceDone(status: status)
    case (.gone, _): throw .invoiceGone
    }
    let standing = try standing(of: person)
    let before: Reviewer
    let override: Bool
    switch standing {
    case .reviewer(let index): (before, override) = (reviewers[index], false)
    case .override(let index):
      override = true
      before =
        index.map { reviewers[$0] }
        ?? Reviewer(
          name: person.name, member: person.member, person: person.id, position: nextPosition, source: .override)
    }

    let step: Step
    switch decision {
    case .approve(let seen), .approveAndClose(let seen):
      try checkCurrent(seen)
      let closes = decision == .approveAndClose(version: seen)
      let isFinal = isLastNeeded(person)
      guard isFinal || !closes else { throw .notTheLastNeeded }
      step = .approve(
        Approval(version: seen, amount: total, isFinal: isFinal, closes: closes, override: override))
    case .reject(let seen, let rejection):
      try checkCurrent(seen)
      step = .reject(version: seen, rejection, override: override)
    case .undo:
      step = .undo
    }

    let (after, event) = try before.apply(step, by: person.actor, at: afterAll(instant))
    let next = replacing(before, with: after)
    return Decided(review: next, reviewer: after, event: event, trigger: next.trigger(of: decision))
  }

  private func checkCurrent(_ seen: Int) throws(Refusal) {
    guard seen == version else { throw .changedSinceYouLooked(seen: seen, current: version) }
  }

  /// Decisions of one review never share a moment, and a clock that was set back does not put the newest before the rest:
  /// an override is judged by what came before it.
  private func afterAll(_ instant: Instant) -> Instant {
    guard let latest = reviewers.compactMap(\.state.decidedAt).max() else { return instant }
    return max(instant, latest.adding(milliseconds: 1))
  }

  func replacing(_ before: Reviewer, with after: Reviewer) -> Review {
    var changed = reviewers
    if let index = changed.firstIndex(of: before) { changed[index] = after } else { changed.append(after) }
    return Review(
      invoice: invoice, presence: presence, status: status, version: version, total: total, reviewers: changed)
  }

  /// What `decision`, which has led here, says to ConnectWise.
  private func trigger(of decision: Decision) -> WriteBackTrigger {
    switch (ReviewOutcome(presence: .open, reviewers: reviewers), decision) {
    case (.approved, .approveAndClose): .approvedAndClosed
    case (.approved, _): .finallyApproved
    case (.rejected, _), (_, .reject): .rejected
    case (_, .approve), (_, .approveAndClose): .approvedInPart
    case (_, .undo): .undone
    }
  }
}
