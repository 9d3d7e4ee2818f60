import Crypto
import Glibc

/// Runs Countersign and a ConnectWise sandbox with believable invoices: one command to look at everything.
struct Demo: Command {
  static let verb = "demo"
  static let summary = "Run the server with a built-in ConnectWise sandbox and demo data"
  static let flags: [Flag] = [
    .listen, .data,
    Flag("--sandbox-listen", "HOST:PORT", "Where the ConnectWise sandbox listens", setting: Settings.sandboxListen.row.name),
  ]
  static let about =
    "The data is kept in demo-data and found again at the next start. The demo talks to its own sandbox only, never to a real ConnectWise."

  /// What a demo has without being asked; flags, environment and file come before it.
  static let presets = [Settings.data.row.name: "demo-data"]

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let reading = session.reading(presets: Self.presets)
    try Self.refuseRealConnectWise(reading)
    let configuration = try Configuration(reading).settlingPorts(ListenProbe.free)
    let log = Log(configuration, terminal: session.terminal)
    let watch = Watch(
      log: log, notice: SystemdNotice(environment: session.environment), interactive: session.terminal.errorIsTerminal)
    watch.prepare(configuration)
    let progress = Progress(terminal: session.terminal)
    let key = try MasterKeyFile.obtain(configuration.masterKey, database: configuration.databasePath, random: SecureRandom())
    for address in configuration.listen {
      try ListenProbe.check(address, flag: Flag.listen.name, setting: Settings.listen.row.name)
    }
    try ListenProbe.check(configuration.sandboxListen, flag: "--sandbox-listen", setting: Settings.sandboxListen.row.name)
    let app = try App(configuration, masterKey: key.key, log: log, demo: progress)
    try app.start()
    session.terminal.say(
      DemoBanner(address: configuration.publicURL.description, signInLink: app.signInLink, sandbox: app.sandboxAddress).text)
    return watch.keep(app, drainSeconds: configuration.drainSeconds, status: "Demo at \(configuration.publicURL)")
  }

  /// Somebody who has their real keys in the environment must not have demo decisions written to their real invoices.
  static func refuseRealConnectWise(_ reading: SettingsReading) throws(CommandFailure) {
    let rows = [
      Settings.connectWiseSite.row, Settings.connectWiseCompany.row, Settings.connectWisePublicKey.row,
      Settings.connectWisePrivateKey.row, Settings.connectWiseClientID.row,
    ]
    let set = rows.map(\.name).filter { reading.settled[$0] != nil }
    guard set.isEmpty else {
      throw CommandFailure(
        .refused,
        "The demo talks to its own sandbox only, but a ConnectWise is set. Use \"countersign serve\" for it, or take these away first.",
        more: set.map { "\($0): \(reading.settled[$0]?.source.words ?? "")" })
    }
  }
}
