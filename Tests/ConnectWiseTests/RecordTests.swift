import Curl
import Foundation
import Testing

@testable import ConnectWise

@Suite struct RecordTests {
  private func client(_ body: String, status: Int = 200, headers: [(name: String, value: String)] = []) -> ConnectWiseClient {
    ConnectWiseClient(
      connection: Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c"),
      transport: ScriptedTransport(status, body, headers: headers), codebase: "v4_6_release/")
  }

  private func one<Record>(_ list: RecordList<Record>, _ body: String) throws -> Record {
    let page = try client("[\(body)]").page(list)
    #expect(page.unreadable == [])
    return try #require(page.records.first)
  }

  @Test func `a tax code has the levels that carry a rate`() throws {
    let code = try one(
      .taxCodes,
      #"{"id":7,"identifier":"FL-PIN","levelOneRate":0.065,"levelOneRateType":"Percent","levelOneCaption":"State","levelOneProductsFlag":true,"levelTwoRate":null,"levelThreeRate":1.5,"levelThreeServicesFlag":true,"levelSixRate":0.0}"#
    )
    #expect(code.levels.map(\.number) == [1, 3, 6])
    #expect(code.levels[0].rate.text == "0.065" && code.levels[0].taxesProducts && !code.levels[0].taxesServices)
    #expect(code.levels[0].rateType == "Percent" && code.levels[0].caption == "State")
    #expect(code.levels[1].taxesServices)
  }

