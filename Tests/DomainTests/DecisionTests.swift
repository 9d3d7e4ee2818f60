import Domain
import Testing

@Suite struct DecisionTests {
  private let later = noon.adding(seconds: 60)
  private func rejection() throws -> Rejection { try Rejection(.notes, text: "ticket 77120") }

  @Test func `the first of two approves in part, the second finally`() throws {
    let first = try review([asked(priya, 1), asked(marcus, 2)]).decide(.approve(version: 2), by: priya, at: noon)
    #expect(first.trigger == .approvedInPart)
    #expect(first.review.outcome == .approvedInPart(1, of: 2))
    #expect(first.reviewer.state == .approved(version: 2, at: noon))
    let second = try first.review.decide(.approve(version: 2), by: marcus, at: later)
    #expect(second.trigger == .finallyApproved)
    #expect(second.review.outcome == .approved)
    #expect(second.event == .approved(Approval(version: 2, amount: usd(146_250), isFinal: true)))
  }

  @Test func `a double click is one decision`() throws {
    let once = try review([asked(priya, 1)]).decide(.approve(version: 2), by: priya, at: noon)
    let refusal = #expect(throws: Refusal.self) { try once.review.decide(.approve(version: 2), by: priya, at: later) }
    #expect(refusal == .alreadyApproved)
    #expect(refusal?.isHarmlessRepeat == true)
  }

