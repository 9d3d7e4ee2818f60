import Domain
import SQLite
import Testing

@testable import Store

@Suite struct WriteBackTroubleTests {
  private let database: Database

  init() throws { database = try freshDatabase() }

  /// A write-back of a decision on `invoice`, standing so.
  private func stand(_ invoice: Int64, _ state: WriteBack.State, told: Bool = false) throws {
    try database.write { writer throws in
      if try writer.invoice(ID(invoice)) == nil { try writer.place(try .sample(invoice, number: "\(invoice)")) }
      let decision = try writer.record(.viewed(reviewer: "x"), by: .sweep, invoice: ID(invoice), at: noon)
      let id = try writer.queue(
        WriteBack(
          id: ID(0), invoice: ID(invoice), trigger: .finallyApproved, desired: Reference(3, name: "Ready"),
          expected: Reference(1, name: "New"), closes: false, askedBy: nil, state: state, attempt: 1, notBefore: noon,
          trail: WriteBack.Trail()), decision: decision, at: noon)
      if told { try writer.noteTold(of: id, at: noon) }
    }
  }

  private func found(after: Int64? = nil, limit: Int = 50, matching text: String = "") throws -> (rows: [Int64], next: Int64?) {
    var rows: [Int64] = []
    let next = try database.read {
      try $0.eachInTrouble(.everybody, matching: text, after: after.map { ID($0) }, limit: limit) { row, _ in
        rows.append(row.id.raw)
      }
    }
    return (rows, next?.raw)
  }

  @Test func `every kind of trouble is found once an invoice, newest first, page by page`() throws {
    let states: [(Int64, WriteBack.State, Bool)] = [
      (1, .conflict, false), (2, .rejected, false), (3, .unknown, false), (4, .queued, true), (5, .queued, false),
      (6, .done, false),
      (7, .sending, true), (8, .withdrawn, true),
    ]
    for (id, state, told) in states { try stand(id, state, told: told) }
    try stand(1, .queued, told: true)
    try stand(2, .done)
    #expect(try found().rows == [7, 4, 3, 1])
    #expect(try database.read { try $0.troubleCount(.everybody, matching: "") } == 4)
    #expect(try database.read { try $0.troubleCount(.everybody, matching: "3") } == 1)
    #expect(try found(matching: "3").rows == [3])
    let first = try found(limit: 2)
    #expect(first.rows == [7, 4] && first.next == 4)
    let second = try found(after: 4, limit: 2)
    #expect(second.rows == [3, 1] && second.next == nil)
  }

  @Test func `a page and the count walk their index and sort nothing`() throws {
    let plans = try database.read { reader throws in
      [
        try reader.explain(reader.troublePage(.everybody, matching: "", after: ID(7), limit: 50)),
        try reader.explain(reader.troubleTotal),
      ]
    }
    for plan in plans {
      #expect(plan.contains { $0.contains("write_back_trouble") }, "\(plan)")
      #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }
  }
}
