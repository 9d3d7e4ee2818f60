import Bytes
import Crypto
import Testing

@testable import Sandbox

/// What the families beside invoices and lines do: read everywhere, write where the API writes.
@Suite struct EndpointTests {
  let now: Int64 = 1_779_200_000_000
  static let demo = Sandbox(DemoData(invoices: DemoData.demoCount))

  func send(_ method: String, _ path: String, _ body: String = "", type: String = "application/json") -> SandboxRequest {
    SandboxRequest(
      method: method, path: "/v4_6_release/apis/3.0" + path, headers: get("").headers.merging(["content-type": type]) { $1 },
      body: Array(body.utf8))
  }

  /// Every family with an id that its parent has.
  static let families: [(Family, String)] = Family.allCases.map { family in
    let parents: [Family: Int] = [
      .invoices: 7028, .billingSetups: 2, .taxCodes: 7, .agreements: 41, .batches: 88, .companies: 301, .contacts: 1501,
      .timeEntries: 1_000_100, .expenses: 0, .products: 1_000_070, .projects: 701, .projectTickets: 90_180, .tickets: 90_060,
    ]
    var path = family.rawValue
    if let parent = family.parent {
      let expense = demo.data.invoices.lazy.compactMap { demo.data.lines(of: $0).expenses.first?.id }.first ?? 0
      path = path.replacing("{}", with: String(parent == .expenses ? expense : parents[parent] ?? 0))
    }
    return (family, "/" + path)
  }

