import Markup
import Routes

/// Your own page: how it looks, which keys work, where you are signed in.
public struct MePage: Sendable {
  public var shell: Shell
  public var email: String
  public var saveLook: Route
  public var token: CSRF  // of `saveLook`
  public var sessions: [SessionRow]
  public var signOutEverywhere: PostButton

  public init(shell: Shell, email: String, saveLook: Route, token: CSRF, sessions: [SessionRow], signOutEverywhere: PostButton) {
    self.shell = shell
    self.email = email
    self.saveLook = saveLook
    self.token = token
    self.sessions = sessions
    self.signOutEverywhere = signOutEverywhere
  }
}

/// One place where you are signed in.
public struct SessionRow: Sendable {
  public var agent: String  // "Chromium on Linux"
  public var client: String  // "10.0.0.7"
  public var began: Moment
  public var seen: Moment
  public var isThis: Bool = false
  public var end: PostButton?

  public init(agent: String, client: String, began: Moment, seen: Moment, isThis: Bool = false, end: PostButton? = nil) {
    self.agent = agent
    self.client = client
    self.began = began
    self.seen = seen
    self.isThis = isThis
    self.end = end
  }
}
