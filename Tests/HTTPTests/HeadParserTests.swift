import Testing

@testable import HTTP

@Suite struct HeadParserTests {
  @Test func `well-formed requests are read as they are meant`() {
    #expect(
      Conversation.of(Samples.good[2]) == [
        "get /a/b host=a.example [Host=a.example:8080|Accept=*/*] none", "body ", "answer",
      ])
    #expect(Conversation.of(Samples.good[3]).first == "get /b host=a [Host=other] none")
    #expect(Conversation.of(Samples.good[4]).first == "options * host=a [Host=a] none")
    #expect(Conversation.of(Samples.good[8]).first == "get / host=a [Host=a|X=|Y=|Z=café] none")
  }

  @Test(arguments: Samples.good) func `no well-formed request is refused`(_ text: String) {
    let lines = Conversation.of(text)
    #expect(lines.contains { $0.hasPrefix("answer") })
    #expect(!lines.contains { $0.hasPrefix("refuse") })
  }

  @Test(arguments: Samples.bad) func `a malformed request is refused and the connection ends`(_ text: String, _ refusal: Refusal)
  {
    let lines = Conversation.of(text)
    #expect(lines.suffix(2) == ["refuse \(refusal)", "shutdown"], "\(text.prefix(80).debugDescription)")
  }

  @Test func `octets after a refusal are never read as a request`() {
    let lines = Conversation.of(
      "GET / HTTP/1.1\r\nHost: a\nX: GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(lines == ["refuse badField", "shutdown"])
  }

  @Test func `limits hold to the octet`() {
    func line(_ count: Int) -> [String] {
      Conversation.of("GET /" + String(repeating: "a", count: count - 14) + " HTTP/1.1\r\nHost: a\r\n\r\n")
    }
    #expect(line(8_192).last == "answer")
    #expect(line(8_193).first == "refuse targetTooLong")

    func field(_ count: Int) -> [String] {
      Conversation.of("GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: count - 3) + "\r\n\r\n")
    }
    #expect(field(8_192).last == "answer")
    #expect(field(8_193).first == "refuse fieldsTooLarge")

    func fields(_ count: Int) -> [String] {
      Conversation.of("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: 1\r\n", count: count - 1) + "\r\n")
    }
    #expect(fields(100).last == "answer")
    #expect(fields(101).first == "refuse fieldsTooLarge")
  }

  @Test func `an answer to a malformed HEAD request has no body`() {
    var conversation = Conversation()
    conversation.receive("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n")
    #expect(conversation.connection.refusedHead)
    var cut = Conversation()
    for part in ["H", "EA", "D / HTTP/1.1\r\nHost", ": a\n"] { cut.receive(part) }
    #expect(cut.connection.refusedHead)
  }
}
