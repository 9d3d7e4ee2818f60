extension CustomCondition {
  /// Reads what somebody typed. Every refusal points at a column and says what is expected there.
  public init(_ text: String) throws(CustomRefusal) {
    var parser = CustomParser(tokens: try CustomToken.all(text))
    self.text = text
    root = try parser.whole()
  }
}

/// Precedence from loose to tight: or, and, not, comparisons, plus and minus, times and over.
struct CustomParser {
  typealias Node = CustomCondition.Node

  private struct Typed {
    let node: Node
    let type: CustomType
    let column: Int
  }

  private let tokens: [CustomToken]
  private var place = 0
  private var depth = 0
  /// Inside the parentheses of a summary, where fields of lines have a meaning.
  private var isOverLines = false

  init(tokens: [CustomToken]) { self.tokens = tokens }

  mutating func whole() throws(CustomRefusal) -> Node {
    let condition = try truth(either())
    guard token.kind == .end else { throw expected("and, or, or the end") }
    return condition
  }

  private var token: CustomToken { tokens[min(place, tokens.count - 1)] }

  private func expected(_ what: String) -> CustomRefusal {
    CustomRefusal(column: token.column, sentence: "Column \(token.column): expected \(what), found \(token.phrase).")
  }

  private mutating func takes(word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    place += 1
    return true
  }

  private mutating func takes(sign: String) -> Bool {
    guard token.kind == .sign(sign) else { return false }
    place += 1
    return true
  }

  private func truth(_ typed: Typed) throws(CustomRefusal) -> Node { try node(typed, .truth) }

  private func node(_ typed: Typed, _ type: CustomType) throws(CustomRefusal) -> Node {
    guard typed.type == type else {
      throw CustomRefusal(
        column: typed.column, sentence: "Column \(typed.column): expected \(type.phrase), found \(typed.type.phrase).")
    }
    return typed.node
  }

  private mutating func deeper<T>(at column: Int, _ parse: (inout CustomParser) throws(CustomRefusal) -> T) throws(CustomRefusal)
    -> T
  {
    guard depth < CustomCondition.deepest else {
      throw CustomRefusal(
        column: column,
        sentence: "Column \(column): this is nested more than \(CustomCondition.deepest) deep. Simplify it.")
    }
    depth += 1
    defer { depth -= 1 }
    return try parse(&self)
  }

  private mutating func either() throws(CustomRefusal) -> Typed {
    var left = try both()
    while takes(word: "or") {
      let right = try both()
      left = Typed(node: .either(try truth(left), try truth(right)), type: .truth, column: left.column)
    }
    return left
  }

  private mutating func both() throws(CustomRefusal) -> Typed {
    var left = try negation()
    while takes(word: "and") {
      let right = try negation()
      left = Typed(node: .both(try truth(left), try truth(right)), type: .truth, column: left.column)
    }
    return left
  }

  private mutating func negation() throws(CustomRefusal) -> Typed {
    let column = token.column
    guard takes(word: "not") else { return try comparison() }
    let inner = try deeper(at: column) { parser throws(CustomRefusal) in try parser.negation() }
    return Typed(node: .not(try truth(inner)), type: .truth, column: column)
  }

  private mutating func comparison() throws(CustomRefusal) -> Typed {
    let left = try sum()
    if takes(word: "contains") {
      let right = try sum()
      return Typed(node: .contains(try node(left, .text), try node(right, .text)), type: .truth, column: left.column)
    }
    guard case .sign(let sign) = token.kind, let comparison = CustomCondition.Comparison(rawValue: sign) else { return left }
    place += 1
    let right = try sum()
    return Typed(node: .compare(comparison, left.node, try node(right, left.type)), type: .truth, column: left.column)
  }

  private mutating func sum() throws(CustomRefusal) -> Typed {
    var left = try product()
    while true {
      let operation: CustomCondition.Operation
      if takes(sign: "+") { operation = .plus } else if takes(sign: "-") { operation = .minus } else { return left }
      let right = try product()
      left = Typed(
        node: .reckon(operation, try node(left, .number), try node(right, .number)), type: .number, column: left.column)
    }
  }

  private mutating func product() throws(CustomRefusal) -> Typed {
    var left = try factor()
    while true {
      let operation: CustomCondition.Operation
      if takes(sign: "*") { operation = .times } else if takes(sign: "/") { operation = .over } else { return left }
      let right = try factor()
      left = Typed(
        node: .reckon(operation, try node(left, .number), try node(right, .number)), type: .number, column: left.column)
    }
  }

