import Glibc

/// An IPv4 or IPv6 address in the bytes that the socket layer will connect to, whatever spelling led there.
struct Address: Sendable, Hashable {
  /// 4 or 16 of them.
  let bytes: [UInt8]

  init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  /// Only the canonical spellings (`10.0.0.1`, `fe80::1`, `[::1]`); this reads the operator's allow-list, not URLs.
  init?(_ text: some StringProtocol) {
    var text = String(text)
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 {
        self.bytes = bytes
        return
      }
    }
    return nil
  }

  /// Reads a `sockaddr` of the given length; nil for any other family.
  init?(family: Int32, socketAddress: UnsafeRawBufferPointer) {
    // sockaddr_in: family, port, then the address at 4. sockaddr_in6: family, port, flow, then the address at 8.
    let (offset, count) = family == AF_INET ? (4, 4) : family == AF_INET6 ? (8, 16) : (0, 0)
    guard count > 0, socketAddress.count >= offset + count else { return nil }
    bytes = Array(socketAddress[offset..<offset + count])
  }

  var text: String {
    var text = [CChar](repeating: 0, count: 64)
    guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// From the IANA special-purpose registries (RFC 6890 and its successors): global is what is left over.
  var kind: AddressKind {
    (bytes.count == 4 ? Self.special4 : Self.special6).first { $0.network.contains(self) }?.kind ?? .global
  }

  private typealias Special = (network: Network, kind: AddressKind)

  private static let special4: [Special] = table([
    ("0.0.0.0/8", .unspecified), ("10.0.0.0/8", .privateNetwork), ("100.64.0.0/10", .sharedCarrier), ("127.0.0.0/8", .loopback),
    ("169.254.0.0/16", .linkLocal), ("172.16.0.0/12", .privateNetwork), ("192.0.0.0/24", .reserved),
    ("192.0.2.0/24", .documentation), ("192.88.99.0/24", .sixToFour), ("192.168.0.0/16", .privateNetwork),
    ("198.18.0.0/15", .reserved), ("198.51.100.0/24", .documentation), ("203.0.113.0/24", .documentation),
    ("224.0.0.0/4", .multicast), ("240.0.0.0/4", .reserved),
  ])

  private static let special6: [Special] = table([
    ("::/128", .unspecified), ("::1/128", .loopback), ("::ffff:0:0/96", .mappedIPv4), ("::/96", .mappedIPv4),
    ("64:ff9b::/96", .nat64), ("64:ff9b:1::/48", .nat64), ("2001::/32", .teredo), ("2001:db8::/32", .documentation),
    ("2001::/23", .reserved), ("2002::/16", .sixToFour), ("3fff::/20", .documentation), ("fc00::/7", .uniqueLocal),
    ("fe80::/10", .linkLocal), ("fec0::/10", .privateNetwork), ("ff00::/8", .multicast),
    // Only 2000::/3 is given out as global unicast; everything else is reserved.
    ("::/3", .reserved), ("4000::/2", .reserved), ("8000::/1", .reserved),
  ])

  private static func table(_ rows: [(String, AddressKind)]) -> [Special] {
    rows.map { text, kind in
      guard let network = Network(text) else { preconditionFailure("the table of special networks holds a wrong row: \(text)") }
      return (network, kind)
    }
  }
}

/// What kind of network an address belongs to, as far as the outbound policy cares.
public enum AddressKind: String, Sendable, Equatable, CaseIterable {
  case global, unspecified, loopback, privateNetwork, linkLocal, sharedCarrier, multicast, reserved, documentation
  case mappedIPv4, nat64, sixToFour, teredo, uniqueLocal, notInternet

  /// What an origin on the allow-list may lead to. Detours (translated addresses) and non-addresses must be listed as networks.
  var isPlain: Bool {
    switch self {
    case .global, .loopback, .privateNetwork, .uniqueLocal, .linkLocal, .sharedCarrier: true
    case .unspecified, .multicast, .reserved, .documentation, .mappedIPv4, .nat64, .sixToFour, .teredo, .notInternet: false
    }
  }

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

/// A range of addresses, `10.0.0.0/8` or a single address.
struct Network: Sendable, Hashable {
  let address: Address
  let prefix: Int

  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = Address(first) else { return nil }
    self.address = address
    let full = address.bytes.count * 8
    guard parts.count == 2 else {
      prefix = full
      return
    }
    guard let prefix = Int(parts[1]), String(prefix) == parts[1], (0...full).contains(prefix) else { return nil }
    self.prefix = prefix
  }

  func contains(_ other: Address) -> Bool {
    guard other.bytes.count == address.bytes.count else { return false }
    var left = prefix
    for (mine, theirs) in zip(address.bytes, other.bytes) {
      guard left > 0 else { return true }
      let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
      guard mine & mask == theirs & mask else { return false }
      left -= 8
    }
    return true
  }
}
