import ConnectWise
import Curl
import Synchronization
import Testing

@testable import Sandbox

@Suite struct ClientAgainstSandboxTests {
  func pair(_ data: DemoData = DemoData()) -> (SandboxTransport, ConnectWiseClient) {
    let transport = SandboxTransport(Sandbox(data))
    return (transport, ConnectWiseClient(connection: .sandbox(), transport: transport))
  }

  @Test func `the first call finds the API by itself`() throws {
    let (transport, client) = pair()
    #expect(try client.systemInfo().version == "v2025.8.11870")
    #expect(transport.requests == ["GET /login/companyinfo/brackwater", "GET /v4_6_release/apis/3.0/system/info"])
    #expect(client.codebase == "v4_6_release/")
    #expect(try client.companyInfo().isCloud == false)
  }

  @Test func `all invoices come by paging, with every amount exact`() throws {
    let (transport, client) = pair(DemoData(invoices: 230))
    var seen: [InvoiceRecord] = []
    var listing = Listing(pageSize: 100)
    while true {
      let page = try client.invoices(listing)
      #expect(page.unreadable == [])
      seen += page.records
      guard let next = page.next else { break }
      listing.page = next
    }
    #expect(seen.map(\.id) == Array(7001...7230))
    for (record, invoice) in zip(seen, transport.sandbox.data.invoices) {
      #expect(record.total?.minorUnits(decimals: 2)?.value == Int64(invoice.totals.total))
      #expect(record.total?.minorUnits(decimals: 2)?.isExact == true)
      #expect(record.currency?.currencyCode == invoice.company.currency.code)
      #expect(record.date?.day == Moment.day(invoice.script.date))
    }
  }

  @Test func `open invoices are listed and counted by the same condition`() throws {
    let (_, client) = pair()
    let condition = Condition.all([
      .equal("status/isClosed", .flag(false)), .compare("lastUpdated", .greater, .moment(Stamp("2026-05-10")!)),
    ])
    let open = try client.invoices(Listing(where: condition)).records
    #expect(open.count > 5 && open.count < 28)
    #expect(try client.invoiceCount(condition) == open.count)
    #expect(open.allSatisfy { $0.status?.isClosed == false })
  }

  @Test func `lines of many invoices come in few requests and say what they belong to`() throws {
    let (transport, client) = pair(DemoData(invoices: 320))
    _ = try client.companyInfo()
    let before = transport.requests.count
    let ids = Array(7001...7320)
    let lines = try client.lines(ofInvoices: ids)
    #expect(lines.gaps == [] && lines.unreadable == [])
    let data = transport.sandbox.data
    #expect(lines.time.map(\.id) == data.invoices.flatMap { data.lines(of: $0).time.filter(\.isInvoiced).map(\.id) })
    #expect(lines.expenses.map(\.id) == data.invoices.flatMap { data.lines(of: $0).expenses.filter(\.isInvoiced).map(\.id) })
    #expect(lines.products.map(\.id) == data.invoices.flatMap { data.lines(of: $0).products.filter(\.isInvoiced).map(\.id) })
    #expect(lines.time.allSatisfy { $0.invoice != nil && $0.hourlyCost != nil && $0.timeStart != nil })
    #expect(transport.requests.count - before <= 15)
  }

  @Test func `setting a status comes back confirmed and leaves exactly one effect`() throws {
    let (transport, client) = pair()
    let before = try client.invoice(7001)
    let after = try client.setStatus(ofInvoice: 7001, to: 3)
    #expect(after.status?.id == 3)
    #expect(after.status?.name == "Approved - Ready to Send")
    #expect(after.status?.isClosed == false)
    #expect(after.info?.lastUpdated ?? Stamp(milliseconds: 0) > before.info?.lastUpdated ?? Stamp(milliseconds: 0))
    #expect(transport.sandbox.ledger.map { "\($0.invoice) \($0.field) \($0.before) \($0.after)" } == ["7001 status 1 3"])
    #expect(try client.invoice(7001) == after)
  }

  @Test func `a refused close tells the reason`() throws {
    let (transport, client) = pair()
    let id = try #require(transport.sandbox.data.invoices.first { $0.company.accountNumber == nil }?.id)
    let failure = #expect(throws: ConnectWiseFailure.self) { try client.setStatus(ofInvoice: id, to: 6) }
    #expect(failure?.mayHaveHappened == false)
    #expect(failure?.reasons == ["An account number is required on the company before its invoices can be closed."])
    guard case .rejected(let answer) = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    #expect(answer.errors.first?.field == "accountNumber")
  }

