import Glibc

/// Lets the outbox, which may be used from any thread, reach a world that belongs to one. Whoever comes from another is stopped.
///
/// `@unchecked Sendable` holds because every access is checked: nothing is read or written but on the thread that made it.
final class OneThread: @unchecked Sendable {
  private weak var world: World?
  private let owner = pthread_self()

  func holds(_ world: World) {
    check()
    self.world = world
  }

  /// Nil once the world has ended.
  func callAsFunction() -> World? {
    check()
    return world
  }

  private func check() { precondition(pthread_equal(owner, pthread_self()) != 0, "a world is used from a second thread") }
}
