import Testing

@testable import HTTP

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
private let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"

@Suite struct ConnectionTests {
  // MARK: Order

  @Test func `a pipelined request waits until the one before is answered`() {
    var conversation = Conversation()
    conversation.answers = false
    conversation.receive("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(conversation.lines == ["get /1 host=a [Host=a] none", "body "])
    conversation.answer()
    #expect(conversation.lines.suffix(3) == ["answer", "get /2 host=a [Host=a] none", "body "])
  }

  @Test func `nothing after Connection close is processed`() {
    let lines = Conversation.of("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n\(get)")
    #expect(lines.suffix(2) == ["answer, close", "shutdown"])
    #expect(lines.count == 4)
  }

  @Test func `HTTP 1.0 stays open only when it asks to`() {
    #expect(Conversation.of("GET / HTTP/1.0\r\n\r\n").contains("answer, close"))
    #expect(Conversation.of("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").contains("answer"))
  }

  @Test func `a connection ends after its share of requests`() {
    var limits = Limits()
    limits.requestsPerConnection = 3
    let lines = Conversation.of(get + get + get + get, limits: limits)
    #expect(lines.filter { $0.hasPrefix("answer") } == ["answer", "answer", "answer, close"])
  }

  // MARK: Bodies

  @Test func `a body that nobody wants is drained when small, and ends the connection when large`() {
    let small = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n" + String(repeating: "x", count: 65_536) + get
    #expect(Conversation.of(small, rule: .none).filter { $0.hasPrefix("answer") } == ["answer", "answer"])
    let large = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n" + get
    #expect(Conversation.of(large, rule: .none).filter { $0.hasPrefix("answer") } == ["answer, close"])
    let chunked = Samples.chunked + "10001\r\n"
    #expect(Conversation.of(chunked, rule: .none).filter { $0.hasPrefix("answer") } == ["answer, close"])
  }

  @Test func `100 Continue is sent only when the body will be read`() {
    let request = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n"
    #expect(Conversation.of(request).last == "100")
    #expect(Conversation.of(request + "ok").suffix(3) == ["100", "body ok", "answer"])
    #expect(Conversation.of(request, rule: .none).suffix(2) == ["answer, close", "shutdown"])
    #expect(Conversation.of(request, rule: .memory(1)).suffix(2) == ["refuse bodyTooLarge", "shutdown"])
    #expect(!Conversation.of(request.replacingVersion("1.0") + "ok").contains("100"))
  }

  @Test func `an unfinished request is never handed on`() {
    for text in [post + "123456789", "GET / HTTP/1.1\r\nHost: a\r\n", Samples.chunked + "5\r\nhello\r\n"] {
      var conversation = Conversation()
      conversation.receive(text)
      conversation.end()
      #expect(!conversation.lines.contains { $0.hasPrefix("body") })
      #expect(conversation.lines.last == "close")
    }
  }

  @Test func `an upload is stored in order`() {
    #expect(Conversation.of(post + "0123456789", rule: .file(10)).suffix(2) == ["body 0123456789", "answer"])
    #expect(
      Conversation.of(Samples.chunked + "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n", rule: .file(5)).suffix(2) == ["body abcde", "answer"])
    #expect(Conversation.of(post, rule: .file(9)).last == "shutdown")
  }

  // MARK: Deadlines

  @Test func `an idle connection is closed after 75 s without a word`() {
    var conversation = Conversation()
    conversation.receive(get, at: 1_000)
    conversation.tick(at: 75_999)
    #expect(conversation.lines.last == "answer")
    conversation.tick(at: 76_000)
    #expect(conversation.lines.last == "close")
  }

  @Test func `a head must be complete 10 s after its first octet, however it drips`() {
    var conversation = Conversation()
    for second in 0..<10 {
      conversation.receive("G", at: Int64(second) * 1_000)
      conversation.tick(at: Int64(second) * 1_000 + 999)
    }
    #expect(conversation.lines.isEmpty)
    conversation.tick(at: 10_000)
    #expect(conversation.lines == ["refuse headTooSlow", "shutdown"])
  }

