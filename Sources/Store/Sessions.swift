import Domain
import SQLite

/// One browser that somebody signed in with.
public struct Session: Sendable {
  public let tokenHash: [UInt8]
  public let createdAt: Instant
  public let seenAt: Instant
  public let absoluteUntil: Instant
  public let method: String
  public let device: String
  public let network: String

  public init(
    tokenHash: [UInt8], createdAt: Instant, seenAt: Instant, absoluteUntil: Instant, method: String, device: String,
    network: String
  ) {
    self.tokenHash = tokenHash
    self.createdAt = createdAt
    self.seenAt = seenAt
    self.absoluteUntil = absoluteUntil
    self.method = method
    self.device = device
    self.network = network
  }
}

extension Reader {
  /// The newest first.
  public func sessions(of person: ID<Person>) throws -> [Session] {
    try all(
      """
      SELECT token_hash, created_at, seen_at, absolute_until, method, device, network FROM session
      WHERE person_id = \(person) ORDER BY seen_at DESC
      """
    ) { row in
      Session(
        tokenHash: row.bytes(0), createdAt: row.instant(1), seenAt: row.instant(2), absoluteUntil: row.instant(3),
        method: row.text(4), device: row.text(5), network: row.text(6))
    }
  }
}

extension Writer {
  /// At most ten per person; the oldest ends.
  public func begin(_ session: Session, of person: ID<Person>) throws {
    try execute(
      """
      INSERT INTO session (token_hash, person_id, epoch, created_at, seen_at, absolute_until, method, device, network)
      SELECT \(session.tokenHash), id, epoch, \(session.createdAt), \(session.seenAt), \(session.absoluteUntil),
        \(session.method), \(session.device), \(session.network) FROM person WHERE id = \(person)
      """)
    try execute(
      """
      DELETE FROM session WHERE token_hash IN (
        SELECT token_hash FROM session WHERE person_id = \(person) ORDER BY created_at DESC, token_hash LIMIT -1 OFFSET 10)
      """)
  }

  public func endSession(tokenHash: [UInt8]) throws {
    try execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
  }

  public func noteSeen(tokenHash: [UInt8], at now: Instant) throws {
    try execute("UPDATE session SET seen_at = max(seen_at, \(now)) WHERE token_hash = \(tokenHash)")
  }

  public func removeEndedSessions(now: Instant, idle: Int64) throws {
    try execute("DELETE FROM session WHERE absolute_until <= \(now) OR seen_at <= \(now.adding(milliseconds: -idle))")
  }
}
