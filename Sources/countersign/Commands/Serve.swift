import Crypto

/// Runs Countersign until it is stopped.
struct Serve: Command {
  static let verb = "serve"
  static let summary = "Run the server"
  static let flags: [Flag] = [.listen, .data]
  static let about =
    "Stops on SIGTERM or Ctrl-C: answers that are under way are finished, what comes after is refused. A second signal stops at once."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let configuration = try session.configuration().settlingPorts(ListenProbe.free)
    let log = Log(configuration, terminal: session.terminal)
    let watch = Watch(
      log: log, notice: SystemdNotice(environment: session.environment), interactive: session.terminal.errorIsTerminal)
    watch.prepare(configuration)
    let key = try MasterKeyFile.obtain(configuration.masterKey, database: configuration.databasePath, random: SecureRandom())
    watch.announce(key, configuration)
    for address in configuration.listen {
      try ListenProbe.check(address, flag: Flag.listen.name, setting: Settings.listen.row.name)
    }
    let app = try App(configuration, masterKey: key.key, log: log)
    try app.start()
    for link in app.setupLinks { session.terminal.complain(SetupNotice.text(link)) }
    return watch.keep(app, drainSeconds: configuration.drainSeconds, status: "Serving \(configuration.publicURL)")
  }
}
