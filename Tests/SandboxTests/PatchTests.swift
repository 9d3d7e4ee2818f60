import Testing

@testable import Sandbox

@Suite struct PatchTests {
  let now: Int64 = 1_779_200_000_123  // 2026-05-19T14:13:20Z

  @Test(arguments: [
    #"{"op":"replace","path":"status","value":{"id":3}}"#, #"{"op":"replace","path":"/status","value":{"id":3}}"#,
    #"{"op":"replace","path":"status/id","value":3}"#, #"{"op":"replace","path":"/status/id","value":3}"#,
    #"{"op":"replace","path":"status/id","value":"3"}"#, #"{"op":"add","path":"status","value":{"id":3.0}}"#,
    #"{"op":"replace","path":"status","value":{"name":"approved - ready to send"}}"#,
    #"{"op":"replace","path":"status/name","value":"Approved - Ready to Send"}"#,
  ])
  func `every path form in use sets the status, moves the marks and enters the ledger`(operation: String) {
    var sandbox = Sandbox()
    let answer = sandbox.respond(to: patch("/finance/invoices/7001", "[\(operation)]"), now: now)
    #expect(answer.status == 200)
    #expect(
      answer.json?["status"]
        == .record([("id", .integer(3)), ("name", .text("Approved - Ready to Send")), ("isClosed", .flag(false))]))
    #expect(answer.json?["_info"]?["lastUpdated"]?.string == "2026-05-19T14:13:20Z")
    #expect(answer.json?["_info"]?["updatedBy"]?.string == "countersign")
    #expect(answer.json?["closedBy"] == nil)
    #expect(sandbox.ledger == [Effect(number: 1, at: now, invoice: 7001, field: "status", before: "1", after: "3")])
    #expect(sandbox.respond(to: get("/finance/invoices/7001"), now: now).body == answer.body)
    #expect(sandbox.respond(to: get("/finance/invoices", [("conditions", "status/id=3 and id=7001")]), now: now).ids == [7001])
  }

  @Test func `each write moves lastUpdated, even within one second and with a clock that runs backwards`() {
    var sandbox = Sandbox()
    var marks: [String] = []
    for (status, time) in [(2, now), (3, now), (1, now - 86_400_000)] {
      let answer = sandbox.respond(
        to: patch("/finance/invoices/7001", #"[{"op":"replace","path":"status","value":{"id":\#(status)}}]"#), now: time)
      marks.append(answer.json?["_info"]?["lastUpdated"]?.string ?? "")
    }
    #expect(marks == ["2026-05-19T14:13:20Z", "2026-05-19T14:13:21Z", "2026-05-19T14:13:22Z"])
  }

  @Test func `closing fills closedBy, and afterwards only closedInvoices takes changes`() {
    var sandbox = Sandbox()
    let closed = sandbox.respond(
      to: patch("/finance/invoices/7001", #"[{"op":"replace","path":"status","value":{"id":6}}]"#), now: now)
    #expect(closed.json?["status"]?["isClosed"]?.bool == true)
    #expect(closed.json?["closedBy"]?.string == "countersign")
    let again = sandbox.respond(
      to: patch("/finance/invoices/7001", #"[{"op":"replace","path":"status","value":{"id":1}}]"#), now: now)
    #expect(again.status == 400)
    let note = sandbox.respond(
      to: patch(
        "/finance/closedInvoices/7001",
        #"[{"op":"replace","path":"internalNotes","value":"Seen."},{"op":"replace","path":"status","value":{"id":1}}]"#), now: now
    )
    #expect(note.status == 200)
    #expect(note.json?["internalNotes"]?.string == "Seen.")
    #expect(
      sandbox.respond(
        to: patch("/finance/closedInvoices/7001", #"[{"op":"replace","path":"internalNotes","value":"x"}]"#), now: now
      ).status == 404)
    let open = sandbox.respond(to: get("/finance/invoices/7001"), now: now).json
    #expect(open?["status"]?["isClosed"]?.bool == false)
    #expect(open?["closedBy"] == nil)
    #expect(open?["internalNotes"]?.string == "Seen.")
  }

  @Test func `a company without account number cannot be closed, and nothing is changed`() {
    var sandbox = Sandbox()
    let invoice = sandbox.data.invoices.first { $0.company.accountNumber == nil && !$0.script.status.isClosed }
    let id = invoice?.id ?? 0
    let before = sandbox.respond(to: get("/finance/invoices/\(id)"), now: now).body
    let answer = sandbox.respond(
      to: patch("/finance/invoices/\(id)", #"[{"op":"replace","path":"status","value":{"id":6}}]"#), now: now)
    #expect(answer.status == 400)
    #expect(answer.json?["code"]?.string == "InvalidObject")
    guard case .list(let errors) = answer.json?["errors"] else {
      Issue.record("no nested errors")
      return
    }
    #expect(errors.first?["code"]?.string == "MissingRequiredField")
    #expect(errors.first?["field"]?.string == "accountNumber")
    #expect(sandbox.ledger.isEmpty)
    #expect(sandbox.respond(to: get("/finance/invoices/\(id)"), now: now).body == before)
  }

  @Test(arguments: [
    (#"[]"#, 400), (#"{}"#, 400), (#"not json"#, 400), (#"[{"op":"move","path":"status"}]"#, 400), (#"[{"op":"replace"}]"#, 400),
    (#"[{"op":"replace","path":"shoeSize","value":1}]"#, 400), (#"[{"op":"replace","path":"Status","value":{"id":3}}]"#, 400),
    (#"[{"op":"replace","path":"status","value":{"id":99}}]"#, 400), (#"[{"op":"replace","path":"status","value":3}]"#, 400),
    (#"[{"op":"remove","path":"status"}]"#, 400), (#"[{"op":"replace","path":"total","value":1.0}]"#, 400),
    (#"[{"op":"replace","path":"customerPO","value":"123456789012345678901234567890123456789012345678901"}]"#, 400),
    (#"[{"op":"replace","path":"customerPO","value":7}]"#, 400),
    (#"[{"op":"replace","path":"dueDate","value":"tomorrow"}]"#, 400),
    (#"[{"op":"remove","path":"invoiceNumber"}]"#, 400), ("[" + String(repeating: "[", count: 100) + "]", 400),
    (#"[{"op":"replace","path":"status","value":{"id":3}},{"op":"replace","path":"nothing","value":1}]"#, 400),
    // Accepted without effect, as paths inside most references are.
    (#"[{"op":"replace","path":"company/identifier","value":"Other"}]"#, 200),
  ])
  func `a wrong patch is refused whole and leaves no effect`(body: String, status: Int) {
    var sandbox = Sandbox()
    let before = sandbox.respond(to: get("/finance/invoices/7001"), now: now).body
    #expect(sandbox.respond(to: patch("/finance/invoices/7001", body), now: now).status == status)
    #expect(sandbox.ledger.isEmpty)
    #expect(sandbox.respond(to: get("/finance/invoices/7001"), now: now).body == before)
  }

  @Test func `texts, flags and dates can be set and removed`() {
    var sandbox = Sandbox()
    let set = sandbox.respond(
      to: patch(
        "/finance/invoices/7001",
        #"[{"op":"replace","path":"customerPO","value":"PO 1"},{"op":"add","path":"internalNotes","value":"N"},{"op":"replace","path":"addToBatchEmailList","value":false},{"op":"replace","path":"dueDate","value":"2026-07-01T00:00:00Z"}]"#
      ), now: now)
    #expect(set.json?["customerPO"]?.string == "PO 1")
    #expect(set.json?["internalNotes"]?.string == "N")
    #expect(set.json?["addToBatchEmailList"]?.bool == false)
    #expect(set.json?["dueDate"]?.string == "2026-07-01T00:00:00Z")
    let removed = sandbox.respond(to: patch("/finance/invoices/7001", #"[{"op":"remove","path":"internalNotes"}]"#), now: now)
    #expect(removed.json?["internalNotes"] == nil)
    #expect(sandbox.ledger.count == 5)
    #expect(
      sandbox.respond(to: patch("/finance/invoices/7001", "[]", headers: ["content-type": "text/plain"]), now: now).status == 415)
  }
}
