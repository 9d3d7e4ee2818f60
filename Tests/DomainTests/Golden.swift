import Foundation
import Testing

/// Text that a person has read and accepted. `COUNTERSIGN_UPDATE_GOLDEN=1 swift test` writes it anew; read the difference.
enum Golden {
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["COUNTERSIGN_UPDATE_GOLDEN"] == "1" {
      #expect(throws: Never.self, sourceLocation: sourceLocation) { try Data(text.utf8).write(to: file) }
      return
    }
    let accepted = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    guard let accepted else {
      Issue.record("\(name) has not been accepted yet", sourceLocation: sourceLocation)
      return
    }
    let left = accepted.split(separator: "\n", omittingEmptySubsequences: false)
    let right = text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(left.count, right.count) {
      let was = line < left.count ? String(left[line]) : "(nothing)"
      let now = line < right.count ? String(right[line]) : "(nothing)"
      #expect(now == was, "\(name):\(line + 1)", sourceLocation: sourceLocation)
    }
  }
}
