import Bytes
import CLinux
import Glibc
import HTTP

/// One request to a server on this machine, with a deadline, and only as much HTTP as a health check and a command need.
enum LocalRequest {
  struct Answer: Sendable, Equatable {
    let status: Int
    let body: String
  }

  struct Failure: Error, Sendable, Equatable {
    let detail: String
  }

  static func get(_ place: ListenAddress, path: String, host: String, seconds: Int) -> Result<Answer, Failure> {
    send(
      "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\nUser-Agent: countersign-healthcheck\r\n\r\n", to: place,
      seconds: seconds)
  }

  static func post(_ place: ListenAddress, path: String, form: String, seconds: Int) -> Result<Answer, Failure> {
    send(
      "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: \(form.utf8.count)\r\n\r\n\(form)", to: place, seconds: seconds)
  }

  private static func send(_ request: String, to place: ListenAddress, seconds: Int) -> Result<Answer, Failure> {
    let handle = socket(family(place), Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard handle >= 0 else { return .failure(Failure(detail: "socket: \(errorText(errno))")) }
    defer { close(handle) }
    // The same limit holds for connecting, writing and each read.
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_SNDTIMEO, SO_RCVTIMEO] {
      setsockopt(handle, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    guard connect(handle, to: place) else { return .failure(Failure(detail: "connect \(place): \(errorText(errno))")) }
    writeAll(handle, request)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4_096)
    let deadline = Moment.steady() + Int64(seconds) * 1_000
    while bytes.count < 65_536, Moment.steady() < deadline {
      let got = recv(handle, &piece, piece.count, 0)
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { return .failure(Failure(detail: "read from \(place): \(errorText(errno))")) }
      if got == 0 { break }
      bytes += piece.prefix(got)
    }
    guard let answer = parse(bytes) else { return .failure(Failure(detail: "\(place) does not speak HTTP")) }
    return .success(answer)
  }

  /// `HTTP/1.1 200 …` and what follows the empty line.
  static func parse(_ bytes: [UInt8]) -> Answer? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("HTTP/1.1 ") || text.hasPrefix("HTTP/1.0 ") else { return nil }
    let digits = text.utf8.dropFirst(9).prefix(3)
    guard digits.count == 3, let status = parseDigits(digits), (100...599).contains(status) else { return nil }
    let lines = Array(bytes)
    let gap: [UInt8] = [13, 10, 13, 10]
    let start = lines.indices.first { lines[$0...].starts(with: gap) }
    return Answer(status: status, body: start.map { String(decoding: lines[($0 + 4)...], as: UTF8.self) } ?? "")
  }

  private static func family(_ place: ListenAddress) -> Int32 {
    switch place {
    case .tcp(let host, _): host.contains(":") ? AF_INET6 : AF_INET
    case .unix: AF_UNIX
    }
  }

  private static func connect(_ handle: Int32, to place: ListenAddress) -> Bool {
    SocketAddress.with(place) { Glibc.connect(handle, $0, $1) == 0 } ?? false
  }
}

/// A listener's address in the C library's form.
enum SocketAddress {
  /// Nil when the host is no IP address or the path does not fit.
  static func with<R>(_ place: ListenAddress, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R? {
    switch place {
    case .unix(let path):
      guard let (address, length) = UnixAddress.make(path) else { return nil }
      return pass(address, length, body)
    case .tcp(let host, let port):
      var four = sockaddr_in()
      if inet_pton(AF_INET, host, &four.sin_addr) == 1 {
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        return pass(four, socklen_t(MemoryLayout<sockaddr_in>.size), body)
      }
      var six = sockaddr_in6()
      guard inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else { return nil }
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = port.bigEndian
      return pass(six, socklen_t(MemoryLayout<sockaddr_in6>.size), body)
    }
  }

  private static func pass<A, R>(_ address: A, _ length: socklen_t, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
    withUnsafePointer(to: address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) } }
  }
}
