import ConnectWise
import Crypto
import HTTP
import Store

/// What an operator decided, checked and complete: the only thing that the rest of the program knows of settings.
struct Configuration: Sendable {
  private(set) var listen: [ListenAddress]
  let dataDirectory: String
  private(set) var publicURL: PublicURL
  let hosts: [String]
  let trustedProxies: [CIDR]
  let allowsInsecureHTTP: Bool
  let masterKey: MasterKeyOrigin
  let connectWise: ConnectWiseSettings
  let outboundAllow: [String]
  let smtpURL: Secret?
  let schedule: SweepSchedule
  let locale: String
  let timeZone: String
  let logForm: String
  let logLevel: String
  let metricsListen: ListenAddress?
  let metricsToken: Secret?
  /// 0: one for each core.
  let loops: Int
  let drainSeconds: Int
  let sandboxListen: ListenAddress
  let warnings: [String]
  /// Nobody said what people type: it follows from the port.
  private let hasOwnURL: Bool

  /// The one database file.
  var databasePath: String { "\(dataDirectory)/countersign.sqlite" }
  var basePath: String { publicURL.basePath }

  /// Reads everything and complains about everything at once.
  init(_ reading: SettingsReading) throws(CommandFailure) {
    var reading = reading
    let listen = reading.value(of: Settings.listen)
    let data = reading.value(of: Settings.data)
    let publicURL = Self.publicURL(&reading, listen)
    let hosts = Self.hosts(&reading, publicURL, listen)
    trustedProxies = reading.value(of: Settings.trustedProxies) ?? []
    allowsInsecureHTTP = reading.value(of: Settings.insecureHTTP) ?? false
    let masterKey = MasterKeyOrigin.settle(&reading, data)
    connectWise = ConnectWiseSettings(&reading)
    outboundAllow = reading.value(of: Settings.outboundAllow) ?? []
    smtpURL = reading.value(of: Settings.smtpURL).map { Secret($0) }
    schedule = Self.schedule(&reading)
    locale = reading.value(of: Settings.locale) ?? "en-US"
    timeZone = reading.value(of: Settings.timeZone) ?? "UTC"
    logForm = reading.value(of: Settings.log) ?? "auto"
    logLevel = reading.value(of: Settings.logLevel) ?? "info"
    metricsListen = reading.value(of: Settings.metricsListen)
    metricsToken = reading.value(of: Settings.metricsToken).map { Secret($0) }
    loops = reading.value(of: Settings.loops) ?? 0
    drainSeconds = reading.value(of: Settings.drainSeconds) ?? 20
    let sandboxListen = reading.value(of: Settings.sandboxListen)
    if let publicURL { Self.checkTransport(&reading, publicURL, allowsInsecureHTTP) }
    warnings = reading.warnings
    hasOwnURL = reading.source(of: Settings.publicURL.row) == nil
    guard reading.problems.isEmpty, let listen, let data, let publicURL, let masterKey, let sandboxListen else {
      throw Self.failure(reading.problems)
    }
    self.listen = listen
    self.dataDirectory = data
    self.publicURL = publicURL
    self.hosts = hosts
    self.masterKey = masterKey
    self.sandboxListen = sandboxListen
  }

  /// With a port where there was a 0, so that links name the one that will be listened on.
  func settlingPorts(_ choose: (ListenAddress) -> ListenAddress) -> Configuration {
    var settled = self
    settled.listen = listen.map { address in
      if case .tcp(_, 0) = address { choose(address) } else { address }
    }
    if hasOwnURL, let url = Self.ownURL(settled.listen) { settled.publicURL = url }
    return settled
  }

  static func failure(_ problems: [String]) -> CommandFailure {
    let count = problems.count
    return CommandFailure(
      .configuration, count == 1 ? "One setting is wrong." : "\(count) settings are wrong.", more: problems)
  }

  /// Without a public address the browser on this machine is the public.
  private static func publicURL(_ reading: inout SettingsReading, _ listen: [ListenAddress]?) -> PublicURL? {
    if reading.source(of: Settings.publicURL.row) != nil { return reading.value(of: Settings.publicURL) }
    if let url = ownURL(listen ?? []) { return url }
    if listen != nil {
      reading.complain(Settings.publicURL.row, "needs a value when the server listens on a Unix socket only.")
    }
    return nil
  }

  private static func ownURL(_ listen: [ListenAddress]) -> PublicURL? {
    for case .tcp(_, let port) in listen { return try? PublicURL("http://localhost:\(port == 0 ? 80 : port)") }
    return nil
  }

  /// What was set here is not for the settings page to change.
  private static func schedule(_ reading: inout SettingsReading) -> SweepSchedule {
    let minutes = reading.value(of: Settings.sweepMinutes)
    guard reading.source(of: Settings.sweepMinutes.row) != nil else { return SweepSchedule() }
    return SweepSchedule(fixed: minutes, fixedBy: Settings.sweepMinutes.row.name)
  }

  private static func hosts(_ reading: inout SettingsReading, _ publicURL: PublicURL?, _ listen: [ListenAddress]?) -> [String] {
    var hosts = reading.value(of: Settings.hosts) ?? publicURL.map { [$0.host] } ?? []
    if listen?.contains(where: { if case .tcp = $0 { $0.isLocal } else { false } }) == true {
      for local in ["localhost", "127.0.0.1", "[::1]"] where !hosts.contains(local) { hosts.append(local) }
    }
    return hosts
  }

  private static func checkTransport(_ reading: inout SettingsReading, _ url: PublicURL, _ allowed: Bool) {
    guard !url.isSecure, !url.isLocal else { return }
    if allowed {
      reading.warn("\(url.origin) has no https: passwords and sessions travel in clear text (COUNTERSIGN_INSECURE_HTTP).")
    } else {
      reading.complain(
        Settings.publicURL.row,
        "\(url.origin) would send passwords and sessions in clear text. Put a proxy with https before Countersign, or say COUNTERSIGN_INSECURE_HTTP=yes."
      )
    }
  }
}

/// The connection to ConnectWise as far as the operator fixed it; what is nil is set on the settings page.
struct ConnectWiseSettings: Sendable {
  let site: ConnectWise.Site?
  let company: String?
  let publicKey: Secret?
  let privateKey: Secret?
  let clientID: String?

  init(_ reading: inout SettingsReading) {
    site = reading.value(of: Settings.connectWiseSite)
    company = reading.value(of: Settings.connectWiseCompany)
    publicKey = reading.value(of: Settings.connectWisePublicKey).map { Secret($0) }
    privateKey = reading.value(of: Settings.connectWisePrivateKey).map { Secret($0) }
    clientID = reading.value(of: Settings.connectWiseClientID)
    // A key without its host could be sent wherever the settings page points.
    for row in [Settings.connectWisePublicKey.row, Settings.connectWisePrivateKey.row]
    where reading.source(of: row) != nil && reading.source(of: Settings.connectWiseSite.row) == nil {
      reading.complain(row, "is bound to one host. Set COUNTERSIGN_CONNECTWISE_SITE beside it.")
    }
  }

  /// The names of the settings that are fixed here, for the settings page to lock.
  var locked: [String] {
    var names: [String] = []
    if site != nil { names.append(Settings.connectWiseSite.row.name) }
    if company != nil { names.append(Settings.connectWiseCompany.row.name) }
    if publicKey != nil { names.append(Settings.connectWisePublicKey.row.name) }
    if privateKey != nil { names.append(Settings.connectWisePrivateKey.row.name) }
    if clientID != nil { names.append(Settings.connectWiseClientID.row.name) }
    return names
  }
}
