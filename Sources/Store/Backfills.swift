import Domain
import SQLite

/// Something that is read once, between two sweeps, and goes on where it stopped.
public struct Backfill: Sendable {
  public let begunAt: Instant
  public let doneAt: Instant?
  public let expected: Int?
  public let seen: Int
  /// The highest id that was taken.
  public let reached: Int

  public enum Name: String, Sendable {
    /// Closed and sent invoices of the last thirteen months, for comparison.
    case history
    /// Work of as long that stands on no invoice.
    case unbilledTime = "unbilled-time"
    case unbilledExpenses = "unbilled-expenses"
    case unbilledProducts = "unbilled-products"
  }
}

extension Reader {
  public func backfill(_ name: Backfill.Name) throws -> Backfill? {
    try first("SELECT begun_at, done_at, expected, seen, reached FROM backfill WHERE name = \(name.rawValue)") { row in
      Backfill(
        begunAt: row.instant(0), doneAt: row.instantOrNil(1), expected: row.intOrNil(2), seen: row.int(3), reached: row.int(4))
    }
  }
}

extension Writer {
  public func begin(_ name: Backfill.Name, expected: Int, at now: Instant) throws {
    try execute("INSERT INTO backfill (name, begun_at, expected) VALUES (\(name.rawValue), \(now), \(expected))")
  }

  public func note(_ name: Backfill.Name, seen: Int, reached: Int) throws {
    try execute("UPDATE backfill SET seen = \(seen), reached = \(reached) WHERE name = \(name.rawValue)")
  }

  public func end(_ name: Backfill.Name, at now: Instant) throws {
    try execute("UPDATE backfill SET done_at = \(now) WHERE name = \(name.rawValue)")
  }
}
