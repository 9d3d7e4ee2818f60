import Domain
import Store

/// What the next sweep reads, decided from the sweeps before.
///
/// Every open invoice once a day, because an edited time entry does not always move its invoice's own time; in between only
/// what ConnectWise says has changed. A walk that was cut off within the hour goes on where it stopped.
struct SweepPlan: Equatable {
  enum Reach: Equatable {
    /// Every open invoice with an id above this.
    case open(after: Int)
    case changes
  }

  static let wholeEvery: Int64 = 24 * 3_600_000
  static let resumableFor: Int64 = 3_600_000

  let reach: Reach

  /// `newest` is the newest sweep that read every open invoice, or tried to.
  init(newest: Sweep?, isWholeAskedFor: Bool, now: Instant) {
    guard let newest, let ended = newest.endedAt else {
      reach = .open(after: 0)
      return
    }
    if newest.problem != nil {
      reach = .open(after: ended.milliseconds(until: now) < Self.resumableFor ? newest.reached : 0)
    } else if isWholeAskedFor || newest.startedAt.milliseconds(until: now) >= Self.wholeEvery {
      reach = .open(after: 0)
    } else {
      reach = .changes
    }
  }

  var depth: Sweep.Depth {
    switch reach {
    case .open: .open
    case .changes: .changes
    }
  }
}