  @Test func `a decision on an older version is refused and says which`() {
    for decision in [
      Decision.approve(version: 1), .approveAndClose(version: 1), .reject(version: 1, Rejection(stored: .tax, text: "")),
    ] {
      #expect(throws: Refusal.changedSinceYouLooked(seen: 1, current: 2)) {
        try review([asked(priya, 1)]).decide(decision, by: priya, at: noon)
      }
    }
  }

  @Test func `approve and close is for whose approval is the last one needed`() throws {
    let both = review([asked(priya, 1), asked(marcus, 2)])
    #expect(!both.isLastNeeded(priya))
    #expect(throws: Refusal.notTheLastNeeded) { try both.decide(.approveAndClose(version: 2), by: priya, at: noon) }
    let last = review([asked(priya, 1), asked(marcus, 2, .approved(version: 2, at: noon))])
    #expect(last.isLastNeeded(priya))
    let decided = try last.decide(.approveAndClose(version: 2), by: priya, at: noon)
    #expect(decided.trigger == .approvedAndClosed)
    let skipped = review([asked(priya, 1), asked(marcus, 2, .skipped(.inactiveMember))])
    #expect(skipped.isLastNeeded(priya))
  }

  @Test func `approve is not final while somebody rejects or has an older opinion`() {
    for state in [
      ReviewerState.rejected(version: 2, Rejection(stored: .tax, text: ""), at: noon), .stale(.approved, version: 1, at: noon),
      .viewed(at: noon), .waiting,
    ] {
      #expect(!review([asked(priya, 1), asked(marcus, 2, state)]).isLastNeeded(priya))
    }
  }

  @Test func `somebody who was not asked needs the right to override, and it is recorded`() throws {
    let waiting = review([asked(priya, 1)])
    #expect(throws: Refusal.notAsked) { try waiting.decide(.approve(version: 2), by: marcus, at: noon) }
    #expect(throws: Refusal.mayNot(.decideWhenAsked)) { try waiting.decide(.approve(version: 2), by: otto, at: noon) }
    let decided = try waiting.decide(.approve(version: 2), by: ana, at: noon)
    #expect(decided.reviewer.source == .override)
    #expect(decided.reviewer.position == 2)
    #expect(decided.review.reviewers.count == 2)
    #expect(decided.review.outcome == .approved)
    #expect(decided.trigger == .finallyApproved)
    #expect(decided.event.sentence(by: ana.actor) == "Ana Ruiz approved version 2 for 1,462.50 USD by override.")
  }

  @Test func `an override stands over what was decided before it, not over what comes after`() throws {
    let rejected = try review([asked(priya, 1), asked(marcus, 2)]).decide(
      .reject(version: 2, rejection()), by: priya, at: noon)
    #expect(rejected.review.outcome == .rejected)
    let overridden = try rejected.review.decide(.approve(version: 2), by: ana, at: later)
    #expect(overridden.review.outcome == .approved)
    let again = try overridden.review.decide(
      .reject(version: 2, rejection()), by: marcus, at: later.adding(seconds: 1))
    #expect(again.review.outcome == .rejected)
  }

  @Test func `an override can be taken back, and the reviewers are needed again`() throws {
    let decided = try review([asked(priya, 1)]).decide(.approve(version: 2), by: ana, at: noon)
    let undone = try decided.review.decide(.undo, by: ana, at: later)
    #expect(undone.trigger == .undone)
    #expect(undone.review.outcome == .waiting(on: 1))
    #expect(undone.review.isLastNeeded(priya))
    let final = try undone.review.decide(.approve(version: 2), by: priya, at: later)
    #expect(final.trigger == .finallyApproved)
    #expect(final.review.outcome == .approved)
  }

  @Test func `rejecting does not erase the approval of others`() throws {
    let part = try review([asked(priya, 1), asked(marcus, 2)]).decide(.approve(version: 2), by: priya, at: noon)
    let rejected = try part.review.decide(.reject(version: 2, rejection()), by: marcus, at: later)
    #expect(rejected.review.reviewers[0].state == .approved(version: 2, at: noon))
    #expect(rejected.review.outcome == .rejected)
    #expect(rejected.trigger == .rejected)
    let undone = try rejected.review.decide(.undo, by: marcus, at: later)
    #expect(undone.review.outcome == .approvedInPart(1, of: 2))
  }

  @Test func `new content makes every decision stale and one approval stand again`() throws {
    let approved = review([asked(priya, 1, .approved(version: 1, at: noon)), asked(marcus, 2)])
    let changes = approved.contentChanged(to: 2, at: later)
    #expect(changes.map(\.0.state) == [.stale(.approved, version: 1, at: noon)])
    let stale = review([changes[0].0, asked(marcus, 2)])
    #expect(stale.outcome == .changedAfterApproval)
    #expect(try stale.decide(.approve(version: 2), by: priya, at: later).review.outcome == .approvedInPart(1, of: 2))
  }

  @Test func `an override on older content no longer stands`() throws {
    let decided = try review([asked(priya, 1)], version: 1).decide(.approve(version: 1), by: ana, at: noon)
    let changed = decided.review.contentChanged(to: 2, at: later).map(\.0)
    #expect(review([asked(priya, 1)] + changed).outcome == .changedAfterApproval)
  }

  @Test func `an approval beside a standing rejection still says rejected, and counts once that is undone`() throws {
    let rejected = try review([asked(priya, 1), asked(marcus, 2)]).decide(
      .reject(version: 2, rejection()), by: marcus, at: noon)
    let approved = try rejected.review.decide(.approve(version: 2), by: priya, at: later)
    #expect(approved.trigger == .rejected)
    #expect(approved.review.outcome == .rejected)
    let overruled = try approved.review.decide(.approve(version: 2), by: ana, at: later)
    #expect(overruled.trigger == .finallyApproved)
    let back = try overruled.review.decide(.undo, by: ana, at: later)
    #expect(back.trigger == .rejected)
    let undone = try back.review.decide(.undo, by: marcus, at: later)
    #expect(undone.trigger == .undone)
    #expect(undone.review.outcome == .approvedInPart(1, of: 2))
  }

  @Test func `a clock that was set back does not put a decision before the ones it follows`() throws {
    let overridden = try review([asked(priya, 1)]).decide(.approve(version: 2), by: ana, at: later)
    let rejected = try overridden.review.decide(.reject(version: 2, rejection()), by: priya, at: noon)
    #expect(rejected.review.outcome == .rejected)
    #expect(rejected.trigger == .rejected)
  }

  @Test func `looking is noted once, and only for whom it was asked of`() {
    let waiting = review([asked(priya, 1)])
    #expect(waiting.viewed(by: priya, at: noon)?.0.state == .viewed(at: noon))
    #expect(waiting.viewed(by: ana, at: noon) == nil)
    #expect(review([asked(priya, 1, .viewed(at: noon))]).viewed(by: priya, at: later) == nil)
    #expect(review([asked(priya, 1)], presence: .done).viewed(by: priya, at: noon) == nil)
  }

  @Test func `a done invoice takes only an undo, a gone one nothing`() throws {
    let state = ReviewerState.approved(version: 2, at: noon)
    let done = review([asked(priya, 1, state)], presence: .done)
    #expect(throws: Refusal.invoiceDone(status: "In Review")) { try done.decide(.approve(version: 2), by: priya, at: later) }
    #expect(try done.decide(.undo, by: priya, at: later).trigger == .undone)
    let gone = review([asked(priya, 1, state)], presence: .gone)
    #expect(throws: Refusal.invoiceGone) { try gone.decide(.undo, by: priya, at: later) }
  }

  @Test func `a disabled person decides nothing`() {
    var disabled = priya
    disabled.isActive = false
    #expect(throws: Refusal.mayNot(.decideWhenAsked)) {
      try review([asked(priya, 1)]).decide(.approve(version: 2), by: disabled, at: noon)
    }
  }

  @Test func `the outcome is derived from presence and reviewers`() {
    #expect(review([asked(priya, 1), asked(marcus, 2)]).outcome == .new)
    #expect(review([asked(priya, 1)], presence: .reopened).outcome == .newAgain)
    #expect(review([asked(priya, 1, .viewed(at: noon)), asked(marcus, 2)]).outcome == .waiting(on: 2))
    #expect(review([asked(priya, 1, .skipped(.inactiveMember))]).outcome == .new)
    #expect(review([]).outcome == .new)
    #expect(review([asked(priya, 1)], presence: .done).outcome == .done)
    #expect(review([asked(priya, 1)], presence: .gone).outcome == .gone)
    #expect(
      review([asked(priya, 1, .approved(version: 2, at: noon)), asked(marcus, 2, .skipped(.inactiveMember))]).outcome
        == .approved)
  }

  @Test func `a rejection says why`() throws {
    #expect(throws: Refusal.rejectionNeedsReason) { try Rejection(.other, text: " \n ") }
    #expect(throws: Never.self) { try Rejection(.tax, text: "") }
    #expect(try Rejection(.other, text: " wrong site ").text == "wrong site")
  }

  @Test func `reviewers are seeded in order, once each, and say why one is skipped`() {
    func member(_ id: Int64, _ name: String, active: Bool = true) -> SeedCandidate {
      .member(Member(id: ID(id), identifier: name, name: name, email: nil, isActive: active))
    }
    let seeded = Reviewer.seeded(
      from: [member(9, "Zoe"), .rule("Territory"), member(8, "Yan", active: false), member(9, "Zoe"), .rule("Territory")],
      source: .billingSetup)
    #expect(seeded.map(\.name) == ["Zoe", "Territory", "Yan"])
    #expect(seeded.map(\.position) == [1, 2, 3])
    #expect(seeded.map(\.state) == [.waiting, .skipped(.notResolvable(rule: "Territory")), .skipped(.inactiveMember)])
    #expect(seeded.allSatisfy { $0.source == .billingSetup })
    #expect(Reviewer.seeded(from: [member(1, "A")], source: .nowhere).isEmpty)
  }

  /// Any order of decisions, views, changes and hand-overs by anybody keeps these promises.
  @Test func `random reviews keep their promises`() throws {
    var random = Seeded(7)
    let people = [priya, marcus, ana, otto]
    for _ in 0..<2000 {
      var current = review([asked(priya, 1), asked(marcus, 2)], version: 1)
      for moment in 1...12 {
        let at = noon.adding(seconds: Int64(moment))
        if random.below(6) == 0 {
          let version = current.version + 1
          let changed = current.contentChanged(to: version, at: at).map(\.0)
          let reviewers = current.reviewers.map { old in changed.first { $0.position == old.position } ?? old }
          current = review(reviewers, version: version)
          #expect(current.reviewers.allSatisfy { $0.state.verdict == nil })
          continue
        }
        let decision = random.pick([
          Decision.approve(version: current.version), .approveAndClose(version: current.version), .undo,
          .reject(version: current.version, try rejection()), .approve(version: current.version - 1),
        ])
        let person = random.pick(people)
        guard let decided = try? current.decide(decision, by: person, at: at) else { continue }
        #expect(person != otto)
        #expect(decided.review.reviewers.count <= 3)
        let touched = zip(current.reviewers, decided.review.reviewers).count { $0 != $1 }
        #expect(touched + decided.review.reviewers.count - current.reviewers.count == 1)
        switch decided.trigger {
        case .finallyApproved, .approvedAndClosed: #expect(decided.review.outcome == .approved)
        case .rejected: #expect(decided.review.outcome == .rejected)
        case .approvedInPart, .undone:
          #expect(decided.review.outcome != .approved && decided.review.outcome != .rejected)
        }
        if case .approved(let approval) = decided.event {
          #expect(approval.isFinal == (decided.review.outcome == .approved))
        }
        current = decided.review
      }
    }
  }
}
