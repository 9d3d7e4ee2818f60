import Domain
import HTTP
import Store
import Testing

@testable import Web

@Test func `an approval is a decision, an event and a write-back, all or nothing`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  let answer = house.submit("/invoices/7001/approve", on: "/invoices/7001")
  #expect(answer.status == .seeOther)
  #expect(answer.header("location") == "/invoices/7001")
  try house.database.read { reader throws in
    #expect(try reader.review(of: ID(7001))?.outcome == .approved)
    let events = try reader.timeline(of: ID(7001)).map(\.event.kind)
    #expect(events.suffix(2) == ["approved", "write-back-queued"], "\(events)")
    let writeBack = try #require(try reader.newestWriteBack(of: ID(7001)))
    #expect(writeBack.writeBack.desired.id == ID(3))
    #expect(writeBack.writeBack.state == .queued)
  }
  let page = house.get("/invoices/7001").body.text
  #expect(page.contains("Approved 24101 Northwind &amp; Söhne &lt;Legal&gt;, $1,462.50."))
  #expect(page.contains("in 10 s"))
}

@Test func `a double click approves once`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  let form = try #require(Form(action: "/invoices/7001/approve", in: house.get("/invoices/7001").body.text))
  let fields = form.hidden.filter { $0.0 != "csrf" }
  let answers = (0..<2).map { _ in house.post("/invoices/7001/approve", fields, token: form.token).status.code }
  #expect(answers == [303, 303])
  let approvals = try house.database.read { try $0.timeline(of: ID(7001)) }.filter { $0.event.kind == "approved" }
  #expect(approvals.count == 1)
}

@Test func `what was seen is what is approved: a changed invoice is not`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  let form = try #require(Form(action: "/invoices/7001/approve", in: house.get("/invoices/7001").body.text))
  let now = house.now
  try house.database.write { try $0.placeInvoice(7001, version: 2, total: 200_000, reviewers: [], at: now) }
  let answer = house.post("/invoices/7001/approve", form.hidden.filter { $0.0 != "csrf" }, token: form.token)
  #expect(answer.status == .conflict)
  #expect(answer.body.text.contains("you saw version 1, it is now version 2"))
  #expect(try house.database.read { try $0.newestWriteBack(of: ID(7001)) } == nil)
}

@Test func `undo within ten seconds leaves nothing to write`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  _ = house.submit("/invoices/7001/approve", on: "/invoices/7001")
  let answer = house.submit("/invoices/7001/undo", on: "/invoices/7001")
  #expect(answer.status == .seeOther)
  try house.database.read { reader throws in
    #expect(try reader.dueWriteBacks(now: Instant(milliseconds: .max), limit: 10).isEmpty)
    #expect(try reader.review(of: ID(7001))?.outcome == .waiting(on: 1))
    #expect(try reader.timeline(of: ID(7001)).map(\.event.kind).suffix(2) == ["undone", "write-back-withdrawn"])
  }
}

@Test func `two reviewers: the first approves in part, the second finally`() throws {
  let house = try House()
  try house.place(reviewers: [(151, "Hanna Vogel"), (152, "Tunde Okafor")])
  try house.signIn(as: .reviewer, member: 151)
  _ = house.submit("/invoices/7001/approve", on: "/invoices/7001")
  #expect(try house.database.read { try $0.review(of: ID(7001)) }?.outcome == .approvedInPart(1, of: 2))
  #expect(try house.database.read { try $0.newestWriteBack(of: ID(7001)) } == nil)
  try house.signIn(as: .billingManager, member: 152, name: "Tunde Okafor")
  _ = house.submit("/invoices/7001/approve", on: "/invoices/7001")
  #expect(try house.database.read { try $0.review(of: ID(7001)) }?.outcome == .approved)
  #expect(try house.database.read { try $0.newestWriteBack(of: ID(7001)) }?.writeBack.state == .queued)
}

@Test func `somebody who is not asked sees nothing, and an auditor reads without buttons`() throws {
  let house = try House()
  try house.place(reviewers: [(152, "Tunde Okafor")])
  try house.signIn(as: .reviewer, member: 151)
  #expect(house.get("/invoices/7001").status == .notFound)
  #expect(house.get("/invoices/7999").status == .notFound)
  try house.signIn(as: .auditor)
  let page = house.get("/invoices/7001")
  #expect(page.status == .ok)
  #expect(Form(action: "/invoices/7001/approve", in: page.body.text) == nil)
}

@Test func `a dry run shows what would be written and queues nothing`() throws {
  let house = try House()
  try house.place()
  try house.database.write { try $0.set("write-back.mode", to: "dry-run", by: "test", at: Instant(milliseconds: 0)) }
  try house.signIn(as: .reviewer, member: 151)
  _ = house.submit("/invoices/7001/approve", on: "/invoices/7001")
  try house.database.read { reader throws in
    #expect(try reader.newestWriteBack(of: ID(7001)) == nil)
    #expect(try reader.timeline(of: ID(7001)).map(\.event.kind).last == "write-back-shown")
  }
}
