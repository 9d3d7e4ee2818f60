import Markup
import Routes

/// The list of everything that can be set, each with where it stands now.
public struct SettingsPage: Sendable {
  public var shell: Shell
  public var entries: [SettingsEntry]

  public init(shell: Shell, entries: [SettingsEntry]) {
    self.shell = shell
    self.entries = entries
  }
}

public struct SettingsEntry: Sendable {
  public var title: String
  public var text: String
  public var state: StatusPill?
  public var route: Route

  public init(title: String, text: String, state: StatusPill? = nil, route: Route) {
    self.title = title
    self.text = text
    self.state = state
    self.route = route
  }
}
