import CLinux
import Glibc
import HTTP

/// Whether the listener's address is free, or already Countersign's own.
enum ListenerDiagnosis {
  static func find(_ address: ListenAddress, _ configuration: Configuration) -> Finding {
    let subject = "listener"
    switch LocalRequest.get(
      address.reachable, path: configuration.basePath + "/healthz", host: configuration.hosts.first ?? "localhost", seconds: 2)
    {
    case .success(let answer) where answer.status == 200:
      return .ok(subject, "A server answers at \(address) and is alive.")
    case .success(let answer):
      return .bad(
        subject, "Another program answers at \(address) (status \(answer.status) for /healthz).",
        fix: "Stop it, or choose another address with COUNTERSIGN_LISTEN.")
    case .failure: break
    }
    guard case .tcp = address else { return .ok(subject, "\(address) is free.") }
    guard let code = ListenProbe.tryToBind(address) else { return .ok(subject, "\(address) is free.") }
    return .bad(subject, ListenProbe.sentence(code, address), fix: "Choose another address with COUNTERSIGN_LISTEN.")
  }
}

/// Tries an address without keeping it. The server shares its port between its loops (SO_REUSEPORT), so a second copy of it
/// would not notice the first; this bind does.
enum ListenProbe {
  /// Nil when it is free, else the error number.
  static func tryToBind(_ address: ListenAddress) -> Int32? {
    guard case .tcp(let host, let port) = address, port != 0 else { return nil }
    let handle = socket(host.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard handle >= 0 else { return errno }
    defer { close(handle) }
    var yes: Int32 = 1
    // Connections of an earlier run that are still closing do not count as use.
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    let bound = SocketAddress.with(address) { bind(handle, $0, $1) == 0 && listen(handle, 1) == 0 } ?? false
    return bound ? nil : errno
  }

  /// A free port in place of 0. It is free now and taken a moment later: whoever comes between is told like any port in use.
  static func free(_ address: ListenAddress) -> ListenAddress {
    guard case .tcp(let host, _) = address else { return address }
    let handle = socket(host.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard handle >= 0 else { return address }
    defer { close(handle) }
    guard SocketAddress.with(address, { bind(handle, $0, $1) == 0 }) == true else { return address }
    let port = countersign_port(handle)
    return port > 0 ? .tcp(host: host, port: UInt16(clamping: port)) : address
  }

  static func sentence(_ code: Int32, _ address: ListenAddress) -> String {
    switch code {
    case EADDRINUSE: "Another program already listens on \(address)."
    case EADDRNOTAVAIL: "\(address) is no address of this machine."
    case EACCES: "This user may not listen on \(address): ports below 1024 belong to root."
    default: "Nobody can listen on \(address): \(errorText(code))."
    }
  }

  static func check(_ address: ListenAddress, flag: String, setting: String) throws(CommandFailure) {
    guard let code = tryToBind(address) else { return }
    let advice =
      switch code {
      case EADDRINUSE: "Stop it, or choose another port: \(flag) \(next(address)) (or \(setting))."
      case EACCES: "Choose a port above 1023 and let a proxy take 80 and 443."
      default: "Choose another address: \(flag) or \(setting)."
      }
    throw CommandFailure(.failed, "\(sentence(code, address)) \(advice)", detail: "bind \(address): \(errorText(code))")
  }

  private static func next(_ address: ListenAddress) -> ListenAddress {
    guard case .tcp(let host, let port) = address, port < 65_535 else { return address }
    return .tcp(host: host, port: port + 1)
  }
}
