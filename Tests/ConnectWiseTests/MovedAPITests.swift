import Curl
import Foundation
import Synchronization
import Testing

@testable import ConnectWise

/// A cloud that has been upgraded: companyinfo names a codebase, and only that one answers.
private final class Cloud: Sendable {
  let codebase = Mutex("v2025_1/")
  let isCompanyInfoUp = Mutex(true)
  /// Paths that no codebase has.
  let missing: Set<String>

  init(missing: Set<String> = []) { self.missing = missing }

  func answer(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let path = URLComponents(string: request.url)?.path ?? ""
    if path.hasPrefix("/login/companyinfo/") {
      guard isCompanyInfoUp.withLock({ $0 }) else { return .failure(.unknown(.timeout, detail: "")) }
      return json(200, #"{"Codebase":"\#(codebase.withLock { $0 })","IsCloud":true}"#)
    }
    let base = "/\(codebase.withLock { $0 })apis/3.0"
    guard path.hasPrefix(base), !missing.contains(String(path.dropFirst(base.count))) else { return json(404, "") }
    if path.hasSuffix("/routings") || path.hasSuffix("/members") { return json(200, "[]") }
    return json(200, #"{"id":7001,"type":"Standard","status":{"id":6}}"#)
  }

  private func json(_ status: Int, _ body: String) -> Result<OutboundResponse, CurlFailure> {
    .success(OutboundResponse(status: status, body: Array(body.utf8)))
  }
}

@Suite struct MovedAPITests {
  private func pair(_ cloud: Cloud) -> (ScriptedTransport, ConnectWiseClient) {
    let transport = ScriptedTransport { cloud.answer($0) }
    let connection = Connection(
      site: Site("na.myconnectwise.net")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c")
    return (transport, ConnectWiseClient(connection: connection, transport: transport, codebase: "v2025_1/"))
  }

  private func paths(_ transport: ScriptedTransport) -> [String] {
    transport.requests.map { "\($0.method.rawValue) " + ($0.url.split(separator: "?")[0].dropFirst("https://".count)) }
  }

  @Test func `after an upgrade a read is repeated once under the new codebase, and the next one goes there at once`() throws {
    let cloud = Cloud()
    let (transport, client) = pair(cloud)
    cloud.codebase.withLock { $0 = "v2025_2/" }
    #expect(try client.invoice(7001).id == 7001)
    #expect(
      paths(transport) == [
        "GET api-na.myconnectwise.net/v2025_1/apis/3.0/finance/invoices/7001", "GET na.myconnectwise.net/login/companyinfo/acme",
        "GET api-na.myconnectwise.net/v2025_2/apis/3.0/finance/invoices/7001",
      ])
    _ = try client.inBackground.invoice(7001)
    #expect(transport.requests.count == 4)
    #expect(transport.requests[3].url.contains("/v2025_2/"))
    #expect(transport.requests[3].priority == .background && transport.requests[2].priority == .people)
  }

  @Test func `a write that met the old address goes to the new one, once`() throws {
    let cloud = Cloud()
    let (transport, client) = pair(cloud)
    cloud.codebase.withLock { $0 = "v2025_2/" }
    #expect(try client.setStatus(ofInvoice: 7001, to: 6).status?.id == 6)
    #expect(transport.requests.filter(\.isWrite).count == 2)
    #expect(transport.requests.filter { $0.isWrite && $0.url.contains("/v2025_2/") }.count == 1)
  }

  @Test func `a record that is gone is not found after one look at companyinfo, and nothing is repeated`() throws {
    let (transport, client) = pair(Cloud(missing: ["/finance/invoices/7001"]))
    let failure = #expect(throws: ConnectWiseFailure.self) { try client.invoice(7001) }
    guard case .notFound = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
    #expect(paths(transport).map { $0.hasSuffix("companyinfo/acme") } == [false, true])
    // Each record is looked after: taking one for deleted that is not would be worse.
    _ = #expect(throws: ConnectWiseFailure.self) { try client.invoice(7001) }
    #expect(transport.requests.count == 4)
  }

  @Test func `when companyinfo does not answer either, nothing is said to be gone`() throws {
    let cloud = Cloud(missing: ["/finance/invoices/7001"])
    let (_, client) = pair(cloud)
    cloud.isCompanyInfoUp.withLock { $0 = false }
    #expect(throws: ConnectWiseFailure.transport(.unknown(.timeout, detail: ""))) { try client.invoice(7001) }
  }

  @Test func `a list that the server does not have is looked after once per codebase, not once per invoice`() throws {
    let cloud = Cloud(missing: ["/finance/invoices/1/routings", "/finance/invoices/2/routings", "/finance/invoices/3/routings"])
    let (transport, client) = pair(cloud)
    for id in 1...3 { _ = #expect(throws: ConnectWiseFailure.self) { try client.routings(ofInvoice: id) } }
    #expect(paths(transport).filter { $0.hasSuffix("companyinfo/acme") }.count == 1)
    #expect(try client.routings(ofInvoice: 4) == [])
    cloud.codebase.withLock { $0 = "v2025_2/" }
    _ = try client.invoice(7001)
    _ = #expect(throws: ConnectWiseFailure.self) { try client.routings(ofInvoice: 1) }
    #expect(paths(transport).filter { $0.hasSuffix("companyinfo/acme") }.count == 3)
  }

  @Test func `a host that has no companyinfo is the wrong host, whatever it answers`() throws {
    for status in [400, 401, 403, 404, 405, 410] {
      let transport = ScriptedTransport(status, "<html>")
      let connection = Connection(site: Site("example.com")!, company: "acme", publicKey: "a", privateKey: "b", clientID: "c")
      let failure = #expect(throws: ConnectWiseFailure.self) {
        try ConnectWiseClient(connection: connection, transport: transport).systemInfo()
      }
      guard case .wrongHost = failure else {
        Issue.record("\(status): \(String(describing: failure))")
        continue
      }
    }
  }
}
