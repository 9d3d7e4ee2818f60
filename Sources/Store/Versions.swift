import Domain
import SQLite

extension Reader {
  public func version(_ number: Int, of invoice: ID<Invoice>) throws -> Version? {
    try first(
      "SELECT number, fingerprint, content, seen_at FROM version WHERE invoice_id = \(invoice) AND number = \(number)"
    ) { row in
      guard let fingerprint = Fingerprint(row.bytes(1)) else {
        throw Damage(what: "fingerprint", found: "invoice \(invoice), version \(number)")
      }
      return Version(
        number: row.int(0), fingerprint: fingerprint, content: try InvoiceContent(canonicalBytes: row.bytes(2)),
        seenAt: row.instant(3))
    }
  }

  /// The newest version's number and fingerprint; enough to tell whether what was read is news.
  public func newestVersion(of invoice: ID<Invoice>) throws -> (number: Int, fingerprint: Fingerprint)? {
    try first(
      "SELECT number, fingerprint FROM version WHERE invoice_id = \(invoice) ORDER BY number DESC LIMIT 1"
    ) { row in
      guard let fingerprint = Fingerprint(row.bytes(1)) else {
        throw Damage(what: "fingerprint", found: "invoice \(invoice)")
      }
      return (row.int(0), fingerprint)
    }
  }
}

extension Writer {
  /// The newest one: others are compared with it from now on.
  public func add(_ version: Version, of invoice: ID<Invoice>) throws {
    try execute(
      """
      INSERT INTO version (invoice_id, number, fingerprint, content, seen_at)
      VALUES (\(invoice), \(version.number), \(version.fingerprint), \(version.content.canonicalBytes), \(version.seenAt))
      """)
    try compare(version.content, version: version.number, of: invoice)
  }
}
