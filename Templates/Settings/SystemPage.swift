import Markup
import Routes

/// What an operator wants to know before asking: versions, the database's protection, disk, queues. Red lines say what to do.
public struct SystemPage: Sendable {
  public var shell: Shell
  public var verdict: StatusPill  // "Everything is fine", "2 things need you"
  public var groups: [CheckGroup]

  public init(shell: Shell, verdict: StatusPill, groups: [CheckGroup]) {
    self.shell = shell
    self.verdict = verdict
    self.groups = groups
  }
}

public struct CheckGroup: Sendable {
  public var title: String
  public var checks: [Check]

  public init(title: String, checks: [Check]) {
    self.title = title
    self.checks = checks
  }
}

/// One checked fact; `advice` says what to do when it is not fine.
public struct Check: Sendable {
  public var name: String
  public var value: String
  public var tone: Tone = .neutral
  public var advice: String = ""

  public init(name: String, value: String, tone: Tone = .neutral, advice: String = "") {
    self.name = name
    self.value = value
    self.tone = tone
    self.advice = advice
  }
}
