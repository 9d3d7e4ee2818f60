/// A parsed `conditions` parameter (API-NOTES §2).
indirect enum Filter: Sendable, Equatable {
  case all([Filter])
  case any([Filter])
  case compare(Name, Operator, Literal)
  case oneOf(Name, [Literal], isNegated: Bool)

  struct Name: Sendable, Equatable {
    /// Lower case.
    let path: [String]
    let kind: Shape.Kind
  }

  enum Operator: Sendable, Equatable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, contains, notContains, like, notLike
  }

  enum Literal: Sendable, Equatable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case moment(Int64)
    case null
  }
}

/// One value of a record, ready to be compared.
enum Fact: Sendable, Equatable {
  case missing
  case text(String)
  case number(Double)
  case flag(Bool)
  case moment(Int64)
  case something

  /// Reads it out of a record; texts become moments where the shape says so.
  init(_ value: JSON?, kind: Shape.Kind) {
    switch value {
    case nil, .null: self = .missing
    case .text(let text): self = kind == .moment ? (Moment.parse(text).map { .moment($0) } ?? .missing) : .text(text)
    case .number(let digits): self = Double(digits).map { .number($0) } ?? .missing
    case .flag(let flag): self = .flag(flag)
    case .list, .object: self = .something
    }
  }
}

extension Filter {
  func matches(_ fact: (Name) -> Fact) -> Bool {
    switch self {
    case .all(let parts): parts.allSatisfy { $0.matches(fact) }
    case .any(let parts): parts.contains { $0.matches(fact) }
    case .compare(let name, let comparison, let literal): Self.compare(fact(name), comparison, literal)
    case .oneOf(let name, let literals, let isNegated): Self.isAmong(fact(name), literals) != isNegated
    }
  }

  private static func isAmong(_ fact: Fact, _ literals: [Literal]) -> Bool { literals.contains { compare(fact, .equal, $0) } }

  private static func compare(_ fact: Fact, _ comparison: Operator, _ literal: Literal) -> Bool {
    if literal == .null {
      switch comparison {
      case .equal: return fact == .missing
      case .notEqual: return fact != .missing
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .notContains, .like, .notLike: return false
      }
    }
    // As in SQL: a missing value equals nothing and differs from nothing.
    switch (fact, literal) {
    case (.text(let value), .text(let wanted)):
      switch comparison {
      case .contains: return value.lowercased().contains(wanted.lowercased())
      case .notContains: return !value.lowercased().contains(wanted.lowercased())
      case .like: return Pattern(wanted).matches(value)
      case .notLike: return !Pattern(wanted).matches(value)
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
        return order(value.lowercased(), comparison, wanted.lowercased())
      }
    case (.number(let value), .number(let wanted)): return order(value, comparison, wanted)
    case (.moment(let value), .moment(let wanted)): return order(value, comparison, wanted)
    case (.flag(let value), .flag(let wanted)):
      switch comparison {
      case .equal: return value == wanted
      case .notEqual: return value != wanted
      case .less, .lessOrEqual, .greater, .greaterOrEqual, .contains, .notContains, .like, .notLike: return false
      }
    default: return false
    }
  }

  private static func order<T: Comparable>(_ value: T, _ comparison: Operator, _ wanted: T) -> Bool {
    switch comparison {
    case .equal: value == wanted
    case .notEqual: value != wanted
    case .less: value < wanted
    case .lessOrEqual: value <= wanted
    case .greater: value > wanted
    case .greaterOrEqual: value >= wanted
    case .contains, .notContains, .like, .notLike: false
    }
  }

  /// The numbers that `path` must have for anything to match, if the filter says so; lets a list look at few records only.
  func required(_ path: [String]) -> [Int]? {
    switch self {
    case .compare(let name, .equal, .number(let number)) where name.path == path: Int(exactly: number).map { [$0] } ?? []
    case .oneOf(let name, let literals, isNegated: false) where name.path == path:
      literals.compactMap { if case .number(let number) = $0 { Int(exactly: number) } else { nil } }
    case .all(let parts): parts.lazy.compactMap { $0.required(path) }.first
    case .any(let parts) where parts.count == 1: parts[0].required(path)
    case .any, .compare, .oneOf: nil
    }
  }

  /// The earliest moment that `path` can have for anything to match, if the filter says so.
  func oldest(_ path: [String]) -> Int64? {
    switch self {
    case .compare(let name, .greater, .moment(let moment)) where name.path == path: moment
    case .compare(let name, .greaterOrEqual, .moment(let moment)) where name.path == path: moment
    case .all(let parts): parts.compactMap { $0.oldest(path) }.max()
    case .any(let parts) where parts.count == 1: parts[0].oldest(path)
    case .any, .compare, .oneOf: nil
    }
  }

  /// Every name in it.
  var names: [Name] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.names)
    case .compare(let name, _, _), .oneOf(let name, _, _): [name]
    }
  }
}

/// A `like` pattern: `*` and `%` stand for anything, `_` for one character, `[…]` for one of a set (so `[[]` is a bracket).
struct Pattern: Sendable, Equatable {
  private enum Piece: Equatable {
    case anything
    case one
    case character(Character)
    case among([Character], isNegated: Bool)
  }

  private let pieces: [Piece]

  init(_ text: String) {
    var pieces: [Piece] = []
    var rest = Array(text.lowercased())[...]
    while let first = rest.popFirst() {
      switch first {
      case "*", "%": if pieces.last != .anything { pieces.append(.anything) }
      case "_": pieces.append(.one)
      case "[":
        // The first character of a set is always a member, so that "[]]" works.
        guard let end = rest.dropFirst().firstIndex(of: "]") else {
          pieces.append(.character(first))
          continue
        }
        var set = Array(rest[..<end])
        let isNegated = set.count > 1 && set.first == "^"
        if isNegated { set.removeFirst() }
        pieces.append(.among(set, isNegated: isNegated))
        rest = rest[(end + 1)...]
      default: pieces.append(.character(first))
      }
    }
    self.pieces = pieces
  }

  /// Linear apart from one step back to the last wildcard: no input makes it explode.
  func matches(_ text: String) -> Bool {
    let characters = Array(text.lowercased())
    var place = 0
    var piece = 0
    var retry: (piece: Int, place: Int)?
    while place < characters.count {
      if piece < pieces.count, pieces[piece] == .anything {
        retry = (piece, place)
        piece += 1
      } else if piece < pieces.count, accepts(pieces[piece], characters[place]) {
        piece += 1
        place += 1
      } else if let last = retry {
        retry = (last.piece, last.place + 1)
        piece = last.piece + 1
        place = last.place + 1
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .anything }
  }

  private func accepts(_ piece: Piece, _ character: Character) -> Bool {
    switch piece {
    case .anything: false
    case .one: true
    case .character(let wanted): wanted == character
    case .among(let set, let isNegated): set.contains(character) != isNegated
    }
  }
}
