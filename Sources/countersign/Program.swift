import Glibc

/// From the words of a command line to an exit code: parse, explain or run, and say what went wrong.
enum Program {
  static func main() -> ExitCode {
    run(Array(CommandLine.arguments.dropFirst()), environment: processEnvironment(), terminal: .process)
  }

  static func run(_ words: [String], environment: [String: String], terminal: Terminal) -> ExitCode {
    do throws(CommandFailure) {
      let parsed = try CommandLineParser.parse(words)
      if parsed.help {
        terminal.say(HelpText.explanation(of: parsed.command))
        return .ok
      }
      let session = Session(
        command: parsed.command, call: parsed.call, terminal: terminal, environment: environment, json: parsed.json,
        configFile: parsed.configFile)
      return try parsed.command.init(parsed.call).run(in: session)
    } catch {
      report(error, asJSON: words.contains(Flag.json.name), terminal)
      return error.code
    }
  }

  /// The sentence first; under it every further problem, and what the machine said.
  private static func report(_ failure: CommandFailure, asJSON: Bool, _ terminal: Terminal) {
    if asJSON {
      terminal.complain(
        JSON.fields([
          "error": .text(failure.sentence), "detail": .optional(failure.detail),
          "problems": .list(failure.more.map { .text($0) }), "code": .int(Int(failure.code.rawValue)),
        ]).line + "\n")
      return
    }
    var text = "countersign: \(failure.sentence)\n"
    for problem in failure.more { text += "  - \(problem)\n" }
    if let detail = failure.detail { text += "  (\(detail))\n" }
    terminal.complain(text)
  }

  /// Read once, before any thread starts.
  static func processEnvironment() -> [String: String] {
    var found: [String: String] = [:]
    var place = environ
    while let entry = place.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") { found[String(text[..<equals])] = String(text[text.index(after: equals)...]) }
      place += 1
    }
    return found
  }
}
