import Foundation
import Synchronization
import Testing

@testable import Curl

/// Answers by script at times that only move when somebody waits.
final class ScriptedHost: Transport {
  typealias Script = @Sendable (_ number: Int, _ now: Int64, OutboundRequest) -> Result<OutboundResponse, CurlFailure>

  private let script: Script
  private let state = Mutex<(now: Int64, calls: [(at: Int64, request: OutboundRequest)], waits: [Int64])>((0, [], []))

  init(_ script: @escaping Script) { self.script = script }

  var now: Int64 { state.withLock { $0.now } }
  var calls: [Int64] { state.withLock { $0.calls.map(\.at) } }
  var methods: [OutboundRequest.Method] { state.withLock { $0.calls.map(\.request.method) } }
  var waits: [Int64] { state.withLock { $0.waits } }
  func pass(_ milliseconds: Int64) { state.withLock { $0.now += milliseconds } }

  var clock: OutboundClock {
    OutboundClock(
      now: { [self] in now },
      sleep: { [self] milliseconds in
        state.withLock { state in
          state.now += milliseconds
          state.waits.append(milliseconds)
        }
      })
  }

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let (number, now) = state.withLock { state in
      state.calls.append((state.now, request))
      return (state.calls.count, state.now)
    }
    return script(number, now, request)
  }

  static func answer(_ status: Int, _ headers: [(name: String, value: String)] = []) -> Result<OutboundResponse, CurlFailure> {
    .success(OutboundResponse(status: status, headers: headers))
  }
}

@Suite struct CourteousTransportTests {
  let read = OutboundRequest(.get, "https://cw.example.com/x")
  let sweep = OutboundRequest(.get, "https://cw.example.com/x", priority: .background)
  let write = OutboundRequest(.patch, "https://cw.example.com/x")

  func courteous(_ host: ScriptedHost, _ rules: Courtesy.Rules = .init()) -> CourteousTransport {
    CourteousTransport(host, rules: rules, clock: host.clock, dice: { $0 - 1 })
  }

  func status(_ result: Result<OutboundResponse, CurlFailure>) -> Int? { try? result.get().status }

  func held(_ result: Result<OutboundResponse, CurlFailure>) -> HeldBack? {
    if case .failure(.heldBack(let held)) = result { held } else { nil }
  }

  @Test func `a read that fails for a moment is tried again, later and later`() {
    let host = ScriptedHost { number, _, _ in
      number < 3 ? .failure(.unknown(.reset, detail: "")) : ScriptedHost.answer(200)
    }
    #expect(status(courteous(host).send(sweep)) == 200)
    #expect(host.waits == [1_000, 2_000])
  }

  @Test(arguments: [OutboundRequest.Method.post, .put, .patch, .delete])
  func `a write leaves once, whatever comes back`(method: OutboundRequest.Method) {
    for outcome in [
      ScriptedHost.answer(500), ScriptedHost.answer(502), ScriptedHost.answer(429),
      ScriptedHost.answer(503, [("Retry-After", "1")]),
      .failure(.unknown(.reset, detail: "")), .failure(.unknown(.timeout, detail: "")),
      .failure(.notSent(.connectionRefused, detail: "")),
    ] {
      let host = ScriptedHost { _, _, _ in outcome }
      _ = courteous(host).send(OutboundRequest(method, "https://cw.example.com/x", priority: .background))
      #expect(host.methods == [method])
    }
  }

  @Test func `what will not get better is not asked again`() {
    for outcome in [
      ScriptedHost.answer(200), ScriptedHost.answer(400), ScriptedHost.answer(401), ScriptedHost.answer(403),
      ScriptedHost.answer(404), .failure(.notSent(.certificate, detail: "")), .failure(.unknown(.answerTooLarge, detail: "")),
      .failure(.refused(.scheme("http"))), .failure(.unknown(.notHTTP, detail: "")),
    ] {
      let host = ScriptedHost { _, _, _ in outcome }
      _ = courteous(host).send(sweep)
      #expect(host.calls.count == 1)
    }
  }

  @Test func `an announced pause stops everybody: a sweep waits it out, a person and a write are told`() {
    let host = ScriptedHost { number, _, _ in
      number == 1 ? ScriptedHost.answer(429, [("Retry-After", "40")]) : ScriptedHost.answer(200)
    }
    let transport = courteous(host)
    // A person's patience does not reach to the end of the pause, so the first answer stands.
    #expect(status(transport.send(read)) == 429)
    #expect(held(transport.send(read))?.reason == .pause)
    #expect(held(transport.send(write))?.reason == .pause)
    #expect(transport.restraint?.reason == .pause)
    host.pass(10_000)
    #expect(status(transport.send(sweep)) == 200)
    #expect(host.calls.count == 2)
    #expect(host.calls.allSatisfy { $0 == 0 || $0 >= 40_000 })
  }

