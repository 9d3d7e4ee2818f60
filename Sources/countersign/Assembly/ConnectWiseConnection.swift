import ConnectWise
import Crypto
import Curl
import Domain
import Routes
import Sandbox
import Store
import Web

/// The connection to ConnectWise as it stands: the demo's sandbox, what the operator fixed, what an admin typed on the
/// settings page, or nothing yet. Of each field the operator's word counts before the admin's.
struct ConnectWiseConnection: Sendable {
  let client: ConnectWiseClient?
  /// The one way to this ConnectWise, with the manners that all calls share.
  let wayOut: EndableTransport?
  let standing: ConnectionStanding
  /// What a test that types nothing new leans on.
  let keys: (public: Secret?, private: Secret?)

  init(
    _ configuration: Configuration, sandbox: String?, stored: StoredConnection?, keyRing: KeyRing?
  ) throws(CommandFailure) {
    if let sandbox {
      self = try ConnectWiseConnection(sandbox: sandbox)
      return
    }
    let fixed = configuration.connectWise
    let site = fixed.site ?? stored.flatMap { Site($0.site) }
    let company = fixed.company ?? stored?.company.nonEmpty
    let clientID = fixed.clientID ?? stored?.clientID.nonEmpty
    var opener = KeyOpener(stored: stored, keyRing: keyRing, site: site?.origin ?? "")
    let publicKey = fixed.publicKey ?? opener.open(stored?.publicKey, "public_key")
    let privateKey = fixed.privateKey ?? opener.open(stored?.privateKey, "private_key")
    keys = (publicKey, privateKey)
    var standing = ConnectionStanding(
      entries: [
        .site: .init(shown: site?.origin ?? "", isSet: site != nil, lock: fixed.site == nil ? "" : ConnectionField.site.setting),
        .company: .init(
          shown: company ?? "", isSet: company != nil, lock: fixed.company == nil ? "" : ConnectionField.company.setting),
        .clientID: .init(
          shown: clientID ?? "", isSet: clientID != nil, lock: fixed.clientID == nil ? "" : ConnectionField.clientID.setting),
        // Of a key only that it is there, and of the public one how it ends.
        .publicKey: .init(
          shown: publicKey == nil || fixed.publicKey != nil ? "" : stored?.publicKeyEnd ?? "", isSet: publicKey != nil,
          lock: fixed.publicKey == nil ? "" : ConnectionField.publicKey.setting),
        .privateKey: .init(
          isSet: privateKey != nil, lock: fixed.privateKey == nil ? "" : ConnectionField.privateKey.setting),
      ], trouble: opener.trouble, instance: company ?? "Countersign")
    guard let site, let company, let publicKey, let privateKey, let clientID else {
      (client, wayOut, self.standing) = (nil, nil, standing)
      return
    }
    let connection = Connection(
      site: site, company: company, publicKey: publicKey.revealText(), privateKey: privateKey.revealText(), clientID: clientID)
    let wayOut = EndableTransport(try Self.transport(allowing: configuration.outboundAllow))
    self.wayOut = wayOut
    client = ConnectWiseClient(connection: connection, transport: wayOut)
    standing.isComplete = true
    standing.links = Self.links(site.origin, company, allowingLoopbackHTTP: !configuration.outboundAllow.isEmpty)
    self.standing = standing
  }

  private init(sandbox: String) throws(CommandFailure) {
    guard let site = Site(sandbox) else { throw CommandFailure(.failed, "The sandbox has no usable address: \(sandbox)") }
    let connection = Connection(
      site: site, company: Sandbox.company, publicKey: Sandbox.publicKey, privateKey: Sandbox.privateKey,
      clientID: Sandbox.clientID)
    // Our own sandbox on this machine announces no quota.
    var rules = Courtesy.Rules()
    rules.perMinute = 100_000
    let wayOut = EndableTransport(try Self.transport(allowing: [sandbox], rules))
    self.wayOut = wayOut
    client = ConnectWiseClient(connection: connection, transport: wayOut)
    keys = (nil, nil)
    let lock = "the demo, which talks to its own sandbox only"
    standing = ConnectionStanding(
      entries: [
        .site: .init(shown: sandbox, isSet: true, lock: lock), .company: .init(shown: Sandbox.company, isSet: true, lock: lock),
        .publicKey: .init(isSet: true, lock: lock), .privateKey: .init(isSet: true, lock: lock),
        .clientID: .init(shown: Sandbox.clientID, isSet: true, lock: lock),
      ], isComplete: true, links: Self.links(sandbox, Sandbox.company, allowingLoopbackHTTP: true), instance: "Brackwater IT")
  }

  static func transport(
    allowing entries: [String], _ rules: Courtesy.Rules = Courtesy.Rules()
  ) throws(CommandFailure) -> CourteousTransport {
    do throws(OutboundPolicy.Mistake) {
      return CourteousTransport(CurlTransport(policy: try OutboundPolicy(allow: entries)), rules: rules)
    } catch {
      throw CommandFailure(.configuration, error.sentence, detail: error.entry)
    }
  }

  private static func links(_ origin: String, _ company: String, allowingLoopbackHTTP: Bool) -> ConnectWiseLinks? {
    guard let origin = Origin(origin, allowingLoopbackHTTP: allowingLoopbackHTTP) else { return nil }
    return try? ConnectWiseLinks(origin: origin, company: company)
  }
}

/// Opens stored keys for the site they may be sent to, and keeps in words why one stayed closed.
private struct KeyOpener {
  let stored: StoredConnection?
  let keyRing: KeyRing?
  let site: String
  private(set) var trouble = ""

  init(stored: StoredConnection?, keyRing: KeyRing?, site: String) {
    self.stored = stored
    self.keyRing = keyRing
    self.site = site
  }

  mutating func open(_ sealed: [UInt8]?, _ column: String) -> Secret? {
    guard let sealed, let keyRing else { return nil }
    do throws(SealError) {
      return try keyRing.open(sealed, at: StoredConnection.place(of: column, for: site))
    } catch {
      trouble = error.sentence
      return nil
    }
  }
}

extension ConnectionField {
  /// The setting that an operator fixes it with.
  var setting: String {
    switch self {
    case .site: Settings.connectWiseSite.row.name
    case .company: Settings.connectWiseCompany.row.name
    case .publicKey: Settings.connectWisePublicKey.row.name
    case .privateKey: Settings.connectWisePrivateKey.row.name
    case .clientID: Settings.connectWiseClientID.row.name
    }
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
