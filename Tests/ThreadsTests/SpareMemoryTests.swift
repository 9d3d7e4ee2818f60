import Glibc
import Testing
import Threads

@Suite struct SpareMemoryTests {
  /// Blocks below the size that the allocator maps one by one, with one still held above them: without being asked, it keeps all.
  @Test func freedMemoryGoesBackToTheSystem() throws {
    let blocks = (0..<4_096).map { _ in touched(16_384) }
    let held = touched(16_384)
    defer { free(held) }
    for block in blocks { free(block) }
    let before = try residentPages()
    returnSpareMemory()
    let after = try residentPages()
    #expect(before - after > 32 * 1_048_576 / 4_096, "\(before) pages before, \(after) after")
  }

  private func touched(_ count: Int) -> UnsafeMutableRawPointer? {
    let block = malloc(count)
    memset(block, 1, count)
    return block
  }

  private func residentPages() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var (size, resident) = (0, 0)
    _ = withUnsafeMutablePointer(to: &size) { size in
      withUnsafeMutablePointer(to: &resident) { resident in
        withVaList([size, resident]) { vfscanf(file, "%ld %ld", $0) }
      }
    }
    return try #require(resident > 0 ? resident : nil)
  }
}
