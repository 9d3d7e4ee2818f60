import Synchronization
import Threads

/// Which invoices are being read right now, so that of two readers the slower one never stores older lines over newer ones.
final class InvoicesInHand: Sendable {
  private struct State {
    var held: Set<Int> = []
    var waiting: [Alarm] = []
  }

  private let state = Mutex(State())  // guards which invoices somebody has in hand, and who waits for some to be let go
  private let hasToWait: @Sendable () -> Void

  /// `hasToWait` is told of everybody who does.
  init(hasToWait: @escaping @Sendable () -> Void = {}) { self.hasToWait = hasToWait }

  /// Waits until nobody else has any of these, then holds them while `body` runs. All at once, never one more while holding
  /// others: so two cannot wait for each other.
  func hold<Value>(_ ids: some Sequence<Int>, _ body: () throws -> Value) rethrows -> Value {
    let ids = Set(ids)
    while let alarm = takeOrQueue(ids) {
      hasToWait()
      alarm.wait(milliseconds: 10_000)
    }
    defer { letGo(ids) }
    return try body()
  }

  /// Nil when they are ours.
  private func takeOrQueue(_ ids: Set<Int>) -> Alarm? {
    state.withLock { state in
      guard !state.held.isDisjoint(with: ids) else {
        state.held.formUnion(ids)
        return nil
      }
      let alarm = Alarm()
      state.waiting.append(alarm)
      return alarm
    }
  }

  private func letGo(_ ids: Set<Int>) {
    let waiting = state.withLock { state in
      state.held.subtract(ids)
      defer { state.waiting = [] }
      return state.waiting
    }
    for alarm in waiting { alarm.ring() }
  }
}
