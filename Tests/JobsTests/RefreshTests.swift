import ConnectWise
import Curl
import Dispatch
import Domain
import SQLite
import Sandbox
import Store
import Synchronization
import Testing
import Threads

@testable import Jobs

extension Workshop {
  func first() throws -> ID<Invoice> { try #require(try database.read { try $0.openInvoices() }.first) }
  func content(_ id: ID<Invoice>) throws -> InvoiceContent {
    try database.read { reader throws in
      let version = try #require(try reader.invoice(id)?.invoice.version)
      return try #require(try reader.version(version, of: id)).content
    }
  }
}

@Test func `an invoice read again without a change says that nothing changed, and when it was read`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  workshop.pass(milliseconds: 3_600_000)
  let refresh = try workshop.readAgain(id)
  #expect(refresh.state == .done)
  #expect(refresh.changes == [])
  let stored = try #require(try workshop.database.read { try $0.invoice(id) })
  #expect(stored.lastRead == workshop.now)
  #expect(stored.invoice.version == 1)
}

@Test func `what somebody changed in ConnectWise is there a moment later, and told in sentences`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  workshop.wire.edit(invoice: id.raw, status: 2)
  workshop.wire.edit("/finance/invoices/\(id)", "topComment", #""Thank you for waiting.""#)
  let refresh = try workshop.readAgain(id)
  // The version, the status, and what ConnectWise says of both.
  #expect(refresh.changes.count == 4, "\(refresh.changes)")
  #expect(refresh.changes.contains { $0.hasPrefix("Version 2 was read from ConnectWise") })
  #expect(refresh.changes.contains { $0.contains("The status in ConnectWise changed from") })
  #expect(try workshop.content(id).topComment == "Thank you for waiting.")
}

@Test func `a line is read again although its invoice's own time has not moved`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (id, entry) = try workshop.database.read { reader throws in
    for id in try reader.openInvoices() {
      let lines = try reader.version(1, of: id)?.content.lines ?? []
      if let line = lines.first(where: { $0.kind == .time }) { return (id, line.source) }
    }
    return (ID<Invoice>(0), Int64(0))
  }
  workshop.wire.edit("/time/entries/\(entry)", "notes", #""Replaced the switch in the rack.""#)
  #expect(try workshop.readAgain(id).changes.count == 1)
  #expect(try workshop.content(id).lines.contains { $0.text == "Replaced the switch in the rack." })
}

@Test func `reading again finds that an invoice was deleted, tells it once, and keeps what was known`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  workshop.wire.delete(invoice: id.raw)
  let refresh = try workshop.readAgain(id)
  #expect(refresh.state == .done)
  #expect(refresh.changes == ["The invoice was deleted in ConnectWise. Its history is kept here."])
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.presence == .gone)
  #expect(try workshop.content(id).lines.count > 0)
  workshop.pass(milliseconds: 300_000)
  try workshop.sweep()
  #expect(try workshop.readAgain(id).changes == [])
  let told = try workshop.database.read { try $0.timeline(of: id) }.filter { $0.event == .deletedInConnectWise }
  #expect(told.count == 1)
}

@Test func `while ConnectWise does not answer, reading again says why and loses nothing`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  let before = try workshop.database.read { try $0.invoice(id)?.invoice }
  workshop.wire.goDown(true)
  let refresh = try workshop.readAgain(id)
  #expect(refresh.state == .failed)
  #expect(refresh.problem.hasPrefix("ConnectWise could not be reached."))
  #expect(try workshop.database.read { try $0.invoice(id)?.invoice } == before)
  workshop.wire.goDown(false)
  #expect(try workshop.readAgain(id).state == .done)
}

@Test func `reading is cut off between the invoice and its lines, and the old lines stand`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  let before = try workshop.content(id)
  workshop.wire.edit("/finance/invoices/\(id)", "topComment", #""Changed.""#)
  workshop.wire.set([Fault(.serverError(502), path: "/procurement/products")])
  #expect(try workshop.readAgain(id).state == .failed)
  #expect(try workshop.content(id) == before)
}

@Test func `asked for twice, it is read once`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (id, now) = (try workshop.first(), workshop.now)
  let asked = try workshop.database.write { writer throws in
    [try writer.askForRefresh(of: id, by: "Ana Ruiz", at: now), try writer.askForRefresh(of: id, by: "Ben Okafor", at: now)]
  }
  #expect(asked == [true, false])
  let before = workshop.wire.requests.count
  try workshop.refresh()
  let reads = workshop.wire.requests[before...].filter { $0.hasSuffix("/finance/invoices/\(id)") }
  #expect(reads.count == 1)
  #expect(try workshop.database.read { try $0.refresh(of: id) }?.askedBy == "Ana Ruiz")
}

