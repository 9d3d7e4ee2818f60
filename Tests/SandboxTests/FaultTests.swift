import Testing

@testable import Sandbox

/// What goes wrong, goes wrong as ordered, and the ledger says what happened all the same.
@Suite struct FaultTests {
  let now: Int64 = 1_779_200_000_000

  func write(_ status: Int, _ invoice: Int = 7001) -> SandboxRequest {
    patch("/finance/invoices/\(invoice)", #"[{"op":"replace","path":"status","value":{"id":\#(status)}}]"#)
  }

  func sandbox(_ faults: Fault...) -> Sandbox {
    var sandbox = Sandbox()
    sandbox.faults = faults
    return sandbox
  }

  @Test func `a connection that ends before the request is carried out leaves no effect`() {
    var sandbox = sandbox(Fault(.dropped, count: 1))
    #expect(sandbox.respond(to: write(3), now: now).loss == .all)
    #expect(sandbox.ledger.isEmpty)
    #expect(sandbox.respond(to: write(3), now: now).status == 200)
    #expect(sandbox.ledger.count == 1)
  }

  @Test(arguments: [
    Fault(.dropped, afterwards: true), Fault(.serverError(502), afterwards: true), Fault(.truncated(bytes: 40)),
    Fault(.slow(milliseconds: 90_000)),
  ])
  func `an answer that is lost, replaced, cut or late belongs to a change that happened`(fault: Fault) {
    var sandbox = sandbox(fault)
    let answer = sandbox.respond(to: write(3), now: now)
    #expect(sandbox.ledger.map(\.after) == ["3"])
    #expect(answer.loss != nil || answer.status == 502 || answer.delay == 90_000)
  }

  @Test(arguments: [500, 502, 503, 504])
  func `a proxy's error is a page and no JSON`(status: Int) {
    var sandbox = sandbox(Fault(.serverError(status)))
    let answer = sandbox.respond(to: write(3), now: now)
    #expect(answer.status == status)
    #expect(answer.type.description == "text/html")
    #expect(answer.text.contains("<h1>\(status) "))
    #expect(answer.json == nil)
    #expect(sandbox.ledger.isEmpty)
  }

  @Test func `a truncated answer says how much of it comes, and never all`() {
    var sandbox = sandbox(Fault(.truncated(bytes: 1 << 20)))
    let answer = sandbox.respond(to: get("/finance/invoices/7001"), now: now)
    #expect(answer.loss == .rest(after: answer.body.count - 1))
  }

  @Test func `stale reads show the world of that time, writes never do`() {
    var sandbox = sandbox(Fault(.stale(milliseconds: 10_000)))
    func status(_ time: Int64) -> Int? {
      sandbox.respond(to: get("/finance/invoices/7001"), now: time).json?["status"]?["id"]?.int
    }
    #expect(sandbox.respond(to: write(2), now: now).json?["status"]?["id"]?.int == 2)
    _ = sandbox.respond(to: write(3), now: now + 4_000)
    #expect(status(now + 4_000) == 1)
    #expect(status(now + 10_000) == 2)
    #expect(status(now + 13_999) == 2)
    #expect(status(now + 14_000) == 3)
    let list = [(name: "conditions", value: "id=7001 and status/id=3")]
    _ = sandbox.respond(to: write(1), now: now + 20_000)
    #expect(sandbox.respond(to: get("/finance/invoices", list), now: now + 20_000).ids == [7001])
    sandbox.faults = []
    #expect(sandbox.respond(to: get("/finance/invoices", list), now: now + 20_000).ids == [])
    #expect(sandbox.ledger.map(\.before) == ["1", "2", "3"])
  }

  @Test func `somebody edits in between, once before and once after, under their own name`() {
    let edit = HumanEdit(value: "4", by: "tokafor")
    var sandbox = sandbox(
      Fault(.edited(edit), count: 1, method: "PATCH"),
      Fault(.edited(HumanEdit(field: "customerPO", value: "PO-9")), count: 1, method: "PATCH", afterwards: true))
    let answer = sandbox.respond(to: write(3), now: now)
    #expect(answer.json?["customerPO"]?.string != "PO-9")
    #expect(
      sandbox.ledger.map { "\($0.field) \($0.before) \($0.after) \($0.by)" } == [
        "status 1 4 tokafor", "status 4 3 countersign", "customerPO  PO-9 hvogel",
      ])
    let seen = sandbox.respond(to: get("/finance/invoices/7001"), now: now).json
    #expect(seen?["_info"]?["updatedBy"]?.string == "hvogel")
    #expect(seen?["customerPO"]?.string == "PO-9")
    #expect(sandbox.faults.isEmpty)
    let refused = [
      sandbox.edit(HumanEdit(invoice: 7001, value: "99"), now: now), sandbox.edit(HumanEdit(invoice: 1, value: "3"), now: now),
    ]
    #expect(refused == [false, false])
  }

