import Bytes
import ConnectWise
import Crypto
import Curl
import Domain
import HTTP
import Jobs
import SQLite
import Store
import Synchronization

/// What single commands need of the parts: opened, used, closed. While a server runs they ask it instead (`ControlDesk`).
extension App {
  static func migrations(of configuration: Configuration) throws(CommandFailure) -> MigrationReport {
    let path = configuration.databasePath
    guard MasterKeyFile.exists(path) else {
      return MigrationReport(database: path, exists: false, steps: Database.schema.map { .init(name: $0.name, applied: false) })
    }
    do {
      let applied = try Database.appliedMigrations(path: path)
      return MigrationReport(
        database: path, exists: true, steps: Database.schema.map { .init(name: $0.name, applied: applied.contains($0.name)) })
    } catch {
      throw CommandFailure(error)
    }
  }

  static func migrate(_ configuration: Configuration) throws(CommandFailure) -> MigrationReport {
    try withDatabase(configuration) { _ in }
    return try migrations(of: configuration)
  }

  /// The new person's number. An address that is taken is `.refused`.
  static func addPerson(
    _ configuration: Configuration, email: String, name: String, role: Role, password: Secret?
  ) throws(CommandFailure) -> Int {
    var hash: String?
    if let password {
      do throws(CryptoError) {
        hash = try PasswordHash(password: password.revealText(), from: SecureRandom()).encoded
      } catch {
        throw CommandFailure(.failed, error.sentence, detail: error.detail)
      }
    }
    let person = NewPerson(email: email.lowercased(), name: name, role: role, passwordHash: hash)
    if let answer = try ControlRequest(configuration).ask(
      "/person", ["email": person.email, "name": name, "role": role.rawValue, "hash": hash].compactMapValues(\.self))
    {
      return answer.int("id") ?? 0
    }
    return try withDatabase(configuration) { database throws(CommandFailure) in try person.add(to: database) }
  }

  /// A one-time link and when it ends, in milliseconds since 1970. Nobody of that address is `.refused`.
  static func loginLink(_ configuration: Configuration, email: String) throws(CommandFailure) -> (url: String, expires: Int64) {
    if let answer = try ControlRequest(configuration).ask("/login-link", ["email": email]), let url = answer.text("url") {
      return (url, Int64(answer.int("expires") ?? 0))
    }
    return try withDatabase(configuration) { database throws(CommandFailure) in
      let (url, until) = try FirstLinks.signInLink(for: email, in: database, configuration.publicURL)
      return (url, until.milliseconds)
    }
  }

  /// ConnectWise not answering is `.unreachable`.
  static func sweepOnce(_ configuration: Configuration, log: Log) throws(CommandFailure) -> SweepReport {
    let start = Moment.steady()
    // Before the database: a new key is made only where there is no database yet that another one may have sealed.
    let key = try MasterKeyFile.obtain(configuration.masterKey, database: configuration.databasePath, random: SecureRandom())
    let outcome = try withDatabase(configuration) { database throws(CommandFailure) in
      guard let client = try ConnectWiseDesk.connection(configuration, database, KeyRing(key.key), nil).client else {
        throw CommandFailure(
          .configuration,
          "No ConnectWise is set. Type its site, company, keys and client id on the settings page, or set them (docs/operations.md, ConnectWise)."
        )
      }
      return Jobs(
        client: client, database: database, conventions: LocalConventions.conventions(configuration.locale),
        random: SecureRandom(), sweepEveryMilliseconds: { 0 }, sessionIdle: 0, now: { .now },
        reports: Jobs.Reports(sweep: { _ in }, sweepEnded: { _ in }, invoiceChanged: { _ in }, trouble: { _, _ in })
      ).sweepOnce(askedBy: "an operator")
    }
    log.write(outcome)
    if let problem = outcome.problem { throw CommandFailure(.unreachable, problem, detail: outcome.detail) }
    return SweepReport(
      invoicesRead: outcome.count.seen, newInvoices: outcome.count.added, newVersions: outcome.count.changed,
      gone: outcome.count.left, milliseconds: Moment.steady() - start)
  }

  /// A database that is not there yet is made, and its key before it: beside a database a missing key is refused.
  private static func withDatabase<Value>(
    _ configuration: Configuration, _ body: (Database) throws(CommandFailure) -> Value
  ) throws(CommandFailure) -> Value {
    if !MasterKeyFile.exists(configuration.databasePath) {
      _ = try MasterKeyFile.obtain(configuration.masterKey, database: configuration.databasePath, random: SecureRandom())
    }
    let database = try open(configuration, log: Log(level: .error, form: .text))
    defer { database.close() }
    return try body(database)
  }
}

extension CommandFailure {
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as ServerError: self.init(.failed, error.sentence, detail: error.detail)
    case let error as SQLiteError:
      let code: ExitCode =
        switch error {
        case .lockedByAnotherProcess, .newerDatabase, .changedMigration, .unsuitableFileSystem: .refused
        case .cannotOpen, .notADatabase, .readOnly: .configuration
        default: .failed
        }
      self.init(code, error.sentence, detail: error.detail)
    case let damage as Damage: self.init(.failed, damage.sentence, detail: damage.description)
    default: self.init(.failed, "This failed unexpectedly.", detail: "\(error)")
    }
  }
}

extension Log.Level {
  init(_ level: DatabaseOptions.Level) {
    switch level {
    case .notice: self = .info
    case .warning: self = .warning
    case .error: self = .error
    }
  }
}
