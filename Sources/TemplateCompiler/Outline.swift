/// A template as a tree: what the tags open and close.
indirect enum Node {
  case text(Range<Int>)
  case value(Code)
  case binding(Code)
  case content(offset: Int)
  case block(Block)
}

/// An if, a loop or a switch with its branches.
struct Block {
  enum Kind { case condition, loop, choice }
  let kind: Kind
  /// The switch itself; ifs and loops have their code in the branch.
  let subject: Code?
  let offset: Int
  var branches: [Branch] = []

  /// Without an else, the page may also take none of the branches.
  var isExhaustive: Bool {
    switch kind {
    case .condition: branches.last?.code.text == "else"
    case .choice: true
    case .loop: false
    }
  }
}

/// One way through a block: `if x`, `else`, `for x in xs`, `case .a(let b)`.
struct Branch {
  let code: Code
  let offset: Int
  var body: [Node] = []
}

/// The tree of one template with its layout, if it names one.
struct Outline {
  var layout: Code?
  var takesContent = false
  var nodes: [Node] = []
}

/// Builds the outline and tells every tag that does not fit.
struct OutlineParser {
  /// Templates nested deeper than this are refused, so that no template can exhaust the stack of the tools that read it.
  static let deepest = 40

  private(set) var mistakes: [Mistake] = []
  private var outline = Outline()
  private var open: [Block] = []
  private var sawSomething = false
  /// How many blocks too deep the parser is; they are left out of the tree.
  private var tooDeep = 0
  private let source: Source

  init(_ source: Source) { self.source = source }

  mutating func parse(_ pieces: [Piece]) -> Outline {
    for piece in pieces {
      switch piece {
      case .text(let range):
        if source.bytes[range].allSatisfy(isSpace) {
          if let block = open.last, block.branches.isEmpty { continue }
          if open.isEmpty, !sawSomething { continue }
        } else {
          sawSomething = true
        }
        add(.text(range), at: range.lowerBound)
      case .value(let code):
        sawSomething = true
        add(.value(code), at: code.offset)
      case .tag(let code):
        read(code)
        sawSomething = true
      }
    }
    while let block = open.popLast() {
      refuse(block.offset, "this {% \(word(of: block)) %} is never closed; write {% end %} where it ends.")
      add(.block(block), at: block.offset)
    }
    return outline
  }

  private mutating func read(_ tag: Code) {
    var code = tag
    if tag.text.hasSuffix(":") {
      code = Code(text: String(tag.text.dropLast()), offset: tag.offset)
      refuse(code.offset, "no colon ends a tag; write {% \(code.text) %}.")
    }
    let words = code.text.split(maxSplits: 1) { $0 == " " || $0.isNewline || $0 == "\t" }
    let keyword = words.first.map(String.init) ?? ""
    let rest = words.count > 1 ? String(words[1]) : ""
    switch keyword {
    case "if": openBlock(.condition, code, rest, example: "{% if invoice.isOpen %}")
    case "for": openBlock(.loop, code, rest, example: "{% for line in lines %}")
    case "switch": openBlock(.choice, code, rest, example: "{% switch state %}")
    case "else": readElse(code, rest)
    case "case", "default": readCase(code, keyword, rest)
    case "end": readEnd(code, rest)
    case "let":
      guard rest.contains("=") else { return refuse(code.offset, "let needs a value: write {% let total = invoice.total %}.") }
      add(.binding(code), at: code.offset)
    case "content":
      guard rest.isEmpty else { return refuse(code.offset, "content stands alone: write {% content %}.") }
      outline.takesContent = true
      add(.content(offset: code.offset), at: code.offset)
    case "layout": readLayout(code, rest)
    default: refuse(code.offset, advice(for: keyword))
    }
  }

  private mutating func openBlock(_ kind: Block.Kind, _ code: Code, _ rest: String, example: StaticString) {
    let word = code.text.prefix { $0.isLetter }
    if rest.isEmpty { refuse(code.offset, "\(word) needs more: write for example \(example).") }
    if kind == .loop, !rest.isEmpty, !rest.split(whereSeparator: \.isWhitespace).contains("in") {
      refuse(code.offset, "for needs a name and what to walk: write \(example).")
    }
    if open.count == Self.deepest {
      if tooDeep == 0 {
        refuse(code.offset, "blocks are nested more than \(Self.deepest) deep; move the inner part into a component.")
      }
      tooDeep += 1
      return
    }
    var block = Block(kind: kind, subject: kind == .choice ? code : nil, offset: code.offset)
    if kind != .choice { block.branches.append(Branch(code: code, offset: code.offset)) }
    open.append(block)
  }