  @Test func `members, statuses, companies and routings are read`() throws {
    let (_, client) = pair()
    let members = try client.members().records
    #expect(members.count == 9)
    #expect(members.first?.email == "hvogel@brackwater.example.test")
    #expect(members.first { $0.licenseClass == "A" }?.email == nil)
    #expect(members.first { $0.identifier == "rbauer" }?.firstName == "Rüdiger")
    let statuses = try client.billingStatuses()
    #expect(
      statuses.map(\.name) == ["New", "In Review", "Approved - Ready to Send", "Rejected", "Sent", "Closed", "Closed - Emailed"])
    #expect(statuses.filter { $0.sentFlag == true }.map(\.id) == [5, 7])
    #expect(try client.companies([301, 310, 999_999]).map(\.accountNumber) == ["C-10301", ""])
    let routings = try client.routings(ofInvoice: 7002)
    #expect(routings.map(\.sequenceNumber) == [1, 2])
    #expect(routings.map(\.reviewedFlag) == [true, false])
    #expect(routings[0].member?.identifier == "tokafor")
    #expect(routings[0].dateReviewedUTC != nil && routings[1].dateReviewedUTC == nil)
  }

  @Test func `a gap in the role is named and does not take the other lines along`() throws {
    let (transport, client) = pair()
    transport.set(faults: [Fault(.forbidden, path: "/time/entries"), Fault(.forbidden, path: "/routings")])
    let lines = try client.lines(ofInvoices: [7002])
    #expect(lines.gaps == [.timeEntries])
    #expect(lines.time.isEmpty && !lines.expenses.isEmpty)
    let failure = #expect(throws: ConnectWiseFailure.self) { try client.routings(ofInvoice: 7002) }
    guard case .roleGap(.routings, _) = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    #expect(failure?.sentence.contains("Finance › Invoicing") == true)
  }

  @Test func `wrong keys, wrong client id, wrong company and a busy server are told apart`() throws {
    func failure(_ connection: Connection, _ faults: [Fault] = []) -> ConnectWiseFailure? {
      let transport = SandboxTransport()
      transport.set(faults: faults)
      let client = ConnectWiseClient(connection: connection, transport: transport)
      return #expect(throws: ConnectWiseFailure.self) { try client.systemInfo() }
    }
    if case .wrongKeys = failure(.sandbox(privateKey: "x")) {} else { Issue.record("keys") }
    if case .wrongClientID = failure(.sandbox(clientID: "x")) {} else { Issue.record("client id") }
    let stranger = Connection(site: Site("cw.example.test")!, company: "x", publicKey: "", privateKey: "", clientID: "")
    #expect(failure(stranger) == .unknownCompany("x"))
    if case .tooManyRequests(.some(.seconds(17)), let answer) = failure(.sandbox(), [Fault(.tooManyRequests(retryAfter: 17))]) {
      #expect(answer.code == "ConnectWiseAPI")
    } else {
      Issue.record("429")
    }
    if case .unavailable(nil, let answer) = failure(.sandbox(), [Fault(.serverError(502))]) {
      #expect(answer.status == 502)
    } else {
      Issue.record("502")
    }
  }

  @Test func `an invoice that does not exist is not found`() throws {
    let (_, client) = pair()
    let failure = #expect(throws: ConnectWiseFailure.self) { try client.invoice(1) }
    if case .notFound = failure {} else { Issue.record("got \(String(describing: failure))") }
  }

  @Test func `a walk by forward-only pages sees what numbered pages see`() throws {
    let (_, client) = pair(DemoData(invoices: 230))
    var ids: [Int] = []
    try client.walk(.invoices, pageSize: 50) { page in
      #expect(page.unreadable == [] && page.records.count <= 50)
      ids += page.records.map(\.id)
    }
    #expect(ids == Array(7001...7230))
    var late: [Int] = []
    try client.walk(.invoices, where: .equal("status/isClosed", .flag(false)), after: 7100, pageSize: 50) { page in
      late += page.records.map(\.id)
    }
    let open = try client.all(.invoices, where: .equal("status/isClosed", .flag(false))).records.map(\.id)
    #expect(late == open.filter { $0 > 7100 } && !late.isEmpty)
  }

  @Test func `marks tell which invoices have changed, with little to read`() throws {
    let (transport, client) = pair()
    let before = try client.all(.invoiceMarks).records
    #expect(
      before.count == transport.sandbox.data.invoices.count
        && before.allSatisfy { $0.info?.lastUpdated != nil && $0.status != nil })
    _ = try client.setStatus(ofInvoice: 7002, to: 3)
    let after = try client.all(.invoiceMarks).records
    #expect(zip(before, after).filter { $0.0 != $0.1 }.map { $0.1.id } == [7002])
  }

  @Test func `the rights of the sandbox's API member are found out, and a gap by its name`() throws {
    let (transport, client) = pair()
    let whole = try client.permissions()
    #expect(whole.missing == [])
    for resource in [ConnectWiseFailure.Resource.invoices, .timeEntries, .expenses, .products, .members, .companies, .routings] {
      #expect(whole.finding(resource) == .readable(isEmpty: false), "\(resource)")
    }
    let effects = transport.sandbox.ledger.count
    transport.set(faults: [Fault(.forbidden, path: "/time/entries")])
    #expect(try client.permissions().missing == [.timeEntries])
    #expect(transport.sandbox.ledger.count == effects)
  }

  @Test func `an upgrade that moves the API is followed, and a deleted invoice is still told apart`() throws {
    let (transport, client) = pair()
    #expect(try client.invoice(7001).id == 7001)
    transport.set(faults: [Fault(.moved(codebase: "v2025_2/"))])
    #expect(try client.invoice(7001).id == 7001)
    #expect(client.codebase == "v2025_2/")
    let failure = #expect(throws: ConnectWiseFailure.self) { try client.invoice(1) }
    if case .notFound = failure {} else { Issue.record("got \(String(describing: failure))") }
    #expect(try client.setStatus(ofInvoice: 7001, to: 3).status?.id == 3)
  }

  @Test func `behind the courteous transport a flood of refusals costs time and no call`() throws {
    let (transport, _) = pair()
    transport.set(faults: [Fault(.tooManyRequests(retryAfter: 17), count: 2)])
    let time = Mutex<Int64>(0)
    let clock = OutboundClock(now: { time.withLock { $0 } }, sleep: { milliseconds in time.withLock { $0 += milliseconds } })
    let courteous = CourteousTransport(transport, clock: clock, dice: { _ in 0 })
    let client = ConnectWiseClient(connection: .sandbox(), transport: courteous, codebase: "v4_6_release/")
    #expect(try client.inBackground.invoice(7001).id == 7001)
    #expect(transport.requests.count == 3)
    #expect(time.withLock { $0 } >= 34_000)
  }
}
