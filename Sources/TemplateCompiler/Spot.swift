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
  var endTagName = ""

  /// How many of the open elements show their spaces.
  var spaceKeepers = 0

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
}
