import Crypto
import Domain

/// The object graph: what is opened, in which order, and who is handed what. The only file that knows every part.
final class App: Running {
  /// Links for `serve` to print while nobody can sign in yet.
  let setupLinks: [String] = []
  /// The demo's one-time sign-in link.
  let signInLink: String? = nil
  /// Where the demo's sandbox answers.
  let sandboxAddress: String? = nil

  init(_ configuration: Configuration, masterKey: MasterKey, log: Log, demo: Progress? = nil) throws(CommandFailure) {
    throw CommandFailure(.failed, "The server is not wired yet.")
  }

  func start() throws(CommandFailure) {}

  func stop(within: Duration) {}

  static func migrations(of configuration: Configuration) throws(CommandFailure) -> MigrationReport {
    throw CommandFailure(.failed, "The database is not wired yet.")
  }

  static func migrate(_ configuration: Configuration) throws(CommandFailure) -> MigrationReport {
    throw CommandFailure(.failed, "The database is not wired yet.")
  }

  /// The new person's number. An address that is taken is `.refused`.
  static func addPerson(
    _ configuration: Configuration, email: String, name: String, role: Role, password: Secret?
  ) throws(CommandFailure) -> Int {
    throw CommandFailure(.failed, "The database is not wired yet.")
  }

  /// A one-time link and when it ends, in milliseconds since 1970. Nobody of that address is `.refused`.
  static func loginLink(_ configuration: Configuration, email: String) throws(CommandFailure) -> (url: String, expires: Int64) {
    throw CommandFailure(.failed, "The database is not wired yet.")
  }

  /// ConnectWise not answering is `.unreachable`.
  static func sweepOnce(_ configuration: Configuration, log: Log) throws(CommandFailure) -> SweepReport {
    throw CommandFailure(.failed, "The sweep is not wired yet.")
  }
}
