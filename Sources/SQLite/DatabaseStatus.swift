import CSQLite

/// What an operator wants to know about the store, for the status page, `doctor` and metrics.
public struct DatabaseStatus: Sendable {
  /// What keeps the WAL-reset race of SQLite 3.7.0 – 3.51.2 away: our rule alone, or also a library that has the fix.
  public enum Protection: Sendable { case singleWriter, fixedLibrary }

  public var libraryVersion = String(cString: sqlite3_libversion())
  public var sourceID = String(cString: sqlite3_sourceid())
  public var protection = Protection.current
  /// Pages in the write-ahead log after the last commit.
  public var walPages = 0
  /// Milliseconds since 1970, UTC.
  public var lastCheckpoint: Int64?
  public var queueLength = 0
  /// Group commits that reached the disk.
  public var commits: Int64 = 0
  /// Jobs acknowledged as saved.
  public var jobs: Int64 = 0
  /// Jobs answered with an error, refused ones not counted.
  public var failedJobs: Int64 = 0
  public var refusedJobs: Int64 = 0
  public var checkpoints: Int64 = 0
  /// Why writing has ended, if it has.
  public var broken: String?

  /// What is known without an open database: the library.
  public init() {}
}

extension DatabaseStatus.Protection {
  /// Fixed in 3.51.3, and in the maintained older lines from 3.50.7 and 3.44.6 (RELIABILITY §1.1).
  static var current: Self { hasFix(sqlite3_libversion_number()) ? .fixedLibrary : .singleWriter }

  static func hasFix(_ version: Int32) -> Bool {
    version >= 3_051_003 || (3_050_007..<3_051_000).contains(version) || (3_044_006..<3_045_000).contains(version)
  }
}
