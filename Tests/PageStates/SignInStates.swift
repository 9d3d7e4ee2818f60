import Pages
import Routes

extension PageState {
  static var signIn: [PageState] {
    [
      PageState("setup-new", SetupPage(action: .createFirstAdmin, token: token)),
      PageState(
        "setup-problems",
        SetupPage(
          action: .createFirstAdmin, token: token, code: "q83vEjRWeJCr", name: "Priya Nair", email: "priya@contoso",
          problems: [
            FieldProblem("code", "This link is unknown or too old. A restart of the server prints a new one."),
            FieldProblem("email", "An e-mail address looks like name@company.com."),
            FieldProblem("password", "Use at least 12 characters; this one has 8."),
          ])),
      PageState("sign-in-new", SignInPage(action: .submitSignIn(next: nil), token: token)),
      PageState(
        "sign-in-refused",
        SignInPage(
          action: .submitSignIn(next: nil), token: token, email: "priya@contoso.example",
          problem: "This e-mail and password do not belong together.")),
      PageState(
        "sign-in-throttled",
        SignInPage(action: .submitSignIn(next: nil), token: token, email: "priya@contoso.example", wait: 40)),
      PageState(
        "sign-in-expired",
        SignInPage(
          action: .submitSignIn(next: .inbox), token: token,
          note: "You were signed out after 60 minutes without a click. You will come back to where you were.")),
      PageState("link-new", LinkPage(action: .openLoginLink, token: token)),
      PageState(
        "link-refused",
        LinkPage(action: .openLoginLink, token: token, problem: "This link was used before, is too old, or never was one.")),
    ]
  }
}
