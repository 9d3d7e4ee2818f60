/// A condition over an invoice's facts, as a person typed it: fields, comparisons, and/or/not, sums and counts over lines.
///
///     total > 5000 and count(products, margin < 10%) >= 2
///
/// No loops, no patterns, no nesting of lines in lines: it takes a time that its length times the number of lines bounds.
/// What was not read makes it neither true nor false, and then it does not fire.
public struct CustomCondition: Hashable, Sendable {
  public static let longest = 1000
  /// Parentheses and negations in each other; more is no condition that a person could read.
  static let deepest = 40

  public let text: String
  let root: Node

  indirect enum Node: Hashable, Sendable {
    case number(Figure)
    case text(String)
    case day(Day)
    case truth(Bool)
    case field(CustomField)
    case not(Node)
    case both(Node, Node)
    case either(Node, Node)
    case compare(Comparison, Node, Node)
    case contains(Node, Node)
    case reckon(Operation, Node, Node)
    case over(Summary, LineKind?, value: Node?, condition: Node?)
  }

  enum Comparison: String, CaseIterable, Sendable {
    case equal = "=", unequal = "!=", less = "<", atMost = "<=", more = ">", atLeast = ">="
  }

  enum Operation: String, CaseIterable, Sendable { case plus = "+", minus = "-", times = "*", over = "/" }

  /// What is made of many lines.
  enum Summary: String, CaseIterable, Sendable { case any, all, count, sum, min, max }
}

/// What a part of a condition comes to.
enum CustomValue: Hashable, Sendable {
  case number(Figure)
  case text(String)
  case day(Day)
  case truth(Bool)
}

enum CustomType: String, Sendable {
  case number, text, day, truth

  var phrase: String {
    switch self {
    case .number: "a number"
    case .text: "a text"
    case .day: "a date"
    case .truth: "a condition"
    }
  }
}

extension CustomCondition {
  /// True, false, or nil: cannot be said.
  func holds(_ facts: InvoiceFacts) -> Bool? {
    if case .truth(let truth)? = Self.value(root, facts, nil) { return truth }
    return nil
  }

  /// Nil is what is not known. `and` is false when one side is, `or` true when one side is, whatever the other is.
  static func value(_ node: Node, _ facts: InvoiceFacts, _ line: Line?) -> CustomValue? {
    switch node {
    case .number(let figure): return .number(figure)
    case .text(let text): return .text(text)
    case .day(let day): return .day(day)
    case .truth(let truth): return .truth(truth)
    case .field(let field): return field.value(facts, line)
    case .not(let inner): return truth(inner, facts, line).map { .truth(!$0) }
    case .both(let left, let right):
      let first = truth(left, facts, line)
      if first == false { return .truth(false) }
      let second = truth(right, facts, line)
      if second == false { return .truth(false) }
      return first == nil || second == nil ? nil : .truth(true)
    case .either(let left, let right):
      let first = truth(left, facts, line)
      if first == true { return .truth(true) }
      let second = truth(right, facts, line)
      if second == true { return .truth(true) }
      return first == nil || second == nil ? nil : .truth(false)
    case .compare(let comparison, let left, let right):
      guard let first = value(left, facts, line), let second = value(right, facts, line) else { return nil }
      return comparison.holds(first, second).map { .truth($0) }
    case .contains(let left, let right):
      guard case .text(let text)? = value(left, facts, line), case .text(let part)? = value(right, facts, line) else {
        return nil
      }
      return .truth(text.lowercased().contains(part.lowercased()))
    case .reckon(let operation, let left, let right):
      guard case .number(let first)? = value(left, facts, line), case .number(let second)? = value(right, facts, line) else {
        return nil
      }
      return operation.value(first, second).map { .number($0) }
    case .over(let summary, let kind, let value, let condition):
      return summary.value(facts, kind, value, condition)
    }
  }

  private static func truth(_ node: Node, _ facts: InvoiceFacts, _ line: Line?) -> Bool? {
    if case .truth(let truth)? = value(node, facts, line) { return truth }
    return nil
  }
}

extension CustomCondition.Comparison {
  func holds(_ left: CustomValue, _ right: CustomValue) -> Bool? {
    switch (left, right) {
    case (.number(let left), .number(let right)): ordered(left, right)
    case (.day(let left), .day(let right)): ordered(left, right)
    // Names are compared as the rest of Countersign compares them: without regard to case and outer spaces.
    case (.text(let left), .text(let right)):
      ordered(left.trimmedOfSpaces.lowercased(), right.trimmedOfSpaces.lowercased())
    case (.truth(let left), .truth(let right)): ordered(left ? 1 : 0, right ? 1 : 0)
    case (.number, _), (.day, _), (.text, _), (.truth, _): nil
    }
  }

  private func ordered<T: Comparable>(_ left: T, _ right: T) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .atMost: left <= right
    case .more: left > right
    case .atLeast: left >= right
    }
  }
}

extension CustomCondition.Operation {
  /// Nil where the result does not fit, and where something is divided by nothing.
  func value(_ left: Figure, _ right: Figure) -> Figure? {
    let (first, second) = (Int128(left.millionths), Int128(right.millionths))
    let units: Int64?
    switch self {
    case .plus: units = Int64(exactly: first + second)
    case .minus: units = Int64(exactly: first - second)
    case .times: units = Rounding.halfAwayFromZero.divide(first * second, by: 1_000_000)
    case .over: units = Rounding.halfAwayFromZero.divide(first * 1_000_000, by: second)
    }
    return units.map { Figure(millionths: $0) }
  }
}

extension CustomCondition.Summary {
  func value(
    _ facts: InvoiceFacts, _ kind: LineKind?, _ value: CustomCondition.Node?, _ condition: CustomCondition.Node?
  ) -> CustomValue? {
    var count = 0
    var isUnknown = false
    var sum: Figure? = .zero
    var least: Figure?
    var most: Figure?
    var all = true
    for line in facts.lines.all where kind == nil || line.kind == kind {
      if let condition {
        switch CustomCondition.value(condition, facts, line) {
        case .truth(true)?: break
        case .truth(false)?:
          all = false
          continue
        default:
          isUnknown = true
          continue
        }
      }
      count += 1
      guard let value else { continue }
      guard case .number(let figure)? = CustomCondition.value(value, facts, line) else {
        isUnknown = true
        continue
      }
      sum = sum.flatMap { CustomCondition.Operation.plus.value($0, figure) }
      least = Swift.min(least ?? figure, figure)
      most = Swift.max(most ?? figure, figure)
    }
    switch self {
    case .any: return count > 0 ? .truth(true) : isUnknown ? nil : .truth(false)
    case .all: return !all ? .truth(false) : isUnknown ? nil : .truth(true)
    case .count: return isUnknown ? nil : .number(Figure(count))
    case .sum: return isUnknown ? nil : sum.map { .number($0) }
    case .min: return isUnknown ? nil : least.map { .number($0) }
    case .max: return isUnknown ? nil : most.map { .number($0) }
    }
  }
}
