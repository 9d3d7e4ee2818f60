/// One verb of the command line: a file in `Commands/`, and one line in `CommandList.all`.
protocol Command: Sendable {
  /// One word, or two for a group: `config dump`.
  static var verb: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  static var flags: [Flag] { get }
  static var operands: [Operand] { get }
  /// Paragraphs for `--help`, after the summary.
  static var about: String { get }

  init(_ call: Call) throws(CommandFailure)

  /// Does the work and answers on `session`'s terminal.
  func run(in session: Session) throws(CommandFailure) -> ExitCode
}

extension Command {
  static var flags: [Flag] { [] }
  static var operands: [Operand] { [] }
  static var about: String { "" }
}

/// What somebody typed after the verb, checked against the command's flags and operands.
struct Call: Sendable {
  var values: [String: String] = [:]
  var switches: Set<String> = []
  var operands: [String] = []

  subscript(_ flag: String) -> String? { values[flag] }
  func has(_ flag: String) -> Bool { switches.contains(flag) }

  /// The settings that flags of this command override, with the flag that did it.
  func settings(of command: any Command.Type) -> [String: (text: String, flag: String)] {
    var found: [String: (text: String, flag: String)] = [:]
    for flag in command.flags {
      if let setting = flag.setting, let text = values[flag.name] { found[setting] = (text, flag.name) }
    }
    return found
  }
}
