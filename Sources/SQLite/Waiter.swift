import Dispatch
import Synchronization

/// Lets one thread wait for one value from another.
final class Waiter<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)  // guards the value on its way from one thread to the other
  private let semaphore = DispatchSemaphore(value: 0)

  func fulfil(_ value: Value) {
    self.value.withLock { $0 = value }
    semaphore.signal()
  }

  func wait() -> Value {
    while true {
      semaphore.wait()
      if let value = value.withLock({ $0 }) { return value }
    }
  }
}
