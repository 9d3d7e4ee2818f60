import HTTP

/// A listener's address as a setting: names other than localhost are refused, because they could lead anywhere.
extension ListenAddress {
  init(setting text: String) throws(Unfit) {
    guard let address = ListenAddress(text) else {
      throw Unfit(text.hasPrefix("unix:") ? "a socket's path has 1 to 107 bytes" : "\(quoted(text)) is no HOST:PORT")
    }
    if case .tcp(let host, _) = address {
      guard CIDR(host) != nil, !host.contains("/") else { throw Unfit("\(quoted(host)) is no IP address") }
      guard !host.contains(":") || text.hasPrefix("[") else {
        throw Unfit("an IPv6 address stands in brackets, like [::1]:8080")
      }
    }
    self = address
  }

  /// Reached from this machine only.
  var isLocal: Bool {
    switch self {
    case .tcp(let host, _): host.hasPrefix("127.") || host == "::1"
    case .unix: true
    }
  }

  /// Where a client on this machine finds it: `0.0.0.0` listens everywhere and is nowhere.
  var reachable: ListenAddress {
    switch self {
    case .tcp("0.0.0.0", let port): .tcp(host: "127.0.0.1", port: port)
    case .tcp("::", let port): .tcp(host: "::1", port: port)
    case .tcp, .unix: self
    }
  }
}
