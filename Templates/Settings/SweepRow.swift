import Markup

/// One finished sweep: why it ran, how it ended, what it brought and what it had to leave out.
public struct SweepRow: Sendable {
  public var began: Moment
  public var askedBy: String  // "Schedule", "Hanna Vogel"
  public var took: String  // "4.2 s"
  public var outcome: StatusPill
  public var read: String  // "214"
  public var changed: String  // "3 new, 2 changed, 1 left the inbox"
  public var problem: String = ""  // why it stopped
  public var gaps: [String] = []  // rights that the role lacks
  public var leftOut: [String] = []  // records that could not be read, a sentence each

  public init(
    began: Moment, askedBy: String, took: String, outcome: StatusPill, read: String, changed: String, problem: String = "",
    gaps: [String] = [], leftOut: [String] = []
  ) {
    self.began = began
    self.askedBy = askedBy
    self.took = took
    self.outcome = outcome
    self.read = read
    self.changed = changed
    self.problem = problem
    self.gaps = gaps
    self.leftOut = leftOut
  }
}
