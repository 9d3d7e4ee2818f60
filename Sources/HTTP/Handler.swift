/// What of a request's body the server takes in before the handler is asked.
public enum BodyRule: Sendable, Equatable {
  /// The body is not wanted: read and dropped if small, else the connection closes after the answer.
  case none
  /// Up to so many bytes, kept in memory.
  case memory(Int)
  /// Up to so many bytes, written to a file that lives as long as the request.
  case file(Int)
}

/// What is known before the body is read.
public struct RequestHead: Sendable {
  public let method: Method
  /// Decoded, without the base path.
  public let path: String

  public init(method: Method, path: String) {
    self.method = method
    self.path = path
  }
}

/// The application, as one event loop sees it: called only on that loop's thread, so that it may own a connection to the store.
public protocol Handler: AnyObject {
  /// Asked only for requests that come with a body.
  func bodyRule(for head: RequestHead) -> BodyRule
  /// Answers now, or returns nil and answers later through `reply`, from any thread, exactly once.
  func respond(to request: Request, reply: Reply) -> Response?
}
