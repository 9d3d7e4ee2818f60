/// What happened to an invoice, ours and ConnectWise's in one order of time.
public enum Activity: Hashable, Sendable {
  case own(TimelineEntry)
  case connectWise(DatedAuditEntry)

  public var at: Instant {
    switch self {
    case .own(let entry): entry.at
    case .connectWise(let entry): entry.at
    }
  }

  public var auditEntry: DatedAuditEntry? {
    guard case .connectWise(let entry) = self else { return nil }
    return entry
  }

  /// By how much ConnectWise may stamp an entry later or earlier than the change that it tells of.
  private static let stampDoubt: UInt64 = 5_000
  /// By how much its clock may differ from ours, where only ours told when we wrote.
  private static let clockDoubt: UInt64 = 120_000

  /// `own` in the order in which it was recorded, `audit` in order of time. A status that we set ourselves is told by us alone.
  public static func merged(own: [TimelineEntry], audit: [DatedAuditEntry]) -> [Activity] {
    let ours = entriesOfOurWrites(own, audit)
    var theirs = audit.filter { !ours.contains($0.id) }[...]
    var merged: [Activity] = []
    merged.reserveCapacity(own.count + theirs.count)
    for entry in own {
      // What both say of one moment, we say first only where ConnectWise says it later.
      while let first = theirs.first, first.at <= entry.at { merged.append(.connectWise(theirs.removeFirst())) }
      merged.append(.own(entry))
    }
    return merged + theirs.map { .connectWise($0) }
  }

  /// For each change that we wrote and saw confirmed at most one: of a status, through the API, naming ours, at that moment.
  private static func entriesOfOurWrites(_ own: [TimelineEntry], _ audit: [DatedAuditEntry]) -> Set<ID<DatedAuditEntry>> {
    let candidates = audit.filter { $0.entry.subject == .status && $0.entry.mayBeOurs }
    var found: Set<ID<DatedAuditEntry>> = []
    var sentAt: Instant?
    for entry in own {
      switch entry.event {
      case .writeBackSending: sentAt = entry.at
      case .writeBackConfirmed(let status, let evidence):
        // Nothing was sent: somebody else set what we wanted.
        guard let sent = sentAt else { continue }
        sentAt = nil
        let near = candidates.filter { candidate in
          guard !found.contains(candidate.id), candidate.entry.text.names(status.name) else { return false }
          // What ConnectWise said after the write is its own clock; somebody may have changed the invoice again since.
          return evidence.after.map { candidate.at.distance(to: $0) <= stampDoubt } ?? false
            || candidate.at.distance(to: sent) <= clockDoubt
        }
        if let match = near.min(by: { $0.at.distance(to: sent) < $1.at.distance(to: sent) }) { found.insert(match.id) }
      default: break
      }
    }
    return found
  }
}

/// An audit entry with its place in time.
public struct DatedAuditEntry: Hashable, Sendable {
  public let id: ID<DatedAuditEntry>
  public let at: Instant
  public let entry: AuditEntry

  public init(id: ID<DatedAuditEntry>, at: Instant, entry: AuditEntry) {
    self.id = id
    self.at = at
    self.entry = entry
  }
}

extension Instant {
  fileprivate func distance(to other: Instant) -> UInt64 { milliseconds(until: other).magnitude }
}

extension String {
  fileprivate func names(_ status: String) -> Bool { !status.isEmpty && lowercased().contains(status.lowercased()) }
}
