import Synchronization
import Threads

/// Sends callbacks, one after the other, on a thread of its own: whoever is slow to take them holds up nobody else.
final class Postman: Sendable {
  private let sandbox: SharedSandbox
  private let deliver: @Sendable (CallbackDelivery) -> Int?
  private let alarm = Alarm()
  private let isStopped = Atomic<Bool>(false)
  /// Guards the thread, which is started once and joined once.
  private let thread = Mutex<NamedThread?>(nil)

  init(_ sandbox: SharedSandbox, deliver: @escaping @Sendable (CallbackDelivery) -> Int?) {
    self.sandbox = sandbox
    self.deliver = deliver
  }

  func start() {
    thread.withLock { thread in
      thread = NamedThread("callbacks") { [self] in work() }
    }
  }

  func ring() { alarm.ring() }

  func stop() {
    isStopped.store(true, ordering: .releasing)
    alarm.ring()
    thread.withLock { thread in
      thread?.join()
      thread = nil
    }
  }

  private func work() {
    while !isStopped.load(ordering: .acquiring) {
      let now = sandbox.now()
      for delivery in sandbox.with({ $0.takeDeliveries(now: now) }) {
        guard !isStopped.load(ordering: .acquiring) else { return }
        let status = deliver(delivery)
        let after = sandbox.now()
        sandbox.with { $0.settle(delivery, status: status, now: after) }
      }
      let next = sandbox.with { $0.deliveries.map(\.due).min() }
      alarm.wait(milliseconds: Int(min(max(20, next.map { $0 - sandbox.now() } ?? 60_000), 60_000)))
    }
  }
}
