/// Why what was typed for an option of a rule cannot be taken.
public struct TunableRefusal: Error, Hashable, Sendable {
  /// The option's stored name, so that a form can show the sentence beside its field.
  public let tunable: String
  /// Names the option, what it takes, and what was typed.
  public let sentence: String
}

extension Tunable {
  /// The value that somebody typed, in the way their place writes numbers, or a sentence that says what is wanted.
  ///
  /// A list has one entry a line; a word may end in `= error`, `= warning` or `= info`, which is then its own severity.
  public func read(_ typed: String, _ conventions: Conventions) throws(TunableRefusal) -> TunableValue {
    switch kind {
    case .figure(let standard, let range, let decimals):
      return .figure(try figure(typed, standard, range, decimals, conventions))
    case .flag:
      switch typed.trimmedOfSpaces.lowercased() {
      case "yes", "on", "true", "1": return .flag(true)
      case "no", "off", "false", "0", "": return .flag(false)
      default: throw refusal("\(title) is yes or no, not “\(typed.shortened)”.")
      }
    case .choice(_, let choices):
      let code = typed.trimmedOfSpaces
      guard choices.contains(where: { $0.code == code }) else {
        throw refusal("\(title) is one of \(choices.map(\.title).joined(separator: ", ")), not “\(typed.shortened)”.")
      }
      return .choice(code)
    case .names: return .names(try names(typed, conventions))
    case .words: return .words(try words(typed, conventions))
    }
  }

  /// What stands in the field before anybody types: a value as `read` takes it.
  public func typed(_ value: TunableValue, _ conventions: Conventions) -> String {
    switch value {
    case .figure(nil): ""
    case .figure(let figure?): conventions.figure(figure)
    case .flag(let isSet): isSet ? "yes" : "no"
    case .choice(let code): code
    case .names(let names): names.entries.joined(separator: "\n")
    case .words(let words):
      words.entries.map(Self.typed).joined(separator: "\n")
    }
  }

  private static func typed(_ entry: WordList.Entry) -> String {
    entry.severity.map { "\(entry.text) = \($0.rawValue)" } ?? entry.text
  }

  private func refusal(_ sentence: String) -> TunableRefusal { TunableRefusal(tunable: name, sentence: sentence) }

  private func figure(
    _ typed: String, _ standard: Figure?, _ range: ClosedRange<Figure>, _ decimals: Int, _ conventions: Conventions
  ) throws(TunableRefusal) -> Figure? {
    func text(_ figure: Figure) -> String { self.text(.figure(figure), conventions) }
    let wanted = "a number from \(text(range.lowerBound)) to \(text(range.upperBound))"
    let off = standard == nil ? ", or leave it empty for off" : ""
    let text = typed.trimmedOfSpaces
    if text.isEmpty {
      if standard == nil { return nil }
      throw refusal("\(title) is empty. Type \(wanted).")
    }
    if standard == nil, text.lowercased() == "off" { return nil }
    let figure: Figure
    do {
      figure = try TypedNumber.read(text, conventions)
    } catch {
      switch error {
      case .notANumber:
        let example = conventions.figure(Figure(millionths: 1_234_560_000))
        throw refusal(
          "\(title) cannot be read from “\(text.shortened)”: numbers are written like \(example) here. Type \(wanted)\(off).")
      case .tooLarge: throw refusal("\(title) must be \(wanted)\(off), not “\(text.shortened)”.")
      }
    }
    guard range.contains(figure) else { throw refusal("\(title) must be \(wanted)\(off), not “\(text.shortened)”.") }
    guard figure.millionths % Figure.powerOfTen(Figure.decimals - decimals) == 0 else {
      let places = decimals == 0 ? "whole numbers only" : "at most \(decimals) decimals"
      throw refusal("\(title) takes \(places), not “\(text.shortened)”. Type \(wanted)\(off).")
    }
    return figure
  }

  // MARK: Lists

  public static let longestList = 10_000
  public static let longestEntry = 200

