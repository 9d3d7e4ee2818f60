import Synchronization

/// How many connections are open, over all loops.
final class OpenConnections: Sendable {
  private let number = Atomic<Int>(0)

  var count: Int { number.load(ordering: .relaxed) }

  func enter(limit: Int) -> Bool {
    if number.wrappingAdd(1, ordering: .relaxed).newValue <= limit { return true }
    leave()
    return false
  }

  func leave() { number.wrappingSubtract(1, ordering: .relaxed) }
}