  private mutating func readElse(_ code: Code, _ rest: String) {
    guard let block = open.last, block.kind == .condition else {
      let hint = open.last?.kind == .choice ? "a switch has {% default %} instead" : "it belongs between {% if … %} and {% end %}"
      return refuse(code.offset, "else has no if here; \(hint).")
    }
    if block.isExhaustive {
      return refuse(code.offset, "nothing can follow {% else %} but {% end %}; move this branch before the else.")
    }
    let words = rest.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    if !rest.isEmpty, words.first != "if" {
      return refuse(code.offset, "else takes nothing; write {% else %} or {% else if … %}.")
    }
    if words.count == 1 { refuse(code.offset, "else if needs a condition: write {% else if invoice.isOpen %}.") }
    open[open.count - 1].branches.append(Branch(code: code, offset: code.offset))
  }

  private mutating func readCase(_ code: Code, _ keyword: String, _ rest: String) {
    guard let block = open.last, block.kind == .choice else {
      return refuse(code.offset, "\(keyword) has no switch here; it belongs directly between {% switch … %} and {% end %}.")
    }
    if keyword == "case", rest.isEmpty { refuse(code.offset, "case needs a pattern: write {% case .approved(let by) %}.") }
    if keyword == "default", !rest.isEmpty { refuse(code.offset, "default stands alone: write {% default %}.") }
    open[open.count - 1].branches.append(Branch(code: code, offset: code.offset))
  }

  private mutating func readEnd(_ code: Code, _ rest: String) {
    if tooDeep > 0 {
      tooDeep -= 1
      return
    }
    if !rest.isEmpty, !open.isEmpty { refuse(code.offset, "end stands alone: write {% end %}.") }
    guard let block = open.popLast() else {
      return refuse(code.offset, "this {% end %} closes nothing; remove it or open an if, for or switch before it.")
    }
    if block.kind == .choice, block.branches.isEmpty {
      refuse(block.offset, "this switch has no case; write {% case … %} below it.")
    }
    add(.block(block), at: block.offset)
  }

  private mutating func readLayout(_ code: Code, _ rest: String) {
    if rest.isEmpty { return refuse(code.offset, "layout needs a value: write {% layout Shell(title: title) %}.") }
    if sawSomething || outline.layout != nil {
      return refuse(code.offset, "layout must be the first thing in a template; move it to the first line.")
    }
    let start = code.text.utf8.count - rest.utf8.count
    outline.layout = Code(text: rest, offset: code.offset + start)
  }

  private mutating func add(_ node: Node, at offset: Int) {
    guard let last = open.indices.last else { return outline.nodes.append(node) }
    guard let branch = open[last].branches.indices.last else {
      return refuse(offset, "between {% switch … %} and its first {% case … %} nothing can stand; move this into a case.")
    }
    open[last].branches[branch].body.append(node)
  }

  private mutating func refuse(_ offset: Int, _ sentence: String) { mistakes.append(Mistake(at: offset, sentence)) }

  private func word(of block: Block) -> String {
    switch block.kind {
    case .condition: "if"
    case .loop: "for"
    case .choice: "switch"
    }
  }

  private func advice(for keyword: String) -> String {
    switch keyword {
    case "elif", "elseif", "elsif": "\(keyword) is no tag; write {% else if … %}."
    case "endif", "endfor", "endswitch", "endforeach": "\(keyword) is no tag; every block is closed by {% end %}."
    case "foreach": "foreach is no tag; write {% for line in lines %}."
    case "var", "set": "\(keyword) is no tag; write {% let name = value %}."
    case "include", "partial", "component": "\(keyword) is no tag; a component is a value: write {{ FlagBadge(count: 2) }}."
    case "extends", "block": "\(keyword) is no tag; write {% layout Shell(…) %} on the first line, {% content %} in the layout."
    case "raw", "autoescape", "safe": "\(keyword) is no tag; every value is escaped, markup belongs into a component."
    default:
      "this tag is unknown; the tags are if, else, for, switch, case, default, let, layout, content and end, "
        + "and values are written {{ value }}."
    }
  }
}
