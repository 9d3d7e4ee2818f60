import Glibc
import Testing
import Threads

@Suite struct SpareMemoryTests {
  /// Blocks below the size that the allocator maps one by one, with one still held above them: without being asked, it keeps all.
  @Test func freedMemoryGoesBackToTheSystem() throws {
    let blocks = (0..<4_096).map { _ in touched(16_384) }
    let held = touched(16_384)
    defer { held.deallocate() }
    for block in blocks { block.deallocate() }
    let before = try residentPages()
    returnSpareMemory()
    let after = try residentPages()
    #expect(before - after > 32 * 1_048_576 / 4_096, "\(before) pages before, \(after) after")
  }

  private func touched(_ count: Int) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 16)
    block.initializeMemory(as: UInt8.self, repeating: 1, count: count)
    return block
  }

  /// The second number of the file: pages that are in memory (proc(5)).
  private func residentPages() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    let read = fgets(&line, Int32(line.count), file)
    try #require(read != nil)
    let numbers = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(separator: " ")
    return try #require(Int(numbers.dropFirst().first ?? ""))
  }
}
