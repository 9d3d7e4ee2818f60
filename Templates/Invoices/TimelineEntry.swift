import Markup

/// One thing that happened, told in a sentence.
public struct TimelineEntry: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case seen, version, approved, rejected, undone, reviewer, writing, written, trouble, connectWise, left
    /// A line of ConnectWise's own history.
    case audit
  }

  public var id: String  // for the permalink: "e1042"
  public var kind: Kind
  public var who: String  // "Priya Nair", "The sweep", "ConnectWise"; the printed record has a column for it
  public var sentence: String  // whole: "Priya Nair approved $1,462.50."
  public var detail: String = ""
  public var moment: Moment
  public var startsNew: Bool = false  // the first one since your last look

  public init(id: String, kind: Kind, who: String, sentence: String, detail: String = "", moment: Moment, startsNew: Bool = false)
  {
    self.id = id
    self.kind = kind
    self.who = who
    self.sentence = sentence
    self.detail = detail
    self.moment = moment
    self.startsNew = startsNew
  }
}
