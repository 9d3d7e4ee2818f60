import ConnectWise
import Curl
import Domain
import SQLite
import Sandbox
import Store
import Synchronization
import Testing

@testable import Jobs

@Test(arguments: [true, false])
func `one invoice that cannot be read is told, and all others are read`(whole: Bool) throws {
  let workshop = try Workshop()
  let id: ID<Invoice>
  if whole {
    id = ID(7_001)
  } else {
    try workshop.sweep()
    id = try workshop.first()
  }
  workshop.wire.edit("/finance/invoices/\(id)", "topComment", #""TO BE BROKEN""#)
  workshop.wire.rewrite(#""topComment":"TO BE BROKEN""#, #""topComment":{"text":1}"#)
  workshop.pass(milliseconds: 300_000)
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  #expect(outcome.leftOut.count == 1, "\(outcome.leftOut)")
  #expect(outcome.leftOut.first?.contains("\(id)") == true, "\(outcome.leftOut)")
  #expect(try workshop.database.read { try $0.newestSweep() }?.leftOut == outcome.leftOut)
  if whole {
    #expect(try workshop.database.read { try $0.openInvoices().count } == (outcome.count.expected ?? 0) - 1)
  } else {
    #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.version == 1, "what was known of it stays")
  }
  // As soon as it can be read, it is.
  workshop.wire.rewrite("nothing", "nothing")
  workshop.wire.edit("/finance/invoices/\(id)", "topComment", #""Mended""#)
  workshop.pass(milliseconds: 300_000)
  #expect(try workshop.sweep().leftOut == [])
  #expect(try workshop.content(id).topComment == "Mended")
}

@Test func `one invoice whose amount does not fit is told with its field, and all others are read`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let (id, other) = (try workshop.first(), try #require(try workshop.database.read { try $0.openInvoices() }.last))
  workshop.wire.edit("/finance/invoices/\(id)", "topComment", #""TOO MUCH""#)
  workshop.wire.edit("/finance/invoices/\(other)", "topComment", #""Fine""#)
  workshop.wire.rewrite(
    #""topComment":"TOO MUCH""#, #""topComment":"TOO MUCH","remainingDownpayment":1,"salesTax":9000000000000000000"#)
  workshop.pass(milliseconds: 300_000)
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  #expect(outcome.leftOut.count == 1, "\(outcome.leftOut)")
  #expect(try workshop.content(other).topComment == "Fine")
  #expect(try workshop.database.read { try $0.invoice(id) }?.invoice.version == 1)
}

/// A way out with a circuit that is open, and one with a call that is due to look whether the host is back.
private final class HeldWay: Transport {
  let held: HeldBack
  let calls = Mutex(0)
  init(_ milliseconds: Int64) { held = HeldBack(.circuit, milliseconds: milliseconds) }
  var restraint: HeldBack? { held }
  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    calls.withLock { $0 += 1 }
    return .failure(.heldBack(held))
  }
}

@Test func `while ConnectWise is left alone, a sweep that a person asks for fails at once with a sentence`() throws {
  let workshop = try Workshop()
  let way = HeldWay(30_000)
  let ended = Mutex<[SweepOutcome]>([])
  let jobs = try workshop.jobs(over: way) { outcome in ended.withLock { $0.append(outcome) } }
  // The jobs have not even begun: nothing of theirs is waited for.
  jobs.askForSweep(by: "Ana Ruiz")
  try workshop.database.write { _ in }
  let sweep = try #require(try workshop.database.read { try $0.newestSweep() })
  #expect(sweep.askedBy == "Ana Ruiz")
  #expect(sweep.endedAt == workshop.now)
  #expect(sweep.problem?.hasPrefix("ConnectWise is left alone for the moment.") == true)
  #expect(ended.withLock { $0.count } == 1)
  #expect(way.calls.withLock { $0 } == 0)
  #expect(try workshop.database.read { try $0.newestWholeSweep() } == nil, "and the next whole one is as due as before")
}

@Test func `when ConnectWise is due to be looked at again, a sweep that a person asks for looks`() throws {
  let workshop = try Workshop()
  let jobs = try workshop.jobs(over: HeldWay(0)) { _ in }
  jobs.askForSweep(by: "Ana Ruiz")
  try workshop.database.write { _ in }
  #expect(try workshop.database.read { try $0.newestSweep() } == nil)
}

@Test func `the first call of an awaited sweep goes out with a person's patience, those of the others wait longer`() throws {
  let workshop = try Workshop()
  var sweep = try workshop.sweeping
  let (people, background) = (Counting(workshop.wire), Counting(workshop.wire))
  let connection = try workshop.client.connection
  sweep.client = ConnectWiseClient(connection: connection, transport: background)
  sweep.people = ConnectWiseClient(connection: connection, transport: people)
  #expect(sweep.run(askedBy: "Ana Ruiz", isAwaited: true).problem == nil)
  let asked = people.calls.withLock { $0 }
  #expect(asked > 0)
  #expect(sweep.run(askedBy: "schedule").problem == nil)
  #expect(people.calls.withLock { $0 } == asked)
}

private final class Counting: Transport {
  let inner: Wire
  let calls = Mutex(0)
  init(_ inner: Wire) { self.inner = inner }
  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    calls.withLock { $0 += 1 }
    return inner.send(request)
  }
}
