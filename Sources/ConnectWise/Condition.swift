/// A filter for the `conditions` parameter, built so that no value can break out of it (API-NOTES §2).
public indirect enum Condition: Sendable, Hashable {
  case compare(String, Comparison, Value)
  case oneOf(String, [Int])
  case noneOf(String, [Int])
  case all([Condition])
  case any([Condition])

  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains
    case notContains = "not contains"
    case like
  }

  public enum Value: Sendable, Hashable {
    case text(String)
    case number(Int)
    case amount(Amount)
    case flag(Bool)
    case moment(Stamp)
    /// Only its date: some servers compare nothing else (API-NOTES §2).
    case day(Stamp)
    case null
  }

  public static func equal(_ name: String, _ value: Value) -> Condition { .compare(name, .equal, value) }

  /// Changed since then, give or take: in whole days and with one to spare, because servers differ in what they compare and
  /// the index of one may lag behind (API-NOTES §2). Look again at what comes back.
  public static func changed(since moment: Stamp) -> Condition {
    .compare("lastUpdated", .greater, .day(Stamp(milliseconds: moment.milliseconds - 86_400_000)))
  }

  /// The text before percent-encoding. Empty when it would let everything through.
  public var text: String {
    switch self {
    case .compare(let name, let comparison, let value): "\(name) \(comparison.rawValue) \(value.text)"
    // An empty list of ids is not legal there, and here means none: no record has the id 0.
    case .oneOf(let name, let numbers):
      "\(name) in (\((numbers.isEmpty ? [0] : numbers).map(String.init).joined(separator: ",")))"
    case .noneOf(_, []): ""
    case .noneOf(let name, let numbers): "\(name) not in (\(numbers.map(String.init).joined(separator: ",")))"
    case .all(let parts): Self.join(parts, "and")
    case .any(let parts): parts.contains { $0.text.isEmpty } ? "" : Self.join(parts, "or")
    }
  }

  private static func join(_ parts: [Condition], _ word: String) -> String {
    let parts = parts.filter { !$0.text.isEmpty }
    return parts.map { part in
      switch part {
      case .all(let inner), .any(let inner): inner.count > 1 && parts.count > 1 ? "(\(part.text))" : part.text
      case .compare, .oneOf, .noneOf: part.text
      }
    }.joined(separator: " \(word) ")
  }

  /// `text` as a pattern that matches only itself, for use inside a `like` value.
  public static func literal(_ text: String) -> String {
    text.map { "[*%_".contains($0) ? "[\($0)]" : String($0) }.joined()
  }

  /// Ids in portions that fit into a URL: at most 150, and about 1,500 characters once encoded (API-NOTES §2).
  static func portions(of ids: [Int]) -> [[Int]] {
    var portions: [[Int]] = []
    var length = 0
    for id in ids {
      // A comma takes three characters in a URL.
      let added = String(id).utf8.count + 3
      if portions.isEmpty || portions[portions.count - 1].count == 150 || length + added > 1_500 {
        portions.append([])
        length = 0
      }
      portions[portions.count - 1].append(id)
      length += added
    }
    return portions
  }
}

extension Condition.Value {
  var text: String {
    switch self {
    case .text(let text):
      // By scalars: a quote that carries a combining mark is still a quote to the server.
      text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
        if scalar == "\\" || scalar == "\"" { quoted.unicodeScalars.append("\\") }
        quoted.unicodeScalars.append(scalar)
      } + "\""
    case .number(let number): String(number)
    case .amount(let amount): amount.text
    case .flag(let flag): flag ? "true" : "false"
    case .moment(let stamp): "[\(stamp.text)]"
    case .day(let stamp): "[\(stamp.day)]"
    case .null: "null"
    }
  }
}
