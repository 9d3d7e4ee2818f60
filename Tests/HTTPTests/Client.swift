import Bytes
import CLinux
import Glibc

/// A client over a real socket, as raw as it gets.
final class Client {
  private let descriptor: Int32
  private var unread: [UInt8] = []

  init?(port: Int?) {
    descriptor = countersign_connect_tcp("127.0.0.1", UInt16(clamping: port ?? 0))
    if descriptor < 0 { return nil }
    setTimeout()
  }

  init?(path: String) {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    if result != 0 { return nil }
    setTimeout()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private func setTimeout() {
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { countersign_send(descriptor, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }

  func endSending() { _ = countersign_shutdown_write(descriptor) }

  /// Everything until the server closes.
  func readAll() -> String {
    while more() {}
    defer { unread = [] }
    return String(decoding: unread, as: UTF8.self)
  }

  /// Everything up to and with `end`.
  func read(through end: String) -> String? {
    let wanted = Array(end.utf8)
    var start = 0
    while true {
      while start + wanted.count <= unread.count {
        if unread[start...].starts(with: wanted) {
          defer { unread.removeFirst(start + wanted.count) }
          return String(decoding: unread[..<(start + wanted.count)], as: UTF8.self)
        }
        start += 1
      }
      if !more() { return nil }
    }
  }

  private func more() -> Bool {
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: 65_536) { room, used in
      count = countersign_receive(descriptor, room.baseAddress, room.count)
      used = max(0, count)
    }
    unread += piece
    return count > 0
  }
}
