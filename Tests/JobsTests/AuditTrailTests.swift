import ConnectWise
import Domain
import SQLite
import Sandbox
import Store
import Testing

@testable import Jobs

@Test func `the history of what is reviewed is read in the time between sweeps, once`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (open, due, told) = try workshop.database.read { reader throws in
    let open = try reader.openInvoices()
    return (open.count, try reader.dueAudits(limit: 100).count, try open.filter { try !reader.auditTrail(of: $0).isEmpty }.count)
  }
  #expect(due == 0)
  #expect(told == open)
  let before = workshop.wire.requests.count
  try workshop.catchUp()
  #expect(workshop.wire.requests.count == before)
}

@Test func `entries that agree in all six fields are one, however often they are read`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  let first = try workshop.database.read { try $0.auditTrail(of: id) }
  #expect(first.count > 0)
  #expect(try workshop.auditTrail.read(id) == 0)
  #expect(try workshop.database.read { try $0.auditTrail(of: id) } == first)

  let entry = first[0].entry
  var others = [entry]
  for change in 0..<6 {
    let mark = ["", "", "", "", "", ""].enumerated().map { $0.offset == change ? "!" : "" }
    others.append(
      AuditEntry(
        text: entry.text + mark[0], enteredDate: entry.enteredDate + mark[1], enteredBy: entry.enteredBy + mark[2],
        type: entry.type + mark[3], subType: entry.subType + mark[4], source: entry.source + mark[5]))
  }
  let (entries, now) = (others.map { (at: Instant?.none, entry: $0) }, workshop.now)
  let added = try workshop.database.write { writer throws in
    [
      try writer.addAuditTrail(entries, of: id, at: now), try writer.addAuditTrail(entries, of: id, at: now),
    ]
  }
  #expect(added == [6, 0])
}

@Test func `what somebody does in ConnectWise comes into the timeline after the next sweep, in its place`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  workshop.wire.edit(invoice: id.raw, status: 2)
  workshop.pass(milliseconds: 300_000)
  try workshop.sweep()
  let activity = try workshop.database.read { try $0.activity(of: id) }
  let entries = activity.compactMap(\.auditEntry).filter { $0.entry.text.contains("In Review") }
  #expect(entries.count >= 1, "\(activity)")
  #expect(activity.map(\.at) == activity.map(\.at).sorted())
}

@Test func `a status that we wrote is told once`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  try workshop.approve(id.raw)
  try workshop.round()
  #expect(try workshop.auditTrail.readWhatWasWritten() == [id])
  let (stored, shown) = try workshop.database.read { (try $0.auditTrail(of: id), try $0.activity(of: id)) }
  #expect(stored.count(where: { $0.entry.source == "API" }) == 1, "ConnectWise tells of our change")
  #expect(!shown.compactMap(\.auditEntry).contains { $0.entry.source == "API" }, "and the timeline tells it once")
  #expect(shown.count == stored.count - 1 + (try workshop.database.read { try $0.timeline(of: id) }.count))
  #expect(try workshop.auditTrail.readWhatWasWritten() == [])
}

@Test func `where the role may not read it, that is told once, nothing else suffers, and it is tried again after a day`() throws {
  let workshop = try Workshop()
  workshop.wire.set([Fault(.forbidden, path: "/audittrail")])
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  let asked = { workshop.wire.requests.count { $0.contains("/audittrail") } }
  #expect(asked() == 1)
  let permission = "System › Audit Trail, licensed and readable"
  #expect(try workshop.database.read { try $0.permissionGaps() } == [permission])
  #expect(try workshop.database.read { try $0.backfill(.history) }?.doneAt != nil)
  workshop.pass(milliseconds: 300_000)
  try workshop.sweep()
  #expect(asked() == 1)

  let refresh = try workshop.readAgain(try workshop.first())
  #expect(refresh.state == .done)

  workshop.wire.set([])
  workshop.pass(milliseconds: ReadAuditTrail.triedAgainAfter)
  try workshop.sweep()
  #expect(try workshop.database.read { try $0.permissionGaps() } == [])
  #expect(try workshop.database.read { try $0.dueAudits(limit: 1) }.isEmpty)
}

@Test func `a change that comes while a history is read is read too`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  let due = try workshop.database.write { writer throws in
    let later = Instant(milliseconds: 1_780_000_100_000)
    try writer.setRemoteUpdated(later, of: id)
    let due = try writer.dueAudit(of: id)
    try writer.setRemoteUpdated(later.adding(milliseconds: 1_000), of: id)
    if let due { try writer.settle(due) }
    return due
  }
  #expect(due?.invoice == id)
  #expect(try workshop.database.read { try $0.dueAudit(of: id) } != nil)
}

@Test func `one history that cannot be read does not keep the others from being read`() throws {
  let workshop = try Workshop()
  try workshop.sweeping.run(askedBy: "test")
  let due = try workshop.database.read { try $0.dueAudits(limit: 100) }
  // The second request for a history fails for good, with all its repeats.
  workshop.wire.set([Fault(.serverError(500), path: "/audittrail", count: 1, skip: 1)])
  try workshop.catchUp()
  #expect(try workshop.database.read { try $0.dueAudits(limit: 100) }.isEmpty == false)
  #expect(try workshop.database.read { try $0.dueAudits(limit: 100) }.count == 1)
  #expect(due.count > 2)
  #expect(try workshop.database.read { try $0.backfill(.history) }?.doneAt != nil)
  try workshop.catchUp()
  #expect(try workshop.database.read { try $0.dueAudits(limit: 100) }.isEmpty)
}

@Test func `reading again tells what is new in ConnectWise's own history`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let id = try workshop.first()
  workshop.wire.edit("/finance/invoices/\(id)", "internalNotes", #""Ask Marcus.""#)
  let changes = try workshop.readAgain(id).changes
  #expect(changes.count == 1, "\(changes)")
  #expect(changes.first?.hasSuffix("in ConnectWise: Internal notes have been updated.") == true, "\(changes)")
}
