/// Lists the commands.
struct Help: Command {
  static let verb = "help"
  static let summary = "List the commands, or explain one"
  static let operands = [
    Operand("COMMAND", "The command to explain", optional: true), Operand("SUBCOMMAND", "Its second word", optional: true),
  ]

  let words: [String]

  init(_ call: Call) { words = call.operands }

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    guard let first = words.first else {
      session.terminal.say(HelpText.overview())
      return .ok
    }
    let verb = words.joined(separator: " ")
    if let command = CommandList.command(named: verb) {
      session.terminal.say(HelpText.explanation(of: command))
      return .ok
    }
    let group = CommandList.all.filter { words.count == 1 && $0.verb.hasPrefix(first + " ") }
    guard !group.isEmpty else {
      throw CommandFailure(
        .usage, "There is no command \(quoted(verb)).\(Resemblance.question(verb, among: CommandList.all.map { $0.verb }))")
    }
    session.terminal.say(group.map { HelpText.explanation(of: $0) }.joined(separator: "\n"))
    return .ok
  }
}
