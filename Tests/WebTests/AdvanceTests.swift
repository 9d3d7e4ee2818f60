import Domain
import HTTP
import Store
import Testing

@testable import Web

/// From one decision to the next: where the browser is sent, what it is told there, and what a page fetched ahead leaves behind.
@Suite struct AdvanceTests {
  private let house: House

  init() throws {
    house = try House()
    for id in [7001, 7002, 7003] as [Int64] { try house.place(id) }
    try house.signIn(as: .reviewer, member: 151)
  }

  private func approve(_ id: Int64) -> Response { house.submit("/invoices/\(id)/approve", on: "/invoices/\(id)") }

  @Test func `after an approval the next invoice of the list opens, and says what was approved with its undo`() throws {
    let answer = approve(7003)
    #expect(answer.header("location") == "/invoices/7002")
    let page = house.get("/invoices/7002").body.text
    #expect(page.contains("Approved 24103 Northwind &amp; Söhne &lt;Legal&gt;, $1,462.50."))
    #expect(Form(action: "/invoices/7003/undo", in: page) != nil)
    #expect(house.get("/invoices/7002").body.text.contains("Approved 24103") == false, "said once")
    let undone = house.post("/invoices/7003/undo", token: house.token(for: "/invoices/7003/undo"))
    #expect(undone.header("location") == "/invoices/7003")
    #expect(
      house.get("/invoices/7003").body.text.contains(
        "The approval of 24103 Northwind &amp; Söhne &lt;Legal&gt;, $1,462.50, was taken back."))
  }

  @Test func `the second click of a double click does not approve the invoice that came to stand there`() throws {
    _ = approve(7003)
    // The page that the redirect leads to, and its button before anybody can have looked.
    house.pass(milliseconds: 20)
    let form = try #require(Form(action: "/invoices/7002/approve", in: house.get("/invoices/7002").body.text))
    let fields = form.hidden.filter { $0.0 != "csrf" }
    house.pass(milliseconds: 150)
    #expect(house.post("/invoices/7002/approve", fields, token: form.token).header("location") == "/invoices/7002")
    #expect(try house.database.read { try $0.review(of: ID(7002)) }?.outcome != .approved)
    #expect(house.get("/invoices/7002").body.text.contains("That was a second click"))
    house.pass(milliseconds: 400)
    _ = house.post("/invoices/7002/approve", fields, token: form.token)
    #expect(try house.database.read { try $0.review(of: ID(7002)) }?.outcome == .approved)
  }

  @Test func `behind the last one the invoice stays, and a second press stays too`() throws {
    #expect(approve(7001).header("location") == "/invoices/7001")
    let token = house.token(for: "/invoices/7001/approve")
    let again = house.post("/invoices/7001/approve", [("version", "1"), ("then", "7002")], token: token)
    #expect(again.header("location") == "/invoices/7001")
    #expect(house.get("/invoices/7001").body.text.contains("24101 Northwind &amp; Söhne &lt;Legal&gt; was already approved."))
  }

  @Test(arguments: ["999", "0", "-1", "7003", "x", "99999999999999999999"])
  func `a next one that is no invoice of theirs leads nowhere else`(then: String) throws {
    let token = house.token(for: "/invoices/7003/approve")
    let answer = house.post("/invoices/7003/approve", [("version", "1"), ("then", then)], token: token)
    #expect(["/invoices/7002", "/invoices/7003"].contains(answer.header("location")))
  }

  @Test func `a next one that somebody else is asked about is not opened`() throws {
    try house.place(7000, reviewers: [(999, "Otto Lind")])
    let token = house.token(for: "/invoices/7001/approve")
    let answer = house.post("/invoices/7001/approve", [("version", "1"), ("then", "7000")], token: token)
    #expect(answer.header("location") == "/invoices/7001")
  }

  @Test func `a next one that has left meanwhile is passed over`() throws {
    let now = house.now
    try house.database.write { try $0.setPresence(.done, of: ID(7002), at: now) }
    let token = house.token(for: "/invoices/7003/approve")
    let answer = house.post("/invoices/7003/approve", [("version", "1"), ("then", "7002")], token: token)
    #expect(answer.header("location") == "/invoices/7001")
  }

  @Test func `what a cookie says of an invoice that is not theirs is not told`() throws {
    try house.signIn(as: .reviewer, member: 999, name: "Otto Lind")
    try house.database.write { try $0.execute("UPDATE person SET member_id = 999") }
    let html = house.get("/inbox", headers: [("Cookie", "flash=approved.7001")]).body.text
    #expect(!html.contains("24101"))
  }

  @Test(arguments: [("Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("X-Moz", "prefetch")])
  func `a page fetched ahead leaves nothing and takes nothing away`(name: String, value: String) throws {
    _ = approve(7003)
    house.pass(milliseconds: 3_600_000)
    func state() throws -> ([String], Int, Int64?) {
      try house.database.write { writer throws in
        (
          try writer.reviewers(of: ID(7002)).map { "\($0.state)" }, try writer.one("SELECT count(*) FROM event") { $0.int(0) },
          try writer.first("SELECT max(seen_at) FROM session") { $0.int64(0) }
        )
      }
    }
    let before = try state()
    let page = house.get("/invoices/7002", headers: [(name, value)])
    #expect(page.status == .ok)
    #expect(!page.body.text.contains("Approved 24103"))
    let after = try state()
    #expect(before.0 == after.0 && before.1 == after.1 && before.2 == after.2)
    #expect(house.get("/invoices/7002").body.text.contains("Approved 24103"), "the word waits for the page that is looked at")
    let seen = try state()
    #expect(seen.0 != before.0, "looked at, it is viewed")
    #expect(house.get("/inbox").body.text.contains(" data-ahead"))
  }
}
