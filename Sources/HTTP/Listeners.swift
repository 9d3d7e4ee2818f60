import CLinux
import Glibc

/// The sockets the server listens on: for TCP one per loop on the same port, so that the kernel shares out the clients.
final class Listeners {
  private(set) var port: Int?
  private var sockets: [[Int32]]

  init(_ addresses: [ListenAddress], loops: Int) throws(ServerError) {
    sockets = Array(repeating: [], count: loops)
    for address in addresses {
      do throws(ServerError) {
        switch address {
        case .tcp(let host, let port): try listen(address, host, port, loops)
        case .unix(let path): try listen(address, path, loops)
        }
      } catch {
        closeAll()
        throw error
      }
    }
  }

  deinit { closeAll() }

  /// Hands over the sockets of one loop, which closes them.
  func take(_ loop: Int) -> [Int32] {
    let taken = sockets[loop]
    sockets[loop] = []
    return taken
  }

  private func listen(_ address: ListenAddress, _ host: String, _ wanted: UInt16, _ loops: Int) throws(ServerError) {
    if wanted != 0, loops > 1 {
      // Sockets that share a port would also share it with another program of ours: ask first whether it is free.
      let probe = countersign_listen_tcp(host, wanted, 0)
      guard probe >= 0 else { throw failure(address, probe) }
      close(probe)
    }
    var number = wanted
    for loop in 0..<loops {
      let socket = countersign_listen_tcp(host, number, loops > 1 ? 1 : 0)
      guard socket >= 0 else { throw failure(address, socket) }
      sockets[loop].append(socket)
      if number == 0 { number = UInt16(clamping: countersign_port(socket)) }
    }
    if port == nil { port = Int(number) }
  }

  private func listen(_ address: ListenAddress, _ path: String, _ loops: Int) throws(ServerError) {
    let socket = countersign_listen_unix(path)
    guard socket >= 0 else { throw failure(address, socket) }
    sockets[0].append(socket)
    for loop in 1..<max(1, loops) {
      let copy = dup(socket)
      guard copy >= 0 else { throw failure(address, -errno) }
      sockets[loop].append(copy)
    }
  }

  private func failure(_ address: ListenAddress, _ result: Int32) -> ServerError {
    -result == EADDRINUSE
      ? .addressInUse(address.description) : .addressRefused(address.description, detail: errorText(result))
  }

  private func closeAll() {
    for socket in sockets.joined() { close(socket) }
    sockets = sockets.map { _ in [] }
  }
}
