import HTTP

/// The probe's command line.
struct ProbeOptions {
  static let usage = """
    usage: http-probe --listen HOST:PORT|unix:PATH [--loops N] [--base-path P] [--trusted-proxy CIDR] [--host NAME] [--cookie NAME]
             [--connections N] [--requests-per-connection N] [--log]
             in milliseconds: [--header-deadline N] [--body-grace N] [--request-deadline N] [--idle N] [--write-stall N]
                              [--answer-deadline N] [--linger N] [--heartbeat N]
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
      default:
        guard let number = Int(value), number >= 0, set(name, number) else { return nil }
      }
    }
    if configuration.listen.isEmpty { return nil }
  }

  private mutating func set(_ name: String, _ number: Int) -> Bool {
    switch name {
    case "--connections": configuration.limits.connections = number
    case "--requests-per-connection": configuration.limits.requestsPerConnection = number
    case "--header-deadline": configuration.limits.headTime = Int64(number)
    case "--body-grace": configuration.limits.bodyGrace = Int64(number)
    case "--request-deadline": configuration.limits.requestTime = Int64(number)
    case "--idle": configuration.limits.idleTime = Int64(number)
    case "--write-stall": configuration.limits.writeStall = Int64(number)
    case "--answer-deadline": configuration.limits.answerTime = Int64(number)
    case "--linger": configuration.limits.lingerTime = Int64(number)
    case "--heartbeat": configuration.limits.heartbeat = Int64(number)
    default: return false
    }
    return true
  }
}
