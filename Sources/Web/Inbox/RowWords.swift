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
  func pill(_ outcome: ReviewOutcome, waiting reviewers: [ReviewerGlance], since: Instant) -> StatusPill {
    switch outcome {
    case .waiting, .new, .newAgain:
      var open = 0
      var first = ""
      for reviewer in reviewers where reviewer.standing.isOpen {
        if open == 0 { first = reviewer.name }
        open += 1
      }
      if open == 0 { return StatusPill(.warning, "Nobody asked") }
      // Under an hour nobody has waited yet.
      let age = since.milliseconds(until: now) < 3_600_000 ? "" : conventions.waiting(since: since, now: now)
      return StatusPill(.neutral, open == 1 ? .waitingOn(firstName(first), age: age) : .waitingOnPeople(open, age: age))
    case .approvedInPart(let count, let of): return StatusPill(.info, .approvedInPart(count, of: of))
    case .approved: return StatusPill(.ok, outcome.title)
    case .rejected: return StatusPill(.error, outcome.title)
    case .changedAfterApproval: return StatusPill(.warning, outcome.title)
    case .done, .gone: return StatusPill(.neutral, outcome.title)
    }
  }

  /// An amount against the previous invoice of the same agreement.
  func change(from before: Money?, to after: Money) -> ChangeMark {
    guard let before else { return ChangeMark(text: "new", words: "the first invoice of this agreement") }
    guard let percent = Percent(from: before, to: after) else {
      return ChangeMark(text: "—", words: "not comparable with the last invoice")
    }
    let text = conventions.change(percent)
    let direction =
      percent.hundredths == 0
      ? " the same as last time" : percent.hundredths > 0 ? " more than last time" : " less than last time"
    return ChangeMark(text: text, words: text + direction, isUnusual: percent.hundredths.magnitude >= 1_000)
  }
}

/// Cut by bytes: a name's first blank is one byte, and walking characters fifty times a page is not free.
private func firstName(_ name: String) -> String {
  guard let end = name.utf8.firstIndex(of: UInt8(ascii: " ")) else { return name }
  return String(name[..<end])
}
