/// Turns the words of a command line into a command and its call, or says what is wrong with them.
struct CommandLineParser {
  struct Parsed {
    let command: any Command.Type
    let call: Call
    var json = false
    var help = false
    var configFile: String?
  }

  /// `words` without the program's own name.
  static func parse(_ words: [String]) throws(CommandFailure) -> Parsed {
    var rest = words[...]
    var before: [String] = []
    // Options that hold everywhere may stand before the verb.
    while let word = rest.first, word.hasPrefix("-") {
      rest.removeFirst()
      switch word {
      case "-h": before.append("--help")
      case "--version": return Parsed(command: ShowVersion.self, call: Call(), json: words.contains("--json"))
      default: before.append(word)
      }
      if word == Flag.config.name, let value = rest.popFirst() { before.append(value) }
    }
    guard let first = rest.popFirst() else {
      let known = Flag.everywhere.map { $0.name }
      let stray = before.first { word in word.hasPrefix("-") && !known.contains(String(word.prefix { $0 != "=" })) }
      if let stray { throw unknownFlag(stray, of: nil) }
      return Parsed(command: Help.self, call: Call(), json: before.contains("--json"), help: false)
    }
    let command = try command(first, &rest)
    return try read(before + rest, of: command)
  }

  private static func command(_ first: String, _ rest: inout ArraySlice<String>) throws(CommandFailure) -> any Command.Type {
    if let command = CommandList.command(named: first) { return command }
    let members = CommandList.members(of: first)
    guard !members.isEmpty else {
      throw CommandFailure(
        .usage,
        "There is no command \(quoted(first)).\(Resemblance.question(first, among: CommandList.firstWords)) \"countersign help\" lists them all."
      )
    }
    let choices = members.map { "\(first) \($0)" }.joined(separator: ", ")
    guard let second = rest.first(where: { !$0.hasPrefix("-") }) else {
      if rest.contains("--help") || rest.contains("-h") { return Help.self }
      throw CommandFailure(.usage, "\(quoted(first)) needs a second word: \(choices).")
    }
    guard let command = CommandList.command(named: "\(first) \(second)") else {
      throw CommandFailure(
        .usage,
        "There is no command \(quoted("\(first) \(second)")).\(Resemblance.question(second, among: members)) Known: \(choices).")
    }
    if let index = rest.firstIndex(of: second) { rest.remove(at: index) }
    return command
  }

  private static func read(_ words: [String], of command: any Command.Type) throws(CommandFailure) -> Parsed {
    let flags = command.flags + Flag.everywhere
    var call = Call()
    var seen: Set<String> = []
    var rest = words[...]
    var onlyOperands = false
    while let word = rest.popFirst() {
      guard !onlyOperands, word.hasPrefix("-"), word != "-" else {
        call.operands.append(word)
        continue
      }
      if word == "--" {
        onlyOperands = true
        continue
      }
      let typed = word == "-h" ? "--help" : word
      let name = String(typed.prefix { $0 != "=" })
      let attached = typed.firstIndex(of: "=").map { String(typed[typed.index(after: $0)...]) }
      guard let flag = flags.first(where: { $0.name == name }) else { throw unknownFlag(name, of: command) }
      guard seen.insert(name).inserted else { throw usage(command, "\(name) is given twice.") }
      if flag.value == nil {
        guard attached == nil else { throw usage(command, "\(name) takes no value.") }
        call.switches.insert(name)
      } else if let value = attached ?? rest.popFirst() {
        guard attached != nil || !value.hasPrefix("--") else {
          throw usage(command, "\(name) needs a value: \(flag.usage). \(quoted(value)) looks like another option.")
        }
        call.values[name] = value
      } else {
        throw usage(command, "\(name) needs a value: \(flag.usage).")
      }
    }
    var parsed = Parsed(command: command, call: call)
    parsed.json = call.has(Flag.json.name)
    parsed.help = call.has(Flag.help.name)
    parsed.configFile = call[Flag.config.name]
    if !parsed.help { try checkComplete(call, of: command) }
    return parsed
  }

  private static func checkComplete(_ call: Call, of command: any Command.Type) throws(CommandFailure) {
    for flag in command.flags where flag.required && call[flag.name] == nil && !call.has(flag.name) {
      throw usage(command, "\(flag.usage) is missing.")
    }
    let needed = command.operands.filter { !$0.optional }.count
    guard call.operands.count >= needed else {
      throw usage(command, "\(command.operands[call.operands.count].name) is missing.")
    }
    guard call.operands.count <= command.operands.count else {
      throw usage(command, "\(quoted(call.operands[command.operands.count])) is one word too many.")
    }
  }

  private static func unknownFlag(_ name: String, of command: (any Command.Type)?) -> CommandFailure {
    let known = ((command?.flags ?? []) + Flag.everywhere).map(\.name)
    let whose = command.map { "countersign \($0.verb)" } ?? "countersign"
    return CommandFailure(
      .usage, "\(whose) has no option \(quoted(name)).\(Resemblance.question(name, among: known)) \"\(whose) --help\" lists them."
    )
  }

  private static func usage(_ command: any Command.Type, _ sentence: String) -> CommandFailure {
    CommandFailure(.usage, "\(sentence) Usage: \(HelpText.usage(of: command))")
  }
}

/// A word from outside, safe to print: shortened, and without anything that a terminal would obey.
func quoted(_ text: String) -> String { "\"\(Printable.text(text, limit: 120))\"" }
