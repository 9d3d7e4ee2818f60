import ConnectWise
import Crypto
import Curl
import Domain
import Jobs
import SQLite
import Store
import Synchronization
import Threads
import Web

/// The connection to ConnectWise while the program runs: how it stands, trying another, and taking that one up.
///
/// A changed connection needs no restart (docs/decisions/0010): the old way out is closed, its jobs end what is under way,
/// and jobs with the new client begin.
final class ConnectWiseDesk: Sendable {
  private struct State {
    var connection: ConnectWiseConnection
    var jobs: Jobs?
    var isStopped = false
  }

  private let configuration: Configuration
  private let database: Database
  private let keyRing: KeyRing
  private let sandbox: String?
  private let makeJobs: @Sendable (ConnectWiseClient) -> Jobs
  private let state: Mutex<State>  // guards which connection and which jobs are the present ones
  /// One change after the other; a page never waits for jobs to end.
  private let changes = WorkPool(name: "connection", threads: 1, places: 20)
  private let trouble: @Sendable (String) -> Void

  init(
    _ configuration: Configuration, database: Database, masterKey: MasterKey, sandbox: String?,
    trouble: @escaping @Sendable (String) -> Void, makeJobs: @escaping @Sendable (ConnectWiseClient) -> Jobs
  ) throws(CommandFailure) {
    self.configuration = configuration
    self.database = database
    self.sandbox = sandbox
    self.makeJobs = makeJobs
    self.trouble = trouble
    keyRing = KeyRing(masterKey)
    let connection = try Self.connection(configuration, database, keyRing, sandbox)
    state = Mutex(State(connection: connection))
  }

  static func connection(
    _ configuration: Configuration, _ database: Database, _ keyRing: KeyRing, _ sandbox: String?
  ) throws(CommandFailure) -> ConnectWiseConnection {
    let stored: StoredConnection?
    do { stored = try database.read { try $0.storedConnection() } } catch { throw CommandFailure(error) }
    return try ConnectWiseConnection(configuration, sandbox: sandbox, stored: stored, keyRing: keyRing)
  }

  var standing: ConnectionStanding { state.withLock { $0.connection.standing } }

  func askForSweep(by who: String) { state.withLock { $0.jobs }?.askForSweep(by: who) }
  func fetchPDFs() { state.withLock { $0.jobs }?.fetchPDFs() }
  func wakeRefresh() { state.withLock { $0.jobs }?.wakeRefresh() }
  func keepCallbacks() { state.withLock { $0.jobs }?.keepCallbacks() }

  func takeCallback(_ body: [UInt8], signature: String, token: String) throws -> CallbackVerdict {
    guard let jobs = state.withLock({ $0.jobs }) else { return .off }
    return switch try jobs.takeCallback(body, signature: signature, token: token) {
    case .taken: .taken
    case .off: .off
    case .later: .later
    case .forged(let detail): .forged(detail)
    }
  }

  func wakeOutbox() { state.withLock { $0.jobs }?.wakeOutbox() }

  func start() throws { try beginJobs() }

  func stop() {
    let (wayOut, jobs) = state.withLock { state in
      state.isStopped = true
      return (state.connection.wayOut, state.jobs)
    }
    wayOut?.stopWaiting()
    changes.close()
    jobs?.stop()
  }

  /// What was stored meanwhile holds from now on.
  func adopt() {
    do throws(CommandFailure) {
      let connection = try Self.connection(configuration, database, keyRing, sandbox)
      let (old, jobs) = state.withLock { state in
        let before = (state.connection.wayOut, state.jobs)
        state.connection = connection
        state.jobs = nil
        return before
      }
      old?.end()
      _ = changes.run { [self] in
        jobs?.stop()
        do { try beginJobs() } catch { trouble("\(error)") }
      }
    } catch {
      trouble(error.detail ?? error.sentence)
    }
  }

  /// Jobs for the present connection, unless they run already or the program is ending.
  private func beginJobs() throws {
    let jobs: Jobs? = state.withLock { state in
      guard !state.isStopped, state.jobs == nil, let client = state.connection.client else { return nil }
      let jobs = makeJobs(client)
      state.jobs = jobs
      return jobs
    }
    try jobs?.start()
  }

  /// Tries `draft`, or with nil the connection that holds.
  func attempt(_ draft: ConnectionDraft?, by who: String, at now: Instant) -> ConnectionAttempt {
    let present = state.withLock { $0.connection }
    let trial = ConnectionTrial(
      present: present, fixed: configuration.connectWise, sandbox: sandbox, outboundAllow: configuration.outboundAllow,
      keyRing: keyRing, who: who, now: now)
    return trial.attempt(draft)
  }

  /// The way on which ConnectWise calls us.
  var bell: CallbackDesk {
    let url = configuration.publicURL
    return CallbackDesk(
      address: CallbackAddress.of(url),
      obstacle: { [self] in CallbackAddress.obstacle(url, site: standing[.site].shown, isComplete: standing.isComplete) },
      take: { [self] in try takeCallback($0, signature: $1, token: $2) }, keep: { [self] in keepCallbacks() })
  }

  /// As pages reach it.
  var door: ConnectionDesk {
    ConnectionDesk(
      standing: { [self] in standing }, attempt: { [self] in attempt($0, by: $1, at: $2) }, adopt: { [self] in adopt() })
  }
}
