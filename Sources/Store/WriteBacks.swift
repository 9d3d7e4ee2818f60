import Domain
import SQLite

/// A row of the outbox with what a page says about it.
public struct StoredWriteBack: Sendable {
  public let writeBack: WriteBack
  /// The last reason given: why it waits, what ConnectWise said.
  public let problem: String
  /// In a conflict: the status that stands in ConnectWise.
  public let found: Reference<BillingStatus>?
  public let createdAt: Instant
  public let changedAt: Instant
  /// When a person was told that it waits too long.
  public let toldAt: Instant?
}

/// A row of the outbox with its invoice's number, for a list of all of them.
public struct ListedWriteBack: Sendable {
  public let number: String
  public let stored: StoredWriteBack
}

private let writeBackColumns: SQL =
  """
  id, invoice_id, reason, desired, desired_name, expected, expected_name, state, attempt, not_before, problem, found, changed_at,
  closes, asked_by, attempted_at, remote_before, remote_after, unknown_since, unchanged_at, failures, found_id, told_at, created_at
  """

private func writeBack(_ row: borrowing Row) throws -> StoredWriteBack {
  let trail = WriteBack.Trail(
    attemptedAt: row.instantOrNil(15), before: row.instantOrNil(16), after: row.instantOrNil(17),
    unknownSince: row.instantOrNil(18), unchangedAt: row.instantOrNil(19), failures: row.int(20))
  let writeBack = WriteBack(
    id: row.id(0), invoice: row.id(1), trigger: try row.coded(2, "write-back's reason") { WriteBackTrigger(rawValue: $0) },
    desired: Reference(row.id(3), name: row.text(4)), expected: Reference(row.id(5), name: row.text(6)), closes: row.bool(13),
    askedBy: row.idOrNil(14), state: try row.coded(7, "write-back's state") { WriteBack.State(rawValue: $0) },
    attempt: row.int(8), notBefore: row.instant(9), trail: trail)
  let found = row.text(11)
  return StoredWriteBack(
    writeBack: writeBack, problem: row.text(10),
    found: found.isEmpty ? nil : Reference(row.idOrNil(21) ?? ID(0), name: found), createdAt: row.instant(23),
    changedAt: row.instant(12), toldAt: row.instantOrNil(22))
}

/// Completes a WHERE over `due`: no lane has it, and nothing of the same invoice that is not yet settled stands before it.
private let isNextOfItsInvoice: SQL =
  """
  NOT EXISTS (SELECT 1 FROM write_back AS earlier WHERE earlier.invoice_id = due.invoice_id AND earlier.id < due.id
    AND earlier.state IN ('queued', 'sending', 'unknown', 'conflict'))
  """

extension Reader {
  /// What is to be done now, oldest first; at most one per invoice, because each invoice's changes leave in their order. What
  /// was being sent appears once the lane that had it has been silent for too long.
  public func dueWriteBacks(now: Instant, limit: Int) throws -> [StoredWriteBack] {
    try all(
      """
      SELECT \(writeBackColumns) FROM write_back AS due
      WHERE state IN ('queued', 'sending', 'unknown') AND not_before <= \(now) AND leased_until <= \(now)
        AND \(isNextOfItsInvoice)
      ORDER BY not_before, id LIMIT \(limit)
      """
    ) { try Store.writeBack($0) }
  }

  /// When the next one becomes due; nil when nothing waits for time to pass.
  public func nextWriteBackDue() throws -> Instant? {
    try first(
      """
      SELECT min(max(not_before, leased_until)) FROM write_back AS due
      WHERE state IN ('queued', 'sending', 'unknown') AND \(isNextOfItsInvoice)
      """
    ) { $0.instantOrNil(0) } ?? nil
  }

  public func newestWriteBack(of invoice: ID<Invoice>) throws -> StoredWriteBack? {
    try first("SELECT \(writeBackColumns) FROM write_back WHERE invoice_id = \(invoice) ORDER BY id DESC LIMIT 1") {
      try Store.writeBack($0)
    }
  }

  /// The one that stands in a conflict, or was refused and nothing came after it: what a person can still decide about.
  public func disputedWriteBack(of invoice: ID<Invoice>) throws -> StoredWriteBack? {
    let conflict = try first(
      "SELECT \(writeBackColumns) FROM write_back WHERE invoice_id = \(invoice) AND state = 'conflict' ORDER BY id LIMIT 1"
    ) { try Store.writeBack($0) }
    if let conflict { return conflict }
    return try newestWriteBack(of: invoice).flatMap { $0.writeBack.state == .rejected ? $0 : nil }
  }

  public func writeBack(_ id: ID<WriteBack>) throws -> StoredWriteBack? {
    try first("SELECT \(writeBackColumns) FROM write_back WHERE id = \(id)") { try Store.writeBack($0) }
  }

  /// All of one invoice that stand in `state`, or in any when it is nil; oldest first.
  public func writeBacks(of invoice: ID<Invoice>, in state: WriteBack.State? = nil) throws -> [StoredWriteBack] {
    var sql: SQL = "SELECT \(writeBackColumns) FROM write_back WHERE invoice_id = \(invoice)"
    if let state { sql += " AND state = \(state)" }
    sql += " ORDER BY id"
    return try all(sql) { try Store.writeBack($0) }
  }

  public func writeBacks(limit: Int) throws -> [StoredWriteBack] {
    try all("SELECT \(writeBackColumns) FROM write_back ORDER BY id DESC LIMIT \(limit)") { try Store.writeBack($0) }
  }

