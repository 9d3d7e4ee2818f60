import Dispatch
import Domain
import Synchronization
import Threads

/// Real threads in simulated time: exactly one runs at a time, until it sleeps; then the clock goes to whoever wakes first. What
/// they do together takes as long as it would, and is the same on every run.
final class Turns: Sendable {
  private struct Sleeper {
    let wakes: Instant
    let number: Int
    let bell: DispatchSemaphore

    func comesBefore(_ other: Sleeper) -> Bool { (wakes, number) < (other.wakes, other.number) }
  }

  private struct State {
    var now: Instant
    var sleepers: [Sleeper] = []
    var count = 0
  }

  private let state: Mutex<State>  // guards the clock, and who sleeps until when

  init(at start: Instant) { state = Mutex(State(now: start)) }

  var now: Instant { state.withLock { $0.now } }

  /// Runs all of `bodies` to their end, each on a thread of its own.
  func run(_ bodies: [@Sendable () -> Void]) {
    let threads = bodies.enumerated().map { number, body in
      let bell = bed(until: now)
      return NamedThread("turn \(number + 1)") {
        bell.wait()
        body()
        self.wakeNext()
      }
    }
    wakeNext()
    for thread in threads { thread?.join() }
  }

  /// To be called on the thread whose turn it is.
  func sleep(milliseconds: Int64) {
    let bell = bed(until: now.adding(milliseconds: max(0, milliseconds)))
    wakeNext()
    bell.wait()
  }

  private func bed(until instant: Instant) -> DispatchSemaphore {
    let bell = DispatchSemaphore(value: 0)
    state.withLock { state in
      state.sleepers.append(Sleeper(wakes: instant, number: state.count, bell: bell))
      state.count += 1
    }
    return bell
  }

  private func wakeNext() {
    let next: DispatchSemaphore? = state.withLock { state in
      guard let first = state.sleepers.indices.min(by: { state.sleepers[$0].comesBefore(state.sleepers[$1]) }) else { return nil }
      let sleeper = state.sleepers.remove(at: first)
      state.now = max(state.now, sleeper.wakes)
      return sleeper.bell
    }
    next?.signal()
  }
}
