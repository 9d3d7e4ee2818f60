/// Writes a template out as Swift: an extension that makes the struct of the same name `Renderable` or a `Layout`.
///
/// Each piece of the author's code stands behind a `#sourceLocation` and, as far as the line allows, in its own column, so
/// that the Swift compiler's complaints point into the template.
struct Emitter {
  let source: Source
  private var swift = ""

  init(_ source: Source) { self.source = source }

  mutating func emit(type: String, imports: [String], outline: Outline, parts: [Part]) -> String {
    line("// Made by the build from \(type).html; change that file.")
    for name in imports { line("import \(name)") }
    line("")
    locate(0)
    line("extension \(type): \(outline.takesContent ? "Layout" : "Renderable") {")
    line("  public func render(into html: inout HTML\(outline.takesContent ? ", content: (inout HTML) -> Void" : "")) {")
    if let layout = outline.layout {
      code(layout, before: "(", after: ").render(into: &html) { html in", depth: 2)
      emit(parts, depth: 3)
      line("    }")
    } else {
      emit(parts, depth: 2)
    }
    line("  }")
    line("}")
    line("#sourceLocation()")
    return swift
  }

  private mutating func emit(_ parts: [Part], depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    for part in parts {
      switch part {
      case .literal(let bytes): line("\(indent)html.append(literal: \(literal(bytes)))")
      // The second pair of parentheses keeps a value a value: without it `{{ literal: "<b>" }}` would choose its own overload.
      case .value(let value, .content): code(value, before: "html.append((", after: "))", depth: depth)
      case .value(let value, .text): code(value, before: "html.append(text: (", after: "))", depth: depth)
      case .value(let value, .link): code(value, before: "html.append(link: (", after: "))", depth: depth)
      case .binding(let binding): code(binding, before: "", after: "", depth: depth)
      case .content: line("\(indent)content(&html)")
      case .block(let block, let branches): emit(block, branches, depth: depth)
      }
    }
  }

  private mutating func emit(_ block: Block, _ branches: [[Part]], depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    if let subject = block.subject {
      code(subject, before: "", after: " {", depth: depth)
      for (index, branch) in block.branches.enumerated() {
        if index == 0 {
          // Swift takes no directive before the first case: count lines instead.
          let switchLine = source.position(of: subject.offset).line + subject.text.utf8.count { $0 == UInt8(ascii: "\n") }
          let caseLine = source.position(of: branch.offset).line
          for _ in 0..<max(0, caseLine - switchLine - 1) { line("") }
          line("\(padding(branch.offset, before: "", depth: depth))\(branch.code.text):")
        } else {
          code(branch.code, before: "", after: ":", depth: depth)
        }
        if branches[index].isEmpty { line("\(indent)  break") }
        emit(branches[index], depth: depth + 1)
      }
    } else {
      for (index, branch) in block.branches.enumerated() {
        code(branch.code, before: index == 0 ? "" : "} ", after: " {", depth: depth)
        emit(branches[index], depth: depth + 1)
      }
    }
    line("\(indent)}")
  }

  private mutating func code(_ code: Code, before: String, after: String, depth: Int) {
    locate(code.offset)
    line("\(padding(code.offset, before: before, depth: depth))\(before)\(code.text)\(after)")
  }

  /// Spaces that put code behind `before` into the column it has in the template.
  private func padding(_ offset: Int, before: String, depth: Int) -> String {
    let column = source.position(of: offset).column
    return String(repeating: " ", count: max(0, column - 1 - before.utf8.count))
  }

  private mutating func locate(_ offset: Int) {
    line("#sourceLocation(file: \(literal(Array(source.path.utf8))), line: \(source.position(of: offset).line))")
  }

  private mutating func line(_ text: String) {
    swift += text
    swift += "\n"
  }

  private func literal(_ bytes: [UInt8]) -> String {
    var text = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
