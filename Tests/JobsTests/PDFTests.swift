import Domain
import Sandbox
import Store
import Synchronization
import Testing

@testable import Jobs

@Suite struct PDFTests {
  private let workshop: Workshop
  private let told = Told()

  /// What the operator was told.
  private final class Told: Sendable {
    let lines = Mutex<[String]>([])
  }

  init() throws {
    workshop = try Workshop()
    try workshop.sweep()
  }

  private func invoice() throws -> Int64 { try #require(try workshop.database.read { try $0.openInvoices() }.first).raw }

  private func ask(_ invoice: Int64) throws {
    let now = workshop.now
    try workshop.database.write { try $0.askForPDF(of: ID(invoice), at: now) }
  }

  private func fetch(room: Int = FetchPDFs.room) throws {
    let job = FetchPDFs(
      reading: try workshop.sweeping, room: room,
      trouble: { [told] event, detail in told.lines.withLock { $0.append("\(event) \(detail)") } })
    while try job.turn() {}
  }

  private func pdf(_ invoice: Int64) throws -> StoredPDF { try workshop.database.read { try $0.pdf(of: ID(invoice)) } }

  @Test func `what somebody asks for is fetched once and belongs to the version that is known`() throws {
    let id = try invoice()
    try ask(id)
    try fetch()
    let version = try workshop.database.read { try $0.newestVersion(of: ID(id)) }?.number
    #expect(try pdf(id).copy?.version == version)
    let body = try #require(try workshop.database.read { try $0.pdfBody(of: ID(id)) })
    #expect(String(decoding: body.bytes.prefix(5), as: UTF8.self) == "%PDF-")
    let calls = workshop.wire.requests.filter { $0.contains("/pdf") }.count
    try fetch()
    #expect(workshop.wire.requests.filter { $0.contains("/pdf") }.count == calls, "nobody asks any more")
  }

  @Test func `an invoice that changed in ConnectWise is read before it is printed`() throws {
    let id = try invoice()
    workshop.wire.edit(invoice: id, status: 5)
    let before = try #require(try workshop.database.read { try $0.invoice(ID(id)) }).invoice
    try ask(id)
    try fetch()
    let after = try #require(try workshop.database.read { try $0.invoice(ID(id)) }).invoice
    #expect(after.status.id != before.status.id, "it was read")
    #expect(try pdf(id).copy?.version == after.version)
  }

  @Test func `a gap in the role is told as a sentence with the right that is missing, and to the operator`() throws {
    let id = try invoice()
    workshop.wire.set([Fault(.forbidden, path: "/pdf")])
    try ask(id)
    try fetch()
    let pdf = try pdf(id)
    #expect(pdf.askedAt == nil && pdf.copy == nil)
    #expect(pdf.problem == "The API member may not do this. It needs Finance › Invoicing: Inquire = All (printed invoices).")
    #expect(told.lines.withLock { $0.count } == 1)
  }

  @Test func `a ConnectWise that does not answer leaves the older copy and says why`() throws {
    let id = try invoice()
    try ask(id)
    try fetch()
    workshop.wire.set([Fault(.serverError(500))])
    try ask(id)
    try fetch()
    let pdf = try pdf(id)
    #expect(pdf.copy != nil)
    #expect(pdf.problem == "ConnectWise has a fault of its own at the moment.")
    #expect(pdf.askedAt == nil, "it is not tried again by itself")
  }

  @Test func `what does not begin like a PDF is not kept`() throws {
    let id = try invoice()
    workshop.wire.set([Fault(.serverError(200), path: "/pdf")])
    try ask(id)
    try fetch()
    #expect(try pdf(id).copy == nil)
    #expect(try !pdf(id).problem.isEmpty)
  }
}