  @Test func `a clock that is off marks changes with its own time`() {
    var sandbox = sandbox(Fault(.skewed(milliseconds: -86_400_000)))
    sandbox.faults.append(Fault(.skewed(milliseconds: 3_600_000)))
    let answer = sandbox.respond(to: write(3), now: now + 100 * 86_400_000)
    #expect(answer.json?["_info"]?["lastUpdated"]?.string == "2026-08-26T15:13:20Z")
  }

  @Test func `an upgrade moves the API, and companyinfo tells where`() {
    var sandbox = sandbox(Fault(.moved(codebase: "v2025_2/")))
    #expect(sandbox.respond(to: get("/system/info"), now: now).status == 404)
    let info = sandbox.respond(to: SandboxRequest(method: "GET", path: "/login/companyinfo/brackwater"), now: now)
    #expect(info.json?["Codebase"]?.string == "v2025_2/")
    let moved = SandboxRequest(method: "GET", path: "/v2025_2/apis/3.0/system/members", headers: get("").headers)
    #expect(sandbox.respond(to: moved, now: now).text.contains("/v2025_2/apis/3.0/system/members/151"))
  }

  @Test func `path, method, skip and count bound a fault`() {
    var sandbox = sandbox(
      Fault(.forbidden, path: "/invoices/7001$"), Fault(.serverError(500), count: 2, method: "write", skip: 1))
    #expect(sandbox.respond(to: get("/finance/invoices/7001"), now: now).status == 403)
    #expect(sandbox.respond(to: get("/finance/invoices/7001/routings"), now: now).status == 200)
    let statuses = (0..<4).map { _ in sandbox.respond(to: write(3, 7003), now: now).status }
    #expect(statuses == [200, 500, 500, 200])
    #expect(sandbox.faults.count == 1)
  }

  @Test func `a share strikes as often as it says, and the same seed strikes the same requests`() {
    func struck(_ seed: UInt64) -> [Int] {
      var sandbox = Sandbox(chance: seed)
      sandbox.faults = [Fault(.serverError(502), share: 30)]
      return (0..<1_000).filter { _ in sandbox.respond(to: get("/system/info"), now: now).status == 502 }
    }
    #expect(struck(1) == struck(1))
    #expect(struck(1) != struck(2))
    #expect((250...350).contains(struck(1).count))
  }

  @Test func `a simulation hands in the faults of one request, and the next is well`() {
    var sandbox = Sandbox()
    let cut = sandbox.respond(to: write(3), now: now, meeting: [Fault(.dropped, afterwards: true)])
    #expect(cut.loss == .all)
    #expect(sandbox.respond(to: write(2), now: now).status == 200)
    #expect(sandbox.ledger.map(\.after) == ["3", "2"])
  }

  @Test func `what is kept of the past is bounded by who asks for it`() {
    var sandbox = Sandbox()
    for round in 0..<50 { _ = sandbox.respond(to: write(1 + round % 3), now: now + Int64(round) * 1_000) }
    #expect(sandbox.past.isEmpty)
    sandbox.memory = 5_000
    for round in 0..<50 { _ = sandbox.respond(to: write(1 + round % 3), now: now + Int64(round) * 1_000) }
    #expect((5...6).contains(sandbox.past.count))
  }

  // MARK: By JSON and by the page

