import HTTP
import Testing

/// A chunk is refused by its size as soon as the size is known, and not a digit earlier.
struct AnnouncedChunkTests {
  private static let head = "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// What a route with room for 100 bytes answers, when the request comes in these pieces.
  private func refusal(of pieces: [String]) -> Refusal? {
    var connection = Connection(at: 0)
    let limits = Limits()
    for piece in pieces {
      let input = Array(piece.utf8)
      var offset = 0
      reading: while true {
        switch connection.receive(input.span, &offset, at: 0, limits) {
        case .decide(let head): _ = connection.admit(head, .memory(100), at: 0, limits)
        case .refuse(let refusal): return refusal
        case .wait:
          if offset == input.count || connection.phase != .body { break reading }
        default: break
        }
      }
    }
    return nil
  }

  @Test func `a size of 16 digits is no size, wherever the network cuts it`() {
    let size = "ffffffffffffffff\r\nhello"
    for cut in 1..<size.utf8.count {
      let pieces = [AnnouncedChunkTests.head, String(size.prefix(cut)), String(size.dropFirst(cut))]
      #expect(refusal(of: pieces) == .badChunk, "cut after \(cut)")
    }
  }

  @Test func `a chunk that cannot fit is refused before it has come`() {
    #expect(refusal(of: [AnnouncedChunkTests.head + "65\r\n"]) == .bodyTooLarge)
    #expect(refusal(of: [AnnouncedChunkTests.head + "64\r\n"]) == nil)
    #expect(refusal(of: [AnnouncedChunkTests.head + "fffffffffffffff\r\nhello"]) == .bodyTooLarge)
  }
}
