/// The way back to the client for an answer that comes later: from any thread, once; a second answer is dropped.
public struct Reply: Sendable {
  let deliver: @Sendable (Response) -> Void

  /// For tests of a handler without a server.
  public init(_ deliver: @escaping @Sendable (Response) -> Void) { self.deliver = deliver }

  public func send(_ response: Response) { deliver(response) }
}
