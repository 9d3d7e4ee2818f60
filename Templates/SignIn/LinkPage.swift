import Markup
import Routes

/// Where a one-time sign-in link lands. Opening it does nothing; the button does (mail scanners open links too).
public struct LinkPage: Sendable {
  public var action: Route
  public var token: CSRF
  public var code: String = ""
  public var problem: String = ""  // "This link was used or is too old."
  public var help: String = "countersign user login-link you@example.com"  // the command that makes a new one

  public init(
    action: Route, token: CSRF, code: String = "", problem: String = "",
    help: String = "countersign user login-link you@example.com"
  ) {
    self.action = action
    self.token = token
    self.code = code
    self.problem = problem
    self.help = help
  }
}
