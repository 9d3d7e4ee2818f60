import ConnectWise
import Crypto
import Curl
import Domain
import Routes
import Sandbox
import Web

/// The connection to ConnectWise as it stands: the demo's sandbox, what the operator set, or nothing yet.
struct ConnectWiseConnection {
  let client: ConnectWiseClient?
  /// The one way to this ConnectWise, with the manners that all calls share.
  let transport: CourteousTransport?
  let deepLinks: ConnectWiseLinks?
  let facts: [ConnectionFact]
  let instance: String

  init(_ configuration: Configuration, sandbox: String?) throws(CommandFailure) {
    let wanted = configuration.connectWise
    if let sandbox {
      guard let site = Site(sandbox) else { throw CommandFailure(.failed, "The sandbox has no usable address: \(sandbox)") }
      let connection = Connection(
        site: site, company: Sandbox.company, publicKey: Sandbox.publicKey, privateKey: Sandbox.privateKey,
        clientID: Sandbox.clientID)
      // Our own sandbox on this machine announces no quota.
      var rules = Courtesy.Rules()
      rules.perMinute = 100_000
      let transport = try Self.transport(allowing: [sandbox], rules)
      self.transport = transport
      client = ConnectWiseClient(connection: connection, transport: transport)
      deepLinks = Self.links(sandbox, Sandbox.company, allowingLoopbackHTTP: true)
      instance = "Brackwater IT"
      facts = [
        ConnectionFact(name: "Site", value: sandbox, source: "the built-in sandbox of the demo"),
        ConnectionFact(name: "Company", value: Sandbox.company, source: "the built-in sandbox of the demo"),
      ]
      return
    }
    facts = Self.facts(wanted)
    guard let site = wanted.site, let company = wanted.company, let publicKey = wanted.publicKey,
      let privateKey = wanted.privateKey, let clientID = wanted.clientID
    else {
      (client, transport, deepLinks, instance) = (nil, nil, nil, "Countersign")
      return
    }
    let connection = Connection(
      site: site, company: company, publicKey: publicKey.revealText(), privateKey: privateKey.revealText(), clientID: clientID)
    let transport = try Self.transport(allowing: configuration.outboundAllow)
    self.transport = transport
    client = ConnectWiseClient(connection: connection, transport: transport)
    deepLinks = Self.links(site.origin, company, allowingLoopbackHTTP: !configuration.outboundAllow.isEmpty)
    instance = company
  }

  private static func transport(
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

  private static func facts(_ wanted: ConnectWiseSettings) -> [ConnectionFact] {
    func fact(_ name: String, _ value: String?, _ setting: String) -> ConnectionFact {
      ConnectionFact(
        name: name, value: value ?? "not set", source: value == nil ? "set \(setting) and restart" : "set by \(setting)")
    }
    // Of a key only that it is there: nothing of it is ever shown.
    func key(_ name: String, _ value: Secret?, _ setting: String) -> ConnectionFact {
      fact(name, value.map { _ in "set" }, setting)
    }
    return [
      fact("Site", wanted.site?.origin, Settings.connectWiseSite.row.name),
      fact("Company", wanted.company, Settings.connectWiseCompany.row.name),
      key("Public key", wanted.publicKey, Settings.connectWisePublicKey.row.name),
      key("Private key", wanted.privateKey, Settings.connectWisePrivateKey.row.name),
      fact("Client id", wanted.clientID, Settings.connectWiseClientID.row.name),
    ]
  }
}
