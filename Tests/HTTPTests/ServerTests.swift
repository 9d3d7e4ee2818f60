import Bytes
import CLinux
import Glibc
import Synchronization
import Testing

@testable import HTTP

/// Answers by path, and keeps the ways back of those that it answers later.
private final class Answers: Handler {
  let held: Held

  init(_ held: Held) { self.held = held }

  func bodyRule(for head: RequestHead) -> BodyRule {
    switch head.path {
    case "/echo": .memory(100_000)
    case "/upload": .file(1_000_000)
    default: .none
    }
  }

  func respond(to request: Request, reply: Reply) -> Response? {
    switch request.path {
    case "/later":
      held.hold(reply)
      return nil
    case "/events": return .events(topic: "news", standing: .none)
    case "/big": return Response(.ok, type: "text/plain; charset=utf-8", body: held.big)
    case "/upload":
      let path = request.bodyFile ?? ""
      var info = stat()
      let size = stat(path, &info) == 0 ? Int(info.st_size) : -1
      return Response(.ok, type: "text/plain; charset=utf-8", body: Blob("\(size) \(info.st_mode & 0o777) \(path)"))
    case "/echo": return Response(.ok, type: "text/plain; charset=utf-8", body: Blob(request.body))
    default: return Response(.ok, type: "text/plain; charset=utf-8", body: Blob("\(request.path) \(request.client)"))
    }
  }
}

private final class Held: Sendable {
  private let replies = Mutex<[Reply]>([])
  let records = Mutex<[AccessRecord]>([])
  let big = Blob(String(repeating: "0123456789abcdef", count: 1 << 18))

  private let arrived = Signals()

  func hold(_ reply: Reply) {
    replies.withLock { $0.append(reply) }
    arrived.raise()
  }

  /// The next request that waits for its answer.
  func reply() -> Reply? {
    for _ in 0..<10 {
      if let reply = replies.withLock({ $0.popLast() }) { return reply }
      arrived.wait()
    }
    return nil
  }
}

private func start(
  _ held: Held = Held(), listen: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 0)],
  _ configure: (inout ServerConfiguration) -> Void = { _ in }
) throws -> Server {
  var configuration = ServerConfiguration(listen: listen)
  configuration.log = { record in held.records.withLock { $0.append(record) } }
  configure(&configuration)
  let server = try Server(configuration) { _ in Answers(held) }
  try server.start()
  return server
}

private func get(_ path: String, _ fields: String...) -> String {
  "GET \(path) HTTP/1.1\r\nHost: a\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
}

@Suite struct ServerTests {
  @Test func `pipelined requests are answered in order, also when the first takes longer`() throws {
    let held = Held()
    let server = try start(held)
    let client = try #require(Client(port: server.port))
    client.send(get("/later") + get("/2") + get("/3", "Connection: close") + get("/4"))
    try #require(held.reply()).send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("one")))
    let text = client.readAll()
    let bodies = text.split(separator: "\r\n\r\n").dropFirst().map { $0.prefix { $0 != "H" } }
    #expect(bodies == ["one", "/2 127.0.0.1", "/3 127.0.0.1"])
    server.drain(deadline: .seconds(5))
    let records = held.records.withLock { $0 }
    #expect(records.map(\.path) == ["/later", "/2", "/3"])
    #expect(Set(records.map(\.requestID)).count == 3)
    #expect(records.reduce(0) { $0 + $1.bytes } == text.utf8.count)
    #expect(server.counters.requests == 3 && server.counters.bytesSent == text.utf8.count && server.counters.connectionsOpen == 0)
  }

