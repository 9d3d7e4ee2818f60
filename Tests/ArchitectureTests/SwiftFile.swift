import Foundation

/// One source file, with what it imports and its code without comments and strings.
struct SwiftFile {
  let path: String
  let target: String
  let lines: [Substring]
  let code: [String]

  init(path: String, target: String, text: String) {
    self.path = path
    self.target = target
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = SwiftFile.bare(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  var name: String { String(path.split(separator: "/").last?.dropLast(6) ?? "") }

  /// Module and line of each import.
  var imports: [(module: String, line: Int)] {
    code.enumerated().compactMap { index, line in
      // An attribute, an access level, the word itself, a kind of declaration, the module.
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }
      guard let word = words.firstIndex(of: "import") else { return nil }
      let levels: Set = ["public", "package", "internal", "fileprivate", "private"]
      let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      guard words[..<word].allSatisfy({ $0.hasPrefix("@") || levels.contains(String($0)) }) else { return nil }
      return words[(word + 1)...].first { !kinds.contains(String($0)) }.map { (String($0), index + 1) }
    }
  }

  /// The lines on which `words` stand in code.
  func lines(with words: String) -> [Int] {
    code.enumerated().compactMap { $1.contains(words) ? $0 + 1 : nil }
  }

  /// `text` with comments and the insides of strings left out; line breaks stay.
  private static func bare(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    func has(_ words: StaticString) -> Bool {
      let count = words.utf8CodeUnitCount
      return index + count <= bytes.count && (0..<count).allSatisfy { bytes[index + $0] == words.utf8Start[$0] }
    }
    func skip(through end: StaticString) {
      while index < bytes.count, !has(end) {
        if bytes[index] == UInt8(ascii: "\n") { output.append(bytes[index]) }
        index += 1
      }
      index = min(index + end.utf8CodeUnitCount, bytes.count)
    }
    while index < bytes.count {
      if has("//") {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if has("/*") {
        skip(through: "*/")
      } else if has("\"\"\"") {
        index += 3
        skip(through: "\"\"\"")
      } else if has("\"") {
        index += 1
        while index < bytes.count, !has("\""), !has("\n") { index += has("\\") ? 2 : 1 }
        if has("\"") { index += 1 }
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
