/// Walks the outline with a spot in HTML, decides how each value is written and refuses those that have no safe place.
struct PlaceTracker {
  private let source: Source
  private(set) var mistakes: [Mistake] = []
  private var spot = Spot()

  init(_ source: Source) { self.source = source }

  mutating func place(_ outline: Outline) -> [Part] {
    let parts = place(outline.nodes)
    finish()
    return parts
  }

  private mutating func place(_ nodes: [Node]) -> [Part] {
    var parts: [Part] = []
    for node in nodes {
      switch node {
      case .text(let range):
        var literal: [UInt8] = []
        literal.reserveCapacity(range.count)
        spot.beginText(atLineStart: source.onlyBlankBefore(range.lowerBound))
        for offset in range { spot.read(source.bytes[offset], at: offset, into: &literal, mistakes: &mistakes) }
        append(literal, to: &parts)
      case .value(let code):
        keepFirstNewline(&parts)
        if let kind = kind(of: code) { parts.append(.value(code, kind)) }
      case .binding(let code):
        parts.append(.binding(code))
      case .content(let offset):
        keepFirstNewline(&parts)
        if spot.place != .text {
          mistakes.append(Mistake(at: offset, "content goes between tags; it cannot stand \(spot.place.words(spot))."))
        }
        parts.append(.content)
      case .block(let block):
        keepFirstNewline(&parts)
        parts.append(.block(block, place(block)))
      }
    }
    return parts
  }

  /// Browsers drop a newline that follows `<textarea>` or `<pre>`: give them one, so that the value keeps its own.
  private mutating func keepFirstNewline(_ parts: inout [Part]) {
    if spot.afterOpeningOfPre { append([UInt8(ascii: "\n")], to: &parts) }
    spot.afterOpeningOfPre = false
  }

  private func append(_ literal: [UInt8], to parts: inout [Part]) {
    guard !literal.isEmpty else { return }
    if case .literal(var merged) = parts.last {
      parts.removeLast()
      merged += literal
      parts.append(.literal(merged))
    } else {
      parts.append(.literal(literal))
    }
  }

  private mutating func place(_ block: Block) -> [[Part]] {
    let before = spot
    var ends: [Spot] = block.isExhaustive ? [] : [before]
    var branches: [[Part]] = []
    for branch in block.branches {
      spot = before
      spot.floor = before.elements.count
      branches.append(place(branch.body))
      if check(branch, from: before) { ends.append(spot) }
    }
    spot = before
    // Branches may leave different amounts of attribute behind; what follows must then begin with a space.
    if before.place.isBetweenAttributes, ends.contains(where: { $0.place != before.place }) { spot.place = .afterAttribute }
    for end in ends { spot.tag.attributes.formUnion(end.tag.attributes) }
    spot.tag.valueInContent = ends.compactMap(\.tag.valueInContent).first ?? before.tag.valueInContent
    if case .quoted = before.place, let first = ends.first {
      if ends.contains(where: { $0.tag.link != first.tag.link }) {
        mistakes.append(
          Mistake(
            at: block.offset,
            "every branch must give \(before.tag.attribute) a link, else included; or put the whole attribute into the {% if %}.")
        )
      }
      spot.tag.link = ends.contains { $0.tag.link == .link } ? .link : first.tag.link
    }
    return branches
  }

  /// A branch ends where it began: then every way through the template leads to the same place.
  private mutating func check(_ branch: Branch, from before: Spot) -> Bool {
    let name = branch.code.text.prefix { $0.isLetter }
    if spot.elements.count > before.elements.count {
      let open = spot.elements[before.elements.count...]
      for element in open {
        mistakes.append(
          Mistake(
            at: element.offset, losesPlace: true,
            "<\(element.name)> is opened in this branch and not closed in it; close it before the branch ends."))
      }
      return false
    }
    if spot.place == before.place, !before.place.isInTag || spot.tag.name == before.tag.name { return true }
    if before.place.isBetweenAttributes, spot.place.isBetweenAttributes, spot.tag.offset == before.tag.offset,
      spot.tag.name == before.tag.name
    {
      return true
    }
    mistakes.append(
      Mistake(
        at: branch.offset, losesPlace: true,
        "this {% \(name) %} begins \(before.place.words(before)) and ends \(spot.place.words(spot)); "
          + "a branch must end where it began."))
    return false
  }

  /// Nil where no value may stand, with the reason told.
  private mutating func kind(of code: Code) -> ValueKind? {
    func refuse(_ sentence: String, losesPlace: Bool = false) -> ValueKind? {
      mistakes.append(Mistake(at: code.offset, losesPlace: losesPlace, sentence))
      return nil
    }
    switch spot.place {
    case .text: return .content
    case .quoted:
      let name = spot.tag.attribute
      if Vocabulary.links.contains(name) {
        if spot.tag.link == .link { return refuse("\(name) holds one link; put path, query and fragment into the Route.") }
        if spot.tag.link == .literal {
          return refuse("a link must be all there is in \(name); write \(name)=\"{{ route }}\" and put the rest into the Route.")
        }
        spot.tag.link = .link
        return .link
      }
      if name.hasPrefix("on") { return refuse("a value cannot stand in \(name), which is a script; use a data- attribute.") }
      if name == "style" { return refuse("a value cannot stand in style; choose a class instead.") }
      if name == "srcdoc" { return refuse("a value cannot stand in srcdoc; give the frame a page of its own.") }
      if name == "http-equiv" { return refuse("a value cannot stand in http-equiv; send a header instead.") }
      if Vocabulary.animations.contains(spot.tag.name), Vocabulary.animatedValues.contains(name) {
        return refuse("a value cannot stand in \(name) of <\(spot.tag.name)>, which can rewrite links; write it out.")
      }
      if spot.tag.name == "meta", name == "content" { spot.tag.valueInContent = code.offset }
      return .text
    case .rawText(let element, 0) where Vocabulary.textOnly.contains(element): return .text
    case .rawText("script", _):
      return refuse("a value cannot stand in a script; put it into a data- attribute and read it from there.")
    case .rawText("style", _): return refuse("a value cannot stand in <style>; choose a class instead.")
    case .unquoted, .beforeAttributeValue:
      spot.place = .unquoted
      return refuse("a value cannot stand in an attribute without quotes; write \(spot.tag.attribute)=\"{{ … }}\".")
    case .comment: return refuse("a value cannot stand in a comment; remove it or use {# … #}.")
    default:
      let names: [Place] = [.tagOpen, .tagName, .endTagOpen, .endTagName]
      return refuse(
        "a value cannot stand \(spot.place.words(spot)); it may stand between tags and in quoted attributes.",
        losesPlace: names.contains(spot.place))
    }
  }

  private mutating func finish() {
    for element in spot.elements {
      mistakes.append(Mistake(at: element.offset, "<\(element.name)> is never closed; write </\(element.name)> where it ends."))
    }
    switch spot.place {
    case .text, .rawText: break
    case .comment, .declaration, .declarationOpen:
      mistakes.append(Mistake(at: spot.tag.offset, "the template ends \(spot.place.words(spot)); close it."))
    default:
      mistakes.append(Mistake(at: spot.tag.offset, "the template ends \(spot.place.words(spot)); close the tag with >."))
    }
  }
}
