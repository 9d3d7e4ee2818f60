import HTTP
import SQLite

/// What answers one request. A plain synchronous function; where it runs follows from its kind.
public enum Action: Sendable {
  /// On the event loop that read the request, inside one read transaction. For pages.
  case read(any ReadAction)
  /// On the one writer thread, inside a savepoint of the current group commit; the answer leaves after COMMIT.
  case write(any WriteAction)
  /// On a small pool of threads, for what takes over a millisecond: password hashing, exports, test buttons.
  case work(any WorkAction)
  /// On the loop, without the database: health, figures, server-sent events.
  case plain(any PlainAction)
}

public protocol ReadAction: Sendable {
  func respond(to visit: Visit, from store: Reader) throws -> Response
}

public protocol WriteAction: Sendable {
  func perform(_ visit: Visit, in store: Writer) throws -> Response
}

public protocol WorkAction: Sendable {
  func work(on visit: Visit) throws -> Response
}

public protocol PlainAction: Sendable {
  func answer(_ visit: Visit) throws -> Response
}
