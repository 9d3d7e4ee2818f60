/// A place's clock: how far ahead of UTC it runs, and when that changes.
///
/// A pure value, so that a page's times can be proved; the process fills it once from the system's zone tables.
public struct Zone: Hashable, Sendable {
  /// From a moment on the clock runs `seconds` ahead of UTC under the name `label` (`EST`, `UTC+2`).
  public struct Change: Hashable, Sendable {
    public let from: Instant
    public let seconds: Int
    public let label: String

    public init(from: Instant, seconds: Int, label: String) {
      self.from = from
      self.seconds = seconds
      self.label = label
    }
  }

  public let name: String
  private let before: Change
  private let changes: [Change]

  /// `before` holds until the first of `changes`, which need not be sorted.
  public init(name: String, seconds: Int, label: String, changes: [Change] = []) {
    self.name = name
    before = Change(from: Instant(milliseconds: .min), seconds: seconds, label: label)
    self.changes = changes.sorted { $0.from < $1.from }
  }

  public static let utc = Zone(name: "UTC", seconds: 0, label: "UTC")

  public func change(at instant: Instant) -> Change { changes.last { $0.from <= instant } ?? before }

  /// The day and the minute of the day that the clock on the wall shows.
  public func wall(at instant: Instant) -> (day: Day, minute: Int) {
    let shown = instant.adding(seconds: Int64(change(at: instant).seconds))
    return (shown.day, shown.timeOfDay / 60_000)
  }
}
