import Domain
import SQLite

/// A person with what only the sign-in needs to know of them.
public struct Account: Sendable {
  public let person: Person
  public let passwordHash: String?
  public let epoch: Int

  public init(person: Person, passwordHash: String?, epoch: Int) {
    self.person = person
    self.passwordHash = passwordHash
    self.epoch = epoch
  }
}

private let accountColumns: SQL =
  "person.id, person.name, person.email, person.role, person.member_id, person.disabled_at, person.theme, person.density, person.shortcuts, person.password_hash, person.epoch"

private func account(_ row: borrowing Row, from first: Int32 = 0) throws -> Account {
  let person = Person(
    id: row.id(first), name: row.text(first + 1), email: row.text(first + 2),
    role: try row.coded(first + 3, "role") { Role(rawValue: $0) }, member: row.idOrNil(first + 4),
    isActive: row.isNull(first + 5), theme: try row.coded(first + 6, "theme") { Theme(rawValue: $0) },
    density: try row.coded(first + 7, "density") { Density(rawValue: $0) }, usesShortcuts: row.bool(first + 8))
  return Account(person: person, passwordHash: row.textOrNil(first + 9), epoch: row.int(first + 10))
}

extension Reader {
  public func hasPeople() throws -> Bool { try exists("SELECT 1 FROM person LIMIT 1") }

  public func account(email: String) throws -> Account? {
    try first("SELECT \(accountColumns) FROM person WHERE email = \(email.lowercased())") { try Store.account($0) }
  }

  public func account(_ id: ID<Person>) throws -> Account? {
    try first("SELECT \(accountColumns) FROM person WHERE id = \(id)") { try Store.account($0) }
  }

  /// Whose session this is, if it still stands: known, not past its end, the person active, the epoch unchanged.
  public func session(tokenHash: [UInt8], now: Instant, idle: Int64) throws -> (session: Session, person: Person)? {
    try first(
      """
      SELECT \(accountColumns), session.epoch, session.created_at, session.seen_at, session.absolute_until, session.method,
        session.device, session.network
      FROM session JOIN person ON person.id = session.person_id WHERE session.token_hash = \(tokenHash)
      """
    ) { row in
      let account = try Store.account(row)
      let session = Session(
        tokenHash: tokenHash, createdAt: row.instant(12), seenAt: row.instant(13), absoluteUntil: row.instant(14),
        method: row.text(15), device: row.text(16), network: row.text(17))
      let stands =
        account.person.isActive && row.int(11) == account.epoch && now < session.absoluteUntil
        && session.seenAt.milliseconds(until: now) < idle
      return stands ? (session, account.person) : nil
    } ?? nil
  }
}

extension Writer {
  @discardableResult public func addPerson(
    name: String, email: String, role: Role, passwordHash: String?, member: ID<Member>?, at now: Instant
  ) throws -> ID<Person> {
    try execute(
      """
      INSERT INTO person (email, name, role, password_hash, member_id, created_at)
      VALUES (\(email.lowercased()), \(name), \(role), \(passwordHash), \(member), \(now))
      """)
    return ID(lastInsertedID)
  }

  public func setPassword(_ hash: String, of person: ID<Person>) throws {
    try execute("UPDATE person SET password_hash = \(hash) WHERE id = \(person)")
  }

  public func setLook(of person: ID<Person>, theme: Theme, density: Density, shortcuts: Bool) throws {
    try execute(
      "UPDATE person SET theme = \(theme), density = \(density), shortcuts = \(shortcuts) WHERE id = \(person)")
  }

  /// Every session of this person ends with the next request it makes.
  public func endEverySession(of person: ID<Person>) throws {
    try execute("UPDATE person SET epoch = epoch + 1 WHERE id = \(person)")
    try execute("DELETE FROM session WHERE person_id = \(person)")
  }
}
