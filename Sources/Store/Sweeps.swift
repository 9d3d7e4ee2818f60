import Domain
import SQLite

/// One pass of reading ConnectWise, running or ended.
public struct Sweep: Sendable {
  public let id: ID<Sweep>
  public let startedAt: Instant
  public let endedAt: Instant?
  public let depth: Depth
  public let askedBy: String
  /// How many invoices ConnectWise said there are; nil until it has said so.
  public let expected: Int?
  public let seen: Int
  public let added: Int
  public let changed: Int
  public let leftInbox: Int
  public let problem: String?
  /// Every open invoice up to this id was taken: where a walk that was cut off goes on.
  public let reached: Int
  /// Rights that the API member's role lacks.
  public let gaps: [String]
  /// Records that could not be read, a sentence each.
  public let leftOut: [String]

  /// What a sweep reads.
  public enum Depth: String, Sendable {
    /// Every open invoice with its lines.
    case open
    /// What has changed since the sweep before.
    case changes
  }

  public var isRunning: Bool { endedAt == nil }
}

private func sweep(_ row: borrowing Row) -> Sweep {
  Sweep(
    id: row.id(0), startedAt: row.instant(1), endedAt: row.instantOrNil(2), depth: Sweep.Depth(rawValue: row.text(10)) ?? .open,
    askedBy: row.text(3), expected: row.intOrNil(4), seen: row.int(5), added: row.int(6), changed: row.int(7),
    leftInbox: row.int(8), problem: row.textOrNil(9), reached: row.int(11), gaps: lines(row.text(12)),
    leftOut: lines(row.text(13)))
}

private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

/// How far a sweep has come.
public struct SweepProgressNote: Sendable {
  public var expected: Int?
  public var seen: Int
  public var added: Int
  public var changed: Int
  public var leftInbox: Int
  public var reached: Int
  public var readTo: Instant?
  public var gaps: [String]
  public var leftOut: [String]

  public init(
    expected: Int?, seen: Int, added: Int, changed: Int, leftInbox: Int, reached: Int = 0, readTo: Instant? = nil,
    gaps: [String] = [], leftOut: [String] = []
  ) {
    self.expected = expected
    self.seen = seen
    self.added = added
    self.changed = changed
    self.leftInbox = leftInbox
    self.reached = reached
    self.readTo = readTo
    self.gaps = gaps
    self.leftOut = leftOut
  }
}

extension Reader {
  public func sweeps(limit: Int) throws -> [Sweep] {
    try all(
      """
      SELECT id, started_at, ended_at, asked_by, expected, seen, added, changed, left_inbox, problem, depth, reached, gaps, left_out
      FROM sweep ORDER BY id DESC LIMIT \(limit)
      """
    ) { Store.sweep($0) }
  }

  public func newestSweep() throws -> Sweep? { try sweeps(limit: 1).first }

  /// The newest that read every open invoice, or tried to.
  public func newestWholeSweep() throws -> Sweep? {
    try first(
      """
      SELECT id, started_at, ended_at, asked_by, expected, seen, added, changed, left_inbox, problem, depth, reached, gaps, left_out
      FROM sweep WHERE depth = 'open' ORDER BY id DESC LIMIT 1
      """
    ) { Store.sweep($0) }
  }

  /// In ConnectWise's time: lines that were changed until then have been read.
  public func linesReadTo() throws -> Instant? {
    try first("SELECT max(read_to) FROM sweep WHERE problem IS NULL AND ended_at IS NOT NULL") { $0.instantOrNil(0) } ?? nil
  }

  public func lastGoodSweep() throws -> Instant? {
    try first(
      "SELECT ended_at FROM sweep WHERE problem IS NULL AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    ) { $0.instant(0) }
  }
}

extension Writer {
  public func beginSweep(_ depth: Sweep.Depth, askedBy: String, at now: Instant) throws -> ID<Sweep> {
    try execute("INSERT INTO sweep (started_at, asked_by, depth) VALUES (\(now), \(askedBy), \(depth.rawValue))")
    return ID(lastInsertedID)
  }

  public func note(_ progress: SweepProgressNote, of sweep: ID<Sweep>) throws {
    try execute(
      """
      UPDATE sweep SET expected = \(progress.expected), seen = \(progress.seen), added = \(progress.added),
        changed = \(progress.changed), left_inbox = \(progress.leftInbox), reached = \(progress.reached), read_to = \(progress.readTo),
        gaps = \(progress.gaps.joined(separator: "\n")), left_out = \(progress.leftOut.joined(separator: "\n"))
      WHERE id = \(sweep)
      """)
  }

  /// What was found between two sweeps is told with the one before.
  public func addGaps(_ gaps: Set<String>) throws {
    guard !gaps.isEmpty, let newest = try newestSweep() else { return }
    let all = gaps.union(newest.gaps).sorted().joined(separator: "\n")
    try execute("UPDATE sweep SET gaps = \(all) WHERE id = \(newest.id)")
  }

  public func endSweep(_ sweep: ID<Sweep>, problem: String?, at now: Instant) throws {
    try execute("UPDATE sweep SET ended_at = \(now), problem = \(problem) WHERE id = \(sweep)")
    // A year of five-minute sweeps would be a hundred thousand rows that nobody reads. The last whole ones tell when the next is due.
    try execute(
      """
      DELETE FROM sweep WHERE id <= \(sweep.raw - 1_000)
        AND id NOT IN (SELECT id FROM sweep WHERE depth = 'open' ORDER BY id DESC LIMIT 10)
      """)
  }

  /// A sweep that was running when the program stopped did not finish.
  public func endInterruptedSweeps(at now: Instant) throws {
    try execute("UPDATE sweep SET ended_at = \(now), problem = 'Countersign stopped while it ran' WHERE ended_at IS NULL")
  }
}
