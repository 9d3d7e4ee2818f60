/// Where this program may connect to, in one place (RELIABILITY §5.6): https on port 443 to public addresses, and whatever
/// else the configuration file allows. The web interface cannot extend it.
public struct OutboundPolicy: Sendable {
  let origins: [Origin]
  let networks: [Network]

  /// Entries: an origin (`http://127.0.0.1:9123`, `https://cw.internal:8443`), an address (`10.0.0.5`) or a network (`10.0.0.0/8`).
  public init(allow entries: [String] = []) throws(Mistake) {
    var origins: [Origin] = []
    var networks: [Network] = []
    for entry in entries where !entry.isEmpty {
      if entry.contains("://") {
        guard let origin = Origin(entry) else { throw Mistake(entry: entry) }
        origins.append(origin)
      } else {
        guard let network = Network(entry) else { throw Mistake(entry: entry) }
        networks.append(network)
      }
    }
    self.origins = origins
    self.networks = networks
  }

  /// Public https only.
  public static let strict = OutboundPolicy(origins: [], networks: [])

  private init(origins: [Origin], networks: [Network]) {
    self.origins = origins
    self.networks = networks
  }

  /// What can be said before the name is looked up.
  func judge(_ destination: Destination) throws(Refusal) {
    guard !destination.hasCredentials else { throw .credentialsInURL }
    if origins.contains(destination.origin) { return }
    guard destination.scheme == "https" else { throw .scheme(destination.scheme) }
    guard destination.port == 443 else { throw .port(destination.port) }
  }

  /// What can only be said after it, before the connection: the address itself.
  func allows(_ address: Address, for origin: Origin) -> Bool {
    let kind = address.kind
    if kind == .global { return true }
    if origins.contains(origin), kind.isPlain { return true }
    return networks.contains { $0.contains(address) }
  }

  /// An allow-list entry that means nothing.
  public struct Mistake: Error, Sendable, Equatable {
    public let entry: String
    public var sentence: String {
      "\"\(entry)\" is not an outbound address: write http://host:port, https://host:port, an IP address, or a network like 10.0.0.0/8."
    }
  }

  public enum Refusal: Error, Sendable, Equatable {
    case notAURL(String)
    case scheme(String)
    case port(Int)
    case credentialsInURL
    case header(String)
    case address(String, AddressKind)

    public var sentence: String {
      switch self {
      case .notAURL: "This is not a web address."
      case .scheme: "Only https addresses are allowed."
      case .port: "Only port 443 is allowed. Another port must be listed in COUNTERSIGN_OUTBOUND_ALLOW."
      case .credentialsInURL: "A user name or password in the address is not allowed."
      case .header: "A setting contains a character that cannot be sent, such as a line break."
      case .address(_, let kind):
        "The name leads to \(kind.words), which is not allowed. A local ConnectWise must be listed in COUNTERSIGN_OUTBOUND_ALLOW."
      }
    }

    public var detail: String {
      switch self {
      case .notAURL(let text): "outbound policy: not a URL: \(text.prefix(200))"
      case .scheme(let scheme): "outbound policy: scheme \(scheme)"
      case .port(let port): "outbound policy: port \(port)"
      case .credentialsInURL: "outbound policy: userinfo in URL"
      case .header(let name): "outbound policy: illegal value for header \(name)"
      case .address(let address, let kind): "outbound policy: \(address) is \(kind.rawValue)"
      }
    }
  }
}
