import Markup
import Routes

/// One sentence of the line under the top bar: demo data, stale sync, dry run, maintenance.
public struct StatusNote: Sendable {
  public var tone: Tone
  public var text: String
  public var act: PageLink?

  public init(tone: Tone, text: String, act: PageLink? = nil) {
    self.tone = tone
    self.text = text
    self.act = act
  }
}

/// A link with its words.
public struct PageLink: Sendable {
  public var label: String
  public var route: Route

  public init(_ label: String, _ route: Route) {
    self.label = label
    self.route = route
  }
}
