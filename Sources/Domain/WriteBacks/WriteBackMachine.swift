extension WriteBack {
  /// The outbox machine: every pair of state and step (RELIABILITY §5.3), each answered here and nowhere else.
  ///
  /// There is no way from `sending` or `unknown` back to `queued` but by proof that nothing was applied.
  /// The whole table is golden text: `Tests/DomainTests/Golden/write-back-table.txt`.
  public func apply(_ step: Step, at instant: Instant) throws(Refusal) -> (WriteBack, Event) {
    var next = self
    let event: Event
    switch (state, step) {
    case (.queued, .send):
      next.state = .sending
      next.attempt += 1
      next.trail.attemptedAt = instant
      next.trail.after = nil
      next.trail.unchangedAt = nil
      event = .writeBackSending(desired, attempt: next.attempt)
    case (.queued, .foundDesired), (.sending, .foundDesired), (.unknown, .foundDesired), (.conflict, .foundDesired):
      next.state = .done
      event = .writeBackConfirmed(desired, Evidence(before: trail.before, after: trail.after))

    case (.unknown, .foundExpected):
      next.state = .queued
      next.trail.unknownSince = nil
      event = .writeBackDelayed(desired, reason: "ConnectWise still holds the status from before")
    case (.sending, .foundExpected):
      // ConnectWise answers 200 to some changes without making them (API-NOTES §4): look again before believing it.
      next.state = .unknown
      next.trail.unknownSince = trail.unknownSince ?? instant
      next.trail.unchangedAt = instant
      event = .writeBackUnknown(desired, reason: "ConnectWise accepted the change but still shows the status from before")

    case (.queued, .foundOther(let found)), (.sending, .foundOther(let found)), (.unknown, .foundOther(let found)):
      next.state = .conflict
      event = .writeBackConflict(desired, found: found)
    case (.sending, .foundUnclear(let found)), (.unknown, .foundUnclear(let found)):
      next.state = .conflict
      event = .writeBackUnclear(desired, found: found)

    case (.sending, .delayed(let reason)):
      next.state = .queued
      event = .writeBackDelayed(desired, reason: reason)
    case (.sending, .refused(let reason)):
      next.state = .rejected
      event = .writeBackRefused(desired, reason: reason)
    case (.sending, .outcomeUnknown(let reason)):
      next.state = .unknown
      next.trail.unknownSince = trail.unknownSince ?? instant
      event = .writeBackUnknown(desired, reason: reason)

    case (.queued, .callOff(let reason)):
      next.state = .withdrawn
      event = .writeBackCalledOff(desired, reason: reason)
    case (.queued, .giveUp(let reason)), (.unknown, .giveUp(let reason)):
      next.state = .rejected
      event = .writeBackCalledOff(desired, reason: reason)

    case (.queued, .withdraw), (.conflict, .withdraw), (.rejected, .withdraw), (.conflict, .keepTheirs):
      next.state = .withdrawn
      event = .writeBackWithdrawn(desired)
    case (.conflict, .writeOurs(let found, let person)):
      next = WriteBack(
        id: id, invoice: invoice, trigger: trigger, desired: desired, expected: found, closes: closes, askedBy: person,
        state: .queued, attempt: attempt, notBefore: instant)
      event = .writeBackQueued(desired)
    case (.rejected, .tryAgain(let person)):
      next.state = .queued
      next.askedBy = person
      next.notBefore = instant
      next.trail = Trail()
      event = .writeBackQueued(desired)

    case (.queued, .foundExpected), (.queued, .foundUnclear), (.queued, .delayed), (.queued, .refused),
      (.queued, .outcomeUnknown), (.queued, .writeOurs), (.queued, .keepTheirs), (.queued, .tryAgain),
      (.sending, .send), (.sending, .callOff), (.sending, .giveUp), (.sending, .withdraw), (.sending, .writeOurs),
      (.sending, .keepTheirs), (.sending, .tryAgain),
      (.unknown, .send), (.unknown, .delayed), (.unknown, .refused), (.unknown, .outcomeUnknown), (.unknown, .callOff),
      (.unknown, .withdraw), (.unknown, .writeOurs), (.unknown, .keepTheirs), (.unknown, .tryAgain),
      (.conflict, .send), (.conflict, .foundExpected), (.conflict, .foundOther), (.conflict, .foundUnclear),
      (.conflict, .delayed), (.conflict, .refused), (.conflict, .outcomeUnknown), (.conflict, .callOff), (.conflict, .giveUp),
      (.conflict, .tryAgain),
      (.rejected, .send), (.rejected, .foundDesired), (.rejected, .foundExpected), (.rejected, .foundOther),
      (.rejected, .foundUnclear), (.rejected, .delayed), (.rejected, .refused), (.rejected, .outcomeUnknown),
      (.rejected, .callOff), (.rejected, .giveUp), (.rejected, .writeOurs), (.rejected, .keepTheirs),
      (.done, .send), (.done, .foundDesired), (.done, .foundExpected), (.done, .foundOther), (.done, .foundUnclear),
      (.done, .delayed), (.done, .refused), (.done, .outcomeUnknown), (.done, .callOff), (.done, .giveUp), (.done, .withdraw),
      (.done, .writeOurs), (.done, .keepTheirs), (.done, .tryAgain),
      (.withdrawn, .send), (.withdrawn, .foundDesired), (.withdrawn, .foundExpected), (.withdrawn, .foundOther),
      (.withdrawn, .foundUnclear), (.withdrawn, .delayed), (.withdrawn, .refused), (.withdrawn, .outcomeUnknown),
      (.withdrawn, .callOff), (.withdrawn, .giveUp), (.withdrawn, .withdraw), (.withdrawn, .writeOurs),
      (.withdrawn, .keepTheirs), (.withdrawn, .tryAgain):
      throw .writeBackNotPossible(from: state, step: step.phrase)
    }
    return (next, event)
  }
}
