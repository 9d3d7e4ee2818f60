/// What the configuration says about a request before the application sees it: whose it is, where it came from, what it asks for.
package struct Gate: Sendable {
  enum Verdict: Sendable {
    case pass(Origin)
    case refuse(Refusal)
    /// Outside the base path.
    case outside(Origin)
  }

  let hosts: Set<String>
  let basePath: String
  let proxies: [CIDR]
  let cookies: [String]
  let cookieLimit: Int

  init(_ configuration: ServerConfiguration) {
    hosts = Set(configuration.hosts.map { $0.lowercased() })
    let base = configuration.basePath
    basePath = base.hasSuffix("/") ? String(base.dropLast()) : base
    proxies = configuration.trustedProxies
    cookies = configuration.cookies
    cookieLimit = configuration.limits.cookies
  }

  func trusts(_ address: Address?) -> Bool {
    guard let address else { return true }
    return proxies.contains { $0.contains(address) }
  }

  func check(_ head: Head, peer: PeerIdentity) -> Verdict {
    if !hosts.isEmpty, !hosts.contains(head.host) { return .refuse(.misdirected) }
    if !cookies.isEmpty, head.hasCookies, hasRepeatedCookie(head) { return .refuse(.repeatedCookie) }

    var client = peer.client
    var isSecure = false
    if peer.isTrusted {
      isSecure = Forwarded.isSecure(head)
      if let forwarded = Forwarded.client(head, isTrusted: { address in proxies.contains { $0.contains(address) } }) {
        client = forwarded
      }
    }
    if head.scheme == .https {
      // https only from a trusted proxy: nobody else can have taken the encryption off.
      guard peer.isTrusted else { return .refuse(.misdirected) }
      isSecure = true
    }

    guard !basePath.isEmpty, head.path != "*" else {
      return .pass(Origin(path: head.path, client: client, isSecure: isSecure))
    }
    guard head.path.hasPrefix(basePath) else {
      return .outside(Origin(path: head.path, client: client, isSecure: isSecure))
    }
    let rest = head.path.utf8.dropFirst(basePath.utf8.count)
    if rest.isEmpty { return .pass(Origin(path: "/", client: client, isSecure: isSecure)) }
    guard rest.first == UInt8(ascii: "/") else {
      return .outside(Origin(path: head.path, client: client, isSecure: isSecure))
    }
    return .pass(Origin(path: String(Substring(rest)), client: client, isSecure: isSecure))
  }

  private func hasRepeatedCookie(_ head: Head) -> Bool {
    var counts = [Int](repeating: 0, count: cookies.count)
    head.eachCookie(limit: .max) { name, _ in
      for index in cookies.indices where name.count == cookies[index].utf8.count && name.text == cookies[index] {
        counts[index] += 1
      }
      return true
    }
    return counts.contains { $0 > 1 }
  }
}

/// The peer at the other end of the socket, as known when it connected.
struct PeerIdentity: Sendable {
  /// As text: an address, or "unix".
  let client: String
  let isTrusted: Bool
}

/// What proxies say about the hops before them; read only when the peer itself is a trusted proxy.
package enum Forwarded {
  /// The right-most hop of `X-Forwarded-For` that is not a trusted proxy; everything left of it is the client's own invention.
  static func client(_ head: Head, isTrusted: (Address) -> Bool) -> String? {
    var hops: [String] = []
    let span = head.bytes.span
    for field in head.fields where span.extracting(field.name).equalsIgnoringCase("x-forwarded-for") {
      let value = span.extracting(field.value)
      ListElements.each(of: value) { range in hops.append(value.extracting(range).text) }
    }
    var client: Address?
    for hop in hops.reversed() {
      guard let address = Forwarded.address(hop) else { break }
      client = address
      if !isTrusted(address) { break }
    }
    return client?.text
  }

  static func isSecure(_ head: Head) -> Bool {
    var all = true
    var any = false
    let span = head.bytes.span
    for field in head.fields where span.extracting(field.name).equalsIgnoringCase("x-forwarded-proto") {
      let value = span.extracting(field.value)
      ListElements.each(of: value) { range in
        any = true
        if !value.extracting(range).equalsIgnoringCase("https") { all = false }
      }
    }
    return any && all
  }

  /// `10.0.0.1`, `10.0.0.1:4711`, `::1` or `[::1]:4711`.
  private static func address(_ hop: String) -> Address? {
    if let address = Address(hop) { return address }
    if hop.hasPrefix("["), let end = hop.firstIndex(of: "]") {
      return Address(String(hop[hop.index(after: hop.startIndex)..<end]))
    }
    guard let colon = hop.firstIndex(of: ":") else { return nil }
    return Address(String(hop[..<colon]))
  }
}
