/// Reads literal HTML byte by byte and always knows the place; a value type, so that each branch can start from the same spot.
///
/// It is stricter than browsers: where HTML would guess (a stray `<`, an unclosed element), it refuses, because a guess is
/// where the place of a value gets lost.
struct Spot {
  var place = Place.text
  var tag = Tag()
  var elements: [OpenElement] = []
  /// Elements below this belong to the surrounding branch and cannot be closed here.
  var floor = 0
  /// Just after `<textarea>` or `<pre>`, where browsers drop a newline (HTML §13.2.6.4.7).
  var afterOpeningOfPre = false
  private var skipsIndent = false
  private var endTagName = ""

  /// How many of the open elements show their spaces.
  private var spaceKeepers = 0

  mutating func beginText(atLineStart: Bool) { skipsIndent = atLineStart }

  /// Takes the next literal byte; writes to `output` what the page needs of it.
  mutating func read(_ byte: UInt8, at offset: Int, into output: inout [UInt8], mistakes: inout [Mistake]) {
    afterOpeningOfPre = false
    func refuse(_ sentence: String, at place: Int? = nil) { mistakes.append(Mistake(at: place ?? offset, sentence)) }
    var written = true
    defer { if written { output.append(byte) } }

    switch place {
    case .text:
      if byte == UInt8(ascii: "<") {
        place = .tagOpen
        skipsIndent = false
      } else if isSpace(byte), spaceKeepers == 0 {
        // Indentation is for the author; a browser folds it into the newline before it.
        written = !skipsIndent && byte != UInt8(ascii: "\r")
        if byte == UInt8(ascii: "\n") { skipsIndent = true }
      } else {
        skipsIndent = false
      }

    case .rawText(let element, let matched):
      readRawText(byte, element, matched, at: offset, mistakes: &mistakes)

    case .tagOpen:
      if isLetter(byte) {
        tag = Tag(name: String(Unicode.Scalar(lowered(byte))), offset: offset - 1)
        place = .tagName
      } else if byte == UInt8(ascii: "/") {
        place = .endTagOpen
      } else if byte == UInt8(ascii: "!") {
        place = .declarationOpen
        tag = Tag(offset: offset - 1)
      } else {
        refuse("a bare < is not a tag; write &lt; for the character.", at: offset - 1)
        place = .text
      }

    case .tagName:
      if isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") {
        tag.name.unicodeScalars.append(Unicode.Scalar(lowered(byte)))
      } else if !leaveAttribute(byte, at: offset, mistakes: &mistakes) {
        refuse("a tag's name is letters, digits and hyphens; put a space before an attribute.")
        place = .insideTag
      }

    case .insideTag:
      if isSpace(byte) {
        written = false
      } else if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        _ = leaveAttribute(byte, at: offset, mistakes: &mistakes)
      } else if isAttributeNameByte(byte) {
        tag.attribute = String(Unicode.Scalar(lowered(byte)))
        tag.attributeOffset = offset
        place = .attributeName
      } else {
        refuse("an attribute cannot begin with this character; a name is letters, digits, '-', '_', ':' and '.'.")
      }

    case .afterAttribute:
      if !leaveAttribute(byte, at: offset, mistakes: &mistakes) {
        refuse("after an attribute comes a space or the end of the tag; put a space here.")
        place = .insideTag
      }

    case .attributeName:
      if isAttributeNameByte(byte) {
        tag.attribute.unicodeScalars.append(Unicode.Scalar(lowered(byte)))
      } else {
        noteAttribute(mistakes: &mistakes)
        if byte == UInt8(ascii: "=") {
          beginValue()
        } else if isSpace(byte) {
          place = .afterAttributeName
        } else if !leaveAttribute(byte, at: offset, mistakes: &mistakes) {
          refuse("an attribute's name is letters, digits, '-', '_', ':' and '.'; write name=\"value\".")
          place = .insideTag
        }
      }

    case .afterAttributeName:
      if byte == UInt8(ascii: "=") {
        refuse("no space may stand before =; write name=\"value\".")
        beginValue()
      } else if isSpace(byte) {
        written = false
      } else {
        place = .insideTag
        written = false
        read(byte, at: offset, into: &output, mistakes: &mistakes)
      }

