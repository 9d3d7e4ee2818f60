import Crypto
import Domain
import SQLite
import Store
import Testing

@Test func `a version reads back as it was stored`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  let line = Line(
    source: 33_101, detail: .time(TimeDetail(member: Reference(153, name: "Dario Ferro"), actual: try Hours("1.25"))),
    text: "Replaced the fuser", quantity: try Quantity("1.25"), price: try Price("165", currency: .usd),
    amount: try money("206.25"))
  let content = try InvoiceContent.sample(lines: [line])
  let fingerprint = try #require(Fingerprint(sha256(content.canonicalBytes)))
  try database.write { writer throws in
    try writer.place(try .sample(1))
    try writer.add(Version(number: 2, fingerprint: fingerprint, content: content, seenAt: noon), of: ID(1))
  }
  let version = try #require(try database.read { try $0.version(2, of: ID(1)) })
  #expect(version.content.lines == [line])
  #expect(version.fingerprint == fingerprint)
  #expect(try database.read { try $0.newestVersion(of: ID(1)) }?.number == 2)
}

@Test(arguments: [
  ReviewerState.waiting, .viewed(at: noon), .approved(version: 3, at: noon), .stale(.approved, version: 1, at: noon),
  .stale(.rejected, version: 2, at: noon), .skipped(.inactiveMember), .skipped(.notResolvable(rule: "Territory")),
  .skipped(.handedOver(to: "Lucie Benga")), .skipped(.removed(by: "Rosa Quill")),
])
func `a reviewer's state reads back as it was stored`(state: ReviewerState) throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer in try writer.place(try .sample(1), reviewers: [.asked(151, "Rosa Quill", state: state)]) }
  #expect(try database.read { try $0.reviewers(of: ID(1)) }.map(\.state) == [state])
}

@Test func `a rejection keeps its reason and its words`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  let state = ReviewerState.rejected(version: 1, try Rejection(.price, text: "Twice the usual rate"), at: noon)
  try database.write { writer in try writer.place(try .sample(1), reviewers: [.asked(151, "Rosa Quill", state: state)]) }
  #expect(try database.read { try $0.reviewers(of: ID(1)) }.map(\.state) == [state])
}

@Test func `an event is never changed`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    try writer.place(try .sample(1))
    try writer.record(.deletedInConnectWise, by: .sweep, invoice: ID(1), at: noon)
  }
  #expect(throws: (any Error).self) { try database.write { try $0.execute("UPDATE event SET at = 0") } }
  let timeline = try database.read { try $0.timeline(of: ID(1)) }
  #expect(timeline.map(\.event) == [.deletedInConnectWise])
  #expect(timeline.map(\.actor) == [.sweep])
}

@Test func `write-backs of one invoice leave one after the other`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    try writer.place(try .sample(1))
    try writer.place(try .sample(2))
    for (invoice, desired) in [(1, 3), (1, 1), (2, 3)] as [(Int64, Int64)] {
      let decision = try writer.record(.deletedInConnectWise, by: .sweep, invoice: ID(invoice), at: noon)
      try writer.queue(
        WriteBack(
          invoice: ID(invoice), trigger: .finallyApproved, desired: Reference(desired, name: "S\(desired)"),
          expected: Reference(2, name: "In Review"), notBefore: noon), decision: decision, at: noon)
    }
  }
  let due = try database.read { try $0.dueWriteBacks(now: noon, limit: 10) }
  #expect(due.map { [$0.writeBack.invoice.raw, $0.writeBack.desired.id.raw] } == [[1, 3], [2, 3]])
  #expect(try database.read { try $0.dueWriteBacks(now: noon.adding(milliseconds: -1), limit: 10) }.isEmpty)
}

@Test func `a one-time link works once and only in time`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  let (first, second) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
  try database.write { writer throws in
    let person = try writer.addPerson(name: "A", email: "A@Example.test", role: .admin, passwordHash: nil, member: nil, at: noon)
    try writer.addLink(.signIn(person), tokenHash: first, at: noon, lasting: 1_000)
    try writer.addLink(.signIn(person), tokenHash: second, at: noon, lasting: 1_000)
  }
  try database.write { writer throws in
    #expect(try writer.link(tokenHash: first, now: noon) != nil)
    #expect(try writer.useLink(tokenHash: first, now: noon) == .signIn(ID(1)))
    #expect(try writer.useLink(tokenHash: first, now: noon) == nil)
    #expect(try writer.useLink(tokenHash: second, now: noon.adding(milliseconds: 1_000)) == nil)
  }
}

@Test func `a session ends by idling, by age, by a raised epoch and by disabling`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  let token = [UInt8](repeating: 9, count: 32)
  let session = Session(
    tokenHash: token, createdAt: noon, seenAt: noon, absoluteUntil: noon.adding(milliseconds: 10_000), method: "password",
    device: "Firefox on Linux", network: "unix")
  func stands(at instant: Instant) throws -> Bool {
    try database.read { try $0.session(tokenHash: token, now: instant, idle: 5_000) } != nil
  }
  let person = try database.write { writer throws in
    let id = try writer.addPerson(name: "A", email: "a@example.test", role: .admin, passwordHash: nil, member: nil, at: noon)
    try writer.begin(session, of: id)
    return id
  }
  #expect(try stands(at: noon.adding(milliseconds: 4_999)))
  #expect(try !stands(at: noon.adding(milliseconds: 5_000)))
  try database.write { try $0.noteSeen(tokenHash: token, at: noon.adding(milliseconds: 9_000)) }
  #expect(try stands(at: noon.adding(milliseconds: 9_999)))
  #expect(try !stands(at: noon.adding(milliseconds: 10_000)))
  try database.write { try $0.execute("UPDATE person SET epoch = epoch + 1") }
  #expect(try !stands(at: noon.adding(milliseconds: 9_500)))
  try database.write { try $0.execute("UPDATE person SET epoch = epoch - 1, disabled_at = 1") }
  #expect(try !stands(at: noon.adding(milliseconds: 9_500)))
  #expect(person == ID(1))
}

@Test func `at most ten sessions stand; the oldest ends`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    let id = try writer.addPerson(name: "A", email: "a@example.test", role: .admin, passwordHash: nil, member: nil, at: noon)
    for number in 0..<12 {
      let at = noon.adding(milliseconds: Int64(number))
      try writer.begin(
        Session(
          tokenHash: [UInt8](repeating: UInt8(number), count: 32), createdAt: at, seenAt: at,
          absoluteUntil: at.adding(milliseconds: 1_000_000), method: "link", device: "", network: ""), of: id)
    }
  }
  let hashes = try database.read { try $0.sessions(of: ID(1)) }.map { $0.tokenHash[0] }
  #expect(hashes.sorted() == Array(2...11))
}
