/// One file of `KEY=value` lines, the same names as in the environment. systemd's EnvironmentFile reads it too.
struct SettingsFile: Sendable, Equatable {
  struct Line: Sendable, Equatable {
    let number: Int
    let name: String
    let value: String
  }

  let path: String
  var lines: [Line] = []
  var problems: [String] = []

  static let limit = 65_536

  static func read(_ path: String) -> SettingsFile {
    switch readFile(path, limit: limit) {
    case .success(let bytes): SettingsFile(path: path, bytes: bytes)
    case .failure(let problem): SettingsFile(path: path, problems: ["The settings file \(quoted(path)) \(problem.sentence)"])
    }
  }

  init(path: String, problems: [String]) {
    self.path = path
    self.problems = problems
  }

  init(path: String, bytes: [UInt8]) {
    self.path = path
    guard let text = String(validating: bytes, as: UTF8.self) else {
      problems = ["The settings file \(quoted(path)) is not UTF-8 text."]
      return
    }
    // Cut by bytes: to Swift a Windows line end is one character, and none of its two.
    for (index, raw) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = trimmed(Substring(raw))
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      read(line, number: index + 1)
    }
  }

  private mutating func read(_ line: String, number: Int) {
    guard let equals = line.firstIndex(of: "=") else {
      problems.append(
        "\(path):\(number): \(quoted(String(line.prefix { $0 != ":" && $0 != " " }))) has no = after it. Write KEY=value.")
      return
    }
    let name = trimmed(line[..<equals])
    guard !name.isEmpty, name.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x5F }) else {
      let hint = name.hasPrefix("export ") ? " Leave out \"export\"." : " Names have capital letters, digits and _ only."
      problems.append("\(path):\(number): \(quoted(name)) is not a name.\(hint)")
      return
    }
    if let earlier = lines.first(where: { $0.name == name }) {
      problems.append("\(path):\(number): \(name) already stands in line \(earlier.number).")
      return
    }
    var value = trimmed(line[line.index(after: equals)...])
    if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
      value = String(value.dropFirst().dropLast())
    }
    lines.append(Line(number: number, name: name, value: value))
  }
}
