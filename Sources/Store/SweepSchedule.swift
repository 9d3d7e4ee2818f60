import Domain
import SQLite

/// How often ConnectWise is read: what the operator fixed, else what an admin chose, else every five minutes.
public struct SweepSchedule: Sendable, Equatable {
  public static let range = 1...1_440
  public static let usual = 5
  static let name = "sweep.minutes"

  /// Set outside of the settings page, which therefore cannot change it; `fixedBy` says where.
  public let fixed: Int?
  public let fixedBy: String

  public init(fixed: Int? = nil, fixedBy: String = "") {
    self.fixed = fixed
    self.fixedBy = fixedBy
  }

  /// What no longer is a number of minutes counts as never chosen: reading must go on.
  public func minutes(in store: Reader) throws -> Int {
    if let fixed { return fixed }
    let chosen = try store.setting(Self.name).flatMap { Int($0) }
    return chosen.flatMap { Self.range.contains($0) ? $0 : nil } ?? Self.usual
  }
}

extension Writer {
  public func setSweepMinutes(_ minutes: Int, by who: String, at now: Instant) throws {
    try set(SweepSchedule.name, to: "\(minutes)", by: who, at: now)
  }
}
