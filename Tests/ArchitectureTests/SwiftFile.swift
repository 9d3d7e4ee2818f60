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
      let pattern = #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
      return line.firstMatch(of: pattern).map { (String($0.1), index + 1) }
    }
  }

  /// The lines on which `words` stand in code.
  func lines(with words: String) -> [Int] {
    code.enumerated().compactMap { $1.contains(words) ? $0 + 1 : nil }
  }

  /// `text` with comments and the insides of strings blanked out; line breaks stay.
  private static func bare(_ text: String) -> String {
    var output = ""
    var rest = text[...]
    func skip(through end: String) {
      let stop = rest.range(of: end)?.upperBound ?? rest.endIndex
      output += String(repeating: "\n", count: rest[..<stop].count { $0 == "\n" })
      rest = rest[stop...]
    }
    while let character = rest.first {
      if rest.hasPrefix("//") {
        rest = rest[(rest.firstIndex(of: "\n") ?? rest.endIndex)...]
      } else if rest.hasPrefix("/*") {
        skip(through: "*/")
      } else if rest.hasPrefix("\"\"\"") {
        rest = rest.dropFirst(3)
        skip(through: "\"\"\"")
      } else if character == "\"" {
        rest = rest.dropFirst()
        while let next = rest.first, next != "\"", next != "\n" { rest = rest.dropFirst(next == "\\" ? 2 : 1) }
        if rest.first == "\"" { rest = rest.dropFirst() }
      } else {
        output.append(character)
        rest = rest.dropFirst()
      }
    }
    return output
  }
}
