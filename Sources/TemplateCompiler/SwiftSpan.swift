/// Finds where Swift code inside a tag ends, so that `}}` within a string or a closure does not end it.
///
/// It knows strings (with `#`, `"""` and interpolation) and brackets, nothing more: the Swift compiler judges the rest.
struct SwiftSpan {
  let source: Source
  /// The byte of the closing pair that comes first: `}` for values, `%` for tags.
  let closer: UInt8

  private enum Open {
    case bracket(UInt8, offset: Int)
    case string(hashes: Int, multiline: Bool, offset: Int)
  }

  /// The end of the code and, if something is wrong with it, the mistake.
  func end(from start: Int) -> (end: Int, closed: Bool, mistake: Mistake?) {
    let bytes = source.bytes
    var open: [Open] = []
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if case .string(let hashes, let multiline, let offset) = open.last {
        if byte == UInt8(ascii: "\\"), hasHashes(hashes, at: index + 1) {
          index += 1 + hashes
          if index < bytes.count, bytes[index] == UInt8(ascii: "(") { open.append(.bracket(bytes[index], offset: index)) }
          index += 1
        } else if byte == UInt8(ascii: "\""), !multiline || source.has("\"\"\"", at: index),
          hasHashes(hashes, at: index + (multiline ? 3 : 1))
        {
          open.removeLast()
          index += (multiline ? 3 : 1) + hashes
        } else if byte == UInt8(ascii: "\n"), !multiline {
          return recover(from: index, Mistake(at: offset, "this string has no end on its line; close it with \"."))
        } else {
          index += 1
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        var quote = index
        while quote < bytes.count, bytes[quote] == UInt8(ascii: "#") { quote += 1 }
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else {
          index = quote
          break
        }
        // `""` is an empty string; only three quotes open a text of several lines.
        let multiline = source.has("\"\"\"", at: quote)
        open.append(.string(hashes: quote - index, multiline: multiline, offset: index))
        index = quote + (multiline ? 3 : 1)
      case UInt8(ascii: "/") where source.has("//", at: index) || source.has("/*", at: index):
        return recover(from: index, Mistake(at: index, "a Swift comment cannot stand in a tag; write {# … #} beside it."))
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(.bracket(byte, offset: index))
        index += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if case .bracket(let opener, _) = open.last, opener == partner(of: byte) {
          open.removeLast()
          index += 1
        } else if let mistake = unclosed(open, before: index) {
          return byte == closer && isCloser(at: index) ? (index, true, mistake) : recover(from: index, mistake)
        } else if byte == closer, isCloser(at: index) {
          return (index, true, nil)
        } else if byte == closer {
          return recover(from: index, Mistake(at: index, "a value ends with }}; add the second }."))
        } else {
          let bracket = Character(Unicode.Scalar(byte))
          return recover(from: index, Mistake(at: index, "this \(bracket) closes nothing; remove it or open it first."))
        }
      case closer where isCloser(at: index):
        return (index, true, unclosed(open, before: index))
      case UInt8(ascii: ";") where open.isEmpty:
        return recover(from: index, Mistake(at: index, "a tag holds one thing; write a second tag instead of ;."))
      default:
        index += 1
      }
    }
    return (bytes.count, false, unclosed(open, before: bytes.count))
  }

  private func hasHashes(_ count: Int, at offset: Int) -> Bool {
    guard offset <= source.bytes.count - count else { return false }
    return (0..<count).allSatisfy { source.bytes[offset + $0] == UInt8(ascii: "#") }
  }

  private func isCloser(at index: Int) -> Bool {
    index + 1 < source.bytes.count && source.bytes[index + 1] == UInt8(ascii: "}")
  }

  private func partner(of closing: UInt8) -> UInt8 {
    switch closing {
    case UInt8(ascii: ")"): UInt8(ascii: "(")
    case UInt8(ascii: "]"): UInt8(ascii: "[")
    default: UInt8(ascii: "{")
    }
  }

  private func unclosed(_ open: [Open], before offset: Int) -> Mistake? {
    switch open.last {
    case .bracket(let byte, let offset):
      Mistake(at: offset, "this \(Character(Unicode.Scalar(byte))) is not closed within its tag.")
    case .string(_, _, let offset):
      Mistake(at: offset, "this string has no end; close it with the quotes that opened it.")
    case nil: nil
    }
  }

  /// After a mistake the tag is taken to end with its line, so that the rest of the template can be judged too.
  private func recover(from start: Int, _ mistake: Mistake) -> (end: Int, closed: Bool, mistake: Mistake?) {
    var index = start
    while index < source.bytes.count, source.bytes[index] != UInt8(ascii: "\n") {
      if source.bytes[index] == closer, isCloser(at: index) { return (index, true, mistake) }
      index += 1
    }
    return (max(start, index - 2), true, mistake)
  }
}
