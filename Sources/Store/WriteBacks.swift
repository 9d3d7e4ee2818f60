import Domain
import SQLite

/// A row of the outbox with what a page says about it.
public struct StoredWriteBack: Sendable {
  public let writeBack: WriteBack
  /// The last reason given: why it waits, what ConnectWise said, which status stands there instead.
  public let problem: String
  public let found: String
  public let changedAt: Instant
}

/// A row of the outbox with its invoice's number, for a list of all of them.
public struct ListedWriteBack: Sendable {
  public let number: String
  public let stored: StoredWriteBack
}

private let writeBackColumns: SQL =
  "id, invoice_id, reason, desired, desired_name, expected, expected_name, state, attempt, not_before, problem, found, changed_at"

private func writeBack(_ row: borrowing Row) throws -> StoredWriteBack {
  let writeBack = WriteBack(
    id: row.id(0), invoice: row.id(1), trigger: try row.coded(2, "write-back's reason") { WriteBackTrigger(rawValue: $0) },
    desired: Reference(row.id(3), name: row.text(4)), expected: Reference(row.id(5), name: row.text(6)),
    state: try row.coded(7, "write-back's state") { WriteBack.State(rawValue: $0) }, attempt: row.int(8),
    notBefore: row.instant(9))
  return StoredWriteBack(writeBack: writeBack, problem: row.text(10), found: row.text(11), changedAt: row.instant(12))
}

extension Reader {
  /// What is to be done now, oldest first; at most one per invoice, because each invoice's changes leave in their order.
  public func dueWriteBacks(now: Instant, limit: Int) throws -> [StoredWriteBack] {
    try all(
      """
      SELECT \(writeBackColumns) FROM write_back AS due
      WHERE state IN ('queued', 'sending', 'unknown') AND not_before <= \(now)
        AND NOT EXISTS (SELECT 1 FROM write_back AS earlier WHERE earlier.invoice_id = due.invoice_id AND earlier.id < due.id
          AND earlier.state IN ('queued', 'sending', 'unknown', 'conflict'))
      ORDER BY not_before, id LIMIT \(limit)
      """
    ) { try Store.writeBack($0) }
  }

  /// When the next one becomes due; nil when nothing waits.
  public func nextWriteBackDue() throws -> Instant? {
    try first("SELECT min(not_before) FROM write_back WHERE state IN ('queued', 'sending', 'unknown')") {
      $0.instantOrNil(0)
    } ?? nil
  }

  public func newestWriteBack(of invoice: ID<Invoice>) throws -> StoredWriteBack? {
    try first("SELECT \(writeBackColumns) FROM write_back WHERE invoice_id = \(invoice) ORDER BY id DESC LIMIT 1") {
      try Store.writeBack($0)
    }
  }

  public func writeBack(_ id: ID<WriteBack>) throws -> StoredWriteBack? {
    try first("SELECT \(writeBackColumns) FROM write_back WHERE id = \(id)") { try Store.writeBack($0) }
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
    ) { row in ListedWriteBack(number: row.text(13), stored: try Store.writeBack(row)) }
  }

  /// How many stand in each state.
  public func writeBackCounts() throws -> [WriteBack.State: Int] {
    var counts: [WriteBack.State: Int] = [:]
    try each("SELECT state, count(*) FROM write_back GROUP BY state") { row in
      counts[try row.coded(0, "write-back's state") { WriteBack.State(rawValue: $0) }] = row.int(1)
    }
    return counts
  }
}

extension Writer {
  @discardableResult public func queue(_ writeBack: WriteBack, decision: ID<TimelineEntry>, at now: Instant) throws -> ID<
    WriteBack
  > {
    try execute(
      """
      INSERT INTO write_back (invoice_id, decision, reason, desired, desired_name, expected, expected_name, state, attempt,
        not_before, created_at, changed_at)
      VALUES (\(writeBack.invoice), \(decision), \(writeBack.trigger), \(writeBack.desired.id), \(writeBack.desired.name),
        \(writeBack.expected.id), \(writeBack.expected.name), \(writeBack.state), \(writeBack.attempt),
        \(writeBack.notBefore), \(now), \(now))
      """)
    return ID(lastInsertedID)
  }

  public func save(_ writeBack: WriteBack, problem: String, found: String, at now: Instant) throws {
    try execute(
      """
      UPDATE write_back SET state = \(writeBack.state), attempt = \(writeBack.attempt), not_before = \(writeBack.notBefore),
        expected = \(writeBack.expected.id), expected_name = \(writeBack.expected.name), problem = \(problem),
        found = \(found), changed_at = \(now)
      WHERE id = \(writeBack.id)
      """)
  }
}