  /// The whole outbox, oldest first.
  public func allWriteBacks() throws -> [ListedWriteBack] {
    try all(
      """
      SELECT \(writeBackColumns), (SELECT number FROM invoice WHERE invoice.id = invoice_id) FROM write_back ORDER BY id
      """
    ) { row in ListedWriteBack(number: row.text(24), stored: try Store.writeBack(row)) }
  }

  /// How many stand in each state.
  public func writeBackCounts() throws -> [WriteBack.State: Int] {
    var counts: [WriteBack.State: Int] = [:]
    try each("SELECT state, count(*) FROM write_back GROUP BY state") { row in
      counts[try row.coded(0, "write-back's state") { WriteBack.State(rawValue: $0) }] = row.int(1)
    }
    return counts
  }

  /// What ConnectWise will hold once everything that is under way for this invoice has arrived; nil if nothing is.
  public func statusUnderWay(of invoice: ID<Invoice>) throws -> Reference<BillingStatus>? {
    try first(
      """
      SELECT desired, desired_name FROM write_back
      WHERE invoice_id = \(invoice) AND state IN ('queued', 'sending', 'unknown') ORDER BY id DESC LIMIT 1
      """
    ) { Reference($0.id(0), name: $0.text(1)) }
  }

  /// What has been under way since before `instant` and nobody was told of yet.
  public func lateWriteBacks(createdBefore instant: Instant, limit: Int) throws -> [StoredWriteBack] {
    try all(
      """
      SELECT \(writeBackColumns) FROM write_back
      WHERE state IN ('queued', 'sending', 'unknown') AND created_at < \(instant) AND told_at IS NULL ORDER BY id LIMIT \(limit)
      """
    ) { try Store.writeBack($0) }
  }
}

extension Writer {
  @discardableResult public func queue(_ writeBack: WriteBack, decision: ID<TimelineEntry>, at now: Instant) throws -> ID<
    WriteBack
  > {
    try execute(
      """
      INSERT INTO write_back (invoice_id, decision, reason, desired, desired_name, expected, expected_name, closes, asked_by,
        state, attempt, not_before, created_at, changed_at)
      VALUES (\(writeBack.invoice), \(decision), \(writeBack.trigger), \(writeBack.desired.id), \(writeBack.desired.name),
        \(writeBack.expected.id), \(writeBack.expected.name), \(writeBack.closes), \(writeBack.askedBy), \(writeBack.state),
        \(writeBack.attempt), \(writeBack.notBefore), \(now), \(now))
      """)
    return ID(lastInsertedID)
  }

  /// Writes what has become of it. Only what is being sent stays with its lane.
  public func save(_ writeBack: WriteBack, problem: String, found: Reference<BillingStatus>?, at now: Instant) throws {
    let trail = writeBack.trail
    try execute(
      """
      UPDATE write_back SET state = \(writeBack.state), attempt = \(writeBack.attempt), not_before = \(writeBack.notBefore),
        expected = \(writeBack.expected.id), expected_name = \(writeBack.expected.name), asked_by = \(writeBack.askedBy),
        attempted_at = \(trail.attemptedAt), remote_before = \(trail.before), remote_after = \(trail.after),
        unknown_since = \(trail.unknownSince), unchanged_at = \(trail.unchangedAt), failures = \(trail.failures),
        problem = \(problem), found = \(found?.name ?? ""), found_id = \(found?.id), changed_at = \(now),
        leased_until = CASE WHEN \(writeBack.state) = 'sending' THEN leased_until ELSE 0 END
      WHERE id = \(writeBack.id)
      """)
    if writeBack.state == .rejected || writeBack.state == .withdrawn, found == nil {
      try rebaseWhatFollows(writeBack)
    }
  }

  /// What waited behind it was to follow on it. As it never came to stand in ConnectWise, the next one finds what it would have
  /// found.
  private func rebaseWhatFollows(_ ended: WriteBack) throws {
    try execute(
      """
      UPDATE write_back SET expected = \(ended.expected.id), expected_name = \(ended.expected.name)
      WHERE id = (SELECT min(id) FROM write_back WHERE invoice_id = \(ended.invoice) AND id > \(ended.id) AND state = 'queued')
        AND expected = \(ended.desired.id)
      """)
  }

  /// Takes what is due for one lane; no other lane gets it before `until`.
  public func leaseDueWriteBacks(now: Instant, limit: Int, until: Instant) throws -> [StoredWriteBack] {
    let due = try dueWriteBacks(now: now, limit: limit)
    for stored in due {
      try execute("UPDATE write_back SET leased_until = \(until) WHERE id = \(stored.writeBack.id)")
    }
    return due
  }

  public func releaseWriteBack(_ id: ID<WriteBack>) throws {
    try execute("UPDATE write_back SET leased_until = 0 WHERE id = \(id)")
  }

  /// After a start nobody holds anything any more.
  public func releaseEveryWriteBack() throws { try execute("UPDATE write_back SET leased_until = 0 WHERE leased_until > 0") }

  public func noteTold(of id: ID<WriteBack>, at now: Instant) throws {
    try execute("UPDATE write_back SET told_at = \(now) WHERE id = \(id)")
  }

  /// When ConnectWise says it last changed the invoice.
  public func setRemoteUpdated(_ instant: Instant, of invoice: ID<Invoice>) throws {
    try execute("UPDATE invoice SET remote_updated = \(instant) WHERE id = \(invoice)")
  }
}
