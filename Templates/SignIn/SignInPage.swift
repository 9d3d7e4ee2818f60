import Markup
import Routes

/// E-mail and password. Says how long to wait when throttled, and never whether an account exists.
public struct SignInPage: Sendable {
  public var action: Route
  public var token: CSRF
  public var email: String = ""
  public var problem: String = ""  // "That e-mail and password do not match."
  public var wait: Int?  // seconds: "try again in 40 s"
  public var note: String = ""  // "You were signed out after 12 hours."
  public var fields: [HiddenField] = []  // where to go afterwards
  public var look: Look = Look()

  public init(
    action: Route, token: CSRF, email: String = "", problem: String = "", wait: Int? = nil, note: String = "",
    fields: [HiddenField] = [], look: Look = Look()
  ) {
    self.action = action
    self.token = token
    self.email = email
    self.problem = problem
    self.wait = wait
    self.note = note
    self.fields = fields
    self.look = look
  }
}
