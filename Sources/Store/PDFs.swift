import Domain
import SQLite

/// How the printed invoice stands here: what is kept of it, whether somebody waits for it, and why the last try failed.
public struct StoredPDF: Sendable, Equatable {
  public var copy: Copy?
  public var askedAt: Instant?
  public var problem = ""

  public struct Copy: Sendable, Equatable {
    /// The content it was printed for.
    public let version: Int
    public let fetchedAt: Instant
    public let size: Int
  }

  public init() {}
}

extension Reader {
  public func pdf(of invoice: ID<Invoice>) throws -> StoredPDF {
    try first("SELECT asked_at, problem, version, fetched_at, size FROM pdf WHERE invoice_id = \(invoice)") { row in
      var pdf = StoredPDF()
      pdf.askedAt = row.instantOrNil(0)
      pdf.problem = row.text(1)
      if let version = row.intOrNil(2) {
        pdf.copy = StoredPDF.Copy(version: version, fetchedAt: row.instant(3), size: row.int(4))
      }
      return pdf
    } ?? StoredPDF()
  }

  /// The copy itself, with the content it was printed for. May be megabytes.
  public func pdfBody(of invoice: ID<Invoice>) throws -> (version: Int, bytes: [UInt8])? {
    try first("SELECT version, body FROM pdf WHERE invoice_id = \(invoice) AND body IS NOT NULL") { ($0.int(0), $0.bytes(1)) }
  }

  /// Who has waited longest.
  public func nextAskedPDF() throws -> ID<Invoice>? {
    try first("SELECT invoice_id FROM pdf WHERE asked_at IS NOT NULL ORDER BY asked_at, invoice_id LIMIT 1") { $0.id(0) }
  }
}

extension Writer {
  /// Asks for it once, however often it is asked for meanwhile.
  public func askForPDF(of invoice: ID<Invoice>, at now: Instant) throws {
    try execute(
      """
      INSERT INTO pdf (invoice_id, asked_at) VALUES (\(invoice), \(now))
      ON CONFLICT (invoice_id) DO UPDATE SET asked_at = coalesce(pdf.asked_at, excluded.asked_at), problem = ''
      """)
  }

  /// Keeps a fresh copy, and of all copies together no more than `room` bytes.
  public func savePDF(_ body: [UInt8], of invoice: ID<Invoice>, version: Int, room: Int, at now: Instant) throws {
    try execute(
      """
      INSERT INTO pdf (invoice_id, version, fetched_at, used_at, size, body)
      VALUES (\(invoice), \(version), \(now), \(now), \(body.count), \(body))
      ON CONFLICT (invoice_id) DO UPDATE SET asked_at = NULL, problem = '', version = excluded.version,
        fetched_at = excluded.fetched_at, used_at = excluded.used_at, size = excluded.size, body = excluded.body
      """)
    // The newest stays even where it alone is larger: somebody waits for it.
    try execute(
      """
      DELETE FROM pdf WHERE asked_at IS NULL AND invoice_id <> \(invoice) AND invoice_id IN (
        SELECT invoice_id FROM (SELECT invoice_id, sum(size) OVER (ORDER BY used_at DESC, invoice_id DESC) AS used FROM pdf)
        WHERE used > \(room))
      """)
  }

  /// The try brought nothing; an older copy stays.
  public func noteNoPDF(of invoice: ID<Invoice>, because problem: String) throws {
    try execute("UPDATE pdf SET asked_at = NULL, problem = \(problem) WHERE invoice_id = \(invoice)")
  }

  public func notePDFUsed(of invoice: ID<Invoice>, at now: Instant) throws {
    try execute("UPDATE pdf SET used_at = \(now) WHERE invoice_id = \(invoice)")
  }
}
