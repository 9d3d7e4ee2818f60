import Foundation
import Loopback
import Synchronization
import Testing

@testable import Curl

@Suite struct CurlTransportTests {
  let short = OutboundRequest.Limits(connect: .seconds(10), total: .seconds(20), quiet: .seconds(20), answer: 4096)

  func transport(_ server: LoopbackServer) throws -> CurlTransport {
    CurlTransport(policy: try OutboundPolicy(allow: [server.origin]))
  }

  func failure(_ result: Result<OutboundResponse, CurlFailure>) -> CurlFailure? {
    if case .failure(let failure) = result { return failure }
    return nil
  }

  @Test func `a server that resets after executing sees exactly as many writes as we made`() throws {
    let server = try LoopbackServer { server, connection in
      while let request = connection.readRequest() {
        server.note(String(request.prefix { $0 != " " }))
        if request.hasPrefix("GET") {
          connection.answer(body: "warm")
        } else {
          connection.resetOnClose()
          return
        }
      }
    }
    defer { server.stop() }
    let transport = try transport(server)
    for _ in 0..<200 {
      // The warm connection is what libcurl would love to reuse, and then to repeat itself on a new one.
      _ = try transport.send(OutboundRequest(.get, server.origin + "/warm")).get()
      let outcome = failure(transport.send(OutboundRequest(.patch, server.origin + "/write", body: Array("{}".utf8))))
      #expect(outcome?.mayHaveHappened == true)
    }
    #expect(server.requests.filter { $0 == "PATCH" }.count == 200)
    #expect(server.requests.filter { $0 == "GET" }.count == 200)
  }

  @Test func `reads share a connection and each write has its own`() throws {
    let server = try obligingServer()
    defer { server.stop() }
    let transport = try transport(server)
    for _ in 0..<10 { _ = try transport.send(OutboundRequest(.get, server.origin)).get() }
    #expect(server.connections == 1)
    for _ in 0..<10 { _ = try transport.send(OutboundRequest(.post, server.origin, body: [1])).get() }
    #expect(server.connections == 11)
  }

  @Test func `method, headers and body arrive as given, in HTTP 1 point 1 and without Expect`() throws {
    let server = try obligingServer(headers: "X-One: a\r\nx-one: b\r\n")
    defer { server.stop() }
    let body = String(repeating: "x", count: 2_000_000)
    let request = OutboundRequest(
      .patch, server.origin + "/a?b=c%20d", headers: [.init("Accept", "text/x"), .init("X-Empty", "")], body: Array(body.utf8))
    let response = try transport(server).send(request).get()
    #expect(response.status == 200)
    #expect(response.header("X-ONE") == "a")
    #expect(response.body == Array("ok".utf8))
    let seen = try #require(server.requests.first)
    #expect(seen.hasPrefix("PATCH /a?b=c%20d HTTP/1.1\r\n"))
    #expect(seen.contains("\r\nAccept: text/x\r\n"))
    #expect(seen.contains("\r\nX-Empty:\r\n"))
    #expect(!seen.lowercased().contains("\r\nexpect:"))
    #expect(seen.hasSuffix("\r\n\r\n" + body))
  }

  @Test func `an empty post says that it is empty`() throws {
    let server = try obligingServer()
    defer { server.stop() }
    _ = try transport(server).send(OutboundRequest(.post, server.origin)).get()
    #expect(server.requests.first?.contains("\r\nContent-Length: 0\r\n") == true)
  }

  @Test func `a redirect is an answer like any other and nobody follows it`() throws {
    let server = try LoopbackServer { server, connection in
      while let request = connection.readRequest() {
        server.note(request)
        connection.answer("302 Found", headers: "Location: http://127.0.0.1:\(server.port)/elsewhere\r\n")
      }
    }
    defer { server.stop() }
    #expect(try transport(server).send(OutboundRequest(.get, server.origin)).get().status == 302)
    #expect(server.requests.count == 1)
  }

