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
  var queue: WorkQueue { get }
  func work(on visit: Visit) throws -> Response
}

/// Where work waits for its turn, so that somebody else's server cannot keep people from signing in.
public enum WorkQueue: Sendable {
  /// Hashing passwords: seconds of a processor, never more.
  case passwords
  /// What waits for another machine.
  case outside
  /// What lies ready and is large.
  case files
}

extension WorkAction {
  public var queue: WorkQueue { .passwords }
}

public protocol PlainAction: Sendable {
  func answer(_ visit: Visit) throws -> Response
}
