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
      event = .writeBackSending(desired, attempt: next.attempt)
    case (.queued, .foundDesired), (.sending, .foundDesired), (.unknown, .foundDesired), (.conflict, .foundDesired):
      next.state = .done
      event = .writeBackConfirmed(desired)

    case (.unknown, .foundExpected):
      next.state = .queued
      event = .writeBackDelayed(desired, reason: "ConnectWise still holds the status from before")
    case (.sending, .foundExpected):
      // ConnectWise answers 200 to some changes without making them (API-NOTES §4): look again before believing it.
      next.state = .unknown
      event = .writeBackUnknown(desired, reason: "ConnectWise accepted the change but still shows the status from before")
    case (.conflict, .foundExpected):
      next.state = .queued
      event = .writeBackDelayed(desired, reason: "the other change was taken back in ConnectWise")

    case (.queued, .foundOther(let found)), (.sending, .foundOther(let found)), (.unknown, .foundOther(let found)):
      next.state = .conflict
      event = .writeBackConflict(desired, found: found)

    case (.sending, .delayed(let reason)):
      next.state = .queued
      event = .writeBackDelayed(desired, reason: reason)
    case (.sending, .refused(let reason)):
      next.state = .rejected
      event = .writeBackRefused(desired, reason: reason)
    case (.sending, .outcomeUnknown(let reason)):
      next.state = .unknown
      event = .writeBackUnknown(desired, reason: reason)

    case (.queued, .withdraw), (.conflict, .withdraw), (.rejected, .withdraw):
      next.state = .withdrawn
      event = .writeBackWithdrawn(desired)
    case (.conflict, .writeOurs(let found)):
      next = WriteBack(
        id: id, invoice: invoice, trigger: trigger, desired: desired, expected: found, state: .queued,
        attempt: attempt, notBefore: instant)
      event = .writeBackQueued(desired)
    case (.conflict, .keepTheirs):
      next.state = .withdrawn
      event = .writeBackWithdrawn(desired)

    case (.queued, .foundExpected), (.queued, .delayed), (.queued, .refused), (.queued, .outcomeUnknown),
      (.queued, .writeOurs), (.queued, .keepTheirs),
      (.sending, .send), (.sending, .withdraw), (.sending, .writeOurs), (.sending, .keepTheirs),
      (.unknown, .send), (.unknown, .delayed), (.unknown, .refused), (.unknown, .outcomeUnknown),
      (.unknown, .withdraw), (.unknown, .writeOurs), (.unknown, .keepTheirs),
      (.conflict, .send), (.conflict, .foundOther), (.conflict, .delayed), (.conflict, .refused),
      (.conflict, .outcomeUnknown),
      (.rejected, .send), (.rejected, .foundDesired), (.rejected, .foundExpected), (.rejected, .foundOther),
      (.rejected, .delayed), (.rejected, .refused), (.rejected, .outcomeUnknown), (.rejected, .writeOurs),
      (.rejected, .keepTheirs),
      (.done, .send), (.done, .foundDesired), (.done, .foundExpected), (.done, .foundOther), (.done, .delayed),
      (.done, .refused), (.done, .outcomeUnknown), (.done, .withdraw), (.done, .writeOurs), (.done, .keepTheirs),
      (.withdrawn, .send), (.withdrawn, .foundDesired), (.withdrawn, .foundExpected), (.withdrawn, .foundOther),
      (.withdrawn, .delayed), (.withdrawn, .refused), (.withdrawn, .outcomeUnknown), (.withdrawn, .withdraw),
      (.withdrawn, .writeOurs), (.withdrawn, .keepTheirs):
      throw .writeBackNotPossible(from: state, step: step.phrase)
    }
    return (next, event)
  }
}