  @Test(arguments: families)
  func `every family lists, counts, filters, sorts, trims and finds by id`(family: Family, path: String) throws {
    var sandbox = Self.demo
    let query: [(name: String, value: String)] = family == .documents ? [("recordType", "Expense"), ("recordId", "1000150")] : []
    let list = sandbox.respond(to: get(path, query + [("pageSize", "1000")]), now: now)
    #expect(list.status == 200, "\(path) \(list.text.prefix(200))")
    let count = sandbox.respond(to: get(path + "/count", query), now: now)
    #expect(count.status == 200, "\(path)/count")
    #expect(count.json?["count"]?.int ?? -1 >= list.list.count)
    if list.list.count < 1000 { #expect(count.json?["count"]?.int == list.list.count, "\(path)") }
    let unknown = sandbox.respond(to: get(path, query + [("conditions", "shoeSize=4")]), now: now)
    #expect(unknown.status == 400)
    // What may be empty in a demo.
    let canBeEmpty: Set<Family> = [
      .unpostedProcurement, .callbacks, .components, .ticketDocuments, .projectTicketDocuments, .documents, .adjustments,
      .projectTicketProducts, .ticketProducts,
    ]
    guard let first = list.list.first, let id = first["id"]?.int else {
      #expect(canBeEmpty.contains(family), "\(path) is empty")
      return
    }
    let names = family.shape
    guard case .object(let members) = first else { return }
    for member in members where !["_info", "customFields"].contains(member.name) {
      #expect(names.names.contains(member.name), "\(path): \(member.name)")
    }
    let one = sandbox.respond(to: get("\(path)/\(id)"), now: now)
    #expect(one.json == first, "\(path)/\(id)")
    #expect(sandbox.respond(to: get(path, query + [("conditions", "id=\(id)")]), now: now).ids == [id])
    let sorted = sandbox.respond(
      to: get(path, query + [("orderBy", "id desc"), ("pageSize", "1000"), ("fields", "id")]), now: now)
    if list.list.count < 1000 { #expect(sorted.ids == list.ids.sorted(by: >), "\(path)") }
    #expect(sandbox.respond(to: get("\(path)/1999999999"), now: now).status == 404)
  }

  @Test func `an addition is created, worked out, changed, cancelled and removed, and the ledger has each step`() throws {
    var sandbox = Self.demo
    let path = "/finance/agreements/41/additions"
    let wrong = sandbox.respond(to: send("POST", path, #"{"quantity":3}"#), now: now)
    #expect(wrong.status == 400)
    guard case .list(let errors) = wrong.json?["errors"] else { return }
    #expect(errors.compactMap { $0["field"]?.string } == ["product", "billCustomer"])
    let made = sandbox.respond(
      to: send(
        "POST", path,
        #"{"product":{"identifier":"M365-BP"},"billCustomer":"Billable","quantity":18,"unitPrice":26.4,"unitCost":22.0,"invoiceDescription":"x [ref IR-1]"}"#
      ), now: now)
    #expect(made.status == 201, "\(made.text)")
    let id = try #require(made.json?["id"]?.int)
    #expect(made.json?["product"]?["id"]?.int == 2201)
    #expect(made.json?["extPrice"] == .number("475.2") && made.json?["margin"] == .number("4.4"))
    let found = sandbox.respond(to: get(path, [("conditions", "invoiceDescription contains \"[ref IR-1]\"")]), now: now)
    #expect(found.ids == [id])
    let patched = sandbox.respond(
      to: patch("\(path)/\(id)", #"[{"op":"replace","path":"cancelledDate","value":"2026-06-30T00:00:00Z"}]"#), now: now)
    #expect(patched.json?["cancelledDate"]?.string == "2026-06-30T00:00:00Z")
    let base = try #require(sandbox.respond(to: get(path), now: now).ids.first)
    let changed = sandbox.respond(to: patch("\(path)/\(base)", #"[{"op":"replace","path":"quantity","value":20}]"#), now: now)
    #expect(changed.json?["extPrice"] == .number("528.0"))
    #expect(changed.json?["_info"]?["updatedBy"]?.string == "countersign")
    #expect(sandbox.respond(to: send("DELETE", "\(path)/\(base)"), now: now).status == 204)
    #expect(sandbox.respond(to: get("\(path)/\(base)"), now: now).status == 404)
    #expect(
      sandbox.ledger.map { "\($0.resource) \($0.field)" } == [
        "Addition created", "Addition cancelledDate", "Addition quantity", "Addition deleted",
      ])
    for (body, status) in [
      (#"{"product":{"identifier":"NOPE"},"billCustomer":"Billable"}"#, 400), (#"{"product":7,"billCustomer":"Billable"}"#, 400),
      (#"{"shoeSize":1}"#, 400), ("[]", 400),
    ] {
      #expect(sandbox.respond(to: send("POST", path, body), now: now).status == status, "\(body)")
    }
    #expect(sandbox.respond(to: send("POST", "/finance/agreements/999/additions", "{}"), now: now).status == 404)
  }

  @Test func `closed invoices wait for a batch, are exported, taken and given back`() throws {
    var sandbox = Self.demo
    let waiting = sandbox.respond(to: get("/finance/accounting/unpostedinvoices", [("pageSize", "1000")]), now: now).list
    let first = try #require(waiting.first)
    let invoice = try #require(first["billingLogId"]?.int)
    #expect(first["id"]?.int != invoice)
    let export = sandbox.respond(
      to: send("POST", "/finance/accounting/export", #"{"includedInvoiceIds":[\#(invoice)],"exportInvoicesFlag":true}"#), now: now
    )
    guard case .list(let transactions)? = export.json?["transactions"], let transaction = transactions.first else {
      Issue.record("no transaction")
      return
    }
    #expect(sandbox.ledger.isEmpty)
    let ids = try #require(transaction["glEntryIds"]?.string)
    let body =
      #"{"batchIdentifier":"QBO-1","glInterfaceIdentifier":"QBO-1","exportInvoicesFlag":true,"processedRecordIds":[\#(ids)]}"#
    #expect(sandbox.respond(to: send("POST", "/finance/accounting/batches", body), now: now).status == 201)
    #expect(sandbox.respond(to: send("POST", "/finance/accounting/batches", body), now: now).status == 400)
    let batched = sandbox.respond(to: get("/finance/invoices/\(invoice)"), now: now).json
    let batch = try #require(batched?["glBatch"]?["id"]?.int)
    #expect(batched?["glBatch"]?["name"]?.string == "QBO-1")
    let left = sandbox.respond(to: get("/finance/accounting/unpostedinvoices", [("pageSize", "1000")]), now: now).list
    #expect(left.count == waiting.count - 1)
    let entries = sandbox.respond(to: get("/finance/accounting/batches/\(batch)/entries"), now: now).list
    #expect(entries.reduce(0) { $0 + ($1["debit"]?.cents ?? 0) } == entries.reduce(0) { $0 + ($1["credit"]?.cents ?? 0) })
    let reopened = sandbox.respond(
      to: patch("/finance/closedInvoices/\(invoice)", #"[{"op":"replace","path":"status","value":{"id":1}}]"#), now: now)
    #expect(reopened.status == 400)
    #expect(sandbox.respond(to: send("DELETE", "/finance/accounting/batches/\(batch)"), now: now).status == 204)
    #expect(sandbox.respond(to: get("/finance/accounting/unpostedinvoices/count"), now: now).json?["count"]?.int == waiting.count)
  }

  @Test func `a payment moves the balance, and the audit trail tells of it and of the status, newest first`() {
    var sandbox = Self.demo
    let before = sandbox.respond(to: get("/finance/invoices/7002"), now: now).json?["balance"]?.cents ?? 0
    _ = sandbox.respond(
      to: send("POST", "/finance/invoices/7002/payments", #"{"type":"P","amount":12.5,"invoice":{"id":7002}}"#), now: now)
    _ = sandbox.respond(
      to: patch("/finance/invoices/7002", #"[{"op":"replace","path":"status","value":{"id":3}}]"#), now: now + 5_000)
    let after = sandbox.respond(to: get("/finance/invoices/7002"), now: now).json
    #expect(after?["balance"]?.cents == before - 12_50)
    let trail = sandbox.respond(to: get("/system/audittrail", [("type", "Invoice"), ("id", "7002")]), now: now).list
    #expect(trail.first?["text"]?.string == "Billing status has been updated from \"In Review\" to \"Approved - Ready to Send\".")
    #expect(trail.first?["auditType"]?.string == "BillingStatus")
    #expect(trail.dropFirst().first?["auditType"]?.string == "Payment")
    #expect(trail.count >= 4 && trail.allSatisfy { $0["id"] == nil && $0["_info"] == nil })
    let dates = trail.compactMap { $0["enteredDate"]?.string }
    #expect(dates == dates.sorted(by: >))
    #expect(sandbox.respond(to: get("/system/audittrail", [("type", "Shoe"), ("id", "1")]), now: now).status == 400)
    #expect(
      sandbox.respond(to: get("/system/audittrail/count", [("type", "Invoice"), ("id", "7002")]), now: now).json?["count"]?.int
        == trail.count)
  }

  @Test func `a document goes up as a form, comes down the same, and as JSON is refused`() throws {
    var sandbox = Self.demo
    let form =
      "--b\r\nContent-Disposition: form-data; name=\"recordType\"\r\n\r\nInvoice\r\n--b\r\nContent-Disposition: form-data; name=\"recordId\"\r\n\r\n7001\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nApproval\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n"
    let made = sandbox.respond(to: send("POST", "/system/documents", form, type: "multipart/form-data; boundary=b"), now: now)
    #expect(made.status == 201, "\(made.text)")
    let id = try #require(made.json?["id"]?.int)
    let list = sandbox.respond(to: get("/system/documents", [("recordType", "Invoice"), ("recordId", "7001")]), now: now)
    #expect(list.ids == [id])
    #expect(sandbox.respond(to: get("/system/documents/\(id)/download"), now: now).text == "hello")
    #expect(sandbox.respond(to: send("POST", "/system/documents", "{}"), now: now).status == 415)
    #expect(sandbox.respond(to: send("DELETE", "/system/documents/\(id)"), now: now).status == 204)
    #expect(sandbox.respond(to: get("/system/documents/\(id)"), now: now).status == 404)
  }

  @Test func `a line taken off its invoice is on none, and the totals stay`() throws {
    var sandbox = Self.demo
    let lines = get("/time/entries", [("conditions", "invoice/id=7002")])
    let before = sandbox.respond(to: lines, now: now).ids
    let total = sandbox.respond(to: get("/finance/invoices/7002"), now: now).json?["total"]
    let id = try #require(before.first)
    #expect(sandbox.respond(to: send("POST", "/time/entries/\(id)/detach"), now: now).status == 200)
    #expect(sandbox.respond(to: lines, now: now).ids == Array(before.dropFirst()))
    #expect(sandbox.respond(to: get("/time/entries/\(id)"), now: now).json?["invoice"] == nil)
    #expect(sandbox.respond(to: get("/finance/invoices/7002"), now: now).json?["total"] == total)
    #expect(sandbox.ledger.map(\.invoice) == [7002, 7002])
  }

  @Test func `a deleted invoice is gone from lists and counts, and its routings with it`() {
    var sandbox = Self.demo
    let edited = sandbox.edit(HumanEdit(invoice: 7005, field: "deleted", value: ""), now: now)
    #expect(edited)
    #expect(sandbox.respond(to: get("/finance/invoices/7005"), now: now).status == 404)
    #expect(sandbox.respond(to: get("/finance/invoices/7005/routings"), now: now).status == 404)
    #expect(sandbox.respond(to: get("/finance/invoices/count"), now: now).json?["count"]?.int == 239)
    #expect(sandbox.respond(to: get("/finance/invoices", [("conditions", "id in (7004,7005)")]), now: now).ids == [7004])
    #expect(sandbox.ledger.map(\.field) == ["deleted"])
  }

  @Test func `a routing row marked reviewed carries the date`() throws {
    var sandbox = Self.demo
    let row = try #require(sandbox.respond(to: get("/finance/invoices/7002/routings"), now: now).ids.last)
    let answer = sandbox.respond(
      to: patch("/finance/invoices/7002/routings/\(row)", #"[{"op":"replace","path":"reviewedFlag","value":true}]"#), now: now)
    #expect(answer.json?["dateReviewedUTC"]?.string == "2026-05-19T14:13:20Z")
    #expect(sandbox.ledger.first?.invoice == 7002)
  }

  @Test func `contacts are found by their address, and tickets by a search`() {
    var sandbox = Self.demo
    let child = "communicationItems/value like \"office@oak*\" and communicationItems/communicationType=\"Email\""
    #expect(sandbox.respond(to: get("/company/contacts", [("childConditions", child)]), now: now).ids == [1501])
    #expect(sandbox.respond(to: get("/company/contacts", [("childConditions", "shoes/size=1")]), now: now).status == 400)
    let search = sandbox.respond(to: send("POST", "/service/tickets/search", #"{"conditions":"id=90060"}"#), now: now)
    #expect(search.ids == [90_060])
    let notes = sandbox.respond(to: get("/service/tickets/90060/allNotes"), now: now).list
    #expect(Set(notes.compactMap { $0["noteType"]?.string }) == ["TicketNote", "TimeEntryNote"])
  }

  @Test func `an invoice is a PDF with its lines, umlauts and all, without what it cost`() {
    var sandbox = Self.demo
    for invoice in sandbox.data.invoices {
      let answer = sandbox.respond(to: get("/finance/invoices/\(invoice.id)/pdf"), now: now)
      #expect(answer.type.description == "application/pdf")
      #expect(answer.body.starts(with: Array("%PDF-1.4".utf8)) && answer.body.count < 20_000)
      let text = String(decoding: answer.body.map { $0 < 0x80 ? $0 : UInt8(ascii: "~") }, as: UTF8.self)
      #expect(text.contains("No. \(invoice.number)") && text.hasSuffix("%%EOF\n"))
      for entry in sandbox.data.lines(of: invoice).time {
        #expect(!text.contains(entry.internalNotes ?? "internal note of nobody"))
      }
    }
  }

  // MARK: Callbacks

  @Test func `the signature is that of the vendor's rule`() {
    // Worked out with openssl: base64(HMAC-SHA256(SHA256("example-signing-key-01"), body)).
    #expect(Sandbox.signature(Array("{\"ID\":7002}".utf8), key: "example-signing-key-01") == Self.known)
  }

  static let known = "boN7hIm7e8vicKUTPZoOghoQzGikQ36wAFtNirA7V9c="

  @Test func `who registers is told of a status, once, signed, and again twice where the answer asks for it`() throws {
    var sandbox = Self.demo
    func register(_ level: String, _ object: Int, _ more: String = "") -> SandboxAnswer {
      sandbox.respond(
        to: send(
          "POST", "/system/callbacks",
          #"{"url":"http://127.0.0.1:9/hook?recordId=","objectId":\#(object),"type":"invoice","level":"\#(level)"\#(more)}"#),
        now: now)
    }
    let owner = register("owner", 1)
    #expect(owner.status == 201 && owner.json?["connectWiseID"] != nil)
    let statuses = [
      register("status", 5).status, register("invoice", 7001).status, register("invoice", 7002).status,
      register("owner", 1, #","isSelfSuppressedFlag":true"#).status, register("shoe", 1).status,
    ]
    #expect(statuses == [201, 201, 201, 201, 400])
    _ = sandbox.respond(to: patch("/finance/invoices/7001", #"[{"op":"replace","path":"status","value":{"id":3}}]"#), now: now)
    let told = sandbox.takeDeliveries(now: now)
    #expect(
      told.map(\.url) == [
        "http://127.0.0.1:9/hook?recordId=7001&action=updated", "http://127.0.0.1:9/hook?recordId=7001&action=updated",
      ])
    #expect(sandbox.deliveries.isEmpty)
    let first = try #require(told.first)
    let body = try #require(JSONReader.read(first.body))
    #expect(body["ID"]?.int == 7001 && body["Action"]?.string == "updated")
    let entity = JSONReader.read(Array((body["Entity"]?.string ?? "").utf8))
    #expect(entity?["status"]?["id"]?.int == 3)
    let url = try #require(body["Metadata"]?["key_url"]?.string)
    let query = try #require(url.split(separator: "?").last?.split(separator: "=").last)
    let key = sandbox.respond(
      to: SandboxRequest(method: "GET", path: "/v4_6_release/system/callbackkey/index.rails", query: [("id", String(query))]),
      now: now)
    let signing = try #require(key.json?["signing_key"]?.string)
    #expect(
      first.headers.first { $0.name == "x-content-signature" }?.value
        == Base64.encode(hmacSHA256(key: sha256(signing), first.body)))
    sandbox.settle(first, status: 404, now: now)
    #expect(sandbox.takeDeliveries(now: now + 1_999).isEmpty)
    let second = try #require(sandbox.takeDeliveries(now: now + 2_000).first)
    sandbox.settle(second, status: 429, now: now + 2_000)
    let third = try #require(sandbox.takeDeliveries(now: now + 6_000).first)
    sandbox.settle(third, status: 429, now: now + 6_000)
    #expect(sandbox.deliveries.isEmpty)
    sandbox.settle(first, status: 500, now: now)
    sandbox.settle(first, status: nil, now: now)
    #expect(sandbox.deliveries.isEmpty)
    // A person's change goes to the self-suppressed one as well.
    let edited = sandbox.edit(HumanEdit(invoice: 7001, value: "4"), now: now)
    #expect(edited && sandbox.deliveries.count == 3)
  }
}
