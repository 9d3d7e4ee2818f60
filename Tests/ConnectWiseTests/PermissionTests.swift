import Curl
import Foundation
import Testing

@testable import ConnectWise

@Suite struct PermissionTests {
  /// A ConnectWise whose role forbids some paths, and which does not have others.
  private func transport(
    forbidden: [String] = [], missing: [String] = [], empty: [String] = [], noInvoice: Bool = false
  ) -> ScriptedTransport {
    ScriptedTransport { request in
      let path = (URLComponents(string: request.url)?.path ?? "").replacing("/v4_6_release/apis/3.0", with: "")
      func json(_ status: Int, _ body: String) -> Result<OutboundResponse, CurlFailure> {
        .success(OutboundResponse(status: status, body: Array(body.utf8)))
      }
      if path.hasPrefix("/login/") { return json(200, #"{"Codebase":"v4_6_release/","IsCloud":true}"#) }
      if missing.contains(path) { return json(404, "") }
      if forbidden.contains(path) { return json(403, #"{"code":"Security","message":"You do not have permission."}"#) }
      if path == "/system/info" { return json(200, #"{"version":"v2025.1.10333","licenseBits":[{"name":"AuditTrail"}]}"#) }
      if path == "/finance/invoices" {
        return json(200, noInvoice ? "[]" : #"[{"id":7002,"type":"Standard","company":{"id":302}}]"#)
      }
      return json(200, empty.contains(path) ? "[]" : #"[{"id":1}]"#)
    }
  }

  private func permissions(_ transport: ScriptedTransport) throws -> Permissions {
    try ConnectWiseClient(
      connection: Connection(
        site: Site("na.myconnectwise.net")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c"),
      transport: transport
    ).permissions()
  }

  private let unneeded = Permissions.Unneeded.allCases.map(\.rawValue)

  @Test func `a role that is as wide as it needs to be has nothing missing and nothing in excess`() throws {
    let found = try permissions(transport(forbidden: unneeded))
    #expect(found.missing == [] && found.excess == [])
    #expect(found.system.version == "v2025.1.10333" && found.company.isCloud)
    #expect(found.checks.count == ConnectWiseFailure.Resource.allCases.count + Permissions.Unneeded.allCases.count)
    #expect(Set(found.checks.map(\.right)).count == found.checks.count)
    for check in found.checks {
      switch check.right {
      case .unneeded: #expect(check.finding == .withheld)
      case .needed(.invoiceStatus), .needed(.invoiceNotes), .needed(.routingReviewed): #expect(check.finding == .unproven)
      case .needed: #expect(check.finding == .readable(isEmpty: false), "\(check.right)")
      }
    }
  }

  @Test(arguments: [
    ("/time/entries", ConnectWiseFailure.Resource.timeEntries), ("/expense/entries", .expenses),
    ("/procurement/products", .products), ("/system/members", .members), ("/finance/billingStatuses", .billingStatuses),
    ("/company/companies", .companies), ("/company/companies/302/teams", .teams), ("/company/contacts", .contacts),
    ("/finance/agreements", .agreements), ("/service/tickets", .serviceTickets), ("/project/tickets", .projectTickets),
    ("/project/projects", .projects), ("/system/audittrail", .auditTrail), ("/system/documents", .documents),
    ("/finance/billingSetups", .billingSetups), ("/finance/billingTerms", .billingTerms), ("/finance/taxCodes", .taxCodes),
    ("/time/workRoles", .workRoles), ("/time/workTypes", .workTypes), ("/expense/types", .expenseTypes),
    ("/finance/invoices/7002/routings", .routings), ("/finance/invoices/7002/payments", .payments),
  ])
  func `each right is tried by itself`(path: String, resource: ConnectWiseFailure.Resource) throws {
    let denied = try permissions(transport(forbidden: [path] + unneeded))
    #expect(denied.missing == [resource])
    let old = try permissions(transport(forbidden: unneeded, missing: [path]))
    #expect(old.finding(resource) == .absent)
    #expect(old.missing == [])
    let empty = try permissions(transport(forbidden: unneeded, empty: [path]))
    #expect(empty.finding(resource) == .readable(isEmpty: true))
  }

  @Test func `a role that is too wide is told where`() throws {
    #expect(try permissions(transport()).excess == Permissions.Unneeded.allCases)
    #expect(
      try permissions(transport(forbidden: ["/sales/opportunities"], missing: ["/schedule/entries"])).excess == [
        .purchaseOrders, .configurations,
      ])
  }

  @Test func `without invoices their lists are untried, and without the right to them too`() throws {
    for transport in [transport(noInvoice: true), transport(forbidden: ["/finance/invoices"])] {
      let found = try permissions(transport)
      for resource in [ConnectWiseFailure.Resource.routings, .payments, .auditTrail, .documents, .teams, .pdf] {
        #expect(found.finding(resource) == .untried)
      }
      #expect(found.finding(.timeEntries) == .readable(isEmpty: false))
    }
  }

  @Test func `a test writes nothing and reads one record at a time`() throws {
    let transport = transport()
    _ = try permissions(transport)
    #expect(transport.requests.allSatisfy { !$0.isWrite && $0.priority == .people })
    #expect(transport.requests.filter { $0.url.contains("?") }.allSatisfy { $0.url.contains("pageSize=1") })
    #expect(transport.requests.count < 35)
  }

  @Test func `wrong keys are told as such, also where the cloud answers them with 404`() throws {
    let failure = #expect(throws: ConnectWiseFailure.self) { try permissions(transport(missing: ["/system/info"])) }
    guard case .wrongKeys = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    #expect(throws: ConnectWiseFailure.unknownCompany("acme")) { try permissions(ScriptedTransport(200, "null")) }
  }

  @Test func `what fails for another reason is unknown and not missing`() throws {
    let inner = transport()
    let busy = ScriptedTransport { request in
      request.url.contains("/time/entries") ? .success(OutboundResponse(status: 500)) : inner.send(request)
    }
    let found = try permissions(busy)
    guard case .unknown(.unavailable) = found.finding(.timeEntries) else {
      Issue.record("got \(String(describing: found.finding(.timeEntries)))")
      return
    }
    #expect(found.missing == [])
  }
}
