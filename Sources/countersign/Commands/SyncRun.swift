/// Reads ConnectWise once, now.
struct SyncRun: Command {
  static let verb = "sync run"
  static let summary = "Read ConnectWise once, now"
  static let flags: [Flag] = [.data]
  static let about = "For a machine where no server runs, or to see why a sweep fails. Exit code 4: ConnectWise does not answer."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let configuration = try session.configuration()
    let log = Log(configuration, terminal: session.terminal)
    let report = try App.sweepOnce(configuration, log: log)
    session.answer(report.json, text: report.text)
    return .ok
  }
}
