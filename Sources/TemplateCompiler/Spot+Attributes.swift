// What stands within a start tag.
extension Spot {
  /// Space, slash and `>` end whatever stands in a start tag. False for any other byte.
  mutating func leaveAttribute(_ byte: UInt8, at offset: Int, mistakes: inout [Mistake]) -> Bool {
    if isSpace(byte) {
      place = .insideTag
    } else if byte == UInt8(ascii: "/") {
      place = .selfClosing
    } else if byte == UInt8(ascii: ">") {
      openElement(mistakes: &mistakes)
    } else {
      return false
    }
    return true
  }

  mutating func noteAttribute(mistakes: inout [Mistake]) {
    if !tag.attributes.insert(tag.attribute).inserted {
      mistakes.append(
        Mistake(at: tag.attributeOffset, "\(tag.attribute) stands twice in this tag; browsers keep only the first, remove one."))
    }
  }

  mutating func beginValue() {
    tag.link = .nothing
    tag.valueStart = ""
    place = .beforeAttributeValue
  }

  mutating func readValue(_ byte: UInt8, at offset: Int, mistakes: inout [Mistake]) {
    if byte == UInt8(ascii: "<") {
      mistakes.append(Mistake(at: offset, "a bare < in a value can mislead browsers; write &lt; for the character."))
    }
    guard Vocabulary.links.contains(tag.attribute) else { return }
    if tag.link == .link {
      mistakes.append(
        Mistake(at: offset, "nothing may stand beside a link in \(tag.attribute); put path, query and fragment into the Route."))
      tag.link = .literal
    } else if tag.link == .nothing, byte == UInt8(ascii: "/") {
      mistakes.append(
        Mistake(
          at: offset,
          "a fixed path misses the base path of the site; write \(tag.attribute)=\"{{ route }}\" with a Route or Asset."))
    }
    if tag.link == .nothing || (tag.link == .literal && tag.valueStart.utf8.count < 11) {
      if byte > 0x20, byte < 0x7F { tag.valueStart.unicodeScalars.append(Unicode.Scalar(lowered(byte))) }
      if tag.valueStart == "javascript:" {
        mistakes.append(Mistake(at: offset, "a script has no place in \(tag.attribute); use a button and a script file."))
      }
    }
    if tag.link == .nothing { tag.link = .literal }
  }

  func isAttributeNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "-_:.".utf8.contains(byte)
  }
}
