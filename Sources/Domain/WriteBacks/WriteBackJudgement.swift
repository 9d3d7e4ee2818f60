/// What stands on an invoice in ConnectWise at the moment of reading.
public struct Sighting: Hashable, Sendable {
  public let status: Reference<BillingStatus>
  /// `_info.lastUpdated`; nil where ConnectWise did not say.
  public let lastUpdated: Instant?

  public init(status: Reference<BillingStatus>, lastUpdated: Instant?) {
    self.status = status
    self.lastUpdated = lastUpdated
  }
}

/// How long the outbox waits for what.
public struct Patience: Hashable, Sendable {
  /// After an outcome nobody knows: most were applied, so a first look is worth it soon.
  public var firstLook: Int64 = 5_000
  /// From an attempt of unknown outcome until it may be repeated: twice our own deadline for a write, because a slow server
  /// may still be carrying it out.
  public var settle: Int64 = 120_000
  /// Between two readings that must agree before a repeat.
  public var betweenLooks: Int64 = 30_000
  /// How old a reading may be when the change leaves.
  public var freshness: Int64 = 2_000
  /// After this a person is told.
  public var untilTold: Int64 = 86_400_000
  /// While write-back is switched off.
  public var whileOff: Int64 = 60_000
  /// Within which a lane must be done with what it has taken; then another may look after it.
  public var lease: Int64 = 600_000

  public init() {}

  /// The same with another `settle`, and everything that follows from it.
  public init(settle: Int64) {
    self.settle = settle
    betweenLooks = settle / 4
    firstLook = min(5_000, settle / 4)
  }
}

/// What follows from a sighting.
public enum Judgement: Hashable, Sendable {
  case step(WriteBack.Step)
  /// The status from before still stands there and proves nothing yet.
  case lookAgain(at: Instant)
}

extension WriteBack {
  /// Whether the row still is what a lane took: what it then read and concluded is about this and nothing later. Meanwhile a
  /// person may have taken the decision back, or another lane may have relieved a silent one.
  public func isStill(_ taken: WriteBack) -> Bool {
    state == taken.state && attempt == taken.attempt && desired.id == taken.desired.id && expected.id == taken.expected.id
  }

  /// What to make of what stands in ConnectWise (RELIABILITY §5.3). ConnectWise has no conditional write and no idempotency
  /// key: whether a change of unknown outcome may be repeated follows from readings alone.
  public func judge(_ sighting: Sighting, at now: Instant, _ patience: Patience) -> Judgement {
    if sighting.status.id == desired.id { return .step(.foundDesired) }
    guard sighting.status.id == expected.id else { return .step(.foundOther(sighting.status)) }
    switch state {
    case .queued: return .step(.send)
    case .sending: return .step(.foundExpected)
    case .unknown: return judgeUnchanged(sighting, at: now, patience)
    case .done, .rejected, .conflict, .withdrawn: return .lookAgain(at: now.adding(milliseconds: patience.settle))
    }
  }

  private func judgeUnchanged(_ sighting: Sighting, at now: Instant, _ patience: Patience) -> Judgement {
    // The invoice was touched since we looked before the attempt. Ours may have stood there and been taken back by somebody:
    // writing again would overwrite them.
    if let before = trail.before, let seen = sighting.lastUpdated, seen != before {
      return .step(.foundUnclear(sighting.status))
    }
    let settled = (trail.attemptedAt ?? now).adding(milliseconds: patience.settle)
    let agreed = (trail.unchangedAt ?? now).adding(milliseconds: patience.betweenLooks)
    guard trail.unchangedAt != nil, now >= settled, now >= agreed else { return .lookAgain(at: max(settled, agreed)) }
    return .step(closes ? .foundUnclear(sighting.status) : .foundExpected)
  }

  /// Why this must not be sent although it waits, looked at once more in the transaction that notes the attempt; nil when
  /// nothing speaks against it. `person` is who wants it, as they are now.
  public func objection(_ review: Review, askedBy person: Person?) -> Step? {
    if review.presence == .gone { return .giveUp(reason: "the invoice was deleted in ConnectWise") }
    if askedBy != nil {
      guard let person, person.may(.decideWhenAsked) || person.may(.override) else {
        return .giveUp(reason: "\(person?.name ?? "who decided") may no longer decide; somebody else has to try it again")
      }
    }
    return trigger.stillHolds(review.outcome)
      ? nil : .callOff(reason: "the decision no longer stands: the invoice is \(review.outcome.title.lowercased())")
  }
}

extension WriteBackTrigger {
  /// Whether what the invoice has come to still is what this decision said.
  func stillHolds(_ outcome: ReviewOutcome) -> Bool {
    switch (self, outcome) {
    // It left the inbox on the way; what stands in ConnectWise tells whether anything is to be written.
    case (_, .done): true
    case (.finallyApproved, .approved), (.approvedAndClosed, .approved): true
    case (.approvedInPart, .approvedInPart), (.approvedInPart, .approved): true
    case (.rejected, .rejected): true
    // Whoever decided anew since has withdrawn it.
    case (.undone, _): true
    case (.finallyApproved, _), (.approvedAndClosed, _), (.approvedInPart, _), (.rejected, _): false
    }
  }
}

/// What was read directly before an attempt and after it: when the invoice had last been changed.
public struct Evidence: Hashable, Sendable {
  public let before: Instant?
  public let after: Instant?

  public init(before: Instant? = nil, after: Instant? = nil) {
    self.before = before
    self.after = after
  }
}
