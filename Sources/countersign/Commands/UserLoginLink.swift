/// The way back in when every password is lost: a link that signs one person in once.
struct UserLoginLink: Command {
  static let verb = "user login-link"
  static let summary = "Print a link that signs a person in once"
  static let flags: [Flag] = [.data]
  static let operands = [Operand("EMAIL", "The person's address")]
  static let about =
    "It works for ten minutes and leaves an entry in the audit log. Whoever has it is that person: send it nowhere."

  let email: String

  init(_ call: Call) { email = trimmed(call.operands.first ?? "") }

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let link = try App.loginLink(session.configuration(), email: email)
    session.answer(
      .fields(["url": .text(link.url), "expires": .text(Moment.text(link.expires))]), text: link.url + "\n")
    return .ok
  }
}
