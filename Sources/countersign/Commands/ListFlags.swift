/// Lists the flags of every invoice: none, as long as this version has no rules that could raise one.
struct ListFlags: Command {
  static let verb = "flags"
  static let summary = "List the flags of every invoice (no rules yet: always empty)"
  static let flags: [Flag] = [.data]
  static let about =
    "This version has no rules and raises no flags: with --json the answer is an empty array. Later versions fill it with objects of invoice, number, rule, severity, state, target and sentence."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    // A wrong directory is told now and not when the first rule comes.
    try App.look(session.configuration()) { _ in }
    session.answer(.list([]), text: "This version has no rules, so there are no flags.\n")
    return .ok
  }
}
