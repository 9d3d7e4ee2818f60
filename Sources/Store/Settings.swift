import Domain
import SQLite

extension Reader {
  public func setting(_ name: String) throws -> String? {
    try first("SELECT value FROM setting WHERE name = \(name)") { $0.text(0) }
  }

  /// Who set something below `prefix` last, and when; nil while nobody has.
  public func lastSetting(_ prefix: String) throws -> (by: String, at: Instant)? {
    try first(
      """
      SELECT changed_by, changed_at FROM setting WHERE substr(name, 1, length(\(prefix))) = \(prefix)
      ORDER BY changed_at DESC LIMIT 1
      """
    ) { ($0.text(0), $0.instant(1)) }
  }

  public func billingStatuses() throws -> [BillingStatus] {
    try all(
      "SELECT id, name, sort_order, is_default, closed, sent, inactive FROM billing_status ORDER BY sort_order, id"
    ) { row in
      BillingStatus(
        id: row.id(0), name: row.text(1), sortOrder: row.int(2), isDefault: row.bool(3), isClosed: row.bool(4),
        isSent: row.bool(5), isInactive: row.bool(6))
    }
  }

  /// Which decision writes which billing status; `fallback` is the mode of a fresh install.
  public func writeBackMapping(fallback: WriteBackMode) throws -> WriteBackMapping {
    var mapping = WriteBackMapping(mode: fallback)
    try each("SELECT name, value FROM setting WHERE name >= 'write-back.' AND name < 'write-back/'") { row in
      let name = String(row.text(0).dropFirst("write-back.".count))
      if name == "mode" {
        mapping.mode = WriteBackMode(rawValue: row.text(1)) ?? fallback
      } else if let trigger = WriteBackTrigger(rawValue: name) {
        mapping[trigger] = Int64(row.text(1)).map { ID($0) }
      }
    }
    return mapping
  }
}

extension Writer {
  public func set(_ name: String, to value: String?, by who: String, at now: Instant) throws {
    guard let value else {
      try execute("DELETE FROM setting WHERE name = \(name)")
      return
    }
    try execute(
      """
      INSERT INTO setting (name, value, changed_at, changed_by) VALUES (\(name), \(value), \(now), \(who))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by
      """)
  }

  public func save(_ mapping: WriteBackMapping, by who: String, at now: Instant) throws {
    try set("write-back.mode", to: mapping.mode.rawValue, by: who, at: now)
    for trigger in WriteBackTrigger.allCases {
      try set("write-back.\(trigger.rawValue)", to: mapping[trigger].map { "\($0.raw)" }, by: who, at: now)
    }
  }

  /// What ConnectWise offers now; a status that is gone there is gone here, invoices keep its name.
  public func replaceBillingStatuses(_ statuses: [BillingStatus]) throws {
    try execute("DELETE FROM billing_status")
    for status in statuses {
      try execute(
        """
        INSERT INTO billing_status (id, name, sort_order, is_default, closed, sent, inactive)
        VALUES (\(status.id), \(status.name), \(status.sortOrder), \(status.isDefault), \(status.isClosed),
          \(status.isSent), \(status.isInactive))
        """)
    }
  }
}
