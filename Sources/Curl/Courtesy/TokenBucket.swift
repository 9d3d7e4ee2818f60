/// A pace with something saved up: so many a minute, and so many at once. Counts in whole numbers, so that a replay takes the
/// same tokens at the same milliseconds.
struct TokenBucket: Sendable, Equatable {
  /// At full pace a millisecond brings `perMinute × 100` units.
  private static let token: Int64 = 60_000 * 100

  let perMinute: Int64
  private let capacity: Int64
  private var level: Int64

  /// Starts full.
  init(perMinute: Int, burst: Int) {
    self.perMinute = Int64(max(1, perMinute))
    capacity = Int64(max(1, burst)) * Self.token
    level = capacity
  }

  /// `pace` in percent of the full one.
  mutating func fill(milliseconds: Int64, pace: Int64) {
    let rate = perMinute * max(1, pace)
    // Longer than it takes to fill it up makes no difference, and cannot overflow.
    level = min(capacity, level + min(milliseconds, capacity / rate + 1) * rate)
  }

  mutating func empty() { level = 0 }

  mutating func take() { level -= Self.token }

  /// Until there is a token to take; nothing when there is one.
  func wait(pace: Int64) -> Int64 {
    let missing = Self.token - level
    let rate = perMinute * max(1, pace)
    return missing <= 0 ? 0 : (missing + rate - 1) / rate
  }
}
