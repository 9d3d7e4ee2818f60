import HTTP

/// Whether the public address, the listener and the trusted proxies fit together.
enum ProxyDiagnosis {
  static func find(_ configuration: Configuration) -> Finding {
    let subject = "public address"
    let url = configuration.publicURL
    let isSocketOnly = configuration.listen.allSatisfy { if case .unix = $0 { true } else { false } }
    if url.isSecure, configuration.trustedProxies.isEmpty, !isSocketOnly {
      return .warning(
        subject,
        "\(url) is https, but no proxy is trusted: every request will look as if it came over plain http from the proxy.",
        fix: "Set COUNTERSIGN_TRUSTED_PROXIES to the proxy's address, for example 127.0.0.1.")
    }
    if url.isLocal, !configuration.listen.allSatisfy(\.isLocal) {
      return .warning(
        subject, "The server listens to the network, but its public address is \(url): others are answered with status 421.",
        fix: "Set COUNTERSIGN_PUBLIC_URL to the address that people type.")
    }
    return .ok(subject, "People type \(url).")
  }
}
