import ConnectWise
import Curl
import Foundation
import HTTP
import Testing

@testable import Sandbox

/// The real client over real sockets: what the in-memory tests cannot see.
@Suite struct SandboxServerTests {
  func client(_ server: SandboxServer) throws -> ConnectWiseClient {
    let origin = "http://127.0.0.1:\(try #require(server.port))"
    return ConnectWiseClient(connection: .sandbox(origin), transport: CurlTransport(policy: try OutboundPolicy(allow: [origin])))
  }

  @Test func `the slice works over sockets: discover, list, read lines, write, confirm`() throws {
    let server = try SandboxServer(DemoData(invoices: 40), now: { 1_779_200_000_000 })
    try server.start()
    defer { server.stop() }
    let client = try client(server)
    let open = try client.invoices(Listing(where: .equal("status/isClosed", .flag(false)), pageSize: 10))
    #expect(open.records.count == 10)
    #expect(open.next == 2)
    #expect(try client.companies([304]).first?.name?.hasPrefix("Lower Pemberton") == true)
    #expect(try client.companies([305]).first?.name == "Müller & Söhne Präzisionstechnik GmbH")
    #expect(!(try client.lines(ofInvoices: open.records.map(\.id))).time.isEmpty)
    #expect(try client.routings(ofInvoice: 7001).count == 2)
    let written = try client.setStatus(ofInvoice: 7001, to: 6)
    #expect(written.closedBy == "countersign")
    #expect(try client.invoice(7001) == written)
    #expect(server.ledger.map(\.after) == ["6"])
  }

  @Test func `two hundred writes are two hundred effects`() throws {
    let server = try SandboxServer(DemoData())
    try server.start()
    defer { server.stop() }
    let client = try client(server)
    for round in 0..<200 { _ = try client.setStatus(ofInvoice: 7001, to: 1 + round % 3) }
    #expect(server.ledger.count == 200)
  }

  @Test func `a slow answer runs into the deadline and the effect is still in the ledger`() throws {
    let server = try SandboxServer(DemoData())
    try server.start()
    defer { server.stop() }
    let origin = "http://127.0.0.1:\(try #require(server.port))"
    let impatient = ImpatientTransport(CurlTransport(policy: try OutboundPolicy(allow: [origin])))
    let client = ConnectWiseClient(connection: .sandbox(origin), transport: impatient)
    _ = try client.companyInfo()
    server.set(faults: [Fault(.slow(milliseconds: 3_000), count: 1)])
    let failure = #expect(throws: ConnectWiseFailure.self) { try client.setStatus(ofInvoice: 7001, to: 3) }
    #expect(failure?.mayHaveHappened == true)
    #expect(server.ledger.count == 1)
  }

  @Test func `a dropped and a truncated answer break off on the wire, and the change is in the ledger`() throws {
    let server = try SandboxServer(DemoData())
    try server.start()
    defer { server.stop() }
    let client = try client(server)
    _ = try client.companyInfo()
    for (round, fault) in [Fault(.dropped, count: 1, afterwards: true), Fault(.truncated(bytes: 30), count: 1)].enumerated() {
      server.set(faults: [fault])
      let failure = #expect(throws: ConnectWiseFailure.self) { try client.setStatus(ofInvoice: 7001, to: 2 + round) }
      #expect(failure?.mayHaveHappened == true, "\(fault) \(String(describing: failure))")
      #expect(server.ledger.count == round + 1)
      #expect(server.faults.isEmpty)
    }
    server.set(faults: [Fault(.dropped, count: 1)])
    #expect(throws: ConnectWiseFailure.self) { try client.setStatus(ofInvoice: 7001, to: 1) }
    #expect(server.ledger.count == 2)
    #expect(try client.invoice(7001).status?.id == 3)
  }

  struct ImpatientTransport: Transport {
    let real: CurlTransport
    init(_ real: CurlTransport) { self.real = real }
    func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
      var request = request
      request.limits.total = .milliseconds(300)
      return real.send(request)
    }
  }

  @Test func `changes survive a restart with a journal, and other demo data is refused`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("sandbox-\(UUID().uuidString).journal").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let first = try SandboxServer(DemoData(), journal: path, now: { 1_779_200_000_000 })
    try first.start()
    let written = try client(first).setStatus(ofInvoice: 7003, to: 3)
    first.stop()
    let second = try SandboxServer(DemoData(), journal: path, now: { 1_779_300_000_000 })
    try second.start()
    #expect(second.ledger == first.ledger)
    #expect(try client(second).invoice(7003) == written)
    second.stop()
    #expect(throws: SandboxError.self) { try SandboxServer(DemoData(invoices: 31), journal: path) }
    // A crash in the middle of the last line loses that line and nothing else.
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("1779300000000 PATCH /v4_6_rel".utf8))
    try handle.close()
    #expect(try SandboxServer(DemoData(), journal: path).ledger == first.ledger)
  }
}
