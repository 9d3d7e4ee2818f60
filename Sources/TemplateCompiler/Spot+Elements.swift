// What opens and closes, and what is no markup in between.
extension Spot {
  mutating func openElement(mistakes: inout [Mistake]) {
    checkMeta(mistakes: &mistakes)
    place = .text
    if Vocabulary.refused.contains(tag.name) {
      mistakes.append(Mistake(at: tag.offset, "<\(tag.name)> changes how browsers read all that follows; use another element."))
    }
    guard !Vocabulary.void.contains(tag.name) else { return }
    elements.append(OpenElement(name: tag.name, offset: tag.offset))
    if Vocabulary.keepsSpace.contains(tag.name) { spaceKeepers += 1 }
    if Vocabulary.rawText.contains(tag.name) { place = .rawText(element: tag.name, matched: 0) }
    afterOpeningOfPre = Vocabulary.keepsSpace.contains(tag.name)
  }

  mutating func closeElement(mistakes: inout [Mistake]) {
    place = .text
    let name = endTagName
    if Vocabulary.void.contains(name) {
      mistakes.append(Mistake(at: tag.offset, "<\(name)> has no end tag; remove </\(name)>."))
    } else if elements.count > floor, let last = elements.last {
      if last.name == name {
        removeElements(from: elements.count - 1)
      } else if let match = elements.lastIndex(where: { $0.name == name }), match >= floor {
        mistakes.append(
          Mistake(at: last.offset, "<\(last.name)> is not closed before </\(name)>; write </\(last.name)> where it ends."))
        removeElements(from: match)
      } else {
        mistakes.append(
          Mistake(at: tag.offset, "</\(name)> does not match <\(last.name)>, which is open here; write </\(last.name)>."))
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

  mutating func removeElements(from index: Int) {
    spaceKeepers -= elements[index...].count { Vocabulary.keepsSpace.contains($0.name) }
    elements.removeSubrange(index...)
  }

  /// `<meta http-equiv="refresh" content="…">` would make a page go where data says.
  mutating func checkMeta(mistakes: inout [Mistake]) {
    if let offset = tag.valueInContent, tag.attributes.contains("http-equiv") {
      mistakes.append(Mistake(at: offset, "a value cannot stand in content beside http-equiv; send a header instead."))
    }
  }

  mutating func readRawText(_ byte: UInt8, _ element: String, _ matched: Int, at offset: Int, mistakes: inout [Mistake]) {
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
    // Within an SVG the same elements hold markup, and `<!--` in a script makes browsers read past `</script>` (HTML
    // §13.2.5.20): without a `<` that could begin a tag, every reading agrees.
    guard matched > 0, case .rawText(_, 0...1) = place else { return }
    if Vocabulary.textOnly.contains(element) {
      mistakes.append(Mistake(at: offset - matched, "<\(element)> holds text only; write &lt; for the character."))
    } else if element != "script" || matched > 1 || isLetter(byte) || "!?".utf8.contains(byte) {
      mistakes.append(
        Mistake(at: offset - matched, "this < can mislead browsers; put a space behind it or use a file of its own."))
    }
  }

  /// `dashes`: -1 before the second dash of `<!--`, then the dashes in a row; -2 after `--!`.
  mutating func readComment(_ byte: UInt8, _ dashes: Int, at offset: Int, mistakes: inout [Mistake]) {
    switch (dashes, byte) {
    case (-1, UInt8(ascii: "-")): place = .comment(dashes: 2)
    case (-1, _):
      mistakes.append(Mistake(at: offset - 3, "a comment begins with <!-- and ends with -->."))
      place = .comment(dashes: 0)
    case (2..., UInt8(ascii: ">")), (-2, UInt8(ascii: ">")): place = .text
    case (2..., UInt8(ascii: "!")): place = .comment(dashes: -2)
    case (_, UInt8(ascii: "<")):
      // In <noscript> browsers look for its end even here.
      mistakes.append(Mistake(at: offset, "a comment that holds markup can mislead browsers; write {# … #}."))
      place = .comment(dashes: 0)
    case (_, UInt8(ascii: "-")): place = .comment(dashes: min(max(dashes, 0) + 1, 2))
    default: place = .comment(dashes: 0)
    }
  }
}
