import Domain
import HTTP
import Store
import Testing

@testable import Web

@Suite struct DisputeTests {
  private let house: House

  init() throws {
    house = try House()
    try house.place()
    try house.signIn(as: .reviewer, member: 151)
    _ = house.submit("/invoices/7001/approve", on: "/invoices/7001")
  }

  private func row() throws -> StoredWriteBack { try #require(try house.database.read { try $0.newestWriteBack(of: ID(7001)) }) }

  /// What the outbox would have found.
  private func find(_ step: WriteBack.Step, _ found: Reference<BillingStatus>? = nil, problem: String = "") throws {
    let (now, stored) = (house.now, try row())
    try house.database.write { writer throws in
      var writeBack = stored.writeBack
      if writeBack.state == .queued, case .refused = step { writeBack = try writeBack.apply(.send, at: now).0 }
      try writer.save(try writeBack.apply(step, at: now).0, problem: problem, found: found, at: now)
    }
  }

  private let onHold = Reference<BillingStatus>(9, name: "On Hold")

  @Test func `a conflict is told on the invoice and has a page with both sides`() throws {
    try find(.foundOther(onHold), onHold)
    #expect(house.get("/invoices/7001").body.text.contains("Changed in ConnectWise, please decide"))
    let page = house.get("/invoices/7001/write-back").body.text
    #expect(page.contains("Ready to Send") && page.contains("On Hold"))
    #expect(page.contains("Hanna Vogel approved"), "who decided stands there")
  }

  @Test func `writing ours expects what was seen, and who said so wants it now`() throws {
    try find(.foundOther(onHold), onHold)
    #expect(house.submit("/invoices/7001/write-ours", on: "/invoices/7001/write-back").status == .seeOther)
    let stored = try row()
    #expect(stored.writeBack.state == .queued)
    #expect(stored.writeBack.expected == onHold)
    #expect(stored.writeBack.desired.id == ID(3))
    #expect(
      house.get("/invoices/7001").body.text.contains("The status of 24101 Northwind &amp; Söhne &lt;Legal&gt; is written again"))
  }

  @Test func `keeping theirs ends it, and the timeline says who did`() throws {
    try find(.foundOther(onHold), onHold)
    #expect(house.submit("/invoices/7001/keep-theirs", on: "/invoices/7001").status == .seeOther)
    #expect(try row().writeBack.state == .withdrawn)
    let last = try #require(try house.database.read { try $0.timeline(of: ID(7001)) }.last)
    #expect(last.event.kind == "write-back-withdrawn")
    #expect(last.actor.name == "Hanna Vogel")
  }

  @Test func `a decision about what no longer stands there is asked again`() throws {
    try find(.foundOther(onHold), onHold)
    let form = try #require(Form(action: "/invoices/7001/write-ours", in: house.get("/invoices/7001/write-back").body.text))
    let (now, stored) = (house.now, try row())
    try house.database.write { try $0.save(stored.writeBack, problem: "", found: Reference(8, name: "Draft"), at: now) }
    let answer = house.post("/invoices/7001/write-ours", form.hidden.filter { $0.0 != "csrf" }, token: form.token)
    #expect(answer.header("location") == "/invoices/7001/write-back")
    #expect(try row().writeBack.state == .conflict)
  }

  @Test func `a refusal can be tried again, a second press does nothing`() throws {
    try find(.refused(reason: "no account number"), problem: "no account number")
    let page = house.get("/invoices/7001/write-back").body.text
    #expect(page.contains("no account number"))
    let form = try #require(Form(action: "/invoices/7001/try-again", in: page))
    for _ in 0..<2 {
      #expect(
        house.post("/invoices/7001/try-again", form.hidden.filter { $0.0 != "csrf" }, token: form.token).status == .seeOther)
    }
    #expect(try row().writeBack.state == .queued)
    let queued = try house.database.read { try $0.timeline(of: ID(7001)) }.filter { $0.event.kind == "write-back-queued" }
    #expect(queued.count == 2, "the approval's, and one for trying again")
  }

  @Test func `who may not decide reads both sides and has no buttons`() throws {
    try find(.foundOther(onHold), onHold)
    try house.signIn(as: .auditor)
    let page = house.get("/invoices/7001/write-back")
    #expect(page.status == .ok)
    #expect(Form(action: "/invoices/7001/write-ours", in: page.body.text) == nil)
    #expect(page.body.text.contains("Ask one of its reviewers"))
  }

  @Test func `without a dispute the page leads back to the invoice`() throws {
    #expect(house.get("/invoices/7001/write-back").header("location") == "/invoices/7001")
  }
}