  @Test func `over an hour of floods and outages no call falls into a pause, and a dead host is asked once in half a minute`() {
    // 0–10 min fine, then 429 once a minute, 20–40 min dead, then fine.
    let answers = Mutex<(pauses: [(from: Int64, until: Int64)], last: Int64)>(([], -60_000))
    let host = ScriptedHost { _, now, _ in
      if (1_200_000..<2_400_000).contains(now) { return .failure(.unknown(.timeout, detail: "")) }
      return answers.withLock { state in
        if (600_000..<1_200_000).contains(now), now - state.last >= 60_000 {
          state.last = now
          state.pauses.append((now, now + 17_000))
          return ScriptedHost.answer(429, [("Retry-After", "17")])
        }
        return ScriptedHost.answer(200)
      }
    }
    let transport = courteous(host)
    var turn = 0
    while host.now < 3_600_000 {
      _ = transport.send([sweep, read, write][turn % 3])
      host.pass(Int64(37 * (turn % 5)))
      turn += 1
    }
    let calls = host.calls
    let pauses = answers.withLock { $0.pauses }
    #expect(pauses.count >= 5)
    for pause in pauses { #expect(!calls.contains { $0 > pause.from && $0 < pause.until }) }
    let dead = calls.filter { (1_200_000..<2_400_000).contains($0) }
    #expect((30...50).contains(dead.count), "\(dead.count)")
    // The first five find out; after them each keeps its distance.
    for (earlier, later) in zip(dead.dropFirst(5), dead.dropFirst(6)) { #expect(later - earlier >= 30_000) }
    #expect(calls.last.map { $0 > 3_590_000 } == true)
  }

  @Test func `while the circuit is open nobody waits for nothing, and the first good answer ends it`() {
    let host = ScriptedHost { _, now, _ in now < 50_000 ? ScriptedHost.answer(503) : ScriptedHost.answer(200) }
    let transport = courteous(host)
    while held(transport.send(write)) == nil {}
    #expect(host.calls.count == 5)
    #expect(held(transport.send(read))?.reason == .circuit)
    host.pass(31_000)
    #expect(status(transport.send(read)) == 503)
    #expect(host.calls.count == 6)
    host.pass(31_000)
    // A large document is no cheap probe, and a write is no probe at all.
    #expect(held(transport.send(OutboundRequest(.get, "https://cw.example.com/pdf", limits: .document)))?.reason == .circuit)
    #expect(held(transport.send(write))?.reason == .circuit)
    #expect(status(transport.send(read)) == 200)
    #expect(status(transport.send(write)) == 200)
  }

  @Test func `before a shutdown nobody is kept waiting, and what can leave at once still leaves`() {
    let host = ScriptedHost { number, _, _ in
      number == 2 ? ScriptedHost.answer(429, [("Retry-After", "2")]) : ScriptedHost.answer(200)
    }
    let transport = courteous(host)
    transport.stopWaiting()
    #expect(status(transport.send(write)) == 200)
    #expect(status(transport.send(sweep)) == 429)
    #expect(held(transport.send(sweep))?.reason == .pause)
    #expect(host.waits.isEmpty)
  }

  @Test func `a shutdown wakes whoever waits, on real threads and with the real clock`() async throws {
    let (asked, didAsk) = AsyncStream.makeStream(of: Void.self)
    let (answers, didAnswer) = AsyncStream.makeStream(of: Result<OutboundResponse, CurlFailure>.self)
    let host = ScriptedHost { _, _, _ in
      didAsk.yield()
      return ScriptedHost.answer(429, [("Retry-After", "80")])
    }
    let transport = CourteousTransport(host, dice: { _ in 0 })
    let request = sweep
    // Threads of their own: they block, and the test's may not.
    for _ in 0..<3 { Thread { didAnswer.yield(transport.send(request)) }.start() }
    var arrivals = asked.makeAsyncIterator()
    await arrivals.next()
    transport.stopWaiting()
    var results = answers.makeAsyncIterator()
    for _ in 0..<3 {
      let result = try #require(await results.next())
      #expect(status(result) == 429 || held(result)?.reason == .pause)
    }
  }

  @Test(
    arguments: [
      ("17", nil, Duration.seconds(17)), (" 5\t", nil, .seconds(5)), ("0", nil, .seconds(0)),
      ("99999999999999999999999", nil, .seconds(86_400)), ("-1", nil, nil), ("1.5", nil, nil), ("soon", nil, nil), ("", nil, nil),
      ("Wed, 21 Oct 2026 07:28:30 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", .seconds(30)),
      ("Thu, 01 Jan 2026 00:00:00 GMT", "Wed, 31 Dec 2025 23:59:01 GMT", .seconds(59)),
      ("Fri, 01 Mar 2024 00:00:00 GMT", "Wed, 28 Feb 2024 23:59:59 GMT", .seconds(86_400)),
      ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:30 GMT", .seconds(0)),
      ("Wed, 21 Oct 2026 07:28:00 GMT", nil, nil), ("Wed, 32 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", nil),
      ("Wed, 21 Okt 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", nil),
    ] as [(String, String?, Duration?)])
  func `Retry-After is read as seconds, and as a date beside the answer's own`(value: String, date: String?, expected: Duration?)
  {
    var headers: [(name: String, value: String)] = [("retry-after", value)]
    if let date { headers.append(("DATE", date)) }
    #expect(OutboundResponse(status: 429, headers: headers).retryAfter == expected)
  }

  @Test func `dates agree with the calendar`() {
    #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
    #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
    #expect(HTTPDate.seconds("Thu, 29 Feb 2024 12:00:00 GMT") == 1_709_208_000)
  }
}
