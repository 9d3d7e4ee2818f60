import ConnectWise
import Domain
import Store

/// What a sweep has counted so far.
public struct SweepCount: Sendable, Equatable {
  public var expected: Int?
  public var seen = 0
  public var added = 0
  public var changed = 0
  public var left = 0

  mutating func add(_ taken: [Taken], of read: Int) {
    seen += read
    for one in taken {
      switch one {
      case .added: added += 1
      case .changed: changed += 1
      case .left: left += 1
      case .unchanged: break
      }
    }
  }
}

public struct SweepProgressReport: Sendable {
  public let count: SweepCount
  public let isOver: Bool
}

/// How a sweep went, and in the end how it ended.
public struct SweepOutcome: Sendable {
  /// A page of unreadable records is told by its first; more than this helps nobody.
  private static let mostLeftOut = 50

  public var count = SweepCount()
  /// Every open invoice up to this id was taken.
  public var reached = 0
  /// In ConnectWise's time: lines changed until then are known.
  var readTo: Instant?
  /// A sentence for people, and what to search for; nil when all went well.
  public var problem: String?
  public var detail = ""
  /// Rights that the API member lacks. The sweep goes on without what they guard.
  public var gaps: Set<String> = []
  /// Records that could not be read, one sentence each.
  public private(set) var leftOut: [String] = []

  mutating func leaveOut(_ sentences: [String]) {
    leftOut += sentences.filter { !leftOut.contains($0) }.prefix(max(0, Self.mostLeftOut - leftOut.count))
  }

  var note: SweepProgressNote {
    SweepProgressNote(
      expected: count.expected, seen: count.seen, added: count.added, changed: count.changed, leftInbox: count.left,
      reached: reached, readTo: readTo, gaps: gaps.sorted(), leftOut: leftOut)
  }
}
