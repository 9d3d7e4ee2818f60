import Glibc
import Synchronization

/// Lets one thread wait for one value from another.
final class Waiter<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  // A semaphore is made to be used from several threads; it is allocated here and freed in deinit.
  private nonisolated(unsafe) let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    semaphore = .allocate(capacity: 1)
    sem_init(semaphore, 0, 0)
  }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func fulfil(_ value: Value) {
    self.value.withLock { $0 = value }
    sem_post(semaphore)
  }

  func wait() -> Value {
    while true {
      while sem_wait(semaphore) != 0 {}
      if let value = value.withLock({ $0 }) { return value }
    }
  }
}