    case .beforeAttributeValue:
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        place = .quoted(byte)
      } else if isSpace(byte) {
        refuse("no space may stand after =; write name=\"value\".")
      } else if byte == UInt8(ascii: ">") {
        refuse("after = comes a value; write name=\"value\".")
        _ = leaveAttribute(byte, at: offset, mistakes: &mistakes)
      } else {
        place = .unquoted
        readValue(byte, at: offset, mistakes: &mistakes)
      }

    case .quoted(let quote):
      if byte == quote {
        place = .afterAttribute
      } else {
        readValue(byte, at: offset, mistakes: &mistakes)
      }

    case .unquoted:
      if isSpace(byte) || byte == UInt8(ascii: ">") {
        _ = leaveAttribute(byte, at: offset, mistakes: &mistakes)
      } else if "\"'<=`".utf8.contains(byte) {
        refuse("this character cannot stand in a value without quotes; write name=\"value\".")
      } else {
        readValue(byte, at: offset, mistakes: &mistakes)
      }

    case .selfClosing:
      if byte == UInt8(ascii: ">") {
        if Vocabulary.html.contains(tag.name) {
          refuse("/> does not close <\(tag.name)>; write <\(tag.name)></\(tag.name)>.", at: tag.offset)
        }
        checkMeta(mistakes: &mistakes)
        place = .text
      } else {
        refuse("a slash inside a tag must be its end; write /> or quote the value.", at: offset - 1)
        place = .insideTag
      }

    case .endTagOpen:
      if isLetter(byte) {
        endTagName = String(Unicode.Scalar(lowered(byte)))
        tag.offset = offset - 2
        place = .endTagName
      } else {
        refuse("</ needs the name of the element it closes; write &lt;/ for the characters.", at: offset - 2)
        place = .text
      }

    case .endTagName:
      if isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":") {
        endTagName.unicodeScalars.append(Unicode.Scalar(lowered(byte)))
      } else if byte == UInt8(ascii: ">") {
        closeElement(mistakes: &mistakes)
      } else if isSpace(byte) {
        place = .endTagRest
      } else {
        refuse("this character cannot stand in </\(endTagName)>.")
        place = .endTagRest
      }

    case .endTagRest:
      if byte == UInt8(ascii: ">") {
        closeElement(mistakes: &mistakes)
      } else if !isSpace(byte) {
        refuse("</\(endTagName)> takes no attributes.")
      }

    case .declarationOpen:
      if byte == UInt8(ascii: "-") {
        place = .comment(dashes: -1)
      } else if lowered(byte) == UInt8(ascii: "d") {
        place = .declaration
      } else {
        refuse("only <!doctype html> and <!-- comments --> begin with <!.", at: offset - 2)
        place = .declaration
      }

    case .declaration:
      if byte == UInt8(ascii: ">") { place = .text }

    case .comment(let dashes):
      readComment(byte, dashes, at: offset, mistakes: &mistakes)
    }
  }

  /// Space, slash and `>` end whatever stands in a start tag. False for any other byte.
  private mutating func leaveAttribute(_ byte: UInt8, at offset: Int, mistakes: inout [Mistake]) -> Bool {
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

  private mutating func noteAttribute(mistakes: inout [Mistake]) {
    if !tag.attributes.insert(tag.attribute).inserted {
      mistakes.append(
        Mistake(at: tag.attributeOffset, "\(tag.attribute) stands twice in this tag; browsers keep only the first, remove one."))
    }
  }

  private mutating func beginValue() {
    tag.link = .nothing
    tag.valueStart = ""
    place = .beforeAttributeValue
  }

  private mutating func readValue(_ byte: UInt8, at offset: Int, mistakes: inout [Mistake]) {
    guard Vocabulary.links.contains(tag.attribute) else { return }
    if tag.link == .link {
      mistakes.append(
        Mistake(at: offset, "nothing may stand beside a link in \(tag.attribute); put path, query and fragment into the Route."))
      tag.link = .literal
    } else if tag.link == .nothing, byte == UInt8(ascii: "/") {
      mistakes.append(
        Mistake(at: offset, "a fixed path misses the base path of the site; write \(tag.attribute)=\"{{ route }}\" with a Route or an Asset."))
    }
    if tag.link == .nothing || (tag.link == .literal && tag.valueStart.utf8.count < 11) {
      if byte > 0x20, byte < 0x7F { tag.valueStart.unicodeScalars.append(Unicode.Scalar(lowered(byte))) }
      if tag.valueStart == "javascript:" {
        mistakes.append(Mistake(at: offset, "a script has no place in \(tag.attribute); use a button and a script file."))
      }
    }
    if tag.link == .nothing { tag.link = .literal }
  }

  private mutating func openElement(mistakes: inout [Mistake]) {
    checkMeta(mistakes: &mistakes)
    place = .text
    if Vocabulary.refused.contains(tag.name) {
      mistakes.append(Mistake(at: tag.offset, "<\(tag.name)> is obsolete and changes how browsers read the rest; use another element."))
    }
    guard !Vocabulary.void.contains(tag.name) else { return }
    elements.append(OpenElement(name: tag.name, offset: tag.offset))
    if Vocabulary.keepsSpace.contains(tag.name) { spaceKeepers += 1 }
    if Vocabulary.rawText.contains(tag.name) { place = .rawText(element: tag.name, matched: 0) }
    afterOpeningOfPre = Vocabulary.keepsSpace.contains(tag.name)
  }

  private mutating func closeElement(mistakes: inout [Mistake]) {
    place = .text
    let name = endTagName
    if Vocabulary.void.contains(name) {
      mistakes.append(Mistake(at: tag.offset, "<\(name)> has no end tag; remove </\(name)>."))
    } else if elements.count > floor, let last = elements.last {
      if last.name == name {
        removeElements(from: elements.count - 1)
      } else if let match = elements.lastIndex(where: { $0.name == name }), match >= floor {
        mistakes.append(Mistake(at: last.offset, "<\(last.name)> is not closed before </\(name)>; write </\(last.name)> where it ends."))
        removeElements(from: match)
      } else {
        mistakes.append(Mistake(at: tag.offset, "</\(name)> does not match <\(last.name)>, which is open here; write </\(last.name)>."))
      }
    } else if elements.last?.name == name {
      mistakes.append(
        Mistake(
          at: tag.offset, losesPlace: true,
          "</\(name)> closes an element that was opened outside of this branch; a branch closes only what it opens."))
    } else {
      mistakes.append(Mistake(at: tag.offset, "</\(name)> closes nothing; remove it or open <\(name)> before it."))
    }
  }

  private mutating func removeElements(from index: Int) {
    spaceKeepers -= elements[index...].count { Vocabulary.keepsSpace.contains($0.name) }
    elements.removeSubrange(index...)
  }

  /// `<meta http-equiv="refresh" content="…">` would make a page go where data says.
  private mutating func checkMeta(mistakes: inout [Mistake]) {
    if let offset = tag.valueInContent, tag.attributes.contains("http-equiv") {
      mistakes.append(Mistake(at: offset, "a value cannot stand in content beside http-equiv; send a header instead."))
    }
  }

  private mutating func readRawText(_ byte: UInt8, _ element: String, _ matched: Int, at offset: Int, mistakes: inout [Mistake]) {
    let wanted = Array("</\(element)".utf8)
    if matched == wanted.count {
      if isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
        endTagName = element
        tag.offset = offset - matched
        place = .endTagRest
        if byte == UInt8(ascii: ">") { closeElement(mistakes: &mistakes) }
        if byte == UInt8(ascii: "/") { mistakes.append(Mistake(at: offset, "</\(element)> takes no slash.")) }
        return
      }
      place = .rawText(element: element, matched: byte == UInt8(ascii: "<") ? 1 : 0)
    } else if lowered(byte) == wanted[matched] {
      place = .rawText(element: element, matched: matched + 1)
    } else {
      place = .rawText(element: element, matched: byte == UInt8(ascii: "<") ? 1 : 0)
    }
    // Within an SVG the same elements hold markup: without a `<` in them, both readings agree.
    if matched > 0, case .rawText(_, 0) = place, Vocabulary.textOnly.contains(element) {
      mistakes.append(Mistake(at: offset - matched, "<\(element)> holds text only; write &lt; for the character."))
    }
    // `<!--` in a script makes browsers read past `</script>` (HTML §13.2.5.20).
    if matched == 1, byte == UInt8(ascii: "!"), element == "script" {
      mistakes.append(Mistake(at: offset - 1, "<! in a script can hide its end from browsers; write it in two parts."))
    }
  }

  /// `dashes`: -1 before the second dash of `<!--`, then the dashes in a row; -2 after `--!`.
  private mutating func readComment(_ byte: UInt8, _ dashes: Int, at offset: Int, mistakes: inout [Mistake]) {
    switch (dashes, byte) {
    case (-1, UInt8(ascii: "-")): place = .comment(dashes: 2)
    case (-1, _):
      mistakes.append(Mistake(at: offset - 3, "a comment begins with <!-- and ends with -->."))
      place = .comment(dashes: 0)
    case (2..., UInt8(ascii: ">")), (-2, UInt8(ascii: ">")): place = .text
    case (2..., UInt8(ascii: "!")): place = .comment(dashes: -2)
    case (_, UInt8(ascii: "-")): place = .comment(dashes: min(max(dashes, 0) + 1, 2))
    default: place = .comment(dashes: 0)
    }
  }

  private func isAttributeNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "-_:.".utf8.contains(byte)
  }
}
