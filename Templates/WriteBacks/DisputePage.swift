import Markup
import Routes

/// ConnectWise holds something else than a decision wanted, or refused it: both views, and the person decides.
public struct DisputePage: Sendable {
  public var shell: Shell
  public var number: String
  public var company: String
  public var title: String
  public var text: String
  public var tone: Tone
  public var ours: Side
  public var theirs: Side
  public var acts: [PostButton]
  public var why: String = ""  // why the viewer cannot decide
  public var back: Route

  public init(
    shell: Shell, number: String, company: String, title: String, text: String, tone: Tone, ours: Side, theirs: Side,
    acts: [PostButton], why: String = "", back: Route
  ) {
    self.shell = shell
    self.number = number
    self.company = company
    self.title = title
    self.text = text
    self.tone = tone
    self.ours = ours
    self.theirs = theirs
    self.acts = acts
    self.why = why
    self.back = back
  }
}

/// One of the two views.
public struct Side: Sendable {
  public var status: String
  public var text: String  // "Priya Nair approved version 1 for $8,940.00."
  public var moment: Moment

  public init(status: String, text: String, moment: Moment) {
    self.status = status
    self.text = text
    self.moment = moment
  }
}
