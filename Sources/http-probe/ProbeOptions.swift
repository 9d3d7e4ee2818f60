import HTTP

/// The probe's command line.
struct ProbeOptions {
  static let usage = """
    usage: http-probe --listen HOST:PORT|unix:PATH [--loops N] [--base-path P] [--trusted-proxy CIDR] [--host NAME]
                      [--cookie NAME] [--header-seconds N] [--idle-seconds N] [--connections N] [--log]
    """

  private(set) var configuration = ServerConfiguration(listen: [])
  private(set) var logs = false

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      if name == "--log" {
        logs = true
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch name {
      case "--listen":
        guard let address = ListenAddress(value) else { return nil }
        configuration.listen.append(address)
      case "--loops":
        guard let loops = Int(value), loops > 0 else { return nil }
        configuration.loops = loops
      case "--base-path": configuration.basePath = value
      case "--trusted-proxy":
        guard let range = CIDR(value) else { return nil }
        configuration.trustedProxies.append(range)
      case "--host": configuration.hosts.append(value)
      case "--cookie": configuration.cookies.append(value)
      case "--connections":
        guard let number = Int(value) else { return nil }
        configuration.limits.connections = number
      case "--header-seconds":
        guard let seconds = Int64(value) else { return nil }
        configuration.limits.headTime = seconds * 1_000
      case "--idle-seconds":
        guard let seconds = Int64(value) else { return nil }
        configuration.limits.idleTime = seconds * 1_000
      default: return nil
      }
    }
    if configuration.listen.isEmpty { return nil }
  }
}
