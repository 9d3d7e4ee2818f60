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
