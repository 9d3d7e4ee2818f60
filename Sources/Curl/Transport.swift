/// The way out of the process. Real code gets a `CurlTransport`, tests and the simulator their own.
///
/// Blocks the caller's thread until there is an answer or a failure; never call it on an event loop.
public protocol Transport: Sendable {
  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure>

  /// What keeps calls from leaving at the moment, where anything does.
  var restraint: HeldBack? { get }
}

extension Transport {
  public var restraint: HeldBack? { nil }
}
