import Domain
import SQLite

/// One pass of reading ConnectWise, running or ended.
public struct Sweep: Sendable {
  public let id: ID<Sweep>
  public let startedAt: Instant
  public let endedAt: Instant?
  public let askedBy: String
  /// How many invoices ConnectWise said there are; nil until it has said so.
  public let expected: Int?
  public let seen: Int
  public let added: Int
  public let changed: Int
  public let leftInbox: Int
  public let problem: String?

  public var isRunning: Bool { endedAt == nil }
}

private func sweep(_ row: borrowing Row) -> Sweep {
  Sweep(
    id: row.id(0), startedAt: row.instant(1), endedAt: row.instantOrNil(2), askedBy: row.text(3), expected: row.intOrNil(4),
    seen: row.int(5), added: row.int(6), changed: row.int(7), leftInbox: row.int(8), problem: row.textOrNil(9))
}

extension Reader {
  public func sweeps(limit: Int) throws -> [Sweep] {
    try all(
      """
      SELECT id, started_at, ended_at, asked_by, expected, seen, added, changed, left_inbox, problem FROM sweep
      ORDER BY id DESC LIMIT \(limit)
      """
    ) { Store.sweep($0) }
  }

  public func newestSweep() throws -> Sweep? { try sweeps(limit: 1).first }

  public func lastGoodSweep() throws -> Instant? {
    try first(
      "SELECT ended_at FROM sweep WHERE problem IS NULL AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    ) { $0.instant(0) }
  }
}

extension Writer {
  public func beginSweep(askedBy: String, at now: Instant) throws -> ID<Sweep> {
    try execute("INSERT INTO sweep (started_at, asked_by) VALUES (\(now), \(askedBy))")
    return ID(lastInsertedID)
  }

  public func noteProgress(of sweep: ID<Sweep>, expected: Int?, seen: Int, added: Int, changed: Int, leftInbox: Int) throws {
    try execute(
      """
      UPDATE sweep SET expected = \(expected), seen = \(seen), added = \(added), changed = \(changed), left_inbox = \(leftInbox)
      WHERE id = \(sweep)
      """)
  }

  public func endSweep(_ sweep: ID<Sweep>, problem: String?, at now: Instant) throws {
    try execute("UPDATE sweep SET ended_at = \(now), problem = \(problem) WHERE id = \(sweep)")
    // A year of five-minute sweeps would be a hundred thousand rows that nobody reads.
    try execute("DELETE FROM sweep WHERE id <= \(sweep.raw - 1_000)")
  }

  /// A sweep that was running when the program stopped did not finish.
  public func endInterruptedSweeps(at now: Instant) throws {
    try execute("UPDATE sweep SET ended_at = \(now), problem = 'Countersign stopped while it ran' WHERE ended_at IS NULL")
  }
}
