import Testing

@testable import HTTP

/// However the network cuts a stream, it means the same.
@Suite struct SplitTests {
  @Test(arguments: Samples.all) func `one octet at a time reads like all at once`(_ text: String) {
    let whole = Conversation.of(text)
    var conversation = Conversation()
    for octet in text.utf8 { conversation.receive([octet]) }
    #expect(conversation.lines == whole)
  }

  @Test func `random pieces of random streams read like the whole`() {
    var dice = Dice(42)
    let samples = Samples.all.map { Array($0.utf8) }
    let marks = Array("\r\n :;,0aF\"\u{0}\u{7f}\t%_".utf8)
    for round in 0..<4_000 {
      var stream: [UInt8] = []
      for _ in 0..<Int.random(in: 1...3, using: &dice) {
        stream += samples[Int.random(in: 0..<samples.count, using: &dice)].prefix(600)
      }
      // Half of the streams are damaged somewhere.
      if round % 2 == 1 {
        let place = Int.random(in: 0..<stream.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: stream[place] = marks[Int.random(in: 0..<marks.count, using: &dice)]
        case 1: stream.remove(at: place)
        default: stream.insert(marks[Int.random(in: 0..<marks.count, using: &dice)], at: place)
        }
      }
      for rule in [BodyRule.none, .memory(20), .file(1_000)] {
        var whole = Conversation(rule: rule)
        whole.receive(stream[...])
        var pieces = Conversation(rule: rule)
        var start = 0
        while start < stream.count {
          let end = min(stream.count, start + Int.random(in: 1...40, using: &dice))
          pieces.receive(stream[start..<end])
          start = end
        }
        if pieces.lines != whole.lines {
          Issue.record(
            "round \(round), rule \(rule): \(String(decoding: stream, as: UTF8.self).debugDescription) \(pieces.lines.suffix(3)) \(whole.lines.suffix(3))"
          )
          return
        }
      }
    }
  }
}
