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

/// What the HTML standard says about elements and attributes, as far as safety and honesty need it.
enum Vocabulary {
  static let void: Set = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]

  /// Elements whose content is not markup, and which a template must not use at all.
  static let refused: Set = ["plaintext", "xmp", "listing", "noembed", "noframes", "frameset", "frame"]

  static let rawText: Set = ["script", "style", "title", "textarea", "iframe"]
  static let textOnly: Set = ["title", "textarea"]
  static let keepsSpace: Set = ["pre", "textarea"]

  /// HTML elements that `/>` does not close, whatever it looks like. Others are SVG or MathML, where it does.
  static let html: Set = [
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "blockquote", "body", "button", "canvas", "caption",
    "cite", "code", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt", "em", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "html", "i",
    "iframe", "ins", "kbd", "label", "legend", "li", "main", "map", "mark", "menu", "meter", "nav", "noscript", "object", "ol",
    "optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "search",
    "section", "select", "slot", "small", "span", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "u", "ul", "var", "video",
  ]

  static let links: Set = [
    "href", "src", "action", "formaction", "xlink:href", "data", "poster", "ping", "cite", "background", "manifest", "srcset",
    "imagesrcset", "longdesc", "usemap", "codebase", "classid", "archive", "profile", "lowsrc", "dynsrc", "icon", "xml:base",
  ]

  static let animations: Set = ["animate", "set", "animatetransform", "animatemotion"]
  static let animatedValues: Set = ["to", "from", "by", "values", "attributename"]
}
