/// A filter for the `conditions` parameter, built so that no value can break out of it (API-NOTES §2).
public indirect enum Condition: Sendable, Hashable {
  case compare(String, Comparison, Value)
  case oneOf(String, [Int])
  case noneOf(String, [Int])
  case all([Condition])
  case any([Condition])

  public enum Comparison: String, Sendable, Hashable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contains
    case like
  }

  public enum Value: Sendable, Hashable {
    case text(String)
    case number(Int)
    case amount(Amount)
    case flag(Bool)
    case moment(Stamp)
    case null
  }

  public static func equal(_ name: String, _ value: Value) -> Condition { .compare(name, .equal, value) }

  /// The text before percent-encoding.
  public var text: String {
    switch self {
    case .compare(let name, let comparison, let value): "\(name) \(comparison.rawValue) \(value.text)"
    case .oneOf(let name, let numbers): "\(name) in (\(numbers.map(String.init).joined(separator: ",")))"
    case .noneOf(let name, let numbers): "\(name) not in (\(numbers.map(String.init).joined(separator: ",")))"
    case .all(let parts): Self.join(parts, "and")
    case .any(let parts): Self.join(parts, "or")
    }
  }

  private static func join(_ parts: [Condition], _ word: String) -> String {
    parts.map { part in
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
}

extension Condition.Value {
  var text: String {
    switch self {
    case .text(let text):
      "\"" + text.map { $0 == "\\" ? "\\\\" : $0 == "\"" ? "\\\"" : String($0) }.joined() + "\""
    case .number(let number): String(number)
    case .amount(let amount): amount.text
    case .flag(let flag): flag ? "true" : "false"
    case .moment(let stamp): "[\(stamp.text)]"
    case .null: "null"
    }
  }
}
