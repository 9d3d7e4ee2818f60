import Domain
import SQLite
import Sandbox
import Store
import Testing

@testable import Jobs

@Test func `a sweep stores every open invoice once, with lines that add up and reviewers in order`() throws {
  let workshop = try Workshop()
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  #expect(outcome.leftOut.isEmpty)
  #expect(outcome.count.added == outcome.count.expected)
  try workshop.database.read { reader throws in
    for id in try reader.openInvoices() {
      let invoice = try #require(try reader.invoice(id)?.invoice)
      let content = try #require(try reader.version(1, of: id)?.content)
      let billed = try Money.sum(content.lines.filter(\.isBilled).map(\.amount), in: content.currency)
      #expect(try billed.adding(content.totals.tax).minor.magnitude == invoice.total.minor.magnitude, "invoice \(invoice.number)")
      let positions = try reader.reviewers(of: id).map(\.position)
      #expect(positions == positions.sorted())
      #expect(try reader.timeline(of: id).map(\.event.kind).contains("reviewers-seeded"))
    }
  }
}

@Test func `a second sweep of the same changes nothing`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let events = try workshop.database.read { try $0.one("SELECT count(*) FROM event") { $0.int(0) } }
  let outcome = try workshop.sweep()
  #expect(outcome.count.added == 0)
  #expect(outcome.count.changed == 0)
  #expect(try workshop.database.read { try $0.one("SELECT count(*) FROM event") { $0.int(0) } } == events)
}

@Test func `an invoice that is closed or sent there leaves the inbox here, and comes back when reopened`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try #require(try workshop.database.read { try $0.openInvoices() }.first)
  workshop.wire.edit(invoice: id.raw, status: 5)
  #expect(try workshop.sweep().count.left == 1)
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.presence == .done)
  workshop.wire.edit(invoice: id.raw, status: 2)
  try workshop.sweep()
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.presence == .reopened)
  let kinds = try workshop.database.read { try $0.timeline(of: id) }.map(\.event.kind)
  #expect(kinds.contains("left-inbox") && kinds.contains("came-back"), "\(kinds)")
}

@Test func `a missing right is named and the sweep goes on`() throws {
  let workshop = try Workshop()
  workshop.wire.set([Fault(.forbidden, path: "/routings")])
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  #expect(outcome.gaps.contains { $0.contains("Invoicing") }, "\(outcome.gaps)")
  let id = try #require(try workshop.database.read { try $0.openInvoices() }.first)
  #expect(try workshop.database.read { try $0.invoice(id) }?.seedGap == .denied)
}

@Test func `a sweep that ConnectWise refuses says so and loses nothing`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let before = try workshop.database.read { try $0.openInvoices().count }
  workshop.wire.set([Fault(.serverError(500))])
  let outcome = try workshop.sweep()
  #expect(outcome.problem != nil)
  #expect(try workshop.database.read { try $0.newestSweep() }?.problem == outcome.problem)
  #expect(try workshop.database.read { try $0.openInvoices().count } == before)
}

/// More invoices than ConnectWise gives at once.
@Test func `every page of the list is read`() throws {
  let workshop = try Workshop(invoices: RunSweep.pageSize * 2 + 40)
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  let expected = try #require(outcome.count.expected)
  #expect(expected > RunSweep.pageSize * 2, "the list has three pages")
  #expect(outcome.count.seen == expected)
  #expect(try workshop.database.read { try $0.openInvoices().count } == expected)
  let reviewed = try workshop.database.read { try $0.one("SELECT count(DISTINCT invoice_id) FROM version") { $0.int(0) } }
  #expect(reviewed == expected, "each with its content")
  #expect(try workshop.sweep().count == SweepCount(expected: expected, seen: expected))
}
