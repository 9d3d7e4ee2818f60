import Domain
import HTTP
import Store
import Testing

@testable import Web

@Test func `whoever may decide can have an invoice read again, and the page says that it is being read`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  #expect(house.get("/invoices/7001").body.text.contains("Read again from ConnectWise"))
  let answer = house.submit("/invoices/7001/refresh", on: "/invoices/7001")
  #expect(answer.status == .seeOther)
  #expect(answer.header("location") == "/invoices/7001")
  #expect(house.ends.refreshes.withLock { $0 } == 1)
  let page = house.get("/invoices/7001").body.text
  #expect(page.contains("Being read again from ConnectWise…"))
  #expect(page.contains("Hanna Vogel asked for it."))
  #expect(try house.database.read { try $0.refresh(of: ID(7001)) }?.askedBy == "Hanna Vogel")
}

@Test func `asking while it is read asks nothing twice and says so`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  _ = house.submit("/invoices/7001/refresh", on: "/invoices/7001")
  _ = house.get("/invoices/7001")
  _ = house.submit("/invoices/7001/refresh", on: "/invoices/7001")
  #expect(house.get("/invoices/7001").body.text.contains("It is being read already."))
}

@Test func `the page tells what came of it, and after a while no more`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  _ = house.submit("/invoices/7001/refresh", on: "/invoices/7001")
  func end(changes: [String] = [], problem: String? = nil) throws {
    let now = house.now
    try house.database.write { try $0.endRefresh(of: ID(7001), changes: changes, problem: problem, at: now) }
  }
  try end()
  #expect(house.get("/invoices/7001").body.text.contains("nothing changed"))
  try end(changes: ["Payments: now 5.00 USD, before 0.00 USD."])
  #expect(house.get("/invoices/7001").body.text.contains("<li>Payments: now 5.00 USD, before 0.00 USD.</li>"))
  house.pass(milliseconds: 600_000)
  #expect(!house.get("/invoices/7001").body.text.contains("this changed"))

  try end(problem: "ConnectWise could not be reached.")
  let page = house.get("/invoices/7001").body.text
  #expect(page.contains("Could not be read again"))
  #expect(page.contains("ConnectWise could not be reached. Nothing is lost"))
  #expect(page.contains("Read again from ConnectWise"), "and it can be tried again")
}

@Test func `who may only read, and who may not see the invoice, can have nothing read`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .auditor)
  #expect(!house.get("/invoices/7001").body.text.contains("Read again from ConnectWise"))
  #expect(house.post("/invoices/7001/refresh", token: house.token(for: "/invoices/7001/refresh")).status == .forbidden)
  try house.signIn(as: .reviewer, member: 999)
  #expect(house.post("/invoices/7001/refresh", token: house.token(for: "/invoices/7001/refresh")).status == .notFound)
  #expect(try house.database.read { try $0.refresh(of: ID(7001)) } == nil)
  #expect(house.ends.refreshes.withLock { $0 } == 0)
}

@Test func `without a connection nothing is asked for, and a sentence says so`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  house.ends.standing.withLock { $0 = ConnectionStanding(entries: [:], isComplete: false, instance: "Countersign") }
  _ = house.submit("/invoices/7001/refresh", on: "/invoices/7001")
  #expect(house.get("/invoices/7001").body.text.contains("Countersign is not connected to a ConnectWise, so nothing"))
  #expect(try house.database.read { try $0.refresh(of: ID(7001)) } == nil)
}

@Test func `a forged request has nothing read`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  #expect(house.post("/invoices/7001/refresh", token: "x").status == .forbidden)
  #expect(try house.database.read { try $0.refresh(of: ID(7001)) } == nil)
}
