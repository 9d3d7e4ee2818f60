import Bytes
import Crypto
import Domain
import Sandbox
import Store
import Synchronization
import Testing

@testable import Jobs

@Suite struct CallbackTests {
  private static let address = "http://localhost:8080/callbacks/connectwise"
  private let workshop: Workshop
  private let callbacks: Callbacks
  private let troubles = Troubles()

  private final class Troubles: Sendable {
    let lines = Mutex<[String]>([])
  }

  init() throws {
    workshop = try Workshop()
    try workshop.sweep()
    let workshop = workshop
    callbacks = Callbacks(
      client: try workshop.client, database: workshop.database, random: SecureRandom(), address: Self.address,
      now: { workshop.now }, trouble: { [troubles] event, detail in troubles.lines.withLock { $0.append("\(event) \(detail)") } })
  }

  private func want(_ wanted: Bool) throws {
    let now = workshop.now
    try workshop.database.write { try $0.wantCallbacks(wanted, by: "Ana Ruiz", at: now) }
  }

  private var stored: StoredCallback? { get throws { try workshop.database.read { try $0.callback() } } }
  private var marked: [Int64] { get throws { try workshop.database.read { try $0.invoicesToReadSoon(limit: 99) }.map(\.id.raw) } }

  private func invoice() throws -> Int64 { try #require(try workshop.database.read { try $0.openInvoices() }.first).raw }

  /// One genuine message about `id`, as the sandbox signs it.
  private func message(_ id: Int64, status: Int = 5) throws -> CallbackDelivery {
    workshop.wire.edit(invoice: id, status: status)
    return try #require(workshop.wire.callbacks.last)
  }

  private func take(_ delivery: CallbackDelivery, body: [UInt8]? = nil, signature: String? = nil, token: String? = nil) throws
    -> Callbacks.Verdict
  {
    let query = delivery.url.split(separator: "?").last ?? ""
    let own = query.split(separator: "&").first { $0.hasPrefix("token=") }?.dropFirst(6) ?? ""
    let given = delivery.headers.first { $0.name == "x-content-signature" }?.value ?? ""
    return try callbacks.take(body ?? delivery.body, signature: signature ?? given, token: token ?? String(own))
  }

  @Test func `once it is wanted ConnectWise knows our address, and a genuine message marks the invoice once`() throws {
    #expect(try callbacks.keep(), "nothing is wanted yet")
    #expect(workshop.wire.requests.allSatisfy { !$0.contains("callbacks") })
    try want(true)
    #expect(try callbacks.keep())
    let id = try invoice()
    let delivery = try message(id)
    #expect(delivery.url.hasPrefix("\(Self.address)?token="))
    #expect(delivery.url.hasSuffix("&recordId=\(id)&action=updated"))
    #expect(try take(delivery) == .taken)
    #expect(try marked == [id])
    #expect(try take(delivery) == .taken, "a replay is harmless")
    #expect(try marked == [id])
    let callback = try stored
    #expect(callback?.received == 2 && callback?.lastReceived?.invoice.raw == id)
  }

  @Test func `what is not signed by ConnectWise, or was not sent to us, is refused and leaves nothing`() throws {
    try want(true)
    _ = try callbacks.keep()
    let delivery = try message(try invoice())
    var changed = delivery.body
    changed[changed.count / 2] ^= 1
    let other = Base64.encode(hmacSHA256(key: sha256("another key"), delivery.body))
    let foreignKey = Array(
      String(decoding: delivery.body, as: UTF8.self).split(separator: "http://127.0.0.1:8090").joined(
        separator: "https://evil.test"
      )
      .utf8)
    let attempts: [(String, Callbacks.Verdict)] = [
      ("a changed body", try take(delivery, body: changed)), ("no signature", try take(delivery, signature: "")),
      ("another key", try take(delivery, signature: other)), ("no base64", try take(delivery, signature: "%%%")),
      ("another token", try take(delivery, token: Token(from: SecureRandom()).text)), ("no token", try take(delivery, token: "")),
      ("a key elsewhere", try take(delivery, body: foreignKey)), ("no message", try take(delivery, body: [1, 2, 3])),
    ]
    for (what, verdict) in attempts {
      guard case .forged(let detail) = verdict else {
        Issue.record("\(what): \(verdict)")
        continue
      }
      #expect(!detail.isEmpty)
    }
    #expect(try marked.isEmpty)
    #expect(try stored?.received == 0)
    #expect(!workshop.wire.requests.contains { $0.contains("evil") }, "nobody is asked for a foreign key")
  }

  @Test func `after a start the key is fetched before anything is believed, and meanwhile a message is to come again`() throws {
    try want(true)
    _ = try callbacks.keep()
    let delivery = try message(try invoice())
    let workshop = workshop
    let fresh = Callbacks(
      client: try workshop.client, database: workshop.database, random: SecureRandom(), address: Self.address,
      now: { workshop.now }, trouble: { _, _ in })
    let token = delivery.url.split(separator: "=")[1].prefix(Token.textLength)
    let signature = delivery.headers.first { $0.name == "x-content-signature" }?.value ?? ""
    #expect(try fresh.take(delivery.body, signature: signature, token: String(token)) == .later)
    #expect(try marked.isEmpty)
    #expect(try fresh.keep())
    #expect(try fresh.take(delivery.body, signature: signature, token: String(token)) == .taken)
  }

  @Test func `switched off it is taken back, and what still comes finds nobody`() throws {
    try want(true)
    _ = try callbacks.keep()
    let id = try invoice()
    let delivery = try message(id)
    try want(false)
    #expect(try take(delivery) == .off, "from the switch on")
    #expect(try callbacks.keep())
    #expect(try stored?.registration == nil)
    workshop.wire.edit(invoice: id, status: 6)
    #expect(workshop.wire.callbacks.isEmpty, "ConnectWise has forgotten us")
  }

  @Test func `there is never more than one registration of ours, whatever became of the last attempt`() throws {
    try want(true)
    workshop.wire.cutWrites([.after])
    #expect(try !callbacks.keep(), "the answer was lost")
    #expect(try stored?.problem.isEmpty == false)
    #expect(try callbacks.keep())
    #expect(try stored?.problem == "")
    _ = try message(try invoice())
    workshop.wire.edit(invoice: try invoice(), status: 6)
    #expect(workshop.wire.callbacks.count == 1, "one message for one change")
  }

  @Test func `a gap in the role is told as a sentence`() throws {
    workshop.wire.set([Fault(.forbidden, path: "/system/callbacks")])
    try want(true)
    #expect(try !callbacks.keep())
    #expect(try stored?.problem.hasPrefix("The API member may not do this.") == true)
    #expect(troubles.lines.withLock { $0.count } == 1)
  }

  @Test func `what was told of is read together, also what is new or deleted, and then no longer marked`() throws {
    let open = try workshop.database.read { try $0.openInvoices() }.map(\.raw)
    let (edited, deleted) = (open[0], open[1])
    let before = try #require(try workshop.database.read { try $0.invoice(ID(edited)) }).invoice.status
    workshop.wire.edit(invoice: edited, status: 5)
    workshop.wire.delete(invoice: deleted)
    let now = workshop.now
    try workshop.database.write { writer throws in
      for id in [edited, deleted, 999_999] { try writer.readSoon(ID(id), toldAt: now) }
    }
    #expect(try workshop.sweeping.readWhatWasTold())
    #expect(try workshop.database.read { try $0.invoice(ID(edited)) }?.invoice.status != before)
    #expect(try workshop.database.read { try $0.invoice(ID(deleted)) }?.invoice.presence == .gone)
    #expect(try marked.isEmpty)
    #expect(try !workshop.sweeping.readWhatWasTold())
  }

  @Test func `what is told of again while it is read stays marked`() throws {
    let id = try invoice()
    let now = workshop.now
    try workshop.database.write { try $0.readSoon(ID(id), toldAt: now) }
    let marks = try workshop.database.read { try $0.invoicesToReadSoon(limit: 9) }
    try workshop.database.write { writer throws in
      try writer.readSoon(ID(id), toldAt: now.adding(milliseconds: 5))
      try writer.noteRead(marks)
    }
    #expect(try marked == [id])
  }
}