  @Test func `a reply is good for one answer, and for its own request only`() throws {
    let held = Held()
    let server = try start(held)
    let client = try #require(Client(port: server.port))
    client.send(get("/later"))
    let first = try #require(held.reply())
    first.send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("first.")))
    #expect(client.read(through: "first.") != nil)
    client.send(get("/later", "Connection: close"))
    let second = try #require(held.reply())
    first.send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("wrong")))
    second.send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("second")))
    second.send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("twice")))
    #expect(client.readAll().hasSuffix("\r\n\r\nsecond"))
    server.drain(deadline: .seconds(5))
  }

  @Test func `a body larger than the socket's room arrives whole`() throws {
    let held = Held()
    let server = try start(held)
    let client = try #require(Client(port: server.port))
    client.send(get("/big") + get("/big") + get("/after", "Connection: close"))
    let text = client.readAll()
    let bodies = text.split(separator: "HTTP/1.1 200 OK\r\n").map { $0.split(separator: "\r\n\r\n", maxSplits: 1).last ?? "" }
    #expect(bodies.map { $0 == held.big.text } == [true, true, false] && bodies.last == "/after 127.0.0.1")
    server.drain(deadline: .seconds(5))
  }

  @Test func `hundreds of pipelined requests come back as hundreds of answers`() throws {
    let server = try start()
    let client = try #require(Client(port: server.port))
    client.send(String(repeating: get("/x"), count: 499) + get("/last", "Connection: close"))
    #expect(client.readAll().split(separator: "HTTP/1.1 200 OK").count == 500)
    server.drain(deadline: .seconds(5))
  }

  @Test func `an upload lies in a private file that goes with the request`() throws {
    let server = try start()
    let client = try #require(Client(port: server.port))
    client.send(
      "POST /upload HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 300000\r\n\r\n"
        + String(repeating: "x", count: 300_000))
    let parts = client.readAll().split(separator: "\r\n\r\n").last?.split(separator: " ") ?? []
    #expect(parts.count == 3)
    #expect(parts.first == "300000" && parts.dropFirst().first == "\(0o600)")
    server.drain(deadline: .seconds(5))
    #expect(access(String(parts.last ?? ""), F_OK) != 0)
  }

  @Test func `an unfinished upload leaves no file`() throws {
    let folder = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    mkdir(folder, 0o700)
    defer { rmdir(folder) }
    let server = try start { $0.uploadFolder = folder }
    let client = try #require(Client(port: server.port))
    client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\nhalf")
    client.endSending()
    #expect(client.readAll() == "")
    server.drain(deadline: .seconds(5))
    #expect(rmdir(folder) == 0)
  }

  @Test func `events reach every subscriber of their topic on every loop, and a drain ends the stream`() throws {
    let server = try start { $0.loops = 2 }
    let clients = (0..<6).compactMap { _ in Client(port: server.port) }
    #expect(clients.count == 6)
    for client in clients {
      client.send(get("/events"))
      #expect(client.read(through: ": connected\n\n")?.contains("Content-Type: text/event-stream") == true)
    }
    #expect(server.counters.subscribers == 6)
    server.publish(topic: "other", event: "no", data: "no")
    server.publish(topic: "news", event: "flag", data: "17\n18")
    for client in clients { #expect(client.read(through: "\n\n") == "event: flag\ndata: 17\ndata: 18\n\n") }
    server.drain(deadline: .seconds(5))
    for client in clients { #expect(client.readAll() == "") }
    #expect(server.counters.subscribers == 0)
  }

  @Test func `a drain refuses newcomers, closes the idle, and answers what is under way`() throws {
    let held = Held()
    let server = try start(held)
    let idle = try #require(Client(port: server.port))
    idle.send(get("/"))
    #expect(idle.read(through: "127.0.0.1") != nil)
    let busy = try #require(Client(port: server.port))
    busy.send(get("/later"))
    let reply = try #require(held.reply())
    let port = server.port
    let drained = Signals()
    Thread.detach {
      server.drain(deadline: .seconds(10))
      drained.raise()
    }
    #expect(idle.readAll() == "")
    #expect(Client(port: port) == nil)
    reply.send(Response(.ok, type: "text/plain; charset=utf-8", body: Blob("done")))
    let text = busy.readAll()
    #expect(text.contains("Connection: close\r\n") && text.hasSuffix("\r\n\r\ndone"))
    drained.wait()
    #expect(server.counters.connectionsOpen == 0)
  }

  @Test func `a drain does not wait beyond its deadline`() throws {
    let held = Held()
    let server = try start(held)
    let busy = try #require(Client(port: server.port))
    busy.send(get("/later"))
    #expect(held.reply() != nil)
    server.drain(deadline: .milliseconds(50))
    #expect(busy.readAll() == "")
  }

  @Test func `a Unix socket serves, believes its proxy, and takes over a file left behind`() throws {
    let path = "/tmp/countersign-test-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
    defer { unlink(path) }
    let server = try start(listen: [.unix(path: path)])
    let client = try #require(Client(path: path))
    client.send(get("/a") + get("/b", "X-Forwarded-For: 1.2.3.4", "Connection: close"))
    let text = client.readAll()
    #expect(text.contains("/a unix") && text.hasSuffix("/b 1.2.3.4"))
    #expect(throws: ServerError.addressInUse("unix:\(path)")) { try start(listen: [.unix(path: path)]) }
    server.drain(deadline: .seconds(5))
    #expect(access(path, F_OK) != 0)

    // A program that was killed leaves its socket file.
    let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    _ = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(left, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    close(left)
    let again = try start(listen: [.unix(path: path)])
    #expect(Client(path: path) != nil)
    again.drain(deadline: .seconds(5))
  }

  @Test func `a port in use is said so, with one loop and with several`() throws {
    let server = try start { $0.loops = 2 }
    let port = UInt16(clamping: server.port ?? 0)
    for loops in [1, 2] {
      #expect(throws: ServerError.addressInUse("127.0.0.1:\(port)")) {
        try start(listen: [.tcp(host: "127.0.0.1", port: port)]) { $0.loops = loops }
      }
    }
    server.drain(deadline: .seconds(5))
  }

  @Test func `a handler that cannot be made stops the start`() throws {
    struct NoStore: Error, CustomStringConvertible { let description = "The store is closed." }
    let server = try Server(ServerConfiguration(listen: [.tcp(host: "127.0.0.1", port: 0)])) { _ in throw NoStore() }
    #expect(throws: ServerError.handler("The store is closed.")) { try server.start() }
  }

  @Test func `beyond the connections it may hold, the server says 503 and hangs up`() throws {
    let server = try start { $0.limits.connections = 2 }
    let clients = (0..<2).compactMap { _ in Client(port: server.port) }
    for client in clients {
      client.send(get("/"))
      #expect(client.read(through: "127.0.0.1") != nil)
    }
    let surplus = try #require(Client(port: server.port))
    let text = surplus.readAll()
    #expect(text.hasPrefix("HTTP/1.1 503 ") && text.contains("retry-after: 2\r\n"))
    #expect(server.counters.connectionsRefused == 1 && clients.count == 2)
    server.drain(deadline: .seconds(5))
  }

  @Test func `when half-read requests take too much memory, the one that asks for more has to go`() throws {
    let server = try start { $0.limits.heldBytes = 20_000 }
    let client = try #require(Client(port: server.port))
    client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + String(repeating: "x", count: 80_000))
    #expect(client.readAll().hasPrefix("HTTP/1.1 503 "))
    server.drain(deadline: .seconds(5))
  }

  @Test func `the server's own answers carry the standing headers, an id, and a sentence`() throws {
    let held = Held()
    let server = try start(held) { configuration in
      configuration.standing = HeaderBlock([("x-frame-options", "DENY")])
      configuration.basePath = "/cs"
    }
    for (request, status) in [
      (get("/elsewhere", "Connection: close"), "404 Not Found"), ("NONSENSE\r\n\r\n", "400 Bad Request"),
      (get("/cs/static/x", "Connection: close"), "404 Not Found"),
    ] {
      let client = try #require(Client(port: server.port))
      client.send(request)
      let text = client.readAll()
      #expect(
        text.hasPrefix("HTTP/1.1 \(status)\r\nDate: ") && text.contains("x-frame-options: DENY\r\n")
          && text.contains("x-request-id: "))
      #expect(text.hasSuffix(".\n"))
    }
    server.drain(deadline: .seconds(5))
    #expect(held.records.withLock { $0.map(\.status) } == [404, 400, 404])
  }
}
