import Dispatch
import Synchronization

/// A few threads for what takes longer than a page may: hashing a password, an export, a test of a connection.
///
/// The queue is bounded. Work that finds no place is refused at once, so that a rush becomes "try again" and never a
/// server that answers nobody.
public final class WorkPool: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var closed = false
  }

  private let state = Mutex(State())  // guards the queue and the word that ends it
  private let available = DispatchSemaphore(value: 0)
  private let ended = DispatchGroup()
  private let threads: Int
  private let places: Int

  public init(name: String, threads: Int, places: Int) {
    self.threads = threads
    self.places = places
    for number in 1...max(1, threads) {
      ended.enter()
      let started = NamedThread("\(name) \(number)") { [self] in
        serve()
        ended.leave()
      }
      if started == nil { ended.leave() }
    }
  }

  /// False when every place in the queue is taken, or the pool is closing.
  public func run(_ work: @escaping @Sendable () -> Void) -> Bool {
    let accepted = state.withLock { state in
      guard !state.closed, state.waiting.count < places else { return false }
      state.waiting.append(work)
      return true
    }
    if accepted { available.signal() }
    return accepted
  }

  /// Refuses new work, finishes what was accepted, and returns when the threads have ended.
  public func close() {
    state.withLock { $0.closed = true }
    for _ in 0..<max(1, threads) { available.signal() }
    ended.wait()
  }

  private func serve() {
    while true {
      available.wait()
      let next = state.withLock { state in state.waiting.isEmpty ? nil : state.waiting.removeFirst() }
      if let next {
        next()
      } else if state.withLock({ $0.closed }) {
        return
      }
    }
  }
}