  private func lines(_ typed: String, _ conventions: Conventions) throws(TunableRefusal) -> [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    for (place, line) in typed.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let text = String(line).trimmedOfSpaces
      guard !text.isEmpty else { continue }
      guard text.count <= Self.longestEntry else {
        throw refusal(
          "Line \(place + 1) of \(title) is longer than \(Self.longestEntry) characters: “\(text.shortened)”. Shorten it.")
      }
      lines.append((place + 1, text))
    }
    guard lines.count <= Self.longestList else {
      throw refusal(
        "\(title) takes at most \(conventions.count(Self.longestList)) lines, not \(conventions.count(lines.count)). Take some out."
      )
    }
    return lines
  }

  private func names(_ typed: String, _ conventions: Conventions) throws(TunableRefusal) -> NameList {
    NameList(try lines(typed, conventions).map(\.text))
  }

  private func words(_ typed: String, _ conventions: Conventions) throws(TunableRefusal) -> WordList {
    var entries: [WordList.Entry] = []
    for (number, line) in try lines(typed, conventions) {
      var text = line
      var severity: Severity?
      if let equals = line.lastIndex(of: "=") {
        let name = String(line[line.index(after: equals)...]).trimmedOfSpaces.lowercased()
        guard let known = Severity(rawValue: name) else {
          throw refusal(
            "Line \(number) of \(title), “\(line.shortened)”, gives a severity that is none of error, warning and info. Write one of them behind the =."
          )
        }
        severity = known
        text = String(line[..<equals]).trimmedOfSpaces
      }
      guard !Words(text).isEmpty else {
        throw refusal(
          "Line \(number) of \(title), “\(line.shortened)”, has neither a letter nor a digit and would never be found. Take it out."
        )
      }
      entries.append(WordList.Entry(text, severity))
    }
    return WordList(entries)
  }
}

/// A number as a place writes it: `1,234.56` or `1.234,56`, never guessed which.
enum TypedNumber {
  enum Refusal: Error { case notANumber, tooLarge }

  static func read(_ typed: String, _ conventions: Conventions) throws(Refusal) -> Figure {
    var rest = Array(typed)[...]
    let isNegative = rest.first == "-" || rest.first == "\u{2212}"
    if isNegative { rest.removeFirst() }
    // A unit that the form shows anyway may be typed too.
    if rest.last == "%" {
      rest.removeLast()
      while rest.last?.isWhitespace == true { rest.removeLast() }
    }
    let decimal = Array(conventions.decimalSeparator)
    var whole = rest
    var fraction = ""
    if decimal.count == 1, let point = rest.lastIndex(of: decimal[0]) {
      whole = rest[..<point]
      fraction = String(rest[rest.index(after: point)...])
      guard !fraction.isEmpty, fraction.allSatisfy(\.isPlainDigit) else { throw .notANumber }
    }
    let digits = try digits(whole, conventions)
    var text = fraction
    while text.hasSuffix("0") { text.removeLast() }
    // More places than a figure has are no rounding but a slip.
    guard text.count <= Figure.decimals else { throw .notANumber }
    do {
      return try Figure("\(isNegative ? "-" : "")\(digits)\(text.isEmpty ? "" : "." + text)")
    } catch {
      throw error == .tooLarge ? .tooLarge : .notANumber
    }
  }

  /// The digits before the decimals; groups are allowed where this place puts them, and nowhere else.
  private static func digits(_ whole: ArraySlice<Character>, _ conventions: Conventions) throws(Refusal) -> String {
    let separator = Array(conventions.groupSeparator)
    func parts(_ character: Character) -> Bool {
      // Places that group with a space use several kinds of it.
      separator.count == 1 && (character == separator[0] || separator[0].isWhitespace && character.isWhitespace)
    }
    let groups = whole.split(omittingEmptySubsequences: false, whereSeparator: parts)
    guard let first = groups.first, !first.isEmpty, groups.allSatisfy({ $0.allSatisfy(\.isPlainDigit) }) else {
      throw .notANumber
    }
    guard groups.count > 1 else { return String(first) }
    let inner = max(1, conventions.outerGroupSize)
    guard groups.last?.count == conventions.groupSize, groups.dropFirst().dropLast().allSatisfy({ $0.count == inner }),
      first.count <= max(inner, conventions.groupSize)
    else { throw .notANumber }
    return String(groups.joined())
  }
}

extension Character {
  fileprivate var isPlainDigit: Bool { isASCII && isWholeNumber }
}
