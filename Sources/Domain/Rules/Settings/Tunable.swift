/// One option of a rule, with its unit, range and default.
public struct Tunable: Hashable, Sendable {
  /// The stored name, which never changes.
  public let name: String
  public let title: String
  public let unit: Unit
  public let kind: Kind

  public enum Kind: Hashable, Sendable {
    /// A number; `default` nil stands for off, and then off can also be chosen.
    case figure(default: Figure?, range: ClosedRange<Figure>, decimals: Int)
    case flag(default: Bool)
    case choice(default: String, of: [Choice])
    /// Names of ConnectWise, one a line. What an empty list means, `whenEmpty` says.
    case names(whenEmpty: String)
    case words(default: WordList)
  }

  public struct Choice: Hashable, Sendable {
    public let code: String
    public let title: String
  }

  public enum Unit: String, CaseIterable, Hashable, Sendable {
    case none, percent, amount, hours, days, characters
    case charactersPerHour = "characters-per-hour"

    /// Stands behind the number.
    public var title: String {
      switch self {
      case .none: ""
      case .percent: "%"
      case .amount: "in the invoice’s currency"
      case .hours: "hours"
      case .days: "days"
      case .characters: "characters"
      case .charactersPerHour: "characters per hour"
      }
    }
  }

  static func percent(_ name: String, _ title: String, default value: Int?, _ range: ClosedRange<Int>) -> Tunable {
    figure(name, title, .percent, value, range, decimals: 2)
  }

  static func amount(_ name: String, _ title: String, default value: Figure, _ range: ClosedRange<Int>) -> Tunable {
    Tunable(
      name: name, title: title, unit: .amount,
      kind: .figure(default: value, range: Figure(range.lowerBound)...Figure(range.upperBound), decimals: 2))
  }

  static func hours(_ name: String, _ title: String, default value: Int, _ range: ClosedRange<Int>) -> Tunable {
    figure(name, title, .hours, value, range, decimals: 2)
  }

  static func days(_ name: String, _ title: String, default value: Int, _ range: ClosedRange<Int>) -> Tunable {
    figure(name, title, .days, value, range, decimals: 0)
  }

  static func figure(
    _ name: String, _ title: String, _ unit: Unit, _ value: Int?, _ range: ClosedRange<Int>, decimals: Int
  ) -> Tunable {
    Tunable(
      name: name, title: title, unit: unit,
      kind: .figure(
        default: value.map { Figure($0) }, range: Figure(range.lowerBound)...Figure(range.upperBound), decimals: decimals))
  }

  static func flag(_ name: String, _ title: String, default value: Bool) -> Tunable {
    Tunable(name: name, title: title, unit: .none, kind: .flag(default: value))
  }

  static func names(_ name: String, _ title: String, whenEmpty: String) -> Tunable {
    Tunable(name: name, title: title, unit: .none, kind: .names(whenEmpty: whenEmpty))
  }

  static func words(_ name: String, _ title: String, default value: WordList) -> Tunable {
    Tunable(name: name, title: title, unit: .none, kind: .words(default: value))
  }

  public var defaultValue: TunableValue {
    switch kind {
    case .figure(let value, _, _): .figure(value)
    case .flag(let value): .flag(value)
    case .choice(let value, _): .choice(value)
    case .names: .names(NameList())
    case .words(let value): .words(value)
    }
  }

  /// Whether `value` is of this option's kind and inside its range.
  public func holds(_ value: TunableValue) -> Bool {
    switch (kind, value) {
    case (.figure(_, let range, let decimals), .figure(let figure?)):
      range.contains(figure) && figure.millionths % Figure.powerOfTen(Figure.decimals - decimals) == 0
    case (.figure(let standard, _, _), .figure(nil)): standard == nil
    case (.flag, .flag), (.names, .names), (.words, .words): true
    case (.choice(_, let choices), .choice(let code)): choices.contains { $0.code == code }
    case (.figure, _), (.flag, _), (.choice, _), (.names, _), (.words, _): false
    }
  }

  /// A value as people read it, with its unit: `20%`, `60 days`, `off`.
  public func text(_ value: TunableValue, _ conventions: Conventions) -> String {
    switch value {
    case .figure(nil): return "off"
    case .figure(let figure?):
      let number = conventions.figure(figure)
      switch unit {
      case .none, .amount: return number
      case .percent: return conventions.withPercentSign(number)
      case .hours: return number + " h"
      case .days, .characters, .charactersPerHour: return "\(number) \(unit.title)"
      }
    case .flag(let isSet): return isSet ? "yes" : "no"
    case .choice(let code):
      if case .choice(_, let choices) = kind { return choices.first { $0.code == code }?.title ?? code }
      return code
    case .names(let names):
      if case .names(let whenEmpty) = kind, names.isEmpty { return whenEmpty }
      return names.count > 5 ? "\(conventions.count(names.count)) names" : names.entries.joined(separator: ", ")
    case .words(let words): return words.count == 1 ? "1 word or phrase" : "\(conventions.count(words.count)) words and phrases"
    }
  }
}

/// What an option is set to.
public enum TunableValue: Hashable, Sendable {
  /// Nil: off.
  case figure(Figure?)
  case flag(Bool)
  case choice(String)
  case names(NameList)
  case words(WordList)

  static func figure(_ whole: Int) -> TunableValue { .figure(Figure(whole)) }
}
