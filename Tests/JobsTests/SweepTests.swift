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
  let gaps = try workshop.database.read { try $0.permissionGaps() }
  #expect(gaps.contains { $0.contains("Invoicing") }, "\(gaps)")
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
  let workshop = try Workshop(invoices: 700)
  let outcome = try workshop.sweeping.run(askedBy: "test")
  #expect(outcome.problem == nil)
  let expected = try #require(outcome.count.expected)
  #expect(expected > RunSweep.pageSize * 2, "the list has three pages")
  #expect(outcome.count.seen == expected)
  #expect(try workshop.database.read { try $0.openInvoices().count } == expected)
  let reviewed = try workshop.database.read { try $0.one("SELECT count(DISTINCT invoice_id) FROM version") { $0.int(0) } }
  #expect(reviewed == expected, "each with its content")
}

@Test func `between whole sweeps only what has changed is read, and a quiet one takes at most ten requests`() throws {
  let workshop = try Workshop()
  // One client for both, as the jobs have it: it asks once where the API lives.
  let sweeping = try workshop.sweeping
  try workshop.sweep(with: sweeping)
  workshop.pass(milliseconds: 300_000)
  let before = workshop.wire.requests.count
  let quiet = try workshop.sweep(with: sweeping)
  #expect(quiet.problem == nil)
  #expect(quiet.count.seen == 0)
  #expect(workshop.wire.requests.count - before <= 10, "\(workshop.wire.requests[before...])")
  #expect(try workshop.database.read { try $0.newestSweep() }?.depth == .changes)

  let id = try #require(try workshop.database.read { try $0.openInvoices() }.last)
  workshop.wire.edit(invoice: id.raw, status: 2)
  workshop.pass(milliseconds: 300_000)
  let after = try workshop.sweep()
  #expect(after.count.seen >= 1)
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.status.id.raw == 2)
}

@Test func `once a day every open invoice is read again`() throws {
  let workshop = try Workshop()
  let first = try workshop.sweep()
  workshop.pass(milliseconds: SweepPlan.wholeEvery)
  #expect(try workshop.sweep().count.seen == first.count.seen)
  #expect(try workshop.database.read { try $0.newestSweep() }?.depth == .open)
}

@Test func `a walk that was cut off goes on behind the last invoice that was taken`() throws {
  let workshop = try Workshop(invoices: 400)
  workshop.wire.set([Fault(.dropped, method: "GET", skip: 12)])
  let cut = try workshop.sweeping.run(askedBy: "test")
  #expect(cut.problem != nil)
  let reached = try #require(try workshop.database.read { try $0.newestSweep() }?.reached)
  #expect(reached > 0)
  let taken = try workshop.database.read { try $0.openInvoices().count }
  #expect(taken > 0)

  workshop.wire.set([])
  workshop.pass(milliseconds: 60_000)
  let rest = try workshop.sweep()
  #expect(rest.problem == nil)
  #expect(rest.count.seen == (rest.count.expected ?? 0) - taken)
  #expect(try workshop.database.read { try $0.openInvoices().count } == rest.count.expected)
  // And the next is no walk any more.
  workshop.pass(milliseconds: 300_000)
  try workshop.sweep()
  #expect(try workshop.database.read { try $0.newestSweep() }?.depth == .changes)
}

@Test func `an invoice deleted there is gone here, with its history, by the next sweep of any depth`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try #require(try workshop.database.read { try $0.openInvoices() }.first)
  workshop.wire.delete(invoice: id.raw)
  workshop.pass(milliseconds: 300_000)
  #expect(try workshop.sweep().count.left == 1)
  let stored = try #require(try workshop.database.read { try $0.invoice(id) })
  #expect(stored.invoice.presence == .gone)
  #expect(try workshop.database.read { try $0.timeline(of: id) }.map(\.event.kind).contains("deleted-in-connectwise"))
}

@Test func `older invoices are read once, as history that nobody is asked about`() throws {
  let workshop = try Workshop(invoices: 200)
  try workshop.sweep()
  let history = try #require(try workshop.database.read { try $0.backfill(.history) })
  #expect(history.doneAt != nil)
  #expect(history.seen == history.expected)
  #expect(history.seen > 0)
  let (done, asked) = try workshop.database.read { reader throws in
    (
      try reader.one("SELECT count(*) FROM invoice WHERE presence = 'done'") { $0.int(0) },
      try reader.one("SELECT count(*) FROM reviewer JOIN invoice ON invoice.id = invoice_id WHERE presence = 'done'") {
        $0.int(0)
      }
    )
  }
  #expect(done == history.seen)
  #expect(asked == 0)
  let before = workshop.wire.requests.count
  try workshop.catchUp()
  #expect(workshop.wire.requests.count == before)
}

@Test func `without a routing list the default routing or the company team is asked, and the page can say which`() throws {
  let workshop = try Workshop()
  workshop.wire.set([Fault(.forbidden, path: "/routings")])
  try workshop.sweep()
  let sources = try workshop.database.read { reader throws in
    try reader.openInvoices().compactMap { try reader.invoice($0) }.map { ($0.seededFrom, $0.seedGap) }
  }
  #expect(sources.allSatisfy { $0.1 == .denied })
  #expect(sources.contains { $0.0 == .billingSetup || $0.0 == .companyTeam })
}

@Test func `what is older than what is known is no news`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try #require(try workshop.database.read { try $0.openInvoices() }.first)
  workshop.wire.edit(invoice: id.raw, status: 1)
  let old = try workshop.client.invoice(Int(id.raw))
  // A second later, which is as fine as ConnectWise tells time.
  workshop.wire.edit(invoice: id.raw, status: 2)
  workshop.pass(milliseconds: 300_000)
  try workshop.sweep()
  let statuses = try workshop.database.read { try $0.billingStatuses() }
  var outcome = SweepOutcome()
  let newer = try #require(try workshop.database.read { try $0.invoice(id) }?.invoice.lastUpdated)
  try #require(old.info?.lastUpdated.map { Instant($0) } ?? newer < newer)
  try workshop.sweeping.take([old], statuses, &outcome)
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.status.id.raw == 2)
}

@Test func `reviewers are seeded once, however often they are read`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try #require(try workshop.database.read { try $0.openInvoices() }.first)
  let before = try workshop.database.read { try $0.reviewers(of: id).count }
  let answer = RoutingAnswer(source: .routingList, gap: .none, candidates: [.member(id: 9_999, name: "Somebody New")])
  let now = workshop.now
  try workshop.database.write { try SeedReviewers(answer: answer, invoice: id, now: now).run(in: $0) }
  #expect(try workshop.database.read { try $0.reviewers(of: id).count } == before)
}

@Test func `lines that were read are not read again, those that changed meanwhile are`() {
  let read = Instant(milliseconds: 1_000_000)
  var lines = ChangedLines(since: read)
  lines.add(1, at: Instant(milliseconds: 999_999))
  lines.add(2, at: read)
  lines.add(3, at: Instant(milliseconds: 1_000_001))
  lines.add(4, at: nil)
  lines.add(nil, at: Instant(milliseconds: 2_000_000))
  #expect(lines.invoices == [3, 4])
  #expect(lines.newest == Instant(milliseconds: 2_000_000))
}

@Test func `without a sweep before, every open invoice is read`() {
  #expect(SweepPlan(newest: nil, isWholeAskedFor: false, now: Instant(milliseconds: 0)).reach == .open(after: 0))
}
