import Domain
import SQLite

/// What a one-time link lets its holder do.
public enum LinkPurpose: Equatable, Sendable {
  /// Create the first admin; possible only while there is nobody.
  case setUp
  case signIn(ID<Person>)
}

extension Reader {
  /// Looking does not use a link up: mail scanners and previews fetch links, and must change nothing.
  public func link(tokenHash: [UInt8], now: Instant) throws -> LinkPurpose? {
    try first(
      """
      SELECT purpose, person_id FROM one_time_link
      WHERE token_hash = \(tokenHash) AND used_at IS NULL AND expires_at > \(now)
      """
    ) { row in row.idOrNil(1).map(LinkPurpose.signIn) ?? .setUp }
  }
}

extension Writer {
  public func addLink(_ purpose: LinkPurpose, tokenHash: [UInt8], at now: Instant, lasting: Int64) throws {
    let until = now.adding(milliseconds: lasting)
    switch purpose {
    case .setUp:
      // One setup link at a time: whoever starts the program last holds the key.
      try execute("DELETE FROM one_time_link WHERE purpose = 'setup'")
      try execute(
        """
        INSERT INTO one_time_link (token_hash, purpose, created_at, expires_at) VALUES (\(tokenHash), 'setup', \(now), \(until))
        """)
    case .signIn(let person):
      try execute(
        """
        INSERT INTO one_time_link (token_hash, purpose, person_id, created_at, expires_at)
        VALUES (\(tokenHash), 'sign-in', \(person), \(now), \(until))
        """)
    }
  }

  /// Uses a link up and says what it was for; nil when somebody was faster, or it has expired.
  public func useLink(tokenHash: [UInt8], now: Instant) throws -> LinkPurpose? {
    guard let purpose = try link(tokenHash: tokenHash, now: now) else { return nil }
    let changed = try execute(
      "UPDATE one_time_link SET used_at = \(now) WHERE token_hash = \(tokenHash) AND used_at IS NULL")
    return changed == 1 ? purpose : nil
  }
}
