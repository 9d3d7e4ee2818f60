import Jobs
import SQLite
import Synchronization

/// The process was killed. Nothing more is read or written until it is started again.
struct Killed: Error {}

/// A store of which the program can be torn away: before it has committed, or after it has and before it hears of it.
final class MortalStore: OutboxStore {
  enum Moment: Sendable { case never, before, after }

  private struct State {
    var isDead = false
    var draw: @Sendable () -> Moment = { .never }
  }

  private let database: Database
  private let state = Mutex(State())  // guards whether the process lives, and what decides that

  init(_ database: Database, draw: @escaping @Sendable () -> Moment) {
    self.database = database
    state.withLock { $0.draw = draw }
  }

  var isDead: Bool { state.withLock { $0.isDead } }
  func kill() { state.withLock { $0.isDead = true } }
  func revive() { state.withLock { $0.isDead = false } }

  func read<T>(_ body: (Reader) throws -> T) throws -> T {
    if isDead { throw Killed() }
    return try database.read(body)
  }

  func write<T: Sendable>(_ job: @escaping @Sendable (Writer) throws -> T) throws -> T {
    if isDead { throw Killed() }
    let moment = state.withLock { $0.draw }()
    if moment == .before {
      kill()
      throw Killed()
    }
    let value = try database.write(job)
    if moment == .after {
      kill()
      throw Killed()
    }
    return value
  }
}
