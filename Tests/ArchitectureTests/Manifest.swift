import Foundation

/// What Package.swift declares, read as text: enough of it to hold the sources to it.
struct Manifest {
  struct Target {
    let kind: String
    let name: String
    let folder: String
    let dependencies: [String]
  }

  let targets: [Target]

  init(_ text: String) {
    var targets: [Target] = []
    let folders = [
      "target": "Sources", "executableTarget": "Sources", "systemLibrary": "Sources", "testTarget": "Tests", "plugin": "Plugins",
    ]
    let calls = #/\.(target|executableTarget|systemLibrary|testTarget|plugin)\(\s*name: "([\w-]+)"/#
    for call in text.matches(of: calls) {
      let body = Manifest.body(of: text[call.range.lowerBound...])
      let path = body.firstMatch(of: #/path: "([^"]+)"/#).map { String($0.1) }
      let list = body.firstMatch(of: #/dependencies: \[([^\]]*)\]/#).map { String($0.1) } ?? ""
      targets.append(
        Target(
          kind: String(call.1), name: String(call.2),
          folder: path ?? "\(folders[String(call.1)] ?? "")/\(call.2)",
          dependencies: list.matches(of: #/"([\w-]+)"/#).map { String($0.1) }))
    }
    self.targets = targets
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }

  /// Everything that a target can reach, itself included.
  func reach(of name: String) -> Set<String> {
    var reached: Set<String> = []
    var waiting = [name]
    while let next = waiting.popLast() {
      if reached.insert(next).inserted { waiting += target(next)?.dependencies ?? [] }
    }
    return reached
  }

  /// The text of one call, up to the parenthesis that closes it.
  private static func body(of text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        depth -= 1
        if depth == 0 { return text[...index] }
      }
    }
    return text
  }
}
