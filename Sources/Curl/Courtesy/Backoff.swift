/// How long to leave something alone that failed: full jitter between nothing and 1 s, 2 s, 4 s … 15 min, so that many who
/// failed together do not come back together.
public enum Backoff {
  public static let longest: Int64 = 900_000

  /// `dice` gives a number from 0 up to, not including, its argument. `attempt` counts from 0.
  public static func milliseconds(attempt: Int, dice: (Int64) -> Int64) -> Int64 {
    let ceiling = min(longest, Int64(1_000) << Int64(min(max(attempt, 0), 10)))
    return dice(ceiling + 1)
  }
}
