/// What kind of network an address belongs to, as far as the outbound policy cares.
public enum AddressKind: String, Sendable, Equatable, CaseIterable {
  case global, unspecified, loopback, privateNetwork, linkLocal, sharedCarrier, multicast, reserved, documentation
  case mappedIPv4, nat64, sixToFour, teredo, uniqueLocal, notInternet

  var words: String {
    switch self {
    case .global: "a public address"
    case .unspecified: "no address at all"
    case .loopback: "this machine itself"
    case .privateNetwork, .uniqueLocal: "a private network"
    case .linkLocal: "the local link"
    case .sharedCarrier: "a carrier's shared network"
    case .multicast: "a multicast group"
    case .reserved, .documentation: "a reserved address"
    case .mappedIPv4, .nat64, .sixToFour, .teredo: "a translated address"
    case .notInternet: "something other than an internet address"
    }
  }
}

/// An IPv4 or IPv6 address as the socket layer will use it.
struct Address: Sendable, Equatable {
  let bytes: [UInt8]   // 4 or 16
}

struct Network: Sendable, Equatable {
  let address: Address
  let prefix: Int
  init?(_ text: String) { nil }
}

struct Origin: Sendable, Equatable {
  let scheme: String
  let host: String
  let port: Int
  init?(_ text: String) { nil }
}
