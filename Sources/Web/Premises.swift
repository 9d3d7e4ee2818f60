import Crypto
import Domain
import HTTP
import Markup
import Routes
import SQLite
import Store
import Threads

/// What every action may lean on: the house it is in, the clock on the wall, and the people to call.
///
/// Everything that is not a pure value comes in from outside, so that a test builds a house of its own. One object, never
/// changed: each request refers to it many times.
public final class Premises: Sendable {
  public let database: Database
  /// Scheme, host and port under which people reach the site, without a slash at the end.
  public let publicOrigin: String
  /// `` or `/countersign`.
  public let basePath: String
  public let isHTTPS: Bool
  public let headers: SecurityHeaders
  public let forms: FormToken
  public let random: any RandomSource
  public let now: @Sendable () -> Instant
  public let conventions: Conventions
  public let zone: Zone
  public let sessions: SessionRules
  public let pool: WorkPool
  /// Passwords: at most two at a time, fifty waiting.
  public let passwords: WorkPool
  /// What lies ready and is large: a moment of a disk, never a wait for somebody else.
  public let files: WorkPool
  public let passwordCost: PasswordHash.Cost
  /// The write-back mode of a fresh install: on against the sandbox, dry run against a real ConnectWise.
  public let freshMode: WriteBackMode
  public let isDemo: Bool
  public let schedule: SweepSchedule
  public let connectWise: ConnectionDesk
  public let callbacks: CallbackDesk
  public let health: @Sendable () -> Health
  public let metrics: @Sendable () -> String
  /// Who may read them: the machine's own network, or whoever brings the token.
  public let showsMetrics: @Sendable (Request) -> Bool
  public let announce: @Sendable (_ topic: String, _ event: String, _ data: String) -> Void
  public let askForSweep: @Sendable (_ by: String) -> Void
  /// Somebody asked for an invoice to be read again.
  public let wakeRefresh: @Sendable () -> Void
  public let wakeOutbox: @Sendable () -> Void
  public let fetchPDFs: @Sendable () -> Void
  public let log: @Sendable (LogLine) -> Void

  public init(
    database: Database, publicOrigin: String, basePath: String, isHTTPS: Bool, headers: SecurityHeaders,
    forms: FormToken, random: any RandomSource, now: @escaping @Sendable () -> Instant, conventions: Conventions, zone: Zone,
    sessions: SessionRules, pool: WorkPool, passwords: WorkPool, files: WorkPool,
    passwordCost: PasswordHash.Cost,
    freshMode: WriteBackMode, isDemo: Bool, schedule: SweepSchedule,
    connectWise: ConnectionDesk, callbacks: CallbackDesk,
    health: @escaping @Sendable () -> Health, metrics: @escaping @Sendable () -> String,
    showsMetrics: @escaping @Sendable (Request) -> Bool,
    announce: @escaping @Sendable (String, String, String) -> Void, askForSweep: @escaping @Sendable (String) -> Void,
    wakeRefresh: @escaping @Sendable () -> Void, wakeOutbox: @escaping @Sendable () -> Void,
    fetchPDFs: @escaping @Sendable () -> Void,
    log: @escaping @Sendable (LogLine) -> Void
  ) {
    self.database = database
    self.publicOrigin = publicOrigin
    self.basePath = basePath
    self.isHTTPS = isHTTPS
    self.headers = headers
    self.forms = forms
    self.random = random
    self.now = now
    self.conventions = conventions
    self.zone = zone
    self.sessions = sessions
    self.pool = pool
    self.passwords = passwords
    self.files = files
    self.passwordCost = passwordCost
    self.freshMode = freshMode
    self.isDemo = isDemo
    self.schedule = schedule
    self.connectWise = connectWise
    self.callbacks = callbacks
    self.health = health
    self.metrics = metrics
    self.showsMetrics = showsMetrics
    self.announce = announce
    self.askForSweep = askForSweep
    self.wakeRefresh = wakeRefresh
    self.wakeOutbox = wakeOutbox
    self.fetchPDFs = fetchPDFs
    self.log = log
  }
}

/// How long a session lasts. A working day of review: eight hours without a click, a day at most.
public struct SessionRules: Sendable {
  public var idle: Int64 = 8 * 3_600_000
  public var absolute: Int64 = 24 * 3_600_000
  /// How often `seen` is written down at most.
  public var noteEvery: Int64 = 60_000

  public init() {}
}

extension Premises {
  func pool(_ queue: WorkQueue) -> WorkPool {
    switch queue {
    case .passwords: passwords
    case .outside: pool
    case .files: files
    }
  }

  public var deepLinks: ConnectWiseLinks? { connectWise.standing().links }
  public var instance: String { connectWise.standing().instance }
}

/// One line for the operator. The process writes it as JSON or text.
public struct LogLine: Sendable {
  public enum Level: String, Sendable { case info, warning, error, security }

  public let level: Level
  public let event: String
  public let requestID: String?
  public let fields: [(name: String, value: String)]

  public init(_ level: Level, _ event: String, requestID: String? = nil, fields: [(name: String, value: String)] = []) {
    self.level = level
    self.event = event
    self.requestID = requestID
    self.fields = fields
  }
}

/// How the process is: what /readyz answers and the System page explains.
public struct Health: Sendable {
  /// One checked fact; `advice` says what to do when it is not fine.
  public struct Check: Sendable {
    public enum State: String, Sendable { case fine, attention, broken }

    public let group: String
    public let name: String
    public let value: String
    public let state: State
    public let advice: String

    public init(group: String, name: String, value: String, state: State = .fine, advice: String = "") {
      self.group = group
      self.name = name
      self.value = value
      self.state = state
      self.advice = advice
    }
  }

  public let checks: [Check]
  public var isReady: Bool { !checks.contains { $0.state == .broken } }

  public init(checks: [Check]) { self.checks = checks }
}
