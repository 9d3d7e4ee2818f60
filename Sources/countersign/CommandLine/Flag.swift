/// One option of a command: `--listen HOST:PORT`.
struct Flag: Sendable {
  /// With its dashes.
  let name: String
  /// What stands for the value in the help; nil for a switch.
  let value: String?
  let meaning: String
  /// The setting that this option overrides, by its full name.
  let setting: String?
  let required: Bool

  init(_ name: String, _ value: String? = nil, _ meaning: String, setting: String? = nil, required: Bool = false) {
    self.name = name
    self.value = value
    self.meaning = meaning
    self.setting = setting
    self.required = required
  }

  var usage: String { value.map { "\(name) \($0)" } ?? name }

  static let json = Flag("--json", nil, "Answer as one JSON object on standard output")
  static let config = Flag("--config", "FILE", "Read settings from FILE (KEY=value lines)")
  static let help = Flag("--help", nil, "Explain the command")
  static let everywhere = [json, config, help]

  static let listen = Flag(
    "--listen", "HOST:PORT|unix:PATH", "Where to listen; several separated by commas", setting: "COUNTERSIGN_LISTEN")
  static let data = Flag("--data", "DIR", "Where the database lives", setting: "COUNTERSIGN_DATA")
}

/// A word that a command takes without dashes.
struct Operand: Sendable {
  let name: String
  let meaning: String
  let optional: Bool

  init(_ name: String, _ meaning: String, optional: Bool = false) {
    self.name = name
    self.meaning = meaning
    self.optional = optional
  }
}
