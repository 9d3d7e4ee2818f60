import Domain
import SQLite

extension Reader {
  public func member(_ id: ID<Member>) throws -> Member? {
    try first("SELECT id, identifier, name, email, active FROM member WHERE id = \(id)") { row in
      Member(id: row.id(0), identifier: row.text(1), name: row.text(2), email: row.textOrNil(3), isActive: row.bool(4))
    }
  }

  public func member(identifier: String) throws -> Member? {
    try first("SELECT id, identifier, name, email, active FROM member WHERE identifier = \(identifier)") { row in
      Member(id: row.id(0), identifier: row.text(1), name: row.text(2), email: row.textOrNil(3), isActive: row.bool(4))
    }
  }

  /// The member who signs in under this address, if there is exactly one who is active.
  public func member(email: String) throws -> Member? {
    let found = try all(
      "SELECT id, identifier, name, email, active FROM member WHERE lower(email) = \(email.lowercased()) AND active = 1 LIMIT 2"
    ) { row in
      Member(id: row.id(0), identifier: row.text(1), name: row.text(2), email: row.textOrNil(3), isActive: row.bool(4))
    }
    return found.count == 1 ? found[0] : nil
  }
}

extension Writer {
  /// Members are made inactive in ConnectWise and never deleted, so that a name stays readable here too.
  public func save(_ member: Member, isAPI: Bool) throws {
    try execute(
      """
      INSERT INTO member (id, identifier, name, email, active, api)
      VALUES (\(member.id), \(member.identifier), \(member.name), \(member.email), \(member.isActive), \(isAPI))
      ON CONFLICT (id) DO UPDATE SET identifier = excluded.identifier, name = excluded.name, email = excluded.email,
        active = excluded.active, api = excluded.api
      """)
  }

  /// Links accounts to members by address, where that is unambiguous and nobody has linked them by hand.
  public func linkPeopleToMembers() throws {
    try execute(
      """
      UPDATE person SET member_id = (SELECT id FROM member WHERE lower(member.email) = person.email AND active = 1)
      WHERE member_id IS NULL AND (SELECT count(*) FROM member WHERE lower(member.email) = person.email AND active = 1) = 1
      """)
  }
}
