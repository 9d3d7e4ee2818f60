import Bytes
import Domain
import Pages
import Store

extension ReviewerMark {
  init(_ reviewer: Reviewer) {
    self.init(initials: reviewer.initials, name: reviewer.name, state: reviewer.state.standing)
  }
}

extension Words {
  /// *Waiting on Priya, 3 d*, *Approved 1 of 2*: where an invoice stands and for how long.
  /// `isUnread`: who is asked about it has not been read from ConnectWise yet.
  func pill(
    _ outcome: ReviewOutcome, waitingOn awaited: @autoclosure () -> Awaited, since: Instant,
    isUnread: @autoclosure () throws -> Bool = false
  ) rethrows -> StatusPill {
    switch outcome {
    case .waiting, .new, .newAgain:
      let awaited = awaited()
      if awaited.count == 0 {
        return try isUnread() ? StatusPill(.neutral, "Reading reviewers…") : StatusPill(.warning, "Nobody asked")
      }
      // Under an hour nobody has waited yet.
      let age = since.milliseconds(until: now) < 3_600_000 ? "" : conventions.waiting(since: since, now: now)
      return StatusPill(
        .neutral, awaited.count == 1 ? .waitingOn(awaited.firstName, age: age) : .waitingOnPeople(awaited.count, age: age))
    case .approvedInPart(let count, let of): return StatusPill(.info, .approvedInPart(count, of: of))
    case .approved: return StatusPill(.ok, outcome.title)
    case .rejected: return StatusPill(.error, outcome.title)
    case .changedAfterApproval: return StatusPill(.warning, outcome.title)
    case .done, .gone: return StatusPill(.neutral, outcome.title)
    }
  }

  /// An amount against the previous invoice of the same agreement.
  func change(from before: Money?, to after: Money) -> ChangeMark {
    guard let before else { return .first }
    guard let percent = Percent(from: before, to: after) else { return .incomparable }
    return .by(
      conventions.change(percent), isMore: percent.hundredths == 0 ? nil : percent.hundredths > 0,
      isUnusual: percent.hundredths.magnitude >= 1_000)
  }
}

/// Whose answer is still open: how many, and the first one's first name.
struct Awaited {
  var count = 0
  var firstName = ""

  init(_ reviewers: ReviewerGlances) {
    for reviewer in reviewers where reviewer.standing.isOpen {
      if count == 0 { firstName = reviewer.name.firstWord }
      count += 1
    }
  }

  init(_ reviewers: [Reviewer]) {
    let open = reviewers.filter { $0.state.standing.isOpen && $0.source != .override }
    count = open.count
    firstName = open.first?.name.split(separator: " ").first.map(String.init) ?? ""
  }
}
