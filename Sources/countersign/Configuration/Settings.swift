import Store

/// Every setting there is. The manual's table is printed from this one (`countersign config dump --markdown`).
enum Settings {
  static let listen = Setting(
    "LISTEN", .listenAddresses, default: .text("127.0.0.1:8080"), "Where the server listens.")
  static let data = Setting(
    "DATA", .path, default: .text("data"), "The directory of the database. It belongs to one running Countersign at a time.")
  static let publicURL = Setting(
    "PUBLIC_URL", .publicURL, default: .derived("http://localhost and the port of COUNTERSIGN_LISTEN"),
    "The address that people type. Its path is the base path; https switches on the strict cookie and transport rules.")
  static let hosts = Setting(
    "HOSTS", .hostNames, default: .derived("the host of COUNTERSIGN_PUBLIC_URL"),
    "Host names that are answered; any other gets status 421. A local listener also answers to localhost.")
  static let trustedProxies = Setting(
    "TRUSTED_PROXIES", .networks, default: .none,
    "Proxies whose forwarded address and scheme are believed. Nobody's are, until they are listed.")
  static let insecureHTTP = Setting(
    "INSECURE_HTTP", .yesOrNo, default: .text("no"),
    "Allow a public address without https. Passwords and sessions then travel in clear text.")
  static let masterKey = Setting(
    "MASTER_KEY", .text("64 hexadecimal digits", longest: 64), default: .none, secret: true,
    "The master key itself. A file is better: an environment is easily seen.")
  static let masterKeyFile = Setting(
    "MASTER_KEY_FILE", .path, default: .derived("COUNTERSIGN_DATA with .key after it"),
    "The file of the master key, made at the first start with mode 0400. It must lie outside the data directory, so that a backup does not carry the key to its own secrets."
  )
  static let connectWiseSite = Setting(
    "CONNECTWISE_SITE", .connectWiseSite, default: .none,
    "The ConnectWise server. Set here, the field on the settings page is locked.")
  static let connectWiseCompany = Setting(
    "CONNECTWISE_COMPANY", .text("the company id of the sign-in page"), default: .none, "The ConnectWise company.")
  static let connectWisePublicKey = Setting(
    "CONNECTWISE_PUBLIC_KEY", .text("the public key of an API member"), default: .none, secret: true,
    "The public half of the API member's keys.")
  static let connectWisePrivateKey = Setting(
    "CONNECTWISE_PRIVATE_KEY", .text("the private key of an API member"), default: .none, secret: true,
    "The private half of the API member's keys. Needs COUNTERSIGN_CONNECTWISE_SITE beside it.")
  static let connectWiseClientID = Setting(
    "CONNECTWISE_CLIENT_ID", .text("the client id of the integration"), default: .none, "The client id that ConnectWise asks for."
  )
  static let outboundAllow = Setting(
    "OUTBOUND_ALLOW", .outbound, default: .none,
    "Addresses that may be called although they are private, use another port, or plain http. Everything else must be public https on port 443."
  )
  static let smtpURL = Setting(
    "SMTP_URL", .text("smtp://user:password@host:587 or smtps://user:password@host:465", longest: 500), default: .none,
    secret: true,
    "The mail server.")
  static let sweepMinutes = Setting(
    "SWEEP_MINUTES", .whole(SweepSchedule.range, "minutes"), default: .text("\(SweepSchedule.usual)"),
    "How often ConnectWise is read. Set here, the field on the settings page is locked.")
  static let locale = Setting(
    "LOCALE", .locale, default: .text("en-US"), "How money and dates are written for people who have not chosen.")
  static let timeZone = Setting(
    "TIME_ZONE", .timeZone, default: .text("UTC"), "The business's time zone.")
  static let log = Setting(
    "LOG", .choice(["auto", "json", "text"]), default: .text("auto"),
    "The form of log lines; auto is text on a terminal and json elsewhere.")
  static let logLevel = Setting(
    "LOG_LEVEL", .choice(["debug", "info", "warning", "error"]), default: .text("info"),
    "The least important log lines that are written.")
  static let metricsListen = Setting(
    "METRICS_LISTEN", .listenAddress, default: .none, "A listener of its own for /metrics, without sign-in; keep it private.")
  static let metricsToken = Setting(
    "METRICS_TOKEN", .token(shortest: 20), default: .none, secret: true,
    "Lets /metrics be read on the main listener with Authorization: Bearer.")
  static let loops = Setting(
    "LOOPS", .wholeOrAuto(1...64, "threads"), default: .text("auto"), "Event loops; auto is one for each processor core.")
  static let drainSeconds = Setting(
    "DRAIN_SECONDS", .whole(1...300, "seconds"), default: .text("20"), "How long a stop waits for answers that are under way.")
  static let sandboxListen = Setting(
    "SANDBOX_LISTEN", .listenAddress, default: .text("127.0.0.1:8090"),
    "Where the built-in ConnectWise sandbox listens (demo and sandbox).")

  /// In the order of the manual.
  static let rows: [SettingRow] = [
    listen.row, data.row, publicURL.row, hosts.row, trustedProxies.row, insecureHTTP.row,
    masterKey.row, masterKeyFile.row,
    connectWiseSite.row, connectWiseCompany.row, connectWisePublicKey.row, connectWisePrivateKey.row, connectWiseClientID.row,
    outboundAllow.row, smtpURL.row, sweepMinutes.row, locale.row, timeZone.row,
    log.row, logLevel.row, metricsListen.row, metricsToken.row, loops.row, drainSeconds.row, sandboxListen.row,
  ]

  static func row(named name: String) -> SettingRow? { rows.first { $0.name == name } }

  /// Names that may stand in the environment: the settings, the files of secrets, and the name of the settings file.
  static var knownNames: [String] { rows.flatMap { [$0.name] + ($0.fileVariant.map { [$0] } ?? []) } + [fileName] }

  /// Names the settings file. Not a setting itself: it cannot stand in the file.
  static let fileName = "COUNTERSIGN_CONFIG"
}
