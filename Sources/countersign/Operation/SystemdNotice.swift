import CLinux
import Glibc

/// Tells systemd how the service is doing (sd_notify): one datagram with KEY=value lines. Silent when nobody asked.
struct SystemdNotice: Sendable {
  private let socketPath: String?
  /// How often the watchdog wants to hear from us, halved; nil when there is none.
  let watchdogMilliseconds: Int64?

  init(environment: [String: String]) {
    let path = environment["NOTIFY_SOCKET"] ?? ""
    // "@" stands for the zero byte of an abstract name.
    socketPath = path.hasPrefix("/") || path.hasPrefix("@") ? path : nil
    let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    let period = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
    watchdogMilliseconds = socketPath != nil && isOurs && period > 0 ? max(1, period / 2_000) : nil
  }

  static let variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]

  func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
  func stopping() { send("STOPPING=1\nSTATUS=Finishing what is under way") }
  func alive() { send("WATCHDOG=1") }

  private func send(_ text: String) {
    guard let socketPath else { return }
    let handle = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard handle >= 0 else { return }
    defer { close(handle) }
    guard let (address, length) = UnixAddress.make(socketPath) else { return }
    var place = address
    let bytes = Array(text.utf8)
    withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(handle, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
      }
    }
  }
}

/// The address of a Unix socket; nil when the path does not fit.
enum UnixAddress {
  static func make(_ path: String) -> (sockaddr_un, socklen_t)? {
    var bytes = Array(path.utf8)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard !bytes.isEmpty, bytes.count < room else { return nil }
    let isAbstract = bytes[0] == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    // An abstract name is exactly as long as it is; a path ends with its zero.
    let length = MemoryLayout<sockaddr_un>.size - room + bytes.count + (isAbstract ? 0 : 1)
    return (address, socklen_t(length))
  }
}
