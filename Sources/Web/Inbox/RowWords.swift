import Domain
import Pages
import Store

extension ReviewerMark {
  init(_ reviewer: Reviewer) {
    self.init(initials: reviewer.initials, name: reviewer.name, state: reviewer.state.standing)
  }
}

extension StatusPill {
  /// *Waiting on Priya 3 d*, *Approved 1 of 2*: where an invoice stands and for how long.
  init(_ outcome: ReviewOutcome, waiting reviewers: [ReviewerGlance], since: Instant, _ words: Words) {
    switch outcome {
    case .waiting, .new, .newAgain:
      var open = 0
      var first = ""
      for reviewer in reviewers where reviewer.standing.isOpen {
        if open == 0 { first = reviewer.name }
        open += 1
      }
      // Under an hour nobody has waited yet.
      let hours = since.milliseconds(until: words.now) / 3_600_000
      let age = hours < 1 ? "" : words.conventions.waiting(since: since, now: words.now)
      if open == 1 {
        self.init(.neutral, pieces("Waiting on ", firstName(first), "", age))
      } else if open == 0 {
        self.init(.warning, "Nobody asked")
      } else {
        self.init(.neutral, pieces("Waiting on ", Substring(String(open)), " people", age))
      }
    case .approvedInPart(let count, let of): self.init(.info, pieces("Approved ", Substring(String(count)), " of " + String(of), ""))
    case .approved: self.init(.ok, outcome.title)
    case .rejected: self.init(.error, outcome.title)
    case .changedAfterApproval: self.init(.warning, outcome.title)
    case .done, .gone: self.init(.neutral, outcome.title)
    }
  }
}

/// Joined without string interpolation, which costs two thousand instructions a time; a page has fifty of these.
private func pieces(_ start: String, _ middle: Substring, _ end: String, _ age: String) -> String {
  var text = start
  text += middle
  text += end
  if !age.isEmpty {
    text += ", "
    text += age
  }
  return text
}

/// Cut by bytes: a name's first blank is one byte, and walking characters fifty times a page is not free.
private func firstName(_ name: String) -> Substring {
  name[..<(name.utf8.firstIndex(of: UInt8(ascii: " ")) ?? name.endIndex)]
}

extension ChangeMark {
  /// Against the previous invoice of the same agreement.
  init(from before: Money?, to after: Money, _ conventions: Conventions) {
    guard let before else {
      self.init(text: "new", words: "the first invoice of this agreement")
      return
    }
    guard let percent = Percent(from: before, to: after) else {
      self.init(text: "—", words: "not comparable with the last invoice")
      return
    }
    let text = conventions.change(percent)
    let direction =
      percent.hundredths == 0 ? "the same as last time" : percent.hundredths > 0 ? "more than last time" : "less than last time"
    self.init(text: text, words: "\(text) \(direction)", isUnusual: percent.hundredths.magnitude >= 1_000)
  }
}
