import Dispatch
import Synchronization

/// Wakes one waiting thread, now or after a while. Ringing it ten times before anybody waits wakes once.
public final class Alarm: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)
  private let rung = Atomic<Bool>(false)

  public init() {}

  public func ring() {
    if !rung.exchange(true, ordering: .acquiringAndReleasing) { semaphore.signal() }
  }

  /// Returns when rung, or after `milliseconds`. May return early for a ring that an earlier wait has already seen.
  public func wait(milliseconds: Int) {
    _ = semaphore.wait(timeout: .now() + .milliseconds(max(0, milliseconds)))
    // Cleared before the caller looks for work, or a ring in between would be lost.
    rung.store(false, ordering: .releasing)
  }
}
