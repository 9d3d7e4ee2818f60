import Crypto
import Domain
import Markup
import Routes
import SQLite
import Store

/// The one-time links a start prints: to make the first admin, or in a demo to sign in as one.
enum FirstLinks {
  static let setupLasts: Int64 = 30 * 60_000
  static let signInLasts: Int64 = 10 * 60_000
  static let demoLasts: Int64 = 24 * 3_600_000
  /// The demo's admin is the sandbox's finance manager, so that invoices wait on them.
  static let demoEmail = "hvogel@brackwater.example.test"

  static func make(
    in database: Database, _ url: PublicURL, isDemo: Bool
  ) throws(CommandFailure) -> (setup: [String], signIn: String?) {
    do {
      if isDemo { return ([], try demoLink(in: database, url)) }
      guard try !database.read({ try $0.hasPeople() }) else { return ([], nil) }
      let token = Token(from: SecureRandom())
      try database.write { try $0.addLink(.setUp, tokenHash: token.hash, at: .now, lasting: setupLasts) }
      return ([address(.setup, token, url)], nil)
    } catch {
      throw CommandFailure(error)
    }
  }

  private static func demoLink(in database: Database, _ url: PublicURL) throws -> String {
    let token = Token(from: SecureRandom())
    try database.write { writer in
      let id =
        try writer.account(email: demoEmail)?.person.id
        ?? writer.addPerson(name: "Hanna Vogel", email: demoEmail, role: .admin, passwordHash: nil, member: nil, at: .now)
      try writer.addLink(.signIn(id), tokenHash: token.hash, at: .now, lasting: demoLasts)
      try DemoSettings.apply(in: writer)
    }
    return address(.loginLink, token, url)
  }

  static func signInLink(for email: String, in database: Database, _ url: PublicURL) throws(CommandFailure) -> (String, Instant) {
    let token = Token(from: SecureRandom())
    let found: String?
    do {
      found = try database.write { writer in
        guard let account = try writer.account(email: email) else { return nil }
        try writer.addLink(.signIn(account.person.id), tokenHash: token.hash, at: .now, lasting: signInLasts)
        try writer.record(.loginLinkMade(name: account.person.name), by: .operatorAtHost(name: ""), invoice: nil, at: .now)
        return account.person.name
      }
    } catch {
      throw CommandFailure(error)
    }
    guard found != nil else {
      throw CommandFailure(.refused, "Nobody signs in as \(quoted(email)). \"countersign user add\" adds a person.")
    }
    return (address(.loginLink, token, url), Instant.now.adding(milliseconds: signInLasts))
  }

  /// The secret stands behind the #: browsers keep that part to themselves, so no log and no proxy ever sees it.
  private static func address(_ route: Route, _ token: Token, _ url: PublicURL) -> String {
    url.origin + route.address(base: url.basePath) + "#" + token.text
  }
}

/// What a fresh demo writes back: approved invoices become *Ready to Send*, taken back ones *New* again.
enum DemoSettings {
  static func apply(in writer: Writer) throws {
    guard try writer.setting("write-back.mode") == nil else { return }
    var mapping = WriteBackMapping(mode: .on)
    mapping[.finallyApproved] = DemoStatuses.approved
    mapping[.rejected] = DemoStatuses.rejected
    mapping[.undone] = DemoStatuses.reopened
    try writer.save(mapping, by: "Countersign", at: .now)
  }
}

extension Instant {
  static var now: Instant { Instant(milliseconds: Moment.now()) }
}
