import Foundation
import PageStates
import Testing

/// Each page in each state is a golden file one can open. `COUNTERSIGN_UPDATE_GOLDEN=1` writes them anew; read the diff.
struct GoldenPageTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  static let isUpdating = ProcessInfo.processInfo.environment["COUNTERSIGN_UPDATE_GOLDEN"] == "1"

  @Test(arguments: PageState.all.map(\.name))
  func `a page looks as its golden says`(name: String) throws {
    let state = try #require(PageState.all.first { $0.name == name })
    // A tag a line, so that a diff names the place. Hashes of assets change with the style and say nothing about the page.
    let html = state.html().replacing(/(\/static\/[a-z]+\.)[0-9a-f]{16}\./, with: { "\($0.1)HASH." })
    let lines = html.replacing("><", with: ">\n<")
    let file = Self.folder.appending(path: "\(name).html")
    if Self.isUpdating {
      try Data(lines.utf8).write(to: file)
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(lines == golden, "\(name) differs; see it with `make gallery`, accept it with COUNTERSIGN_UPDATE_GOLDEN=1")
  }

  @Test func `every golden belongs to a page state`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".html") }
    #expect(Set(files) == Set(PageState.all.map { "\($0.name).html" }))
  }
}
