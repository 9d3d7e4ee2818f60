/// Looks at everything that a start would need, without starting, and says what to do about each thing that is wrong.
struct Doctor: Command {
  static let verb = "doctor"
  static let summary = "Check this machine and the settings, and say what to do"
  static let flags: [Flag] = [.listen, .data]
  static let about =
    "Exit code 0: nothing is wrong (warnings may stand). 1: something is. Works while the server runs and while it does not."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let reading = session.reading()
    var findings: [Finding] = []
    do throws(CommandFailure) {
      let configuration = try Configuration(reading)
      findings.append(.ok("settings", "All settings make sense."))
      findings += configuration.warnings.map { .warning("settings", $0, fix: "See docs/operations.md, Settings.") }
      findings += Self.examine(configuration)
    } catch {
      findings += error.more.map { .bad("settings", $0, fix: "Correct it; \"countersign config check\" looks again.") }
    }
    findings.append(LibraryDiagnosis.sqlite())
    findings.append(ClockDiagnosis.find(ClockDiagnosis.facts()))
    let report = DoctorReport(findings: findings)
    session.answer(report.json, text: report.text)
    return report.isWell ? .ok : .failed
  }

  private static func examine(_ configuration: Configuration) -> [Finding] {
    [
      DataDirectoryDiagnosis.find(configuration.dataDirectory),
      DiskDiagnosis.fileSystem(configuration.dataDirectory),
      DiskDiagnosis.space(configuration.dataDirectory),
      MasterKeyDiagnosis.find(configuration),
    ] + configuration.listen.map { ListenerDiagnosis.find($0, configuration) } + [ProxyDiagnosis.find(configuration)]
  }
}
