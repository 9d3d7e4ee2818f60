import Glibc

/// Time as an argument, so that deadlines are tested without waiting.
public struct Clock: Sendable {
  /// Milliseconds since 1970, UTC.
  public let wall: @Sendable () -> Int64
  /// Microseconds that only ever grow.
  public let monotonic: @Sendable () -> Int64

  public init(wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> Int64) {
    self.wall = wall
    self.monotonic = monotonic
  }

  public static let system = Clock(
    wall: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    },
    monotonic: {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    })
}
