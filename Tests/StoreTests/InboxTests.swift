import Bytes
import Crypto
import Domain
import Foundation
import SQLite
import Store
import Testing

@Test func `the inbox is read newest first and continues where the last page ended`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    for id in 1...7 { try writer.place(try .sample(Int64(id), date: id < 4 ? "2026-05-01" : "2026-05-0\(id)")) }
    try writer.place(try .sample(8, presence: .done))
  }
  try database.read { reader throws in
    let first = try reader.page(.everybody, limit: 3)
    #expect(first.rows.map(\.id.raw) == [7, 6, 5])
    let second = try reader.page(.everybody, after: first.next, limit: 3)
    #expect(second.rows.map(\.id.raw) == [4, 3, 2])
    let third = try reader.page(.everybody, after: second.next, limit: 3)
    #expect(third.rows.map(\.id.raw) == [1])
    #expect(third.next == nil)
    #expect(try reader.page(.everybody, limit: 6).next == second.rows.last?.position)
    #expect(try reader.page(.everybody, limit: 7).next == nil)
  }
}

extension Reader {
  fileprivate func page(
    _ scope: InboxScope, matching text: String = "", after position: InboxPosition? = nil, limit: Int = 10
  ) throws -> (rows: [KeptRow], next: InboxPosition?) {
    var rows: [KeptRow] = []
    let next = try eachInInbox(scope, matching: text, after: position, limit: limit) { rows.append(KeptRow($0)) }
    return (rows, next)
  }
}

/// A row whose lent texts were copied, to be looked at after the walk.
private struct KeptRow {
  let row: InboxRow
  let number, company, summary: String
  let reviewers: [[String]]

  init(_ row: InboxRow) {
    self.row = row
    (number, company, summary) = (row.number.string, row.company.string, row.summary.string)
    reviewers = row.reviewers.map { [$0.standing.rawValue, $0.initials.string, $0.name.string] }
  }

  var id: ID<Invoice> { row.id }
  var position: InboxPosition { row.position }
}

@Test func `a page of the inbox walks its index and sorts nothing`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  let plan = try database.read { reader throws in
    try reader.explain(
      "SELECT id, sort_key, glance FROM invoice WHERE in_inbox = 1 AND (sort_key, id) < (\(20_000), \(7)) ORDER BY sort_key DESC, id DESC LIMIT \(50)"
    )
  }
  #expect(plan.contains { $0.contains("invoice_by_date") }, "\(plan)")
  #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
}

@Test func `the tally follows every invoice that comes, changes and leaves, per currency`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    try writer.place(try .sample(1, total: "100.00"))
    try writer.place(try .sample(2, total: "50.25"))
    try writer.place(try .sample(3, total: "10.00", currency: .eur))
  }
  let before = try database.read { try $0.tally(.everybody) }
  #expect(before.count == 3)
  #expect(before.totals.map { $0.money.plainText + " " + $0.money.currency.code }.sorted() == ["10.00 EUR", "150.25 USD"])
  try database.write { writer throws in
    try writer.save(try .sample(1, total: "75.00"), agreement: nil, previousTotal: nil, summary: "", at: noon)
    try writer.setPresence(.done, of: ID(2), at: noon)
  }
  let after = try database.read { try $0.tally(.everybody) }
  #expect(after.count == 2)
  #expect(after.totals.map { $0.money.plainText + " " + $0.money.currency.code }.sorted() == ["10.00 EUR", "75.00 USD"])
}

@Test(arguments: [("10452", [1]), ("dental", [2]), ("100%", [3]), ("_", [4]), ("nothing", [])])
func `a search finds a whole number or part of a company, and signs mean themselves`(text: String, found: [Int64]) throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    try writer.place(try .sample(1, number: "10452", company: "Harbor"))
    try writer.place(try .sample(2, number: "7", company: "Tidewater Dental"))
    try writer.place(try .sample(3, number: "8", company: "100% Paper"))
    try writer.place(try .sample(4, number: "9", company: "under_score"))
  }
  let rows = try database.read { try $0.page(.everybody, matching: text).rows }
  #expect(rows.map(\.id.raw) == found)
}

