/// Says how far the database's schema is, and what the next start would do to it.
struct MigrateStatus: Command {
  static let verb = "migrate status"
  static let summary = "Show which schema steps the database has"
  static let flags: [Flag] = [.data]

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let report = try App.migrations(of: session.configuration())
    session.answer(report.json, text: report.text)
    return .ok
  }
}
