/// Brings the database's schema up to this version. `serve` does the same at its start.
struct MigrateUp: Command {
  static let verb = "migrate up"
  static let summary = "Bring the database up to this version"
  static let flags: [Flag] = [.data]
  static let about = "Each step is one transaction: it is done or not done. Back up first; there is no way back but a backup."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let report = try App.migrate(session.configuration())
    session.answer(report.json, text: report.text)
    return .ok
  }
}
