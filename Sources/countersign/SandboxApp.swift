import HTTP
import Sandbox

/// The ConnectWise sandbox as something that runs until it is stopped.
final class SandboxApp: Running {
  private let server: SandboxServer

  init(listen: ListenAddress, invoices: Int, seed: UInt64) throws(CommandFailure) {
    guard case .tcp(let host, let port) = listen else {
      throw CommandFailure(.usage, "The sandbox listens on HOST:PORT only.")
    }
    try ListenProbe.check(listen, flag: "--listen", setting: Settings.sandboxListen.row.name)
    server = SandboxServer(seed: seed, invoices: invoices, host: host, port: Int(port))
  }

  /// `http://127.0.0.1:8090`
  var address: String { server.origin }

  func start() throws(CommandFailure) {
    do { try server.start() } catch {
      throw CommandFailure(.failed, "The sandbox could not start.", detail: "\(error)")
    }
  }

  func stop(within: Duration) { server.stop() }
}
