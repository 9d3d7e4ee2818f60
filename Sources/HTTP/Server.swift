/// The HTTP server: event loops on their own threads, and the few things the rest of the program says to them.
public final class Server: Sendable {
  let configuration: ServerConfiguration

  public init(_ configuration: ServerConfiguration, handler: @escaping @Sendable (_ loop: Int) throws -> any Handler) throws(ServerError) {
    self.configuration = configuration
  }

  /// Binds, starts the loops and returns when they listen.
  public func start() throws(ServerError) {}

  /// The TCP port in use, for port 0.
  public var port: Int? { nil }

  /// Sends an event to every subscriber of `topic`, from any thread.
  public func publish(topic: String, event: String, data: String) {}

  /// Stops accepting, finishes what is being answered, closes what is idle; returns when all is closed or the deadline is over.
  public func drain(deadline: Duration) {}

  public var counters: ServerCounters { ServerCounters() }
}
