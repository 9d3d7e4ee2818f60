/// A piece of a typed condition, with the column where it begins.
struct CustomToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case word(String)
    case number(Figure)
    case text(String)
    case day(Day)
    case sign(String)
    case end
  }

  let kind: Kind
  let column: Int

  /// As a sentence names it.
  var phrase: String {
    switch kind {
    case .word(let word): "“\(word)”"
    case .number(let figure): "“\(figure.plainText)”"
    case .text: "a text"
    case .day(let day): "“\(day.text)”"
    case .sign(let sign): "“\(sign)”"
    case .end: "the end"
    }
  }

  static func all(_ text: String) throws(CustomRefusal) -> [CustomToken] {
    let characters = Array(text)
    guard characters.count <= CustomCondition.longest else {
      throw CustomRefusal(
        column: CustomCondition.longest + 1,
        sentence: "A condition has at most \(CustomCondition.longest) characters. Shorten it.")
    }
    var tokens: [CustomToken] = []
    var place = 0
    while place < characters.count {
      let character = characters[place]
      let column = place + 1
      if character.isWhitespace {
        place += 1
      } else if character == "\"" {
        guard let close = characters[(place + 1)...].firstIndex(of: "\"") else {
          throw CustomRefusal(column: column, sentence: "Column \(column): this text has no closing quotation mark.")
        }
        tokens.append(CustomToken(kind: .text(String(characters[(place + 1)..<close])), column: column))
        place = close + 1
      } else if character.isASCII, character.isNumber {
        var end = place
        while end < characters.count, characters[end].isASCII,
          characters[end].isNumber || characters[end] == "." || characters[end] == "-"
        {
          // A minus belongs to a date only: 2026-07-14.
          if characters[end] == "-", !(end - place == 4 || end - place == 7) { break }
          if characters[end] == "-", end + 1 >= characters.count || !characters[end + 1].isNumber { break }
          end += 1
        }
        let written = String(characters[place..<end])
        if let day = Day(written) {
          tokens.append(CustomToken(kind: .day(day), column: column))
        } else if let figure = try? Figure(written) {
          tokens.append(CustomToken(kind: .number(figure), column: column))
          // A percent sign only says what the number is.
          if end < characters.count, characters[end] == "%" { end += 1 }
        } else {
          throw CustomRefusal(
            column: column,
            sentence: "Column \(column): “\(written)” is neither a number such as 1234.5 nor a date such as 2026-07-14.")
        }
        place = end
      } else if character.isLetter || character == "_" {
        var end = place
        while end < characters.count, characters[end].isLetter || characters[end].isNumber || characters[end] == "_" { end += 1 }
        tokens.append(CustomToken(kind: .word(String(characters[place..<end]).lowercased()), column: column))
        place = end
      } else {
        let pair = String(characters[place..<min(place + 2, characters.count)])
        let sign = ["!=", "<=", ">="].contains(pair) ? pair : String(character)
        guard ["!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/"].contains(sign) else {
          throw CustomRefusal(
            column: column, sentence: "Column \(column): “\(character)” has no meaning in a condition. Take it out.")
        }
        tokens.append(CustomToken(kind: .sign(sign), column: column))
        place += sign.count
      }
    }
    tokens.append(CustomToken(kind: .end, column: characters.count + 1))
    return tokens
  }
}

/// Why a typed condition cannot be used, and where.
public struct CustomRefusal: Error, Hashable, Sendable {
  /// Counted from 1, in characters.
  public let column: Int
  /// Names the column, what is expected there, and what was found.
  public let sentence: String
}
