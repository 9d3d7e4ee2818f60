import Foundation
import Testing

/// Texts that lie beside the tests and are read like code. `COUNTERSIGN_UPDATE_GOLDEN=1 swift test` writes them anew.
enum Golden {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
  static let updates = ProcessInfo.processInfo.environment["COUNTERSIGN_UPDATE_GOLDEN"] == "1"

  static func templates(in name: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(name).path)) ?? []
    return files.filter { $0.hasSuffix(".html") }.map { "\(name)/\($0.dropLast(5))" }.sorted()
  }

  static func source(_ template: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appendingPathComponent("\(template).html")))
  }

  static func expect(_ actual: String, matches file: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let url = folder.appendingPathComponent(file)
    if updates { try Data(actual.utf8).write(to: url) }
    let expected = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    #expect(
      actual == expected, "\(file) differs; look at it and run with COUNTERSIGN_UPDATE_GOLDEN=1", sourceLocation: sourceLocation)
  }
}
