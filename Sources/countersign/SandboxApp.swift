import HTTP
import Sandbox

/// The ConnectWise sandbox as something that runs until it is stopped.
final class SandboxApp: Running {
  private let server: SandboxServer
  private let listen: ListenAddress

  init(listen: ListenAddress, invoices: Int, seed: UInt64) throws(CommandFailure) {
    try ListenProbe.check(listen, flag: "--listen", setting: Settings.sandboxListen.row.name)
    self.listen = listen
    do throws(SandboxError) {
      server = try SandboxServer(
        DemoData(seed: seed, invoices: invoices), listen: listen, deliver: CallbackPost.send)
    } catch {
      throw CommandFailure(.failed, error.sentence, detail: error.detail)
    }
  }

  /// `http://127.0.0.1:8090`
  var address: String {
    guard case .tcp(let host, let port) = listen else { return "\(listen)" }
    return "http://\(host.contains(":") ? "[\(host)]" : host):\(server.port ?? Int(port))"
  }

  func start() throws(CommandFailure) {
    do throws(SandboxError) { try server.start() } catch {
      throw CommandFailure(.failed, error.sentence, detail: error.detail)
    }
  }

  func stop(within: Duration) { server.stop() }
}
