/// Swift code as it stands in a tag.
struct Code: Equatable {
  let text: String
  let offset: Int
}

/// A template as a row of literal text, values and tags; comments are gone.
enum Piece: Equatable {
  case text(Range<Int>)
  case value(Code)
  case tag(Code)
}

/// Cuts a template at `{{ }}`, `{% %}` and `{# #}`.
struct Lexer {
  let source: Source
  private(set) var mistakes: [Mistake] = []
  /// Where each piece stands; a comment is a piece without content until the lines are tidied.
  private var pieces: [(piece: Piece?, range: Range<Int>)] = []

  init(_ source: Source) { self.source = source }

  mutating func run() -> [Piece] {
    // What ends the file is the editor's newline, not part of the page: a component must fit between two words.
    var end = source.bytes.count
    while end > 0, isSpace(source.bytes[end - 1]) { end -= 1 }
    var index = 0
    var textStart = 0
    while index < end {
      guard source.bytes[index] == UInt8(ascii: "{"), index + 1 < end else {
        index += 1
        continue
      }
      switch source.bytes[index + 1] {
      case UInt8(ascii: "{"):
        addText(textStart..<index)
        index = addCode(from: index, closer: UInt8(ascii: "}"))
        textStart = index
      case UInt8(ascii: "%"):
        addText(textStart..<index)
        index = addCode(from: index, closer: UInt8(ascii: "%"))
        textStart = index
      case UInt8(ascii: "#"):
        addText(textStart..<index)
        index = addComment(from: index)
        textStart = index
      default:
        index += 1
      }
    }
    if textStart < end { addText(textStart..<end) }
    dropTagOnlyLines()
    return pieces.compactMap(\.piece)
  }

  private mutating func addText(_ range: Range<Int>) {
    if !range.isEmpty { pieces.append((.text(range), range)) }
  }

  private mutating func addComment(from start: Int) -> Int {
    var index = start + 2
    while index < source.bytes.count, !source.has("#}", at: index) { index += 1 }
    if index == source.bytes.count { mistakes.append(Mistake(at: start, "this comment has no end; close it with #}.")) }
    index = min(index + 2, source.bytes.count)
    pieces.append((nil, start..<index))
    return index
  }

  private mutating func addCode(from start: Int, closer: UInt8) -> Int {
    let isValue = closer == UInt8(ascii: "}")
    if isValue, source.has("{{{", at: start) {
      mistakes.append(Mistake(at: start, "{{{ does not exist: every value is escaped. Write {{ value }}."))
      let end = SwiftSpan(source: source, closer: closer).end(from: start + 2).end
      return min(end + (source.has("}}}", at: end) ? 3 : 2), source.bytes.count)
    }
    let (end, closed, mistake) = SwiftSpan(source: source, closer: closer).end(from: start + 2)
    if let mistake { mistakes.append(mistake) }
    if !closed {
      let hint = isValue ? "this value has no end; close it with }}." : "this tag has no end; close it with %}."
      mistakes.append(Mistake(at: start, hint))
    }
    let next = min(end + 2, source.bytes.count)
    var first = start + 2
    var last = end
    while first < last, isSpace(source.bytes[first]) { first += 1 }
    while last > first, isSpace(source.bytes[last - 1]) { last -= 1 }
    if first == last, closed, mistake == nil {
      let hint = isValue ? "{{ }} is empty; name a value in it." : "{% %} is empty; write if, for, switch, let or end in it."
      mistakes.append(Mistake(at: start, hint))
    } else if mistake == nil, closed {
      let code = Code(text: source.text(first..<last), offset: first)
      pieces.append((isValue ? .value(code) : .tag(code), start..<next))
      return next
    }
    pieces.append((nil, start..<next))
    return next
  }

  /// A line that holds nothing but tags and comments leaves nothing in the page.
  private mutating func dropTagOnlyLines() {
    var index = 0
    while index < pieces.count {
      guard isTag(index), source.onlyBlankBefore(pieces[index].range.lowerBound) else {
        index += 1
        continue
      }
      var end = index + 1
      while end < pieces.count, isTag(end) || (isBlankText(end) && end + 1 < pieces.count && isTag(end + 1)) { end += 1 }
      defer { index = max(end, index + 1) }
      let after = pieces[end - 1].range.upperBound
      var newline = after
      while newline < source.bytes.count, isBlank(source.bytes[newline]) { newline += 1 }
      guard newline == source.bytes.count || source.bytes[newline] == UInt8(ascii: "\n") else { continue }
      if index > 0, case .text(let range) = pieces[index - 1].piece {
        var last = range.upperBound
        while last > range.lowerBound, isBlank(source.bytes[last - 1]) { last -= 1 }
        replaceText(index - 1, range.lowerBound..<last)
      }
      for between in index..<end where isBlankText(between) { pieces[between].piece = nil }
      if end < pieces.count, case .text(let range) = pieces[end].piece {
        replaceText(end, min(newline + 1, range.upperBound)..<range.upperBound)
      }
    }
  }

  private mutating func replaceText(_ index: Int, _ range: Range<Int>) {
    pieces[index] = (range.isEmpty ? nil : .text(range), range)
  }

  private func isTag(_ index: Int) -> Bool {
    switch pieces[index].piece {
    case .tag: true
    case nil: !pieces[index].range.isEmpty && source.bytes[pieces[index].range.lowerBound] == UInt8(ascii: "{")
    case .text, .value: false
    }
  }

  private func isBlankText(_ index: Int) -> Bool {
    guard case .text(let range) = pieces[index].piece else { return false }
    return source.bytes[range].allSatisfy(isBlank)
  }
}
