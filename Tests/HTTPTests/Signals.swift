import CLinux
import Glibc

/// Lets a test wait for another thread.
final class Signals: Sendable {
  private let descriptor = countersign_eventfd()

  deinit { close(descriptor) }

  func raise() { _ = countersign_eventfd_signal(descriptor) }

  func wait() {
    _ = countersign_wait_readable(descriptor, 10_000)
    _ = countersign_eventfd_clear(descriptor)
  }
}

enum Thread {
  static func detach(_ body: @escaping @Sendable () -> Void) {
    final class Box {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var id = pthread_t()
    pthread_create(
      &id, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
  }
}