  @Test func `a contact's address is the default one, else the first`() throws {
    func email(_ items: String) throws -> String? { try one(.contacts, #"{"id":1,"communicationItems":\#(items)}"#).email }
    let first = #"{"communicationType":"Email","value":"a@x.test"}"#
    let chosen = #"{"communicationType":"Email","value":"b@x.test","defaultFlag":true}"#
    let phone = #"{"communicationType":"Phone","value":"727","defaultFlag":true}"#
    #expect(try email("[\(phone),\(first),\(chosen)]") == "b@x.test")
    #expect(try email("[\(phone),\(first)]") == "a@x.test")
    #expect(try email("[\(phone)]") == nil)
    #expect(try email("null") == nil)
    #expect(try email(#"[{"communicationType":"Email","value":"","defaultFlag":true},{"communicationType":"Pigeon"}]"#) == nil)
  }

  @Test func `an addition is active from its day up to the day before its cancellation`() throws {
    let addition = try one(
      .additions(ofAgreement: 41),
      #"{"id":804,"product":{"id":2201,"identifier":"M365"},"quantity":18.0,"unitPrice":26.4,"billCustomer":"Billable","effectiveDate":"2025-06-01T00:00:00Z","cancelledDate":"2026-03-01T00:00:00Z"}"#
    )
    for (day, isActive) in [("2025-05-31", false), ("2025-06-01", true), ("2026-02-28", true), ("2026-03-01", false)] {
      #expect(addition.isActive(on: Stamp(day)!) == isActive, "\(day)")
    }
    #expect(addition.quantity?.text == "18" && addition.unitPrice?.text == "26.4")
    #expect(try one(.additions(ofAgreement: 41), #"{"id":1}"#).isActive(on: Stamp("2026-01-01")!) == false)
  }

  @Test func `every list reads its record from an id alone, and says so by name when a field has another type`() throws {
    func check<Record>(_ list: RecordList<Record>, _ field: String) throws {
      // Absent, null and a word that nobody knows.
      _ = try one(list, #"{"id":1,"surprise":{"a":[1]},"_info":null}"#)
      let page = try client(#"[{"id":5,"\#(field)":[["secret"]]},{"id":6}]"#).page(list)
      #expect(page.records.count == 1)
      #expect(page.unreadable.count == 1)
      #expect(page.unreadable.first?.contains("record 5") == true && page.unreadable.first?.contains(field) == true)
      #expect(page.unreadable.first?.contains("secret") == false)
    }
    try check(.timeEntries, "hourlyRate")
    try check(.expenses, "amount")
    try check(.products, "price")
    try check(.routings(ofInvoice: 1), "reviewedFlag")
    try check(.payments(ofInvoice: 1), "amount")
    try check(.documents(of: .expense, 1), "size")
    try check(.tickets(.service), "summary")
    try check(.tickets(.project), "billingMethod")
    try check(.notes(of: .service, 1), "text")
    try check(.projects, "billingMethod")
    try check(.phases(ofProject: 1), "billingMethod")
    try check(.agreements, "billAmount")
    try check(.additions(ofAgreement: 1), "unitPrice")
    try check(.companies, "accountNumber")
    try check(.team(ofCompany: 1), "accountManagerFlag")
    try check(.contacts, "communicationItems")
    try check(.billingSetups, "location")
    try check(.routings(ofBillingSetup: 1), "routingRule")
    try check(.billingTerms, "dueDays")
    try check(.taxCodes, "levelOneRate")
    try check(.workRoles, "hourlyRate")
    try check(.workTypes, "rate")
    try check(.expenseTypes, "maxAmount")
    try check(.invoiceMarks, "status")
  }

  @Test func `lists that belong to a record are asked for under it`() throws {
    func url<Record>(_ list: RecordList<Record>) throws -> String {
      let transport = ScriptedTransport(200, "[]")
      let client = ConnectWiseClient(
        connection: Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c"),
        transport: transport, codebase: "x")
      _ = try client.page(list)
      return String(transport.requests[0].url.dropFirst("https://h/x/apis/3.0".count).prefix { $0 != "&" })
    }
    #expect(try url(.documents(of: .timeEntry, 9)) == "/system/documents?recordType=TimeEntry")
    #expect(try url(.notes(of: .project, 9)) == "/project/tickets/9/notes?orderBy=id%20asc")
    #expect(try url(.routings(ofBillingSetup: 9)) == "/finance/billingSetups/9/routings?orderBy=id%20asc")
    #expect(try url(.team(ofCompany: 9)) == "/company/companies/9/teams?orderBy=id%20asc")
  }

  @Test func `a PDF is its bytes, with a minute to print it, and an error in its place is read as one`() throws {
    let pdf = "%PDF-1.7\n\u{1}\u{2}"
    let transport = ScriptedTransport(200, pdf, headers: [("Content-Type", "application/pdf")])
    let connection = Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c")
    let client = ConnectWiseClient(connection: connection, transport: transport, codebase: "x")
    #expect(try client.pdf(ofInvoice: 7002) == Array(pdf.utf8))
    #expect(transport.requests[0].limits.total == .seconds(60) && transport.requests[0].limits.answer == 16 << 20)
    #expect(transport.requests[0].headers.contains { $0.name == "Accept" && $0.value.hasPrefix("application/pdf") })
    #expect(try client.document(12_055) == Array(pdf.utf8))
    #expect(transport.requests[1].url.hasSuffix("/system/documents/12055/download"))
    for (status, body) in [(200, "{}"), (200, ""), (500, "{}"), (403, #"{"code":"Security","message":"no"}"#)] {
      let failure = #expect(throws: ConnectWiseFailure.self) { try self.client(body, status: status).pdf(ofInvoice: 1) }
      switch (status, failure) {
      case (200, .unreadable), (500, .unavailable), (403, .roleGap(.pdf, _)): break
      default: Issue.record("\(status): \(String(describing: failure))")
      }
    }
  }

  @Test func `reads have half a minute and writes a minute`() throws {
    let transport = ScriptedTransport(200, #"{"id":7,"type":"S","status":{"id":6}}"#)
    let connection = Connection(site: Site("h")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c")
    let client = ConnectWiseClient(connection: connection, transport: transport, codebase: "x")
    _ = try client.invoice(7)
    _ = try client.setStatus(ofInvoice: 7, to: 6)
    #expect(transport.requests.map(\.limits.total) == [.seconds(30), .seconds(60)])
    #expect(transport.requests.map(\.limits.answer) == [32 << 20, 8 << 20])
  }

  @Test func `conditions that say nothing or cannot be true are spelled legally`() {
    #expect(Condition.oneOf("status/id", []).text == "status/id in (0)")
    #expect(Condition.all([.noneOf("id", []), .equal("a", .number(1))]).text == "a = 1")
    #expect(Condition.any([.noneOf("id", []), .equal("a", .number(1))]).text == "")
    #expect(Condition.all([]).text == "")
    #expect(Listing(where: .all([])).query.map(\.0) == ["orderBy", "pageSize", "page"])
    #expect(Condition.compare("summary", .notContains, .text("x")).text == "summary not contains \"x\"")
    // A quote that carries a combining mark is one character to Swift and still a quote to the server.
    #expect(Condition.equal("name", .text("a\"\u{301} or id > 0")).text == "name = \"a\\\"\u{301} or id > 0\"")
    #expect(Condition.compare("date", .greater, .day(Stamp("2026-05-18T23:00:00Z")!)).text == "date > [2026-05-18]")
  }
}
