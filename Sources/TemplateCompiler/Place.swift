/// Where in HTML a byte of a template stands.
enum Place: Equatable {
  case text
  /// Within `<title>`, `<textarea>`, `<script>`, `<style>`, `<iframe>`; `matched` bytes of its end tag have been read.
  case rawText(element: String, matched: Int)

  case tagOpen
  case tagName
  case endTagOpen
  case endTagName
  case endTagRest
  case selfClosing

  /// After a space, where an attribute may begin.
  case insideTag
  /// Where a space or the end of the tag must come next.
  case afterAttribute
  case attributeName
  case afterAttributeName
  case beforeAttributeValue
  case quoted(UInt8)
  case unquoted

  case declarationOpen
  case declaration
  case comment(dashes: Int)

  /// Part of a start tag outside of a value: places between which branches may differ.
  var isBetweenAttributes: Bool {
    switch self {
    case .tagName, .insideTag, .afterAttribute, .attributeName, .afterAttributeName: true
    default: false
    }
  }
}

/// The start tag that is being read.
struct Tag: Equatable {
  var name = ""
  var offset = 0
  var attribute = ""
  var attributeOffset = 0
  var attributes: Set<String> = []
  /// What stands in a link's attribute so far.
  var link = LinkContent.nothing
  /// The first literal bytes of the attribute's value, enough to know a scheme.
  var valueStart = ""
  /// Where a value stands in `content`, which `http-equiv` would turn into an instruction.
  var valueInContent: Int?
}

enum LinkContent: Equatable {
  case nothing, literal, link
}

/// An element that is open, and where it was opened.
struct OpenElement: Equatable {
  let name: String
  let offset: Int
}

/// How a value must be written at its place.
enum ValueKind: Equatable {
  case content, text, link
}

extension Place {
  var isInTag: Bool {
    switch self {
    case .tagName, .insideTag, .afterAttribute, .attributeName, .afterAttributeName, .beforeAttributeValue, .quoted, .unquoted,
      .selfClosing:
      true
    default: false
    }
  }

  /// The place in words that follow "stands".
  func words(_ spot: Spot) -> String {
    switch self {
    case .text: spot.elements.last.map { "in <\($0.name)>" } ?? "between tags"
    case .rawText(let element, _): "in <\(element)>"
    case .tagOpen, .tagName: "in the name of a tag"
    case .endTagOpen, .endTagName, .endTagRest: "in an end tag"
    case .selfClosing, .insideTag, .afterAttribute, .afterAttributeName:
      "inside <\(spot.tag.name)>, outside of an attribute's value"
    case .attributeName: "in the name of an attribute"
    case .beforeAttributeValue, .quoted, .unquoted: "in the value of \(spot.tag.attribute)"
    case .declarationOpen, .declaration: "in a <! declaration"
    case .comment: "in a comment"
    }
  }
}
