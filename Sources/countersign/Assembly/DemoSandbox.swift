import Domain
import HTTP
import SQLite
import Sandbox
import Store

/// The ConnectWise that a demo brings along. Its world is dated from the demo's first day and keeps what was written to it.
enum DemoSandbox {
  static func start(
    _ configuration: Configuration, _ database: Database, _ progress: Progress
  ) throws(CommandFailure) -> SandboxServer {
    try progress.step("Starting the ConnectWise sandbox") { () throws(CommandFailure) in
      do {
        let sandbox = try SandboxServer(
          DemoData(invoices: DemoData.demoCount, anchor: try firstDay(in: database)), listen: configuration.sandboxListen,
          journal: "\(configuration.dataDirectory)/sandbox.journal", deliver: CallbackPost.send)
        try sandbox.start()
        return sandbox
      } catch let error as SandboxError {
        throw CommandFailure(.failed, error.sentence, detail: error.detail)
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  static func address(of sandbox: SandboxServer, _ configuration: Configuration) -> String? {
    guard case .tcp(let host, let port) = configuration.sandboxListen else { return nil }
    return "http://\(host.contains(":") ? "[\(host)]" : host):\(sandbox.port ?? Int(port))"
  }

  /// The same world at the second start: invoices do not grow younger because somebody restarted the program.
  private static func firstDay(in database: Database) throws -> Int {
    try database.write { writer in
      if let known = try writer.setting("demo.first-day").flatMap({ Int($0) }) { return known }
      let today = Int(Instant.now.day.ordinal)
      try writer.set("demo.first-day", to: "\(today)", by: "Countersign", at: .now)
      return today
    }
  }
}
