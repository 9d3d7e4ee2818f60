import Dispatch
import Glibc
import Synchronization

/// Time as the way out sees it: what it reads, and how it waits. The simulator hands in one that it winds by hand.
public struct OutboundClock: Sendable {
  /// Milliseconds since whenever.
  public let now: @Sendable () -> Int64
  /// Blocks the caller for so many milliseconds; returns early when the transport is closed.
  let sleep: @Sendable (Int64) -> Void
  let wake: @Sendable () -> Void

  public init(
    now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Int64) -> Void, wake: @escaping @Sendable () -> Void = {}
  ) {
    self.now = now
    self.sleep = sleep
    self.wake = wake
  }

  /// One that nobody can set: neither a person nor the network's time.
  public static func monotonic() -> OutboundClock {
    let bell = DispatchSemaphore(value: 0)
    return OutboundClock(
      now: {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
      },
      sleep: { milliseconds in
        // Who is woken wakes the next: the bell rings once and everybody is to hear it.
        if bell.wait(timeout: .now() + .milliseconds(Int(clamping: milliseconds))) == .success { bell.signal() }
      }, wake: { bell.signal() })
  }
}
