/// Reads a `conditions` parameter against the names of a record. Whatever comes in, it ends in a filter or a `Refused`.
struct FilterParser {
  private enum Token: Equatable {
    case word(String)
    case text(String)
    case number(Double)
    case moment(Int64)
    case symbol(String)
  }

  private let tokens: [Token]
  private let shape: Shape
  private var place = 0
  private static let lengthLimit = 10_000
  private static let depthLimit = 50

  static func parse(_ text: String, for shape: Shape) throws(Refused) -> Filter {
    guard text.utf8.count <= lengthLimit else { throw .condition("The conditions are too long.") }
    var parser = FilterParser(tokens: try tokenize(text), shape: shape)
    let filter = try parser.either(depth: 0)
    guard parser.place == parser.tokens.count else { throw .condition("Unexpected text after the condition.") }
    return filter
  }

  private init(tokens: [Token], shape: Shape) {
    self.tokens = tokens
    self.shape = shape
  }

  private static func tokenize(_ text: String) throws(Refused) -> [Token] {
    var tokens: [Token] = []
    var rest = Array(text)[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "\"" || first == "'" {
        rest = rest.dropFirst()
        var content = ""
        var isClosed = false
        while let character = rest.popFirst() {
          if character == first {
            isClosed = true
            break
          }
          if character == "\\" {
            guard let escaped = rest.popFirst() else { break }
            content.append(escaped)
          } else {
            content.append(character)
          }
        }
        guard isClosed else { throw .condition("A quoted value is not closed.") }
        tokens.append(.text(content))
      } else if first == "[" {
        guard let end = rest.firstIndex(of: "]") else { throw .condition("A date is not closed.") }
        let content = String(rest[(rest.startIndex + 1)..<end])
        guard let moment = Moment.parse(content) else { throw .condition("\(content.prefix(40)) is not a valid date.") }
        tokens.append(.moment(moment))
        rest = rest[(end + 1)...]
      } else if first.isASCII, first.isNumber || first == "-" {
        let digits = String(rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") })
        guard let number = Double(digits), number.isFinite else {
          throw .condition("\(digits.prefix(40)) is not a valid number.")
        }
        tokens.append(.number(number))
        rest = rest.dropFirst(digits.count)
      } else if first.isASCII, first.isLetter || first == "_" {
        let word = String(rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "/") })
        tokens.append(.word(word.lowercased()))
        rest = rest.dropFirst(word.count)
      } else if let pair = ["!=", "<=", ">=", "<>", "=", "<", ">", "(", ")", ","].first(where: { rest.starts(with: $0) }) {
        tokens.append(.symbol(pair))
        rest = rest.dropFirst(pair.count)
      } else {
        throw .condition("Unexpected character in the conditions.")
      }
    }
    guard !tokens.isEmpty else { throw .condition("The conditions are empty.") }
    return tokens
  }

  private mutating func take(_ token: Token) -> Bool {
    guard place < tokens.count, tokens[place] == token else { return false }
    place += 1
    return true
  }

  private mutating func either(depth: Int) throws(Refused) -> Filter {
    guard depth < Self.depthLimit else { throw .condition("The conditions are nested too deeply.") }
    var parts = [try both(depth: depth)]
    while take(.word("or")) { parts.append(try both(depth: depth)) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func both(depth: Int) throws(Refused) -> Filter {
    var parts = [try one(depth: depth)]
    while take(.word("and")) { parts.append(try one(depth: depth)) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func one(depth: Int) throws(Refused) -> Filter {
    if take(.symbol("(")) {
      let inner = try either(depth: depth + 1)
      guard take(.symbol(")")) else { throw .condition("A bracket is not closed.") }
      return inner
    }
    guard place < tokens.count, case .word(let word) = tokens[place] else {
      throw .condition("A name is missing in the conditions.")
    }
    place += 1
    let path = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let kind = shape.kind(of: path) else { throw .condition("\(word) is not a recognized name.") }
    let name = Filter.Name(path: path, kind: kind)
    let isNegated = take(.word("not"))
    if take(.word("in")) { return .oneOf(name, try values(for: name), isNegated: isNegated) }
    if take(.word("contains")) { return .compare(name, isNegated ? .notContains : .contains, try value(for: name, isText: true)) }
    if take(.word("like")) { return .compare(name, isNegated ? .notLike : .like, try value(for: name, isText: true)) }
    guard !isNegated else { throw .condition("\"not\" stands only before in, contains and like.") }
    let operators: [(String, Filter.Operator)] = [
      ("=", .equal), ("!=", .notEqual), ("<>", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less),
      (">", .greater),
    ]
    for (symbol, comparison) in operators where take(.symbol(symbol)) {
      return .compare(name, comparison, try value(for: name, isText: false))
    }
    throw .condition("An operator is missing after \(word).")
  }

  private mutating func values(for name: Filter.Name) throws(Refused) -> [Filter.Literal] {
    guard take(.symbol("(")) else { throw .condition("A list is missing after \"in\".") }
    var values = [try value(for: name, isText: false)]
    while take(.symbol(",")) { values.append(try value(for: name, isText: false)) }
    guard take(.symbol(")")) else { throw .condition("A list is not closed.") }
    return values
  }

  private mutating func value(for name: Filter.Name, isText: Bool) throws(Refused) -> Filter.Literal {
    guard place < tokens.count else { throw .condition("A value is missing at the end of the conditions.") }
    let token = tokens[place]
    place += 1
    let word = name.path.joined(separator: "/")
    switch (token, name.kind) {
    case (.word("null"), .word): throw .condition("Enum value supplied was invalid.")
    // Seen live on time entries (API-NOTES §2).
    case (.word("null"), .reference) where name.path == ["invoice"]: throw .condition("Enum value supplied was invalid.")
    case (.word("null"), _): return .null
    case (.word("true"), .flag): return .flag(true)
    case (.word("false"), .flag): return .flag(false)
    case (.number(let number), .number) where !isText: return .number(number)
    case (.moment(let moment), .moment) where !isText: return .moment(moment)
    case (.text(let text), .text), (.text(let text), .word): return .text(text)
    // Dates in quotes are accepted in practice.
    case (.text(let text), .moment) where !isText:
      guard let moment = Moment.parse(text) else { throw .condition("\(text.prefix(40)) is not a valid date.") }
      return .moment(moment)
    default: throw .condition("The value for \(word) has the wrong type.")
    }
  }
}
