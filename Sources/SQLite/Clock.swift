// CLinux pulls in the header that defines `timespec`, so the compiler attributes the type to it.
import CLinux
import Glibc

/// The two clocks of the machine: one that only goes forward, and one that people read.
enum Clock {
  /// For idle times and limits.
  static func monotonicMilliseconds() -> Int { read(CLOCK_MONOTONIC) }

  /// Milliseconds since 1970, UTC.
  static func wallMilliseconds() -> Int64 { Int64(read(CLOCK_REALTIME)) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}
