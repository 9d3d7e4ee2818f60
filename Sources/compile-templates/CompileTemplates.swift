import Foundation
import TemplateCompiler

/// Build step: each template of a folder becomes one Swift file.
///
/// `compile-templates OUTPUT-FOLDER [--import MODULE]… TEMPLATE…`
func compileTemplates(arguments: [String]) -> Int32 {
  guard let output = arguments.first else {
    complain("usage: compile-templates OUTPUT-FOLDER [--import MODULE]… TEMPLATE…")
    return 2
  }
  var imports: [String] = []
  var templates: [URL] = []
  var rest = arguments.dropFirst()
  while let argument = rest.popFirst() {
    if argument == "--import", let module = rest.popFirst() {
      imports.append(module)
    } else {
      templates.append(URL(fileURLWithPath: argument))
    }
  }
  var failed = false
  for template in templates {
    let name = template.deletingPathExtension().lastPathComponent
    do {
      let source = [UInt8](try Data(contentsOf: template))
      let swift = try compile(source: source, name: name, path: template.path, imports: imports).get()
      let file = URL(fileURLWithPath: output).appendingPathComponent("\(name).html.swift")
      let data = Data(swift.utf8)
      // What did not change keeps its date, and the Swift compiler leaves it alone.
      if (try? Data(contentsOf: file)) != data { try data.write(to: file) }
    } catch let mistakes as Mistakes {
      complain(mistakes.description)
      failed = true
    } catch {
      complain("\(template.path):1:1: error: \(error.localizedDescription)")
      failed = true
    }
  }
  return failed ? 1 : 0
}

private func complain(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