  @Test(arguments: ["Content-Length: 5000\r\n\r\n", "\r\n"])
  func `an answer over the cap is refused, announced or not`(head: String) throws {
    let server = try LoopbackServer { _, connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\n" + head)
      connection.write([UInt8](repeating: 65, count: 5000))
    }
    defer { server.stop() }
    let outcome = failure(try transport(server).send(OutboundRequest(.get, server.origin, limits: short)))
    guard case .unknown(.answerTooLarge, _) = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `the cap counts what a compressed answer becomes`() throws {
    // 100,000 zero bytes, deflated.
    let bomb = try #require(
      Data(
        base64Encoded:
          "H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA"
      ))
    let server = try LoopbackServer { _, connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
      connection.write(Array(bomb))
    }
    defer { server.stop() }
    let outcome = failure(try transport(server).send(OutboundRequest(.get, server.origin, limits: short)))
    guard case .unknown(.answerTooLarge, _) = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `headers without end are refused`() throws {
    let server = try LoopbackServer { _, connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\n")
      while connection.write("X-Filler: \(String(repeating: "a", count: 1000))\r\n") {}
    }
    defer { server.stop() }
    #expect(failure(try transport(server).send(OutboundRequest(.get, server.origin)))?.mayHaveHappened == true)
  }

  @Test func `a server that drips runs into the deadline`() throws {
    let server = try LoopbackServer { _, connection in
      guard connection.readRequest() != nil else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
      while connection.write("x") { connection.waitForClient(milliseconds: 20) }
    }
    defer { server.stop() }
    var limits = short
    limits.total = .milliseconds(1_200)
    let outcome = failure(try transport(server).send(OutboundRequest(.put, server.origin, limits: limits)))
    guard case .unknown(.timeout, _) = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `a server that falls silent is given up before the deadline`() throws {
    let server = try LoopbackServer { _, connection in
      guard connection.readRequest() != nil else { return }
      connection.waitForClient(milliseconds: 10_000)
    }
    defer { server.stop() }
    let limits = OutboundRequest.Limits(connect: .seconds(2), total: .seconds(9), quiet: .seconds(1), answer: 100)
    let outcome = failure(try transport(server).send(OutboundRequest(.get, server.origin, limits: limits)))
    guard case .unknown(.tooSlow, _) = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nshort",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
    "HTTP/1.1 200 OK\r\nContent-Le",
    "",
    "garbage that is no HTTP\r\n\r\n",
    "\u{0}\u{1}\u{2}",
  ])
  func `a broken answer to a write leaves the outcome unknown`(answer: String) throws {
    let server = try LoopbackServer { _, connection in
      guard connection.readRequest() != nil else { return }
      connection.write(answer)
    }
    defer { server.stop() }
    let outcome = failure(try transport(server).send(OutboundRequest(.patch, server.origin, limits: short)))
    guard case .unknown = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `nobody listening means nothing was sent`() throws {
    let server = try obligingServer()
    let transport = try transport(server)
    server.stop()
    let outcome = failure(transport.send(OutboundRequest(.patch, server.origin, limits: short)))
    guard case .notSent(.connectionRefused, _) = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `a name that does not exist means nothing was sent`() throws {
    let outcome = failure(CurlTransport(policy: .strict).send(OutboundRequest(.patch, "https://nobody.invalid/", limits: short)))
    guard case .notSent = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `a failed handshake means nothing was sent`() throws {
    let server = try LoopbackServer { _, connection in connection.write("I do not speak TLS\r\n") }
    defer { server.stop() }
    let origin = "https://127.0.0.1:\(server.port)"
    let transport = CurlTransport(policy: try OutboundPolicy(allow: [origin]))
    let outcome = failure(transport.send(OutboundRequest(.patch, origin, limits: short)))
    guard case .notSent(.handshake, _) = outcome else {
      Issue.record("got \(String(describing: outcome))")
      return
    }
  }

  @Test func `a proxy in the environment is not used`() async throws {
    await #expect(processExitsWith: .success) {
      setenv("http_proxy", "http://127.0.0.1:9", 1)
      setenv("all_proxy", "http://127.0.0.1:9", 1)
      let server = try obligingServer()
      let transport = CurlTransport(policy: try OutboundPolicy(allow: [server.origin]))
      exit(try transport.send(OutboundRequest(.get, server.origin)).get().status == 200 ? 0 : 1)
    }
  }

  @Test(arguments: ["a\r\nX-Injected: 1", "a\nb", "a\u{0}b", "a\u{7F}b"])
  func `a header value cannot start a new line`(value: String) throws {
    let server = try obligingServer()
    defer { server.stop() }
    let request = OutboundRequest(.get, server.origin, headers: [.init("X-Key", value)])
    #expect(failure(try transport(server).send(request)) == .refused(.header("X-Key")))
    #expect(server.connections == 0)
  }

  @Test func `the log shows known headers and no secret`() throws {
    let server = try obligingServer(headers: "X-CW-Request-Id: r1\r\nSet-Cookie: session=secret\r\n")
    defer { server.stop() }
    let lines = Mutex<[Exchange]>([])
    let transport = CurlTransport(policy: try OutboundPolicy(allow: [server.origin])) { exchange in
      lines.withLock { $0.append(exchange) }
    }
    let request = OutboundRequest(.get, server.origin + "/path?token=secret", headers: [.init("Authorization", "Basic secret")])
    _ = try transport.send(request).get()
    let exchange = try #require(lines.withLock { $0.first })
    #expect(exchange.path == "/path")
    #expect(exchange.status == 200)
    #expect(exchange.headers.map(\.name) == ["x-cw-request-id", "content-length"])
    #expect(!"\(exchange)".contains("secret"))
    #expect(!"\(request) \(request.headers) \(String(reflecting: request))".contains("Basic secret"))
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!dumped.contains("Basic secret"))
  }

  @Test func `many threads at once each get their own answer`() async throws {
    let server = try LoopbackServer { _, connection in
      while let request = connection.readRequest() { connection.answer(body: String(request.prefix { $0 != "\r\n" })) }
    }
    defer { server.stop() }
    let transport = try transport(server)
    let origin = server.origin
    await withTaskGroup(of: String.self) { group in
      for number in 0..<64 {
        group.addTask {
          let method: OutboundRequest.Method = number.isMultiple(of: 2) ? .get : .patch
          switch transport.send(OutboundRequest(method, "\(origin)/\(number)")) {
          case .failure(let failure): return failure.detail
          case .success(let response):
            let text = String(decoding: response.body, as: UTF8.self)
            return text == "\(method.rawValue) /\(number) HTTP/1.1" ? "right" : "\(number) got \(text)"
          }
        }
      }
      for await outcome in group { #expect(outcome == "right") }
    }
  }
}
