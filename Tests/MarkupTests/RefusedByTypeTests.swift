import Foundation
import Testing

/// What the type system must refuse. Compiled by the Swift compiler against the module under test, as a template would be.
private let refused: [(code: String, complaint: String)] = [
  ("html.append(link: (text))", "this attribute takes a link (a Route, an Asset, an ExternalLink), never text"),
  ("html.append(link: (text.dropLast()))", "this attribute takes a link (a Route, an Asset, an ExternalLink), never text"),
  (
    "html.append(link: (\"https://example.com\"))", "this attribute takes a link (a Route, an Asset, an ExternalLink), never text"
  ),
  ("html.append(link: (maybeLink))", "this link may be nil"),
  ("html.append(link: (7))", "this attribute takes a link"),
  ("html.append((maybe))", "this value may be nil"),
  ("html.append((1.5))", "format the number first"),
  ("html.append((true))", "true and false are no words for a reader"),
  ("html.append((link))", "a link stands in an attribute such as href"),
  ("html.append((numbers))", "this has no text of its own"),
  ("html.append((text, text))", "this has no text of its own"),
  ("html.append((literal: \"<b>\"))", "cannot create a single-element tuple with an element label"),
  ("html.append(literal: text)", "cannot convert value of type 'String' to expected argument type 'StaticString'"),
  ("html.append(text: (component))", "a component cannot stand in an attribute, <title> or <textarea>"),
  ("html.append(text: (link))", "this attribute is not one that takes a link"),
  ("html.append(text: (maybe))", "this value may be nil"),
]

@Test func `what has no safe spelling at its place does not compile`() throws {
  let modules = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("Modules")
  try #require(FileManager.default.fileExists(atPath: modules.appendingPathComponent("Markup.swiftmodule").path))
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-refused-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let source = folder.appendingPathComponent("Refused.swift")
  var swift = "import Markup\nstruct Badge: Renderable { func render(into html: inout HTML) {} }\n"
  for (index, line) in refused.enumerated() {
    swift += """
      func f\(index)(
        html: inout HTML, text: String, maybe: String?, link: ExternalLink, maybeLink: ExternalLink?, numbers: [Int],
        component: Badge
      ) {
      #sourceLocation(file: "line", line: \(index + 1))
      \(line.code)
      #sourceLocation()
      }

      """
  }
  try Data(swift.utf8).write(to: source)
  let compiler = Process()
  compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  compiler.arguments = ["swiftc", "-swift-version", "6", "-typecheck", "-I", modules.path, source.path]
  let output = folder.appendingPathComponent("output")
  try Data().write(to: output)
  compiler.standardError = try FileHandle(forWritingTo: output)
  try compiler.run()
  compiler.waitUntilExit()
  let complaints = try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
  for (index, line) in refused.enumerated() {
    #expect(
      complaints.contains { $0.hasPrefix("line:\(index + 1):") && $0.contains("error: ") && $0.contains(line.complaint) },
      "\(line.code) is not refused: \(complaints.filter { $0.hasPrefix("line:\(index + 1):") })")
  }
}
