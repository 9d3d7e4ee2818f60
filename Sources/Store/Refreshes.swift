import Domain
import SQLite

/// One invoice read again because somebody asked, and what came of it.
public struct Refresh: Sendable {
  public enum State: String, Sendable {
    case asked, reading, done, failed
  }

  public let invoice: ID<Invoice>
  public let askedAt: Instant
  public let askedBy: String
  public let state: State
  public let endedAt: Instant?
  /// What is different since, a sentence each.
  public let changes: [String]
  /// Why it could not be read.
  public let problem: String

  public var isUnderWay: Bool { state == .asked || state == .reading }
}

extension Refresh.State: SQLValueConvertible {}

extension Reader {
  /// The newest one of this invoice.
  public func refresh(of invoice: ID<Invoice>) throws -> Refresh? {
    try first(
      "SELECT invoice_id, asked_at, asked_by, state, ended_at, changes, problem FROM refresh WHERE invoice_id = \(invoice)"
    ) { row in
      Refresh(
        invoice: row.id(0), askedAt: row.instant(1), askedBy: row.text(2),
        state: try row.coded(3, "state of a refresh") { Refresh.State(rawValue: $0) }, endedAt: row.instantOrNil(4),
        changes: row.text(5).split(separator: "\n").map(String.init), problem: row.text(6))
    }
  }

  /// What was recorded of the invoice by reading it since its refresh was asked for.
  public func eventsSinceAsked(of invoice: ID<Invoice>) throws -> [TimelineEntry] {
    let before = try first("SELECT event_before FROM refresh WHERE invoice_id = \(invoice)") { $0.id(0) as ID<TimelineEntry> }
    guard let before else { return [] }
    return try timeline(of: invoice, after: before).filter { $0.actor == .sweep }
  }
}

extension Writer {
  /// False when it is being read already: asking twice reads once.
  public func askForRefresh(of invoice: ID<Invoice>, by who: String, at now: Instant) throws -> Bool {
    if let known = try refresh(of: invoice), known.isUnderWay { return false }
    try execute(
      """
      INSERT INTO refresh (invoice_id, asked_at, asked_by, state, event_before)
      VALUES (\(invoice), \(now), \(who), 'asked', (SELECT coalesce(max(id), 0) FROM event WHERE invoice_id = \(invoice)))
      ON CONFLICT (invoice_id) DO UPDATE SET asked_at = excluded.asked_at, asked_by = excluded.asked_by, state = 'asked',
        event_before = excluded.event_before, ended_at = NULL, changes = '', problem = ''
      """)
    return true
  }

  /// Takes the one that has waited longest in hand.
  public func takeRefresh() throws -> ID<Invoice>? {
    let next: ID<Invoice>? = try first("SELECT invoice_id FROM refresh WHERE state = 'asked' ORDER BY asked_at LIMIT 1") {
      $0.id(0)
    }
    guard let next else { return nil }
    try execute("UPDATE refresh SET state = 'reading' WHERE invoice_id = \(next)")
    return next
  }

  /// It was read, or could not be: then `problem` says why.
  public func endRefresh(of invoice: ID<Invoice>, changes: [String] = [], problem: String? = nil, at now: Instant) throws {
    let state: Refresh.State = problem == nil ? .done : .failed
    let lines = changes.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }.joined(separator: "\n")
    try execute(
      """
      UPDATE refresh SET state = \(state), ended_at = \(now), changes = \(lines), problem = \(problem ?? "")
      WHERE invoice_id = \(invoice)
      """)
  }

  /// What was being read when the program stopped is asked for still.
  public func askAgainForInterruptedRefreshes() throws {
    try execute("UPDATE refresh SET state = 'asked' WHERE state = 'reading'")
  }
}
