import Domain
import SQLite
import Sandbox
import Store
import Testing

@testable import Jobs

/// RELIABILITY §5.3, rule by rule.
@Suite struct OutboxRuleTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.sweep()
  }

  private func effects(on invoice: Int64) -> [String] {
    workshop.wire.ledger.filter { $0.invoice == Int(invoice) && $0.field == "status" }.map(\.after)
  }

  private func stored(_ id: ID<WriteBack>) throws -> StoredWriteBack {
    try #require(try workshop.database.read { try $0.writeBack(id) })
  }

  private func kinds(_ invoice: Int64) throws -> [String] {
    try workshop.database.read { try $0.timeline(of: ID(invoice)) }.map(\.event.kind)
  }

  @Test func `two lanes never have the same invoice in hand`() throws {
    let (first, second) = (try workshop.approve(7002), try workshop.approve(7004))
    let outbox = try workshop.outbox()
    let database = workshop.database
    workshop.wire.meanwhile {
      // While one lane writes, another takes what else is due, and only that.
      _ = try? outbox.turn()
      let states = try? database.read { reader in
        try [first, second].map { try reader.writeBack($0)?.writeBack.state }
      }
      #expect(states == [.sending, .done])
    }
    try workshop.round(outbox)
    #expect(try workshop.state(first) == .done)
    #expect(effects(on: 7002) == ["3"] && effects(on: 7004) == ["3"])
  }

  @Test func `what is decided while a change is on its way follows it, and expects it`() throws {
    let first = try workshop.approve(7002)
    let workshop = workshop
    workshop.wire.meanwhile {
      _ = try? workshop.decide(7002, { _ in .undo }, writing: [.undone: ID(2), .finallyApproved: ID(3)])
    }
    try workshop.round()
    let undo = try #require(try workshop.database.read { try $0.newestWriteBack(of: ID(7002)) })
    #expect(undo.writeBack.id != first)
    #expect(undo.writeBack.expected.id == ID(3))
    workshop.pass(milliseconds: 10_000)
    try workshop.round()
    #expect(effects(on: 7002) == ["3", "2"], "approved, then taken back: nobody's decision is lost")
    #expect(try workshop.state(undo.writeBack.id) == .done)
  }

  @Test(arguments: [1, 2, 3, 4])
  func `what is taken back while a lane reads stays taken back, whatever was read`(standing: Int) throws {
    let id = try workshop.approve(7002)
    workshop.wire.edit(invoice: 7002, status: standing)
    let workshop = workshop
    workshop.wire.whileReading {
      _ = try? workshop.decide(7002, { _ in .undo }, writing: [.undone: ID(2), .finallyApproved: ID(3)])
    }
    try workshop.round()
    #expect(try workshop.state(id) == .withdrawn)
    #expect(effects(on: 7002) == ["\(standing)"], "only what somebody did in ConnectWise")
  }

  @Test func `what is taken back while it cannot be read stays taken back`() throws {
    let id = try workshop.approve(7002)
    let workshop = workshop
    workshop.wire.set([Fault(.serverError(500))])
    workshop.wire.whileReading {
      _ = try? workshop.decide(7002, { _ in .undo }, writing: [.undone: ID(2), .finallyApproved: ID(3)])
    }
    try workshop.round()
    #expect(try workshop.state(id) == .withdrawn)
  }

  @Test func `a lane that comes back after it was relieved says nothing about the next attempt`() throws {
    let id = try workshop.approve(7002)
    let workshop = workshop
    workshop.wire.meanwhile {
      // The answer is so long on its way that another lane has looked, and sent it once more.
      workshop.wire.cutWrites([.before])
      workshop.pass(milliseconds: 600_000)
      for _ in 0..<5 {
        _ = try? workshop.round()
        workshop.pass(milliseconds: 40_000)
      }
    }
    _ = try workshop.outbox().turn()
    #expect(try workshop.state(id) == .unknown)
    #expect(try stored(id).writeBack.attempt == 2)
  }

  @Test func `what followed a refused change expects what the refusal left standing`() throws {
    let first = try workshop.approve(7002)
    let workshop = workshop
    workshop.wire.meanwhile {
      _ = try? workshop.decide(7002, { _ in .undo }, writing: [.undone: ID(1), .finallyApproved: ID(3)])
      workshop.wire.set([Fault(.forbidden, path: "/finance/invoices/7002", count: 1)])
    }
    try workshop.round()
    #expect(try workshop.state(first) == .rejected)
    let before = try stored(first).writeBack.expected
    let undo = try #require(try workshop.database.read { try $0.newestWriteBack(of: ID(7002)) })
    #expect(undo.writeBack.expected == before)
  }

  @Test func `a change that was taken and taken back again is not made a second time`() throws {
    let id = try workshop.approve(7002)
    let expected = try stored(id).writeBack.expected.id.raw
    workshop.wire.cutWrites([.after])
    try workshop.round()
    #expect(try workshop.state(id) == .unknown)
    // Ours arrived; then somebody set the old status again.
    workshop.wire.edit(invoice: 7002, status: Int(expected))
    for _ in 0..<10 {
      workshop.pass(milliseconds: 30_000)
      try workshop.round()
    }
    #expect(try workshop.state(id) == .conflict)
    #expect(try kinds(7002).contains("write-back-unclear"))
    #expect(effects(on: 7002) == ["3", "\(expected)"])
  }

  @Test func `an unknown outcome is repeated only after two readings that agree, half a minute apart, two minutes after it`()
    throws
  {
    let id = try workshop.approve(7002)
    workshop.wire.cutWrites([.before])
    try workshop.round()
    let began = workshop.now
    var seconds = 0
    while try workshop.state(id) == .unknown, seconds < 600 {
      workshop.pass(milliseconds: 1_000)
      seconds += 1
      try workshop.round()
    }
    #expect(began.milliseconds(until: workshop.now) >= 120_000)
    #expect(seconds <= 130, "and no longer than it must: \(seconds) s")
    #expect(try workshop.state(id) == .done)
    #expect(effects(on: 7002) == ["3"])
  }

  @Test func `closing is not repeated on a suspicion: a person decides`() throws {
    let id = try workshop.approve(7002, to: 6)
    #expect(try stored(id).writeBack.closes)
    workshop.wire.cutWrites([.before])
    for _ in 0..<10 {
      try workshop.round()
      workshop.pass(milliseconds: 30_000)
    }
    #expect(try workshop.state(id) == .conflict)
    #expect(effects(on: 7002) == [])
    let (instant, ana) = (workshop.now, try workshop.admin())
    let conflict = try stored(id)
    let found = try #require(conflict.found)
    try workshop.database.write { try $0.settle(conflict, .writeOurs(over: found, by: ana.id), by: ana, at: instant) }
    try workshop.round()
    #expect(try workshop.state(id) == .done)
    #expect(effects(on: 7002) == ["6"])
  }

  @Test func `a close that is taken back later opens the invoice again`() throws {
    let mapping: [WriteBackTrigger: ID<BillingStatus>] = [.finallyApproved: ID(6), .undone: ID(2)]
    _ = try workshop.approve(7002, to: 6)
    try workshop.round()
    #expect(effects(on: 7002) == ["6"])
    let undo = try #require(try workshop.decide(7002, { _ in .undo }, writing: mapping))
    workshop.pass(milliseconds: WriteBack.undoWindow)
    try workshop.round()
    #expect(try workshop.state(undo) == .done)
    #expect(effects(on: 7002) == ["6", "2"])
    let invoice = try workshop.database.read { try $0.invoice(ID(7002)) }?.invoice
    #expect(invoice?.status.id == ID(2) && invoice?.presence == .reopened)
    #expect(try kinds(7002).suffix(2) == ["write-back-confirmed", "came-back"])
  }

  @Test func `closing that has arrived is found and confirmed like anything else`() throws {
    let id = try workshop.approve(7002, to: 6)
    workshop.wire.cutWrites([.after])
    try workshop.round()
    workshop.pass(milliseconds: 6_000)
    try workshop.round()
    #expect(try workshop.state(id) == .done)
    #expect(effects(on: 7002) == ["6"])
  }

  @Test func `an approval of other content is called off before it leaves`() throws {
    let id = try workshop.approve(7002)
    let now = workshop.now
    try workshop.database.write { writer throws in
      for reviewer in try writer.reviewers(of: ID(7002)) {
        guard let (stale, _) = try? reviewer.apply(.contentChanged(version: 2), by: .sweep, at: now) else { continue }
        try writer.save(stale, of: ID(7002))
      }
    }
    try workshop.round()
    #expect(try workshop.state(id) == .withdrawn)
    #expect(try stored(id).problem.contains("no longer stands"))
    #expect(try kinds(7002).last == "write-back-called-off")
    #expect(effects(on: 7002) == [])
  }

  @Test func `who may no longer decide is not written for, until somebody who may takes it up`() throws {
    let id = try workshop.approve(7002)
    let ana = try workshop.admin()
    let now = workshop.now
    try workshop.database.write { try $0.execute("UPDATE person SET disabled_at = \(now) WHERE id = \(ana.id)") }
    try workshop.round()
    #expect(try workshop.state(id) == .rejected)
    #expect(try stored(id).problem.contains("Ana Ruiz may no longer decide"))
    #expect(effects(on: 7002) == [])
    let refused = try stored(id)
    try workshop.database.write { writer throws in
      let other = try writer.addPerson(
        name: "Ben", email: "ben@example.test", role: .billingManager, passwordHash: nil, member: nil, at: now)
      let ben = Person(id: other, name: "Ben", email: "ben@example.test", role: .billingManager)
      try writer.settle(refused, .tryAgain(by: other), by: ben, at: now)
    }
    try workshop.round()
    #expect(try workshop.state(id) == .done)
    #expect(effects(on: 7002) == ["3"])
  }

  @Test(arguments: [WriteBackMode.off, .dryRun])
  func `while write-back is switched off nothing leaves, and nothing is forgotten`(mode: WriteBackMode) throws {
    let id = try workshop.approve(7002)
    func set(_ mode: WriteBackMode) throws {
      let (now, word) = (workshop.now, mode.rawValue)
      try workshop.database.write { try $0.set("write-back.mode", to: word, by: "test", at: now) }
    }
    try set(mode)
    for _ in 0..<5 {
      try workshop.round()
      workshop.pass(milliseconds: 60_000)
    }
    #expect(try workshop.state(id) == .queued)
    #expect(effects(on: 7002) == [])
    try set(.on)
    try workshop.round()
    #expect(try workshop.state(id) == .done)
  }

  @Test func `one answer that asks for a pause stops every lane for that long`() throws {
    let ids = try [7002, 7004, 7005].map { try workshop.approve($0) }
    let outbox = try workshop.outbox()
    workshop.wire.set([Fault(.tooManyRequests(retryAfter: 30), count: 1)])
    try workshop.round(outbox)
    let requests = workshop.wire.requests.count
    for _ in 0..<29 {
      workshop.pass(milliseconds: 1_000)
      guard case .until = try workshop.round(outbox) else {
        Issue.record("a lane went on")
        return
      }
    }
    #expect(workshop.wire.requests.count == requests)
    workshop.pass(milliseconds: 1_000)
    try workshop.round(outbox)
    for id in ids { #expect(try workshop.state(id) == .done) }
  }

  @Test func `many that wait share their readings`() throws {
    let open = try workshop.database.read { try $0.openInvoices() }.map(\.raw).sorted()
    let statuses = try workshop.database.read { reader in try open.map { try reader.invoice(ID($0))?.invoice.status.id.raw } }
    let wanted = zip(open, statuses).filter { $0.1 != 3 }.map(\.0).prefix(20)
    let ids = try wanted.map { try workshop.approve($0) }
    let outbox = try workshop.outbox()
    let before = workshop.wire.requests.count { $0.contains("/finance/") }
    _ = try outbox.turn()
    let done = try ids.filter { try workshop.state($0) == .done }
    #expect(done.count == 5)
    #expect(
      workshop.wire.requests.count { $0.contains("/finance/") } - before == 7,
      "one reading before, five changes, one reading after")
    try workshop.round()
    for id in ids { #expect(try workshop.state(id) == .done) }
  }

  @Test func `after a day a person is told, once`() throws {
    let id = try workshop.approve(7002)
    workshop.wire.set([Fault(.serverError(500))])
    let outbox = try workshop.outbox()
    for _ in 0..<26 {
      workshop.pass(milliseconds: 3_600_000)
      _ = try outbox.turn()
      try outbox.tellOfLate()
    }
    #expect(try workshop.state(id) == .queued)
    #expect(try kinds(7002).filter { $0 == "write-back-late" }.count == 1)
    #expect(try stored(id).toldAt != nil)
  }

  @Test func `whoever keeps theirs keeps it`() throws {
    let id = try workshop.approve(7002)
    workshop.wire.edit(invoice: 7002, status: 4)
    try workshop.round()
    let conflict = try stored(id)
    #expect(conflict.found == Reference(4, name: "Rejected"))
    let (now, ana) = (workshop.now, try workshop.admin())
    try workshop.database.write { try $0.settle(conflict, .keepTheirs, by: ana, at: now) }
    workshop.pass(milliseconds: 3_600_000)
    try workshop.round()
    #expect(try workshop.state(id) == .withdrawn)
    #expect(effects(on: 7002) == ["4"])
  }

  @Test func `writing ours over one status does not overwrite a third`() throws {
    let id = try workshop.approve(7002)
    workshop.wire.edit(invoice: 7002, status: 4)
    try workshop.round()
    let conflict = try stored(id)
    let found = try #require(conflict.found)
    let (now, ana) = (workshop.now, try workshop.admin())
    try workshop.database.write { try $0.settle(conflict, .writeOurs(over: found, by: ana.id), by: ana, at: now) }
    workshop.wire.edit(invoice: 7002, status: 1)
    try workshop.round()
    #expect(try workshop.state(id) == .conflict)
    #expect(try stored(id).found?.id == ID(1))
    #expect(effects(on: 7002) == ["4", "1"])
  }

  @Test func `a lane that went silent is relieved, and its change looked into`() throws {
    let id = try workshop.approve(7002)
    let now = workshop.now
    try workshop.database.write { writer throws in
      _ = try writer.leaseDueWriteBacks(now: now, limit: 1, until: now.adding(milliseconds: 600_000))
      guard let stored = try writer.writeBack(id) else { return }
      let (sending, _) = try stored.writeBack.apply(.send, at: now)
      try writer.save(sending, problem: "", found: nil, at: now)
    }
    workshop.pass(milliseconds: 599_000)
    try workshop.round()
    #expect(try workshop.state(id) == .sending)
    workshop.pass(milliseconds: 1_000)
    try workshop.round()
    #expect(try workshop.state(id) == .unknown)
    for _ in 0..<6 {
      workshop.pass(milliseconds: 30_000)
      try workshop.round()
    }
    #expect(try workshop.state(id) == .done)
    #expect(effects(on: 7002) == ["3"])
  }

  @Test func `what is written is read directly before, and what was read is kept`() throws {
    let id = try workshop.approve(7002)
    try workshop.round()
    let trail = try stored(id).writeBack.trail
    let (before, after) = (try #require(trail.before), try #require(trail.after))
    #expect(after > before)
    let events = try workshop.database.read { try $0.timeline(of: ID(7002)) }.map(\.event)
    #expect(
      events.contains {
        $0 == .writeBackConfirmed(Reference(3, name: "Approved - Ready to Send"), Evidence(before: before, after: after))
      })
    #expect(try workshop.database.read { try $0.invoice(ID(7002)) }?.invoice.lastUpdated == after)
  }

  @Test func `a stop lets go of what has not left`() throws {
    let id = try workshop.approve(7002)
    _ = try workshop.outbox().turn(isStopping: { true })
    #expect(try workshop.state(id) == .queued)
    try workshop.round()
    #expect(try workshop.state(id) == .done)
  }
}
