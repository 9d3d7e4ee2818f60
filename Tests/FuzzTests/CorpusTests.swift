import Foundation
import Fuzz
import Testing

/// What once was interesting to a fuzzer stays harmless.
struct CorpusTests {
  @Test(arguments: FuzzTarget.allCases)
  func `every input of the corpus keeps every promise`(of target: FuzzTarget) throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../Fuzz/corpus/\(target.rawValue)").standardized
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 10)
    var sums: Set<UInt64> = []
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: file))
      sums.insert(bytes.withUnsafeBytes { target.run($0) })
      // Cut off anywhere, it is as harmless.
      for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 20)) {
        _ = bytes[..<length].withUnsafeBytes { target.run($0) }
      }
    }
    #expect(sums.count > 3, "the inputs are told apart")
  }
}
