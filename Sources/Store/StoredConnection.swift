import Crypto
import Domain
import SQLite

/// The connection to ConnectWise as an admin typed it on the settings page. What the operator fixed is empty here.
///
/// The keys lie here sealed, each to its column and to the one site that it may be sent to.
public struct StoredConnection: Sendable, Equatable {
  /// Scheme, host and port: `https://na.myconnectwise.net`.
  public var site: String
  public var company: String
  public var clientID: String
  public var publicKey: [UInt8]?
  public var privateKey: [UInt8]?
  /// The last four characters of the public key, to recognise it by.
  public var publicKeyEnd: String
  public var changedAt: Instant
  public var changedBy: String

  public init(
    site: String = "", company: String = "", clientID: String = "", publicKey: [UInt8]? = nil, privateKey: [UInt8]? = nil,
    publicKeyEnd: String = "", changedAt: Instant, changedBy: String
  ) {
    self.site = site
    self.company = company
    self.clientID = clientID
    self.publicKey = publicKey
    self.privateKey = privateKey
    self.publicKeyEnd = publicKeyEnd
    self.changedAt = changedAt
    self.changedBy = changedBy
  }

  /// Where a key is sealed: it opens for no other column, and for no other site.
  public static func place(of column: String, for site: String) -> SealPlace {
    SealPlace(table: "connectwise", column: column, row: "1", destination: site)
  }
}

extension Reader {
  public func storedConnection() throws -> StoredConnection? {
    try first(
      "SELECT site, company, client_id, public_key, private_key, public_key_end, changed_at, changed_by FROM connectwise"
    ) { row in
      StoredConnection(
        site: row.text(0), company: row.text(1), clientID: row.text(2), publicKey: row.bytesOrNil(3),
        privateKey: row.bytesOrNil(4), publicKeyEnd: row.text(5), changedAt: row.instant(6), changedBy: row.text(7))
    }
  }

  public func hasInvoices() throws -> Bool { try exists("SELECT 1 FROM invoice") }
}

extension Writer {
  public func save(_ connection: StoredConnection) throws {
    try execute(
      """
      INSERT INTO connectwise (id, site, company, client_id, public_key, private_key, public_key_end, changed_at, changed_by)
      VALUES (1, \(connection.site), \(connection.company), \(connection.clientID), \(connection.publicKey),
        \(connection.privateKey), \(connection.publicKeyEnd), \(connection.changedAt), \(connection.changedBy))
      ON CONFLICT (id) DO UPDATE SET site = excluded.site, company = excluded.company, client_id = excluded.client_id,
        public_key = excluded.public_key, private_key = excluded.private_key, public_key_end = excluded.public_key_end,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by
      """)
  }
}
