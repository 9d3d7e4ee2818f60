import Curl
import Domain
import Jobs
import SQLite
import Sandbox
import Store

/// The wire of a world.
struct Network: Transport {
  let here: OneThread

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    here()?.send(request) ?? .failure(.notSent(.connectionRefused, detail: "the world has ended"))
  }
}

/// The network, and everybody else while a request is under way.
extension World {
  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let call = Call(request, origin: Self.origin)
    report.requests += 1
    if now < pausedUntil { report.impolite += 1 }
    let sent = call.isWrite ? intent(call) : nil
    pass(weather.between(20, 300))
    meanwhile(call)
    // Somebody pulled the plug meanwhile: nobody is there to hear an answer.
    if store.isDead { return .failure(.unknown(.reset, detail: "killed")) }
    letArrive()
    let result = call.isWrite ? write(sent, call) : read(call)
    note("\(call.request.method) \(call.request.path) \(result.word)")
    return result
  }

  // MARK: Others

  private func meanwhile(_ call: Call) {
    guard !isCalm, !isSweeping, depth < 3 else { return }
    depth += 1
    defer { depth -= 1 }
    if call.isWrite, weather.chance(150) { edit(ID(Int64(call.invoice))) }
    do {
      if weather.chance(300) { try decide(call.isWrite ? ID(Int64(call.invoice)) : weather.pick(invoices)) }
      if weather.chance(800) { _ = try outbox?.turn() }
    } catch {
      // A lane that died took the process with it; the store says so from now on.
    }
  }

  // MARK: Reading

  private func read(_ call: Call) -> Result<OutboundResponse, CurlFailure> {
    let invoices = Self.invoices(of: call)
    if isOut { return outage() }
    guard !isCalm, weather.chance(plan.readFaults) else { return answer(call, invoices) }
    report.faults += 1
    switch weather.below(10) {
    case 0: return .failure(.notSent(.connectionRefused, detail: "refused"))
    case 1:
      pass(timeout(30_000))
      return .failure(.unknown(.timeout, detail: "no answer"))
    case 2: return page(500)
    case 3: return page(502)
    case 4: return slowDown(429)
    case 5: return slowDown(503)
    case 6: return .failure(.unknown(.cutBody, detail: "cut"))
    case 7: return json(403, #"{"code":"Security","message":"You do not have security permission to perform this action."}"#)
    case 8: return json(200, #"{"id":"#)
    default: return answer(call, invoices, stale: true)
    }
  }

  private func answer(_ call: Call, _ invoices: [Int], stale: Bool = false) -> Result<OutboundResponse, CurlFailure> {
    success(connectWise.read(call, invoices: invoices, stale: stale, at: now))
  }

  private static func invoices(of call: Call) -> [Int] {
    if let last = call.request.path.split(separator: "/").last.flatMap({ Int($0) }) { return [last] }
    let conditions = call.request.query.first { $0.name == "conditions" }?.value ?? ""
    guard conditions.hasPrefix("id in (") else { return [] }
    return conditions.dropFirst(7).dropLast().split(separator: ",").compactMap { Int($0) }
  }

  // MARK: Writing

  /// What the store said before the first byte left. Without a committed intent nothing may leave.
  private func intent(_ call: Call) -> ConnectWiseWorld.Sent? {
    let all = (try? database.read { try $0.writeBacks(of: ID(Int64(call.invoice))) }) ?? []
    let rows = all.filter { $0.writeBack.state == .sending }
    guard rows.count == 1, rows[0].writeBack.desired.id.raw == Int64(call.status) else {
      report.withoutIntent += 1
      complain("a change of \(call.invoice) to \(call.status) left without an intent")
      return nil
    }
    let row = rows[0].writeBack
    if let earlier = all.first(where: { $0.writeBack.id < row.id && !$0.writeBack.state.isFinal }) {
      complain("row \(row.id) left before row \(earlier.writeBack.id)")
    }
    return ConnectWiseWorld.Sent(
      row: row.id.raw, order: orders[row.id, default: 0], expected: Int(row.expected.id.raw), desired: Int(row.desired.id.raw),
      read: connectWise.lastRead[call.invoice] ?? Self.start, call: call)
  }

  private func write(_ sent: ConnectWiseWorld.Sent?, _ call: Call) -> Result<OutboundResponse, CurlFailure> {
    guard let sent else { return .failure(.notSent(.malformedRequest, detail: "no intent")) }
    if isOut { return outage() }
    guard !isCalm, weather.chance(plan.writeFaults) else { return success(carryOut(sent)) }
    report.faults += 1
    switch weather.below(16) {
    case 0: return .failure(.notSent(.connectionRefused, detail: "refused"))
    case 1: return .failure(.notSent(.handshake, detail: "no TLS"))
    case 2:
      pass(timeout(60_000))
      return .failure(.unknown(.timeout, detail: "never arrived"))
    case 3:
      _ = carryOut(sent)
      pass(timeout(60_000))
      return .failure(.unknown(.timeout, detail: "answered too late"))
    case 4: return .failure(.unknown(.reset, detail: "reset before"))
    case 5:
      _ = carryOut(sent)
      return .failure(.unknown(.reset, detail: "reset after"))
    case 6:
      _ = carryOut(sent)
      return .failure(.unknown(.cutBody, detail: "cut"))
    case 7: return slowDown(429)
    case 8: return slowDown(503)
    case 9: return page(500)
    case 10:
      _ = carryOut(sent)
      return page(502)
    case 11:
      return json(
        400,
        #"{"code":"InvalidObject","message":"invoice object is invalid","errors":[{"code":"MissingRequiredField","message":"The attention field is required.","resource":"invoice","field":"attention"}]}"#
      )
    case 12: return accepted(call)
    case 13:
      // Arrives while we have long given up on it, and still within twice our deadline.
      let later = weather.between(1_000, 50_000)
      pass(timeout(60_000))
      arrivals.put(sent, at: now.adding(milliseconds: Int64(later)))
      return .failure(.unknown(.timeout, detail: "still under way"))
    case 14:
      if weather.chance(5_000) { _ = carryOut(sent) }
      store.kill()
      return .failure(.unknown(.reset, detail: "killed"))
    default:
      // Somebody is quick: theirs follows ours before we read it back, or takes ours away again.
      let answer = carryOut(sent)
      edit(ID(Int64(call.invoice)), to: weather.chance(5_000) ? sent.expected : nil)
      return success(answer)
    }
  }

  private func carryOut(_ sent: ConnectWiseWorld.Sent) -> SandboxAnswer {
    let (answer, replaced) = connectWise.carryOut(sent, at: now)
    if connectWise.effects(of: sent) > 1 {
      report.doubled += 1
      complain("row \(sent.row) took effect twice")
    }
    if let replaced {
      if replaced.since >= sent.read {
        report.inTheWindow += 1
      } else {
        report.silentOverwrites += 1
        complain(
          "row \(sent.row) replaced \(replaced.status), set at \(replaced.since.milliseconds), read at \(sent.read.milliseconds)")
      }
    }
    return answer
  }

  /// Whatever was still under way by now has arrived, before anybody looks.
  func letArrive() {
    while let sent = arrivals.take(upTo: now) {
      _ = carryOut(sent)
      note("late arrival of row \(sent.row)")
    }
  }

  /// 200, and nothing has changed (API-NOTES §4).
  private func accepted(_ call: Call) -> Result<OutboundResponse, CurlFailure> {
    let look = SandboxRequest(method: "GET", path: call.request.path, headers: call.request.headers)
    return success(connectWise.unnoticed(look, at: now))
  }

  // MARK: Answers

  /// Inside another request nobody waits a whole minute, or the outer one would outlive its own deadline.
  private func timeout(_ milliseconds: Int) -> Int { depth == 0 ? milliseconds : 2_000 }

  private func outage() -> Result<OutboundResponse, CurlFailure> {
    .failure(.notSent(.connectionRefused, detail: "outage"))
  }

  private func slowDown(_ status: Int) -> Result<OutboundResponse, CurlFailure> {
    let seconds = weather.between(1, 30)
    pausedUntil = max(pausedUntil, now.adding(seconds: Int64(seconds)))
    return .success(OutboundResponse(status: status, headers: [("Retry-After", "\(seconds)")], body: []))
  }

  private func page(_ status: Int) -> Result<OutboundResponse, CurlFailure> {
    .success(OutboundResponse(status: status, headers: [("Content-Type", "text/html")], body: Array("<h1>Bad Gateway</h1>".utf8)))
  }

  private func json(_ status: Int, _ body: String) -> Result<OutboundResponse, CurlFailure> {
    .success(OutboundResponse(status: status, body: Array(body.utf8)))
  }

  private func success(_ answer: SandboxAnswer) -> Result<OutboundResponse, CurlFailure> {
    .success(OutboundResponse(status: answer.status, headers: answer.headers, body: answer.body))
  }
}

extension Result<OutboundResponse, CurlFailure> {
  fileprivate var word: String {
    switch self {
    case .success(let response): "\(response.status)"
    case .failure(let failure): failure.detail
    }
  }
}
