extension Reviewer {
  /// The reviewer after `step`, and the event that tells it.
  public func apply(_ step: Step, by actor: Actor, at instant: Instant) throws(Refusal) -> (Reviewer, Event) {
    let (state, event) = try state.apply(step, reviewer: name, at: instant)
    var changed = self
    changed.state = state
    return (changed, event)
  }
}

extension ReviewerState {
  /// The decision machine: every pair of state and step, each answered here and nowhere else.
  ///
  /// The whole table is golden text: `Tests/DomainTests/Golden/decision-table.txt`.
  func apply(_ step: Step, reviewer name: String, at instant: Instant) throws(Refusal) -> (ReviewerState, Event) {
    switch (self, step) {
    case (.waiting, .view):
      return (.viewed(at: instant), .viewed(reviewer: name))
    case (.viewed, .view), (.approved, .view), (.rejected, .view), (.stale, .view):
      throw .alreadyViewed

    case (.waiting, .approve(let approval)), (.viewed, .approve(let approval)), (.stale, .approve(let approval)):
      return (.approved(version: approval.version, at: instant), .approved(approval))
    case (.approved, .approve):
      throw .alreadyApproved
    case (.rejected, .approve):
      throw .undoFirst(.rejected)

    case (.waiting, .reject(let version, let rejection, let override)),
      (.viewed, .reject(let version, let rejection, let override)),
      (.stale, .reject(let version, let rejection, let override)):
      return (
        .rejected(version: version, rejection, at: instant),
        .rejected(version: version, rejection, override: override)
      )
    case (.rejected, .reject):
      throw .alreadyRejected
    case (.approved, .reject):
      throw .undoFirst(.approved)

    case (.approved(let version, _), .undo):
      return (.viewed(at: instant), .undone(.approved, version: version))
    case (.rejected(let version, _, _), .undo):
      return (.viewed(at: instant), .undone(.rejected, version: version))
    case (.waiting, .undo), (.viewed, .undo), (.stale, .undo), (.skipped, .undo):
      throw .nothingToUndo

    case (.approved(let decided, let at), .contentChanged(let version)):
      return (
        .stale(.approved, version: decided, at: at),
        .becameStale(reviewer: name, .approved, version: decided, now: version)
      )
    case (.rejected(let decided, _, let at), .contentChanged(let version)):
      return (
        .stale(.rejected, version: decided, at: at),
        .becameStale(reviewer: name, .rejected, version: decided, now: version)
      )
    case (.waiting, .contentChanged), (.viewed, .contentChanged), (.skipped, .contentChanged):
      throw .nothingDecided
    case (.stale, .contentChanged):
      throw .alreadyStale

    case (.waiting, .skip(let reason)), (.viewed, .skip(let reason)), (.stale, .skip(let reason)):
      return (.skipped(reason), .reviewerSkipped(reviewer: name, reason))
    case (.approved, .skip), (.approved, .handOver):
      throw .alreadyDecided(.approved)
    case (.rejected, .skip), (.rejected, .handOver):
      throw .alreadyDecided(.rejected)

    case (.skipped, .askAgain):
      return (.waiting, .reviewerAskedAgain(reviewer: name))
    case (.waiting, .askAgain), (.viewed, .askAgain), (.approved, .askAgain), (.rejected, .askAgain),
      (.stale, .askAgain):
      throw .notSkipped

    case (.waiting, .handOver(let other)), (.viewed, .handOver(let other)), (.stale, .handOver(let other)):
      return (.skipped(.handedOver(to: other)), .handedOver(from: name, to: other))

    case (.skipped(let reason), .view), (.skipped(let reason), .approve), (.skipped(let reason), .reject),
      (.skipped(let reason), .skip), (.skipped(let reason), .handOver):
      throw .alreadySkipped(reason)
    }
  }
}
