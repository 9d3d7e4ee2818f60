import Markup
import Routes

/// First run: whoever holds the one-time link from the log becomes the first admin.
public struct SetupPage: Sendable {
  public var action: Route
  public var token: CSRF
  public var code: String = ""  // what was pasted, when a form comes back
  public var name: String = ""
  public var email: String = ""
  public var minimumLength: Int = 12
  public var problems: [FieldProblem] = []  // fields: code, name, email, password

  public init(
    action: Route, token: CSRF, code: String = "", name: String = "", email: String = "", minimumLength: Int = 12,
    problems: [FieldProblem] = []
  ) {
    self.action = action
    self.token = token
    self.code = code
    self.name = name
    self.email = email
    self.minimumLength = minimumLength
    self.problems = problems
  }
}
