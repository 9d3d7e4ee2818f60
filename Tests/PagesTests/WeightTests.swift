import Assets
import Foundation
import Testing

/// What a first visit costs, packed as it is served (UX §2.14).
struct WeightTests {
  @Test(arguments: [("style.css", 10 * 1024), ("app.js", 14 * 1024), ("icons.svg", 4 * 1024), ("mark.svg", 1024)])
  func `a file stays within its budget`(name: String, budget: Int) throws {
    let asset = try #require(Asset.all.first { "\($0.name)" == name })
    #expect(try packed("\(asset.text)") <= budget)
  }

  private func packed(_ text: String) throws -> Int {
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    gzip.arguments = ["-9c"]
    let input = Pipe()
    let output = Pipe()
    gzip.standardInput = input
    gzip.standardOutput = output
    try gzip.run()
    // Small enough for the pipe's own buffer once packed, so writing first cannot block for ever.
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    return output.fileHandleForReading.readDataToEndOfFile().count
  }
}
