/// The words of `help` and `--help`, made from the commands themselves.
enum HelpText {
  static func overview() -> String {
    var lines = [
      "Countersign \(Version.product): review, approve and write back ConnectWise invoices.", "",
      "Usage: countersign COMMAND [OPTIONS]", "",
    ]
    let width = CommandList.all.map { $0.verb.count }.max() ?? 0
    for command in CommandList.all { lines.append("  \(padded(command.verb, to: width))  \(command.summary)") }
    lines += ["", "Every command takes:"]
    lines += table(Flag.everywhere.map { ($0.usage, $0.meaning) })
    lines += ["", "Exit codes: " + ExitCode.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: " · ")]
    return lines.joined(separator: "\n") + "\n"
  }

  static func explanation(of command: any Command.Type) -> String {
    var lines = ["\(command.summary).", "", "Usage: \(usage(of: command))"]
    if !command.about.isEmpty { lines += ["", command.about] }
    if !command.operands.isEmpty { lines += [""] + table(command.operands.map { ($0.name, $0.meaning) }) }
    lines +=
      [""]
      + table(
        (command.flags + Flag.everywhere).map { flag in
          (flag.usage, flag.meaning + (flag.setting.map { " (\($0))" } ?? ""))
        })
    return lines.joined(separator: "\n") + "\n"
  }

  static func usage(of command: any Command.Type) -> String {
    let operands = command.operands.map { $0.optional ? "[\($0.name)]" : $0.name }
    let flags = command.flags.map { $0.required ? $0.usage : "[\($0.usage)]" }
    return (["countersign", command.verb] + operands + flags + ["[--json]"]).joined(separator: " ")
  }

  private static func table(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  \(padded($0.0, to: width))  \($0.1)" }
  }

  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
