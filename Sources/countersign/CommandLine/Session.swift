/// What a running command has at hand: its terminal, its settings, and how it was called.
struct Session: Sendable {
  let command: any Command.Type
  let call: Call
  let terminal: Terminal
  let environment: [String: String]
  /// Answer for a program and not for a person.
  let json: Bool
  let configFile: String?

  /// All settings as they stand, not yet judged. `presets` is what the command sets by itself.
  func reading(presets: [String: String] = [:]) -> SettingsReading {
    let path = configFile ?? environment[Settings.fileName].flatMap { $0.isEmpty ? nil : $0 }
    return SettingsReading(
      environment: environment, file: path.map { SettingsFile.read($0) }, overrides: call.settings(of: command), presets: presets)
  }

  /// The settings, checked; all problems at once when there are any.
  func configuration(presets: [String: String] = [:]) throws(CommandFailure) -> Configuration {
    try Configuration(reading(presets: presets))
  }

  /// One answer in the form that was asked for.
  func answer(_ json: JSON, text: String) {
    terminal.say(self.json ? json.pretty + "\n" : text)
  }
}
