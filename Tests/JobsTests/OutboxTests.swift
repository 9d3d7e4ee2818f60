import Domain
import SQLite
import Sandbox
import Store
import Testing

@testable import Jobs

private func effects(_ workshop: Workshop, on invoice: Int64) -> Int {
  workshop.wire.ledger.filter { $0.invoice == Int(invoice) && $0.field == "status" }.count
}

@Test func `a write-back is written once and confirmed by reading back`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  try workshop.round()
  #expect(try workshop.state(id) == .done)
  #expect(effects(workshop, on: 7002) == 1)
  #expect(try workshop.database.read { try $0.invoice(ID(7002)) }?.invoice.status.id == ID(3))
  try workshop.round()
  #expect(effects(workshop, on: 7002) == 1)
}

@Test(arguments: [Wire.Cut.before, .after])
func `a cut connection is looked into before anything is repeated`(cut: Wire.Cut) throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  workshop.wire.cutWrites([cut])
  try workshop.round()
  #expect(try workshop.state(id) == .unknown)
  for _ in 0..<6 {
    workshop.pass(milliseconds: 30_000)
    try workshop.round()
  }
  #expect(try workshop.state(id) == .done)
  #expect(effects(workshop, on: 7002) == 1)
}

@Test func `somebody else's change is never overwritten`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  workshop.wire.edit(invoice: 7002, status: 4)
  try workshop.round()
  #expect(try workshop.state(id) == .conflict)
  #expect(try workshop.database.read { try $0.writeBack(id) }?.found?.name == "Rejected")
  #expect(effects(workshop, on: 7002) == 1, "only the other person's own change")
}

/// ConnectWise said yes to the write, and yet something else stands there now: only reading back shows it.
@Test func `a change right after ours is found by reading back and left alone`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  workshop.wire.editAfterNextWrite(status: 4)
  try workshop.round()
  #expect(try workshop.state(id) == .conflict)
  #expect(try workshop.database.read { try $0.writeBack(id) }?.found?.name == "Rejected")
  #expect(effects(workshop, on: 7002) == 2, "ours and theirs, and nothing after")
}

@Test func `what already stands there is not written again`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  workshop.wire.edit(invoice: 7002, status: 3)
  let before = effects(workshop, on: 7002)
  try workshop.round()
  #expect(try workshop.state(id) == .done)
  #expect(effects(workshop, on: 7002) == before)
}

@Test func `a refusal is told with ConnectWise's reason and not repeated`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let open = try workshop.database.read { try $0.openInvoices() }
  // One of the demo's companies has no account number: ConnectWise refuses to close its invoices.
  var refused: StoredWriteBack?
  for invoice in open {
    let id = try workshop.approve(invoice.raw, to: 6)
    try workshop.round()
    let stored = try workshop.database.read { try $0.writeBack(id) }
    if stored?.writeBack.state == .rejected { refused = stored }
  }
  let stored = try #require(refused)
  #expect(stored.problem.lowercased().contains("account number"), "\(stored.problem)")
  let requests = workshop.wire.requests.count
  workshop.pass(milliseconds: 3_600_000)
  try workshop.round()
  #expect(workshop.wire.requests.count == requests)
}

@Test func `a row that was being sent when the program stopped is looked into`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  let now = workshop.now
  try workshop.database.write { writer throws in
    guard let stored = try writer.writeBack(id) else { return }
    let (sending, _) = try stored.writeBack.apply(.send, at: now)
    try writer.save(sending, problem: "", found: nil, at: now)
  }
  let outbox = try workshop.outbox()
  try outbox.adoptInterrupted()
  #expect(try workshop.state(id) == .unknown)
  try workshop.round(outbox)
  #expect(try workshop.state(id) == .unknown, "one reading proves nothing: a slow server may still be at it")
  workshop.pass(milliseconds: 120_000)
  try workshop.round(outbox)
  #expect(try workshop.state(id) == .done)
  #expect(effects(workshop, on: 7002) == 1)
}

@Test func `while ConnectWise is away a row waits and says why`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.approve(7002)
  workshop.wire.set([Fault(.serverError(500))])
  let before = workshop.now
  guard case .until(let due) = try workshop.round() else {
    Issue.record("it should come back by itself")
    return
  }
  #expect(try workshop.state(id) == .queued)
  #expect(due >= before)
  #expect(try workshop.database.read { try $0.writeBack(id) }?.problem.isEmpty == false)
  workshop.wire.set([])
  workshop.pass(milliseconds: 900_000)
  try workshop.round()
  #expect(try workshop.state(id) == .done)
}
