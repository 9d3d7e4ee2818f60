/// What a caller may choose about a database. What keeps data safe is not among it.
public struct DatabaseOptions: Sendable {
  public enum Level: Sendable { case notice, warning, error }

  /// How many writes may wait before further ones are refused as overloaded.
  public var queueLimit = 4_096
  /// The most memory a reader's page cache may grow to; it is taken as pages are read, not at the start.
  public var readerCacheKiB = 65_536
  public var writerCacheKiB = 16_384
  /// Pages written to the log after which the writer copies them into the file (RELIABILITY §5.1, rule 1).
  public var checkpointPages = 1_000
  /// Quiet time after which the log is copied completely and cut to nothing.
  public var idleMilliseconds = 1_000
  /// A reader's statement that runs longer is stopped. Zero: no limit.
  public var readerLimitMilliseconds = 2_000
  /// A network or layered file system is a warning and no refusal. For tests and throw-away containers only.
  public var allowAnyFileSystem = false
  /// Called once, on the writer's thread, when a write or sync has failed: the process should exit and be started again.
  public var onFatal: @Sendable (SQLiteError) -> Void = { _ in }
  public var log: @Sendable (Level, _ sentence: String, _ detail: String) -> Void = { _, _, _ in }
  /// Milliseconds since 1970, UTC.
  public var now: @Sendable () -> Int64 = { Clock.wallMilliseconds() }

  public init() {}
}
