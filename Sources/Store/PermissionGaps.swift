import Domain
import SQLite

// What the API member's role may not read, wherever that was found out.

extension Reader {
  /// Rights that were found missing since every open invoice was last read, or that guard what could not be read since.
  public func permissionGaps() throws -> [String] {
    let bySweeps = try all(
      "SELECT gaps FROM sweep WHERE id >= (SELECT max(id) FROM sweep WHERE depth = 'open' AND problem IS NULL) AND gaps <> ''"
    ) { row in row.text(0).split(separator: "\n").map(String.init) }
    return Set(try bySweeps.joined() + lastingGaps()).sorted()
  }

  /// Those that were found missing and not given since.
  public func lastingGaps() throws -> [String] { try all("SELECT permission FROM permission_gap") { $0.text(0) } }

  /// Since when this right is known to be missing; nil where it is not.
  public func gapFound(_ permission: String) throws -> Instant? {
    try first("SELECT found_at FROM permission_gap WHERE permission = \(permission)") { $0.instant(0) }
  }
}

extension Writer {
  /// Each attempt that finds it again moves the time.
  public func noteGap(_ permission: String, at now: Instant) throws {
    try execute(
      """
      INSERT INTO permission_gap (permission, found_at) VALUES (\(permission), \(now))
      ON CONFLICT (permission) DO UPDATE SET found_at = excluded.found_at
      """)
  }

  /// What it guards could be read.
  public func closeGap(_ permission: String) throws {
    try execute("DELETE FROM permission_gap WHERE permission = \(permission)")
  }
}