  @Test(arguments: [
    Fault(.tooManyRequests(retryAfter: 7), path: "/finance"), Fault(.serverError(503), count: 3, skip: 2, afterwards: true),
    Fault(.slow(milliseconds: 5)), Fault(.forbidden, path: "/routings"), Fault(.dropped, method: "PATCH", share: 10),
    Fault(.truncated(bytes: 0)), Fault(.stale(milliseconds: 30_000)),
    Fault(.edited(HumanEdit(invoice: 7003, field: "internalNotes", value: "x", by: "pnair"))),
    Fault(.skewed(milliseconds: -5_000)), Fault(.moved(codebase: "v2026_1/")),
  ])
  func `every fault reads back as it was written`(fault: Fault) throws {
    #expect(Fault(fault.record) == fault)
    var sandbox = Sandbox()
    let put = SandboxRequest(method: "PUT", path: "/sandbox/faults", body: JSON.list([fault.record, fault.record]).bytes)
    #expect(sandbox.respond(to: put, now: now).status == 201)
    #expect(sandbox.faults == [fault, fault])
    #expect(!fault.sentence.isEmpty)
  }

  func press(_ path: String, _ body: String, site: String = "same-origin") -> SandboxRequest {
    SandboxRequest(
      method: "POST", path: path, headers: ["content-type": "application/x-www-form-urlencoded", "sec-fetch-site": site],
      body: Array(body.utf8))
  }

  @Test func `the page orders, shows and removes faults, and shows the ledger escaped`() {
    var sandbox = Sandbox()
    let order = press(
      "/sandbox/faults", "kind=truncated&figure=12&path=%2Ffinance&method=PATCH&count=2&skip=&share=100&invoice=&field=status")
    let answer = sandbox.respond(to: order, now: now)
    #expect(answer.status == 303 && answer.header("Location") == "/sandbox")
    #expect(sandbox.faults == [Fault(.truncated(bytes: 12), path: "/finance", count: 2, method: "PATCH")])
    _ = sandbox.respond(
      to: press("/sandbox/faults", "kind=edited&figure=4&path=&method=&invoice=7002&field=status&share=100&afterwards=yes"),
      now: now)
    #expect(sandbox.faults.last == Fault(.edited(HumanEdit(invoice: 7002, value: "4")), afterwards: true))
    _ = sandbox.respond(to: press("/sandbox/faults/remove", "number=2"), now: now)
    _ = sandbox.respond(
      to: patch("/finance/invoices/7003", #"[{"op":"replace","path":"customerPO","value":"<b>&"}]"#), now: now)
    let page = sandbox.respond(to: SandboxRequest(method: "GET", path: "/sandbox"), now: now)
    #expect(page.type.description.hasPrefix("text/html"))
    #expect(page.text.contains("only 12 bytes of the body, for PATCH, where the path has /finance"))
    #expect(page.text.contains("&lt;b&gt;&amp;") && !page.text.contains("<b>"))
    #expect(page.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
    #expect(sandbox.respond(to: press("/sandbox/faults", "kind=nonsense"), now: now).status == 400)
    #expect(sandbox.respond(to: press("/sandbox/faults/remove", "number=9"), now: now).status == 404)
    #expect(sandbox.respond(to: press("/sandbox/faults/clear", "", site: "cross-site"), now: now).status == 403)
    #expect(sandbox.faults.count == 1)
    #expect(sandbox.respond(to: press("/sandbox/reset", ""), now: now).status == 303)
    #expect(sandbox.ledger.isEmpty && sandbox.faults.isEmpty)
  }

  @Test func `a person's edit can be ordered from outside`() {
    var sandbox = Sandbox()
    func edit(_ body: String) -> Int {
      sandbox.respond(to: SandboxRequest(method: "POST", path: "/sandbox/edits", body: Array(body.utf8)), now: now).status
    }
    #expect(edit(#"{"invoice":7002,"value":4}"#) == 201)
    #expect(edit(#"{"invoice":7002,"field":"shoeSize","value":"4"}"#) == 409)
    #expect(edit(#"{"invoice":7002}"#) == 400)
    #expect(sandbox.ledger.map(\.by) == ["hvogel"])
  }
}
