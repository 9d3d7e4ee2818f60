/// A reviewer's state without its details: all that a row has room for.
public enum ReviewerStanding: String, CaseIterable, Hashable, Sendable {
  case waiting, viewed, approved, rejected, stale, skipped

  /// Its letter in the packed form, which never changes.
  var letter: UInt8 {
    switch self {
    case .waiting: UInt8(ascii: "w")
    case .viewed: UInt8(ascii: "v")
    case .approved: UInt8(ascii: "a")
    case .rejected: UInt8(ascii: "r")
    case .stale: UInt8(ascii: "o")
    case .skipped: UInt8(ascii: "s")
    }
  }

  init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "w"): self = .waiting
    case UInt8(ascii: "v"): self = .viewed
    case UInt8(ascii: "a"): self = .approved
    case UInt8(ascii: "r"): self = .rejected
    case UInt8(ascii: "o"): self = .stale
    case UInt8(ascii: "s"): self = .skipped
    default: return nil
    }
  }

  public var isOpen: Bool {
    switch self {
    case .waiting, .viewed: true
    case .approved, .rejected, .stale, .skipped: false
    }
  }
}

extension ReviewerState {
  public var standing: ReviewerStanding {
    switch self {
    case .waiting: .waiting
    case .viewed: .viewed
    case .approved: .approved
    case .rejected: .rejected
    case .stale: .stale
    case .skipped: .skipped
    }
  }
}
