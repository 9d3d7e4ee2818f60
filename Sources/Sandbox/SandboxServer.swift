import Bytes

/// The sandbox behind a socket, for `demo`, `sandbox` and tests.
public final class SandboxServer: Sendable {
  public init(seed: UInt64 = 1, invoices: Int = 30, host: String = "127.0.0.1", port: Int = 0) {}
  public func start() throws {}
  /// `http://127.0.0.1:PORT`
  public var origin: String { "" }
  public func stop() {}
}
