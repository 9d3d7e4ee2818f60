import Markup
import Routes

/// What saving will do, asked before it is done; the form stands here once more, ready to be sent.
public struct SaveQuestion: Sendable {
  public var title: String  // "Turn write-back on?"
  public var sentences: [String]
  public var yes: String  // the button: "Turn write-back on"
  public var save: Route
  public var token: CSRF  // of `save`
  public var fields: [HiddenField]
  public var cancel: Route

  public init(
    title: String, sentences: [String], yes: String, save: Route, token: CSRF, fields: [HiddenField], cancel: Route
  ) {
    self.title = title
    self.sentences = sentences
    self.yes = yes
    self.save = save
    self.token = token
    self.fields = fields
    self.cancel = cancel
  }
}
