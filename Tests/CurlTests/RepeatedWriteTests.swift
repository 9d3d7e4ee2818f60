import Foundation
import Loopback
import Synchronization
import Testing

@testable import Curl

/// The library below us sends a request again, unasked, when a *reused* connection dies before the first byte of an answer
/// (RELIABILITY §1.2). A server that executes and then kills the connection counts what really arrived.
@Suite struct RepeatedWriteTests {
  /// 500 in every test run; `scripts/prove-writes` asks for 10,000.
  static let count = ProcessInfo.processInfo.environment["COUNTERSIGN_PROVE_WRITES"].flatMap { Int($0) } ?? 500

  /// How a connection ends after the server has done what it was asked.
  private enum End: Int, CaseIterable {
    case reset, silence, halfAHead
  }

  @Test func `a server that kills the connection after executing has executed exactly as many writes as we made`() throws {
    let effects = Mutex<[String: Int]>([:])
    let server = try LoopbackServer { _, connection in
      while let request = connection.readRequest() {
        let words = request.split(separator: " ", maxSplits: 2).map(String.init)
        guard words[0] != "GET" else {
          connection.answer(body: "warm")
          continue
        }
        let name = words[1]
        let count = effects.withLock { effects in
          effects[name, default: 0] += 1
          return effects[name] ?? 0
        }
        // A second one is answered well, as in life: the doubled call would look like a success.
        guard count == 1 else {
          connection.answer(body: "{}")
          continue
        }
        switch End(rawValue: (Int(name.dropFirst()) ?? 0) % End.allCases.count) {
        case .reset: connection.resetOnClose()
        case .silence, nil: break
        case .halfAHead: connection.write("HTTP/1.1 200 O")
        }
        return
      }
    }
    defer { server.stop() }
    let transport = CurlTransport(policy: try OutboundPolicy(allow: [server.origin]))
    let methods: [OutboundRequest.Method] = [.patch, .post, .put, .delete]
    var attempts = 0
    var wronglyCertain = 0
    for number in 0..<Self.count {
      // A warm connection is what libcurl would love to reuse, and then to repeat itself on a new one.
      _ = try transport.send(OutboundRequest(.get, server.origin + "/warm")).get()
      let request = OutboundRequest(
        methods[number % methods.count], "\(server.origin)/\(number)", body: Array(#"{"n":\#(number)}"#.utf8))
      attempts += 1
      if case .failure(let failure) = transport.send(request), failure.mayHaveHappened { continue }
      wronglyCertain += 1
    }
    let executed = effects.withLock { $0.values.reduce(0, +) }
    let doubled = effects.withLock { $0.values.filter { $0 > 1 }.count }
    #expect(executed == attempts)
    #expect(doubled == 0)
    #expect(effects.withLock { $0.count } == attempts)
    #expect(wronglyCertain == 0)
    if ProcessInfo.processInfo.environment["COUNTERSIGN_PROVE_WRITES"] != nil {
      print("writes_attempted \(attempts) count\nwrites_executed \(executed) count\nwrites_doubled \(doubled) count")
    }
  }
}
