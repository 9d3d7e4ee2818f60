import Markup
import Routes

/// One act as a form with a single button: sign out, undo, run now.
public struct PostButton: Sendable {
  public enum Weight: String, Sendable { case primary, plain, quiet, danger }

  public var label: String
  public var action: Route
  public var token: CSRF
  public var fields: [HiddenField] = []
  public var weight: Weight = .plain
  public var shortcut: Shortcut?

  public init(
    label: String, action: Route, token: CSRF, fields: [HiddenField] = [], weight: Weight = .plain,
    shortcut: Shortcut? = nil
  ) {
    self.label = label
    self.action = action
    self.token = token
    self.fields = fields
    self.weight = weight
    self.shortcut = shortcut
  }
}