@Test func `a reviewer sees what they are asked about and nothing else`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  let reviewer = Person(id: ID(1), name: "Rosa Quill", email: "r@example.test", role: .reviewer, member: ID(151))
  let manager = Person(id: ID(2), name: "Tomo Nakai", email: "t@example.test", role: .billingManager)
  try database.write { writer throws in
    try writer.place(try .sample(1), reviewers: [.asked(151, "Rosa Quill")])
    try writer.place(try .sample(2), reviewers: [.asked(152, "Tomo Nakai")])
    try writer.place(try .sample(3), reviewers: [.asked(151, "Rosa Quill", state: .skipped(.inactiveMember))])
  }
  try database.read { reader throws in
    #expect(try reader.page(InboxScope(reviewer, onlyMine: false)).rows.map(\.id.raw) == [1])
    #expect(try reader.tally(InboxScope(reviewer, onlyMine: false)).count == 1)
    #expect(try reader.sees(reviewer, ID(1)))
    #expect(try !reader.sees(reviewer, ID(2)))
    #expect(try !reader.sees(reviewer, ID(3)))
    #expect(try reader.page(InboxScope(manager, onlyMine: false)).rows.count == 3)
  }
}

@Test func `a row shows its reviewers, and how the review stands`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    try writer.place(
      try .sample(1),
      reviewers: [
        .asked(151, "Rosa Quill", state: .approved(version: 1, at: noon)), .asked(152, "Tomo\nNakai", position: 2),
      ])
  }
  let row = try database.read { try $0.page(.everybody).rows }[0]
  #expect(row.row.outcome == .approvedInPart(1, of: 2))
  #expect(
    row.reviewers == [["approved", "RQ", "Rosa Quill"], ["waiting", "T", "TomoNakai"]])
}

@Test func `a row reads back what was saved, whatever stands in its texts`() throws {
  let database = try freshDatabase()
  defer { database.close() }
  try database.write { writer throws in
    var invoice = try Invoice.sample(
      1, number: "CM-1", total: "-1462.50", company: "Tide\u{1F}water\tDental\n& Söhne", currency: .eur)
    invoice.kind = .creditMemo
    try writer.save(invoice, agreement: nil, previousTotal: Money(minor: .min + 1, currency: .eur), summary: "", at: noon)
    try writer.save(
      try .sample(2, total: "1462", date: "2026-05-11", currency: .jpy), agreement: nil, previousTotal: nil, summary: "2.00 h",
      at: noon)
  }
  let rows = try database.read { try $0.page(.everybody).rows }
  #expect(rows.map(\.number) == ["CM-1", "10452"])
  #expect(rows.map(\.row.kind) == [.creditMemo, .standard])
  #expect(rows.map(\.company) == ["Tide water\tDental\n& Söhne", "Tidewater Dental Group"])
  #expect(rows.map(\.summary) == ["", "2.00 h"])
  #expect(rows.map(\.row.total.minor) == [-146_250, 1_462])
  #expect(rows.map(\.row.total.currency) == [.eur, .jpy])
  #expect(rows.map(\.row.previousTotal?.minor) == [.min + 1, nil])
  #expect(rows.map(\.row.waitingSince) == [noon, noon])
  #expect(rows.map(\.row.outcome) == [.new, .new])
  #expect(rows.allSatisfy { $0.reviewers.isEmpty })
}

@Test func `an inbox from before rows were kept in one text is the same after the upgrade, and was copied aside`() throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("inbox-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let path = folder + "/countersign.sqlite"
  let old = try Database(path: path, migrations: Array(Database.schema.prefix(4)), hash: sha256)
  try old.write { writer throws in
    // Without its version, beside which later steps keep more.
    let invoice = try Invoice.sample(1)
    try writer.save(invoice, agreement: nil, previousTotal: nil, summary: "2.00 h", at: noon)
    try writer.save(.asked(151, "Rosa Quill"), of: invoice.id)
    try writer.refreshRow(of: invoice.id, at: noon)
  }
  old.close()
  let database = try Database(path: path, migrations: Database.schema, hash: sha256)
  defer { database.close() }
  let rows = try database.read { try $0.page(.everybody).rows }
  #expect(rows.map(\.company) == ["Tidewater Dental Group"])
  #expect(rows.flatMap(\.reviewers).map(\.last) == ["Rosa Quill"])
  #expect(try FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.contains("before-0005") })
}
