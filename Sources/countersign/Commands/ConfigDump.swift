/// Prints every setting with the value that holds and where it came from. Secrets stay hidden.
struct ConfigDump: Command {
  static let verb = "config dump"
  static let summary = "Print every setting, its value and where it came from"
  static let flags: [Flag] = [
    .listen, .data, Flag("--markdown", nil, "Print the table of all settings for the manual instead"),
  ]
  static let about = "Works with wrong settings too: they are printed, the problems follow, and the exit code is 3."

  let markdown: Bool

  init(_ call: Call) { markdown = call.has("--markdown") }

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    if markdown {
      session.terminal.say(ConfigurationDump.markdown)
      return .ok
    }
    let reading = session.reading()
    var configuration: Configuration?
    var failure: CommandFailure?
    do throws(CommandFailure) { configuration = try Configuration(reading) } catch { failure = error }
    let dump = ConfigurationDump(reading, configuration)
    session.answer(dump.json, text: dump.text)
    if let failure { throw failure }
    return .ok
  }
}
