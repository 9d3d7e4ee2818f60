import Foundation
import Glibc
import Synchronization

/// A server made of bare sockets, so that a test can do to a client what no server library would.
/// The script runs once per connection, on a thread of its own.
public final class LoopbackServer: Sendable {
  public struct Connection: Sendable {
    let socket: Int32
    /// Counts from 1.
    public let number: Int

    /// The next request head and body as text; nil when the client is gone.
    public func readRequest() -> String? {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65536)
      while true {
        if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
          let head = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
          let length =
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
          if bytes.count >= end.upperBound + length { return String(decoding: bytes, as: UTF8.self) }
        }
        let count = read(socket, &chunk, chunk.count)
        guard count > 0 else { return nil }
        bytes += chunk[..<count]
      }
    }

    @discardableResult public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult public func write(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    public func answer(_ status: String = "200 OK", headers: String = "", body: String = "") {
      write("HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Closing with a zero linger time sends RST instead of FIN.
    public func resetOnClose() {
      var option = linger(l_onoff: 1, l_linger: 0)
      setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Waits until the client closes, or for that long.
    public func waitForClient(milliseconds: Int32) {
      var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&poll, 1, milliseconds)
    }
  }

  public let port: Int
  private let listener: Int32
  private let counts = Mutex<(connections: Int, requests: [String])>((0, []))

  public var connections: Int { counts.withLock { $0.connections } }
  public var requests: [String] { counts.withLock { $0.requests } }
  public var origin: String { "http://127.0.0.1:\(port)" }

  public func note(_ request: String) { counts.withLock { $0.requests.append(request) } }

  public init(_ script: @escaping @Sendable (LoopbackServer, Connection) -> Void) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 128) == 0 && getsockname(listener, pointer, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRINUSE) }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    Thread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else {
          close(listener)
          return
        }
        let number = counts.withLock { counts in
          counts.connections += 1
          return counts.connections
        }
        Thread {
          script(self, Connection(socket: client, number: number))
          close(client)
        }.start()
      }
    }.start()
  }

  /// Only wakes the accepting thread, which then closes: a number closed here could already be another server's.
  public func stop() { shutdown(listener, Int32(SHUT_RDWR)) }
}

/// Answers every request with 200 until the client leaves.
public func obligingServer(headers: String = "", body: String = "ok") throws -> LoopbackServer {
  try LoopbackServer { server, connection in
    while let request = connection.readRequest() {
      server.note(request)
      connection.answer(headers: headers, body: body)
    }
  }
}
