import Domain
import SQLite

/// Whether ConnectWise is to tell us of changes, and how that stands.
public struct StoredCallback: Sendable, Equatable {
  public var isWanted = false
  public var changedAt: Instant
  public var changedBy: String
  public var registration: Registration?
  /// Why it is not as wanted; empty when it is.
  public var problem = ""
  public var received = 0
  public var lastReceived: (invoice: ID<Invoice>, at: Instant)?

  /// What ConnectWise knows of us.
  public struct Registration: Sendable, Equatable {
    public let id: Int
    public let site: String
    /// What is called, without the token.
    public let url: String
    public let tokenHash: [UInt8]

    public init(id: Int, site: String, url: String, tokenHash: [UInt8]) {
      self.id = id
      self.site = site
      self.url = url
      self.tokenHash = tokenHash
    }
  }

  public static func == (left: StoredCallback, right: StoredCallback) -> Bool {
    left.isWanted == right.isWanted && left.changedAt == right.changedAt && left.changedBy == right.changedBy
      && left.registration == right.registration && left.problem == right.problem && left.received == right.received
      && left.lastReceived?.invoice == right.lastReceived?.invoice && left.lastReceived?.at == right.lastReceived?.at
  }
}

extension Reader {
  /// Nil while nobody has ever switched it.
  public func callback() throws -> StoredCallback? {
    try first(
      """
      SELECT wanted, changed_at, changed_by, site, url, token_hash, remote_id, problem, received, received_at, received_invoice
      FROM callback
      """
    ) { row in
      var callback = StoredCallback(isWanted: row.bool(0), changedAt: row.instant(1), changedBy: row.text(2))
      if let id = row.intOrNil(6) {
        callback.registration = StoredCallback.Registration(
          id: id, site: row.text(3), url: row.text(4), tokenHash: row.bytes(5))
      }
      callback.problem = row.text(7)
      callback.received = row.int(8)
      if let at = row.instantOrNil(9) { callback.lastReceived = (row.id(10), at) }
      return callback
    }
  }

  /// What ConnectWise has told of, oldest first, with when it did last.
  public func invoicesToReadSoon(limit: Int) throws -> [(id: ID<Invoice>, markedAt: Instant)] {
    try all("SELECT invoice_id, marked_at FROM read_soon ORDER BY marked_at, invoice_id LIMIT \(limit)") {
      ($0.id(0), $0.instant(1))
    }
  }
}

extension Writer {
  public func wantCallbacks(_ wanted: Bool, by who: String, at now: Instant) throws {
    try execute(
      """
      INSERT INTO callback (id, wanted, changed_at, changed_by) VALUES (1, \(wanted), \(now), \(who))
      ON CONFLICT (id) DO UPDATE SET wanted = excluded.wanted, changed_at = excluded.changed_at,
        changed_by = excluded.changed_by, problem = ''
      """)
  }

  public func save(_ registration: StoredCallback.Registration?) throws {
    try execute(
      """
      UPDATE callback SET remote_id = \(registration?.id), site = \(registration?.site ?? ""), url = \(registration?.url ?? ""),
        token_hash = \(registration?.tokenHash), problem = ''
      """)
  }

  public func noteCallbackProblem(_ problem: String) throws { try execute("UPDATE callback SET problem = \(problem)") }

  /// ConnectWise has told of a change: the invoice is read soon, once, however often it was told.
  public func readSoon(_ invoice: ID<Invoice>, toldAt now: Instant) throws {
    try execute(
      """
      INSERT INTO read_soon (invoice_id, marked_at) VALUES (\(invoice), \(now))
      ON CONFLICT (invoice_id) DO UPDATE SET marked_at = excluded.marked_at
      """)
    try execute(
      "UPDATE callback SET received = received + 1, received_at = \(now), received_invoice = \(invoice)")
  }

  /// It was read; what was told of again meanwhile stays.
  public func noteRead(_ marks: [(id: ID<Invoice>, markedAt: Instant)]) throws {
    for mark in marks { try execute("DELETE FROM read_soon WHERE invoice_id = \(mark.id) AND marked_at = \(mark.markedAt)") }
  }
}
