import Domain
import HTTP
import Store
import Testing

@testable import Web

@Suite struct CallbackTests {
  private let house: House
  private let page = "/settings/connectwise"
  private let act = "/settings/connectwise/callbacks"

  init() throws {
    house = try House()
    try house.place()
  }

  private func call(_ token: String = "t", body: String = "{}") -> Response {
    house.post(
      "/callbacks/connectwise?token=\(token)&recordId=7001&action=updated", [(body, "")], token: nil,
      headers: [("x-content-signature", "c2ln")])
  }

  @Test func `a word from ConnectWise needs no session and no form, and is handed on by its raw bytes`() throws {
    let answer = call()
    #expect(answer.status == .noContent)
    let called = house.ends.called.withLock { $0 }
    #expect(called.count == 1)
    #expect(called.first?.body == "{}=")
    #expect(called.first?.signature == "c2ln" && called.first?.token == "t")
    #expect(house.logged.isEmpty)
  }

  @Test func `a forged one is forbidden, logged, and tells its sender nothing`() throws {
    house.ends.verdict.withLock { $0 = .forged("a signature that does not fit") }
    let answer = call()
    #expect(answer.status == .forbidden)
    #expect(!answer.body.text.contains("signature"))
    #expect(house.logged.map(\.event) == ["callback-refused"])
    #expect(house.logged.first?.level == .security)
    #expect(house.logged.first?.fields.contains { $0.value == "a signature that does not fit" } == true)
  }

  @Test func `what cannot be judged yet is asked for again, and while it is off nothing is there`() throws {
    house.ends.verdict.withLock { $0 = .later }
    let answer = call()
    #expect(answer.status == .tooManyRequests && answer.header("retry-after") == "2")
    house.ends.verdict.withLock { $0 = .off }
    #expect(call().status == .notFound)
    #expect(house.get("/callbacks/connectwise?token=t").status == .methodNotAllowed)
  }

  @Test func `a page of another site cannot send one in somebody's name`() throws {
    let answer = house.post(
      "/callbacks/connectwise?token=t", token: nil, headers: [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.test")])
    #expect(answer.status == .forbidden)
    #expect(house.ends.called.withLock { $0.isEmpty })
  }

  @Test func `an admin switches them on and off, each with an event, and the job is woken`() throws {
    try house.signIn(as: .admin)
    #expect(house.get(page).body.text.contains("Switch on"))
    #expect(house.submit(act, on: page).status == .seeOther)
    #expect(try house.database.read { try $0.callback() }?.isWanted == true)
    #expect(house.ends.kept.withLock { $0 } == 1)
    var html = house.get(page).body.text
    #expect(html.contains("Registering") && html.contains("None yet"))
    #expect(html.contains("http://localhost/callbacks/connectwise"))

    let now = house.now
    try house.database.write { writer throws in
      try writer.save(
        StoredCallback.Registration(id: 31, site: "s", url: "u", tokenHash: [UInt8](repeating: 1, count: 32)))
      try writer.readSoon(ID(7001), toldAt: now)
    }
    html = house.get(page).body.text
    #expect(html.contains("href=\"/invoices/7001\">24101</a>"), "the last one received")
    #expect(house.submit(act, on: page).status == .seeOther)
    #expect(try house.database.read { try $0.callback() }?.isWanted == false)
    let events = try house.database.read { try $0.all("SELECT body FROM event WHERE invoice_id IS NULL") { $0.text(0) } }
    #expect(events.filter { $0.hasPrefix("callbacks-changed") }.count == 2)
  }

  @Test func `where ConnectWise cannot reach us the page says why and offers no switch`() throws {
    house.ends.obstacle.withLock { $0 = "ConnectWise cannot reach http://localhost." }
    try house.signIn(as: .admin)
    let html = house.get(page).body.text
    #expect(html.contains("ConnectWise cannot reach http://localhost."))
    #expect(Form(action: act, in: html) == nil)
    _ = house.post(act, [("on", "yes")], token: house.token(for: act))
    #expect(try house.database.read { try $0.callback() } == nil)
  }

  @Test func `what went wrong is told with a way to try again, and an auditor only reads`() throws {
    let now = house.now
    try house.database.write { writer throws in
      try writer.wantCallbacks(true, by: "Ana Ruiz", at: now)
      try writer.noteCallbackProblem("The API member may not do this.")
    }
    try house.signIn(as: .admin)
    let html = house.get(page).body.text
    #expect(html.contains("The API member may not do this.") && html.contains("Try again") && html.contains("Not registered"))
    try house.signIn(as: .auditor)
    #expect(Form(action: act, in: house.get(page).body.text) == nil)
    #expect(house.post(act, [("on", "no")], token: house.token(for: act)).status == .forbidden)
  }
}
