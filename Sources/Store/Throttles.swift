import Domain
import SQLite

/// What is remembered of one thing that can be guessed at.
public struct ThrottleRecord: Equatable, Sendable {
  public var failures: Int
  public var windowStarted: Int64
  public var blockedUntil: Int64

  public init(failures: Int, windowStarted: Int64, blockedUntil: Int64) {
    self.failures = failures
    self.windowStarted = windowStarted
    self.blockedUntil = blockedUntil
  }

  public static let clean = ThrottleRecord(failures: 0, windowStarted: 0, blockedUntil: 0)
}

extension Reader {
  public func throttle(_ bucket: String) throws -> ThrottleRecord {
    try first("SELECT failures, window_started, blocked_until FROM throttle WHERE bucket = \(bucket)") { row in
      ThrottleRecord(failures: row.int(0), windowStarted: row.int64(1), blockedUntil: row.int64(2))
    } ?? .clean
  }
}

extension Writer {
  public func setThrottle(_ bucket: String, _ record: ThrottleRecord) throws {
    try execute(
      """
      INSERT INTO throttle (bucket, failures, window_started, blocked_until)
      VALUES (\(bucket), \(record.failures), \(record.windowStarted), \(record.blockedUntil))
      ON CONFLICT (bucket) DO UPDATE SET failures = excluded.failures, window_started = excluded.window_started,
        blocked_until = excluded.blocked_until
      """)
  }

  public func clearThrottle(_ bucket: String) throws {
    try execute("DELETE FROM throttle WHERE bucket = \(bucket)")
  }

  /// Buckets nobody has knocked at for a day.
  public func removeOldThrottles(now: Instant) throws {
    try execute("DELETE FROM throttle WHERE max(window_started, blocked_until) < \(now.milliseconds - 86_400_000)")
  }
}
