/// Says whether the settings make sense, without starting anything.
struct ConfigCheck: Command {
  static let verb = "config check"
  static let summary = "Check the settings without starting anything"
  static let flags: [Flag] = [.listen, .data]

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let configuration = try session.configuration()
    let warnings = configuration.warnings
    session.answer(
      .fields(["ok": true, "warnings": .list(warnings.map { .text($0) })]),
      text: warnings.map { "Warning: \($0)\n" }.joined() + "The settings are fine.\n")
    return .ok
  }
}
