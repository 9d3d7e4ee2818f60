import Foundation
import TemplateCompiler
import Testing

@Test(arguments: Golden.templates(in: "Refused"))
func `a bad template is refused with its place and what to do`(template: String) throws {
  let name = String(template.split(separator: "/")[1])
  guard case .failure(let mistakes) = compile(source: try Golden.source(template), name: name) else {
    Issue.record("\(template).html compiles")
    return
  }
  try Golden.expect(mistakes.description + "\n", matches: "\(template).txt")
}

@Test(arguments: Golden.templates(in: "Compiled"))
func `a good template becomes the Swift that lies beside it`(template: String) throws {
  let name = String(template.split(separator: "/")[1])
  let swift = try compile(source: try Golden.source(template), name: name, imports: ["Markup", "Domain"]).get()
  try Golden.expect(swift, matches: "\(template).swift.txt")
}

@Test func `no golden text is left without its template`() throws {
  for folder in ["Refused", "Compiled"] {
    let files = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.appendingPathComponent(folder).path)
    let templates = Set(files.filter { $0.hasSuffix(".html") }.map { $0.dropLast(5) })
    #expect(templates.count > 8)
    for file in files where file.hasSuffix(".txt") {
      #expect(templates.contains(file.prefix { $0 != "." }), "\(folder)/\(file)")
    }
  }
}

@Test func `deep nesting and long input are refused, not trapped`() {
  for piece in ["{% if a %}", "<b>", "{{ a(", "{# ", "{{ \"\\(", "<a b='", "{% switch a %}{% case b %}", "<!--", "</b>", "{{{"] {
    let source = Array(String(repeating: piece, count: 4_000).utf8)
    #expect(throws: Mistakes.self) { try compile(source: source, name: "Deep").get() }
  }
}

@Test func `damaged templates never trap the compiler`() throws {
  let templates = try (Golden.templates(in: "Refused") + Golden.templates(in: "Compiled")).map(Golden.source)
  let spices = [
    "{{", "}}", "{%", "%}", "{#", "#}", "<", ">", "\"", "'", "=", "/", "\\(", "\"\"\"", "#\"", "{", "}", "(", ")", "\n", "é",
    "<!--", "--",
  ]
  var seed: UInt64 = 7
  func random(_ bound: Int) -> Int {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(seed >> 33) % bound
  }
  for _ in 0..<3_000 {
    var source = templates[random(templates.count)].prefix(600).map { $0 }
    for _ in 0...random(4) {
      let at = random(source.count + 1)
      switch random(4) {
      case 0: source.removeSubrange(at..<min(source.count, at + random(9)))
      case 1: source.insert(contentsOf: spices[random(spices.count)].utf8, at: at)
      case 2: source.insert(UInt8(random(256)), at: at)
      default: source.insert(contentsOf: templates[random(templates.count)].prefix(random(90)), at: at)
      }
    }
    if case .failure(let mistakes) = compile(source: source, name: "Damaged") { #expect(!mistakes.lines.isEmpty) }
  }
}