@Test func `what was being read when the program stopped is read after the next start`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (id, now) = (try workshop.first(), workshop.now)
  try workshop.database.write { writer throws in
    _ = try writer.askForRefresh(of: id, by: "Ana Ruiz", at: now)
    _ = try writer.takeRefresh()
  }
  try workshop.refresh()
  #expect(try workshop.database.read { try $0.refresh(of: id) }?.state == .reading)
  try workshop.database.write { try $0.askAgainForInterruptedRefreshes() }
  try workshop.refresh()
  #expect(try workshop.database.read { try $0.refresh(of: id) }?.state == .done)
}

@Test func `an invoice nobody was asked about yet gets its reviewers, one with reviewers keeps them`() throws {
  let workshop = try Workshop()
  try workshop.sweeping.run(askedBy: "test")
  let id = try workshop.first()
  #expect(try workshop.database.read { try $0.invoice(id) }?.seededFrom == nil)
  let refresh = try workshop.readAgain(id)
  #expect(try workshop.database.read { try $0.invoice(id) }?.seededFrom != nil)
  #expect(refresh.changes.contains { $0.contains("eviewers were") }, "\(refresh.changes)")

  // Somebody removed the first; the list in ConnectWise still names them.
  let reviewers = try workshop.database.read { try $0.reviewers(of: id) }
  let gone = try #require(reviewers.first)
  try workshop.database.write { try $0.execute("DELETE FROM reviewer WHERE id = \(gone.id)") }
  let again = try workshop.readAgain(id)
  #expect(again.changes == ["The routing list in ConnectWise also names \(gone.name), who is not asked here."])
  #expect(try workshop.database.read { try $0.reviewers(of: id) }.count == reviewers.count - 1)
}

@Test func `nobody reads an invoice that a sweep has in hand, and what is read then is newer`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (id, now) = (try workshop.first(), workshop.now)
  let waits = DispatchSemaphore(value: 0)
  let inHand = InvoicesInHand(hasToWait: { waits.signal() })
  let reader = Mutex<NamedThread?>(nil)
  try workshop.database.write { _ = try $0.askForRefresh(of: id, by: "Ana Ruiz", at: now) }
  var sweep = try workshop.sweeping
  sweep.inHand = inHand
  let waited = Mutex(false)
  // The sweep has read the invoice and is about to read its lines when somebody asks for it.
  workshop.wire.beforeReading("/procurement/products") {
    let thread = NamedThread("refresh") { try? workshop.refresh(inHand: inHand) }
    reader.withLock { $0 = thread }
    let found = waits.wait(timeout: .now() + .seconds(20)) == .success
    waited.withLock { $0 = found }
  }
  let outcome = sweep.run(askedBy: "test", whole: true)
  reader.withLock { $0 }?.join()
  #expect(waited.withLock { $0 }, "the second reader had to wait")
  #expect(outcome.problem == nil)
  #expect(try workshop.database.read { try $0.refresh(of: id) }?.state == .done)
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.version == 1)
}

@Test func `holding some invoices lets others be held at the same time`() {
  let inHand = InvoicesInHand(hasToWait: { Issue.record("nobody has to wait") })
  inHand.hold([1, 2]) { inHand.hold([3]) {} }
  inHand.hold([2]) {}
}

@Test func `through a connection that is being replaced nothing is told, and the next one reads it`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (id, now) = (try workshop.first(), workshop.now)
  try workshop.database.write { _ = try $0.askForRefresh(of: id, by: "Ana Ruiz", at: now) }
  let closed = ConnectWiseClient(connection: try workshop.client.connection, transport: ClosedWay())
  let sweep = RunSweep(
    client: closed, database: workshop.database, conventions: .american, now: { now }, progress: { _ in })
  #expect(try !RefreshInvoice(sweep: sweep).next())
  #expect(try workshop.database.read { try $0.refresh(of: id) }?.state == .reading)
}

/// A way out that was closed for good.
private struct ClosedWay: Transport {
  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    .failure(.heldBack(HeldBack(.replaced, milliseconds: 60_000)))
  }
}
