import Domain
import HTTP
import Store
import Testing

@testable import Web

@Suite struct TroubleTests {
  private let house: House
  private let page = "/inbox/trouble"

  init() throws {
    house = try House()
    for id in [7001, 7002, 7003, 7004] as [Int64] { try house.place(id) }
    try house.signIn(as: .reviewer, member: 151)
    for id in 7001...7004 {
      _ = house.submit("/invoices/\(id)/approve", on: "/invoices/\(id)")
      _ = house.get("/inbox")
      house.pass(milliseconds: 1_000)
    }
  }

  private func stand(_ invoice: Int64, _ state: WriteBack.State, problem: String = "", found: Reference<BillingStatus>? = nil)
    throws
  {
    let now = house.now
    try house.database.write { writer throws in
      guard var writeBack = try writer.newestWriteBack(of: ID(invoice))?.writeBack else { return }
      writeBack.state = state
      try writer.save(writeBack, problem: problem, found: found, at: now)
    }
  }

  private var rows: [String] {
    let html = house.get(page).body.text
    return html.split(separator: "<a class=\"row\"").dropFirst().map { part in
      part.range("href=\"/invoices/").map { String(part[$0...].dropFirst(6).prefix { $0 != "\"" }) } ?? ""
    }
  }

  @Test func `each kind of trouble stands there with its reason and leads to where it is settled`() throws {
    try stand(7001, .conflict, found: Reference(9, name: "On Hold"))
    try stand(7002, .rejected, problem: "the company has no account number")
    try stand(7003, .unknown, problem: "no answer within 60 s")
    let now = house.now
    try house.database.write { writer throws in
      guard let id = try writer.newestWriteBack(of: ID(7004))?.writeBack.id else { return }
      try writer.noteTold(of: id, at: now)
    }
    house.pass(milliseconds: 2 * 86_400_000)
    try house.signIn(as: .reviewer, member: 151)
    let html = house.get(page).body.text
    #expect(rows.map { $0.replacing("/invoices/", with: "") } == ["7004", "7003", "7002/write-back", "7001/write-back"])
    for words in [
      "wanted “Ready to Send”, ConnectWise shows “On Hold”", "the company has no account number", "no answer within 60 s",
      "Please decide", "Refused", "Checking", "Waiting 2 d", "4 write-backs to look at",
    ] {
      #expect(html.contains(words), "\(words)")
    }
  }

  @Test func `the tab counts what the search finds, on every view, and is empty when all is well`() throws {
    #expect(house.get("/inbox").body.text.contains("Write-back trouble <small>0</small>"))
    #expect(house.get(page).body.text.contains("No write-back is in trouble"))
    try stand(7001, .unknown)
    try stand(7002, .unknown)
    #expect(house.get("/inbox").body.text.contains("Write-back trouble <small>2</small>"))
    #expect(house.get("/inbox?q=24101").body.text.contains("Write-back trouble <small>1</small>"))
    #expect(house.get("\(page)?q=24101").body.text.contains("1 write-back to look at"))
    #expect(house.get("\(page)?q=99999").body.text.contains("Nothing matches"))
  }

  @Test func `what was settled, or has something newer behind it, is no trouble`() throws {
    try stand(7001, .rejected)
    #expect(rows == ["/invoices/7001/write-back"])
    let form = try #require(Form(action: "/invoices/7001/try-again", in: house.get("/invoices/7001/write-back").body.text))
    _ = house.post("/invoices/7001/try-again", form.hidden.filter { $0.0 != "csrf" }, token: form.token)
    #expect(rows.isEmpty)
  }

  @Test func `others do not see what is not theirs`() throws {
    try stand(7001, .conflict, found: Reference(9, name: "On Hold"))
    try house.signIn(as: .reviewer, member: 999, name: "Otto Lind")
    try house.database.write { try $0.execute("UPDATE person SET member_id = 999") }
    try house.database.write { try $0.execute("UPDATE reviewer SET person_id = NULL") }
    #expect(rows.isEmpty)
    #expect(house.get(page).body.text.contains("Write-back trouble <small>0</small>"))
  }
}
