import Bytes
import ConnectWise
import Crypto
import Curl
import Domain
import HTTP
import Jobs
import Routes
import SQLite
import Sandbox
import Store
import Threads
import Web

/// The object graph: what is opened, in which order, and who is handed what. The only file that knows every part.
final class App: Running {
  /// Links for `serve` to print while nobody can sign in yet.
  let setupLinks: [String]
  /// The demo's one-time sign-in link.
  let signInLink: String?
  /// Where the demo's sandbox answers.
  let sandboxAddress: String?

  private let database: Database
  private let server: Server
  private let control: Server
  private let metrics: Server?
  private let connectWise: ConnectWiseDesk
  private let sandbox: SandboxServer?
  private let pools: [WorkPool]
  private let log: Log
  private let doors: [ListenAddress]

  init(_ configuration: Configuration, masterKey: MasterKey, log: Log, demo: Progress? = nil) throws(CommandFailure) {
    self.log = log
    doors = configuration.listen + [configuration.metricsListen].compactMap(\.self)
    let progress = demo ?? Progress(terminal: .silent)
    database = try progress.step("Opening the database") { () throws(CommandFailure) in
      try Self.open(configuration, log: log)
    }
    sandbox = demo == nil ? nil : try DemoSandbox.start(configuration, database, progress)
    sandboxAddress = sandbox.flatMap { DemoSandbox.address(of: $0, configuration) }

    let wires = Wires(database: database, log: log)
    let conventions = LocalConventions.conventions(configuration.locale)
    let pool = WorkPool(name: "work", threads: 2, places: 200)
    let passwords = WorkPool(name: "password", threads: 2, places: 50)
    let files = WorkPool(name: "file", threads: 1, places: 100)
    pools = [pool, passwords, files]
    let database = database
    let schedule = wires.sweepEvery(configuration.schedule)
    let reports = wires.reports
    connectWise = try ConnectWiseDesk(
      configuration, database: database, masterKey: masterKey, sandbox: sandboxAddress,
      trouble: { log.write(.error, "connection not taken up", ["detail": .text($0)]) }
    ) { client in
      Jobs(
        client: client, database: database, conventions: conventions, random: SecureRandom(),
        sweepEveryMilliseconds: schedule, sessionIdle: SessionRules().idle,
        callbackAddress: CallbackAddress.of(configuration.publicURL), now: { Instant.now }, reports: reports)
    }
    wires.connect(connectWise: connectWise)

    let premises = try Premises(
      configuration, masterKey: masterKey, wires: wires, connectWise: connectWise.door, callbacks: connectWise.bell,
      conventions: conventions, pool: pool,
      passwords: passwords, files: files, isDemo: demo != nil)
    do {
      server = try Server(ServerConfiguration(configuration, premises: premises, log: log)) { _ in
        Site(premises, reader: try database.reader())
      }
      control = try Server(ServerConfiguration(controlAt: configuration.controlPath)) { _ in
        ControlDesk(database: database, publicURL: configuration.publicURL, askForSweep: wires.askForSweep)
      }
      metrics = try configuration.metricsListen.map { address in
        try Server(ServerConfiguration(metricsAt: address)) { _ in MetricsDesk(text: premises.metrics) }
      }
    } catch {
      throw CommandFailure(error)
    }
    wires.connect(server: server)
    (setupLinks, signInLink) = try FirstLinks.make(in: database, configuration.publicURL, isDemo: demo != nil)
  }

  func start() throws(CommandFailure) {
    do {
      try server.start()
      try control.start()
      try metrics?.start()
      try SocketFile.open(doors)
      try connectWise.start()
    } catch let error as ServerError {
      throw CommandFailure(error)
    } catch {
      throw CommandFailure(.failed, "The background work could not start.", detail: "\(error)")
    }
  }

  /// In the order in which things lean on each other: no new requests, then nothing new in the background, then the store.
  func stop(within deadline: Duration) {
    server.drain(deadline: deadline)
    control.drain(deadline: .seconds(1))
    metrics?.drain(deadline: .seconds(1))
    connectWise.stop()
    for pool in pools { pool.close() }
    database.close()
    sandbox?.stop()
  }

  static func open(_ configuration: Configuration, log: Log) throws(CommandFailure) -> Database {
    try DataDirectory.make(configuration.dataDirectory)
    var options = DatabaseOptions()
    options.log = { level, sentence, detail in
      log.write(Log.Level(level), "database", ["sentence": .text(sentence), "detail": .text(detail)])
    }
    // A write or sync that failed is never tried again: the log of the database is only read back by a fresh start.
    options.onFatal = { error in
      log.write(.error, "database broken", ["sentence": .text(error.sentence), "detail": .text(error.detail)])
      StopSignals.endProcess()
    }
    do {
      return try Database(path: configuration.databasePath, migrations: Database.schema, hash: sha256, options: options)
    } catch {
      throw CommandFailure(error)
    }
  }
}