  @Test func `a body must bring 500 octets a second after 10 s of grace`() {
    var limits = Limits()
    limits.requestTime = 1_000_000
    var slow = Conversation(rule: .memory(100_000), limits: limits)
    slow.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
    slow.receive(String(repeating: "x", count: 1_000), at: 9_000)
    slow.tick(at: 11_999)
    #expect(slow.lines.count == 1)
    slow.tick(at: 12_000)
    #expect(slow.lines.suffix(2) == ["refuse bodyTooSlow", "shutdown"])
  }

  @Test func `a request has 60 s to arrive, an upload 300 s`() {
    for (rule, end) in [(BodyRule.memory(10_000_000), 60_000 as Int64), (.file(10_000_000), 300_000)] {
      var conversation = Conversation(rule: rule)
      conversation.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n", at: 0)
      for second in 1..<(end / 1_000) { conversation.receive(String(repeating: "x", count: 1_000), at: second * 1_000) }
      conversation.tick(at: end - 1)
      #expect(conversation.lines.count == 1)
      conversation.tick(at: end)
      #expect(conversation.lines.suffix(2) == ["refuse bodyTooSlow", "shutdown"])
    }
  }

  @Test func `an application that does not answer is answered for`() {
    var conversation = Conversation()
    conversation.answers = false
    conversation.receive(get)
    conversation.tick(at: 59_999)
    #expect(conversation.lines.last == "body ")
    conversation.tick(at: 60_000)
    #expect(conversation.lines.suffix(2) == ["refuse answerTooSlow", "shutdown"])
  }

  @Test func `a client that does not take its answer for 30 s is dropped`() {
    var conversation = Conversation()
    conversation.receive(get)
    conversation.offerOutput(all: false, progress: true, at: 1_000)
    conversation.offerOutput(all: false, progress: true, at: 20_000)
    #expect(!conversation.connection.wantsInput)
    conversation.tick(at: 49_999)
    #expect(conversation.lines.last == "answer")
    conversation.tick(at: 50_000)
    #expect(conversation.lines.last == "close")
  }

  @Test func `a lingering close ends after 2 s`() {
    var conversation = Conversation()
    conversation.receive("?\r\n")
    conversation.receive("more and more", at: 1_000)
    conversation.tick(at: 1_999)
    #expect(conversation.lines.last == "shutdown")
    conversation.tick(at: 2_000)
    #expect(conversation.lines.last == "close")
  }

  // MARK: Streams and draining

  @Test func `a subscriber gets a heartbeat every 15 s and is closed by a drain`() {
    var conversation = Conversation()
    conversation.answers = false
    conversation.receive(get)
    conversation.beginStream(at: 0)
    conversation.tick(at: 14_999)
    conversation.tick(at: 15_000)
    conversation.tick(at: 15_001)
    conversation.tick(at: 30_000)
    #expect(conversation.lines.suffix(3) == ["body ", "heartbeat", "heartbeat"])
    conversation.drain(at: 31_000)
    conversation.offerOutput(all: true, progress: true, at: 31_000)
    #expect(conversation.lines.last == "shutdown")
  }

  @Test func `while draining the request under way is answered as the last, and an idle connection has a moment`() {
    var busy = Conversation()
    busy.answers = false
    busy.receive(get + get)
    busy.drain(at: 100)
    busy.answer(at: 200)
    #expect(busy.lines.suffix(2) == ["answer, close", "shutdown"])

    var idle = Conversation()
    idle.receive(get)
    idle.drain(at: 1_000)
    idle.tick(at: 1_299)
    #expect(idle.lines.last == "answer")
    idle.receive(get, at: 1_299)
    #expect(idle.lines.suffix(2) == ["answer, close", "shutdown"])

    var silent = Conversation()
    silent.receive(get)
    silent.drain(at: 1_000)
    silent.tick(at: 1_300)
    #expect(silent.lines.last == "close")
  }
}

extension String {
  fileprivate func replacingVersion(_ version: String) -> String {
    var parts = split(separator: "HTTP/1.1", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    parts[0] += "HTTP/\(version)"
    return parts.joined()
  }
}
