/// What can happen to a flag.
public enum FlagStep: Hashable, Sendable {
  /// A rule found it: for the first time, again, or with other values.
  case found(Found)
  /// The rule looked and did not find it.
  case notFound(Flag.Closing)
  case accept(AcceptReason, by: Actor, exception: ID<RuleException>?, expires: Instant?)
  /// The acceptance is taken back by a person.
  case revoke
  /// The acceptance, or the exception behind it, has come to its end.
  case lapse(why: String)
}

/// A flag after a step, and the event that tells it; nil where nothing happened that anybody should read.
public struct FlagStepped: Hashable, Sendable {
  public let flag: Flag
  public let event: Event?
}

extension Flag {
  /// The flag machine: every pair of state and step, each answered here and nowhere else.
  ///
  /// The whole table is golden text: `Tests/DomainTests/Golden/flag-table.txt`.
  public func apply(_ step: FlagStep, at instant: Instant) throws(Refusal) -> FlagStepped {
    var next = self
    let event: FlagEvent?
    switch (state, step) {
    case (.open, .found(let found)), (.reopened, .found(let found)):
      event = next.take(found, at: instant) ? .changed(next.mark, before: judged, after: next.judged, wasAccepted: false) : nil
    case (.accepted(let acceptance), .found(let found)):
      // An exception accepts whatever the values are; an acceptance of its own only those that were judged.
      let hasMoved = next.take(found, at: instant)
      if hasMoved, acceptance.exception == nil {
        next.state = .changed(since: acceptance)
        event = .changed(next.mark, before: acceptance.judged, after: next.judged, wasAccepted: true)
      } else {
        event = hasMoved ? .changed(next.mark, before: judged, after: next.judged, wasAccepted: false) : nil
      }
    case (.changed(let acceptance), .found(let found)):
      let hasMoved = next.take(found, at: instant)
      if acceptance.fingerprint == found.fingerprint {
        next.state = .accepted(acceptance)
        event = .acceptedAgain(next.mark)
      } else {
        event = hasMoved ? .changed(next.mark, before: judged, after: next.judged, wasAccepted: false) : nil
      }
    case (.closed(let closing, let last), .found(let found)):
      _ = next.take(found, at: instant)
      next.lastChanged = instant
      switch (closing, last) {
      // Settings went and came back; ConnectWise never changed, so that what was accepted stays accepted (PRODUCT §3).
      case (.settings, let last?) where last.fingerprint == found.fingerprint || last.exception != nil:
        next.state = .accepted(last)
        event = .acceptedAgain(next.mark)
      case (.settings, let last?):
        next.state = .changed(since: last)
        event = .changed(next.mark, before: last.judged, after: next.judged, wasAccepted: true)
      case (.settings, nil):
        next.state = .open
        event = .raised(next.mark, sentence: next.sentence)
      case (.fixedInConnectWise, _):
        next.state = .reopened
        event = .reopened(next.mark, sentence: next.sentence)
      }

    case (.open, .notFound(let closing)), (.reopened, .notFound(let closing)):
      next.state = .closed(closing, last: nil)
      event = .closed(mark, closing)
    case (.accepted(let acceptance), .notFound(let closing)), (.changed(let acceptance), .notFound(let closing)):
      next.state = .closed(closing, last: acceptance)
      event = .closed(mark, closing)
    case (.closed, .notFound):
      event = nil

    case (.open, .accept(let reason, let actor, let exception, let expires)),
      (.changed, .accept(let reason, let actor, let exception, let expires)),
      (.reopened, .accept(let reason, let actor, let exception, let expires)):
      if let expires, expires <= instant { throw .flag(.acceptanceEndsInThePast) }
      next.state = .accepted(
        Acceptance(
          by: actor, reason: reason, at: instant, judged: judged, fingerprint: fingerprint, exception: exception, expires: expires
        ))
      event = .accepted(mark, reason: reason.phrase, byException: exception != nil)
    case (.accepted, .accept): throw .flag(.alreadyAccepted)
    case (.closed(let closing, _), .accept): throw .flag(.closed(closing))

    case (.accepted(let acceptance), .revoke):
      if acceptance.exception != nil { throw .flag(.acceptedByException) }
      next.state = .open
      event = .revoked(mark)
    case (.open, .revoke), (.changed, .revoke), (.reopened, .revoke): throw .flag(.notAccepted)
    case (.closed(let closing, _), .revoke): throw .flag(.closed(closing))

    case (.accepted, .lapse(let why)):
      next.state = .open
      event = .lapsed(mark, why: why)
    case (.open, .lapse), (.changed, .lapse), (.reopened, .lapse): throw .flag(.notAccepted)
    case (.closed(let closing, _), .lapse): throw .flag(.closed(closing))
    }
    return FlagStepped(flag: next, event: event.map { .flag($0) })
  }

  /// Takes over what was found; whether the judged values are others than before.
  private mutating func take(_ found: Found, at instant: Instant) -> Bool {
    title = found.finding.title
    name = found.finding.name
    severity = found.finding.severity
    sentence = found.finding.sentence
    evidence = found.finding.evidence
    judged = found.finding.judged
    guard fingerprint != found.fingerprint else { return false }
    fingerprint = found.fingerprint
    lastChanged = instant
    return true
  }
}
