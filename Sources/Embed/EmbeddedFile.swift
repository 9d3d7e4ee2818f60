import Foundation

/// One text file of the folder.
struct EmbeddedFile: Equatable {
  /// Where it lies on this machine; errors name it.
  let path: String
  /// Where it lies within the folder: `icons/flag.svg`.
  let name: String
  let text: String

  init(path: String, name: String, text: String) {
    self.path = path
    self.name = name
    self.text = text
  }

  init(path: String, root: String) throws(Refusal) {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw Refusal(path: path, sentence: "cannot be read: \(error.localizedDescription)")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Refusal(path: path, sentence: "is not UTF-8 text; only text can be embedded, draw pictures as SVG")
    }
    let folder = root.hasSuffix("/") ? root : root + "/"
    self.init(path: path, name: path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path, text: text)
  }

  var suffix: String { name.split(separator: ".", omittingEmptySubsequences: false).last.map(String.init) ?? "" }
  var stem: String { String(name.dropLast(suffix.count + 1)) }
}

/// `text` as a Swift string literal on one line.
func swiftLiteral(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case "\n": literal += "\\n"
    case "\r": literal += "\\r"
    case "\t": literal += "\\t"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F: literal += "\\u{\(String(scalar.value, radix: 16))}"
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}