  private mutating func factor() throws(CustomRefusal) -> Typed {
    let start = token
    switch start.kind {
    case .number(let figure):
      place += 1
      return Typed(node: .number(figure), type: .number, column: start.column)
    case .text(let text):
      place += 1
      return Typed(node: .text(text), type: .text, column: start.column)
    case .day(let day):
      place += 1
      return Typed(node: .day(day), type: .day, column: start.column)
    case .sign("-"):
      place += 1
      let inner = try deeper(at: start.column) { parser throws(CustomRefusal) in try parser.factor() }
      return Typed(node: .reckon(.minus, .number(.zero), try node(inner, .number)), type: .number, column: start.column)
    case .sign("("):
      place += 1
      let inner = try deeper(at: start.column) { parser throws(CustomRefusal) in try parser.either() }
      guard takes(sign: ")") else { throw expected("a closing parenthesis") }
      return Typed(node: inner.node, type: inner.type, column: start.column)
    case .word(let word):
      if let summary = CustomCondition.Summary(rawValue: word) { return try over(summary) }
      return try field(word)
    case .sign, .end: throw expected("a field, a number, a text in quotation marks, a date or (")
    }
  }

  private mutating func field(_ word: String) throws(CustomRefusal) -> Typed {
    let start = token
    if word == "true" || word == "false" {
      place += 1
      return Typed(node: .truth(word == "true"), type: .truth, column: start.column)
    }
    guard let field = CustomField(rawValue: word) else {
      let known = CustomField.allCases.filter { isOverLines || !$0.isOfLine }.map(\.rawValue)
      let near = known.min { Self.distance($0, word) < Self.distance($1, word) }
      let hint = near.map { Self.distance($0, word) <= 2 ? " Did you mean \($0)?" : "" } ?? ""
      throw CustomRefusal(
        column: start.column,
        sentence:
          "Column \(start.column): “\(word)” is no field.\(hint.isEmpty ? " Known are \(known.joined(separator: ", "))." : hint)")
    }
    guard isOverLines || !field.isOfLine else {
      throw CustomRefusal(
        column: start.column,
        sentence: "Column \(start.column): \(word) belongs to a line. Write it inside any, all, count, sum, min or max.")
    }
    place += 1
    return Typed(node: .field(field), type: field.valueType, column: start.column)
  }

  /// `count(products, margin < 10)`, `sum(time, amount, billed)`, `any(lines, amount < 0)`.
  private mutating func over(_ summary: CustomCondition.Summary) throws(CustomRefusal) -> Typed {
    let start = token
    guard !isOverLines else {
      throw CustomRefusal(
        column: start.column, sentence: "Column \(start.column): \(summary.rawValue) cannot stand inside another one.")
    }
    place += 1
    guard takes(sign: "(") else { throw expected("( behind \(summary.rawValue)") }
    let kind = try kind()
    isOverLines = true
    defer { isOverLines = false }
    var value: Node?
    var condition: Node?
    switch summary {
    case .count:
      if takes(sign: ",") {
        condition = try deeper(at: start.column) { parser throws(CustomRefusal) in try parser.truth(parser.either()) }
      }
    case .any, .all:
      guard takes(sign: ",") else { throw expected("a comma and a condition") }
      condition = try deeper(at: start.column) { parser throws(CustomRefusal) in try parser.truth(parser.either()) }
    case .sum, .min, .max:
      guard takes(sign: ",") else { throw expected("a comma and what to take the \(summary.rawValue) of") }
      value = try deeper(at: start.column) { parser throws(CustomRefusal) in try parser.node(parser.sum(), .number) }
      if takes(sign: ",") {
        condition = try deeper(at: start.column) { parser throws(CustomRefusal) in try parser.truth(parser.either()) }
      }
    }
    guard takes(sign: ")") else { throw expected("a closing parenthesis") }
    let type: CustomType = summary == .any || summary == .all ? .truth : .number
    return Typed(node: .over(summary, kind, value: value, condition: condition), type: type, column: start.column)
  }

  private mutating func kind() throws(CustomRefusal) -> LineKind? {
    guard case .word(let word) = token.kind else { throw expected("lines, time, products or expenses") }
    let kind: LineKind?
    switch word {
    case "lines": kind = nil
    case "time": kind = .time
    case "products": kind = .product
    case "expenses": kind = .expense
    default: throw expected("lines, time, products or expenses")
    }
    place += 1
    return kind
  }

  /// How many letters have to change; of words that are too long to be a slip, the longer length.
  private static func distance(_ left: String, _ right: String) -> Int {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard a.count <= 30, b.count <= 30 else { return max(a.count, b.count) }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() { next.append(min(row[j + 1] + 1, next[j] + 1, row[j] + (x == y ? 0 : 1))) }
      row = next
    }
    return row[b.count]
  }
}
