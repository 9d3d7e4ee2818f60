import Markup

/// An empty place that says what it is for, why it is empty, and the one thing to do.
public struct EmptyState: Sendable {
  public var title: String
  public var text: String
  public var act: PostButton?
  public var link: PageLink?

  public init(title: String, text: String, act: PostButton? = nil, link: PageLink? = nil) {
    self.title = title
    self.text = text
    self.act = act
    self.link = link
  }
}
