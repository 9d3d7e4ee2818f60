import CLinux
import Glibc

/// A thread of its own with a name one can find in `top`, for work that blocks: the writer, a sweep, the outbox.
public struct NamedThread: Sendable {
  private let id: pthread_t

  /// Starts `body` at once. Nil when the system has no thread left to give.
  public init?(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let start = Unmanaged.passRetained(Start(name: name, body: body))
    var id = pthread_t()
    let failed = pthread_create(
      &id, nil,
      { context in
        guard let context else { return nil }
        let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
        countersign_name_thread(start.name)
        start.body()
        return nil
      }, start.toOpaque())
    guard failed == 0 else {
      start.release()
      return nil
    }
    self.id = id
  }

  /// Waits until the thread has ended. To be called once, from another thread.
  public func join() { pthread_join(id, nil) }

  private final class Start {
    let name: String
    let body: @Sendable () -> Void
    init(name: String, body: @escaping @Sendable () -> Void) {
      // Linux keeps 15 bytes of a thread's name.
      self.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
      self.body = body
    }
  }
}
