/// Which billing status each decision writes into ConnectWise, if any (Settings › ConnectWise).
public struct WriteBackMapping: Hashable, Sendable {
  public var mode: WriteBackMode
  private var statuses: [WriteBackTrigger: ID<BillingStatus>]

  public init(mode: WriteBackMode, statuses: [WriteBackTrigger: ID<BillingStatus>] = [:]) {
    self.mode = mode
    self.statuses = statuses
  }

  /// Nil: this decision writes nothing.
  public subscript(trigger: WriteBackTrigger) -> ID<BillingStatus>? {
    get { statuses[trigger] }
    set { statuses[trigger] = newValue }
  }

  /// What a decision does to an invoice that stands in `current`, among the site's `known` statuses.
  public func plan(
    _ trigger: WriteBackTrigger, current: BillingStatus, known: [BillingStatus]
  ) -> WriteBackPlan {
    guard let id = self[trigger] else { return .nothing(.notMapped) }
    guard let status = known.first(where: { $0.id == id }) else { return .nothing(.statusUnknown(id)) }
    guard status.id != current.id else { return .nothing(.alreadySo(status.reference)) }
    switch mode {
    case .off: return .nothing(.off)
    case .dryRun: return .show(status.reference)
    case .on: return .queue(status.reference, expecting: current.reference)
    }
  }
}

public enum WriteBackMode: String, CaseIterable, Hashable, Sendable {
  case off
  case dryRun = "dry-run"
  case on

  public var title: String {
    switch self {
    case .off: "Off"
    case .dryRun: "Dry run"
    case .on: "On"
    }
  }

  public var explanation: String {
    switch self {
    case .off: "Decisions stay in Countersign. Nothing is written into ConnectWise."
    case .dryRun: "Each decision shows what would be written. Nothing is written into ConnectWise."
    case .on: "Each mapped decision sets the billing status in ConnectWise and confirms it by reading back."
    }
  }
}

/// The decisions that can be mapped.
public enum WriteBackTrigger: String, CaseIterable, Hashable, Sendable {
  case approvedInPart = "approved-in-part"
  case finallyApproved = "finally-approved"
  case approvedAndClosed = "approved-and-closed"
  case rejected
  case undone

  public var title: String {
    switch self {
    case .approvedInPart: "Approved in part"
    case .finallyApproved: "Finally approved"
    case .approvedAndClosed: "Approved & closed"
    case .rejected: "Rejected"
    case .undone: "Undone"
    }
  }
}

/// What a decision is going to do in ConnectWise.
public enum WriteBackPlan: Hashable, Sendable {
  case nothing(WriteBackGap)
  /// Dry run.
  case show(Reference<BillingStatus>)
  case queue(Reference<BillingStatus>, expecting: Reference<BillingStatus>)
}

/// Why a decision writes nothing.
public enum WriteBackGap: Hashable, Sendable {
  case notMapped
  case off
  case alreadySo(Reference<BillingStatus>)
  case statusUnknown(ID<BillingStatus>)

  public var sentence: String {
    switch self {
    case .notMapped: "This decision is not mapped to a billing status, so nothing is written into ConnectWise."
    case .off: "Write-back is off, so nothing is written into ConnectWise."
    case .alreadySo(let status): "The invoice already stands at \(status.name) in ConnectWise, so nothing is written."
    case .statusUnknown(let id):
      "The mapped billing status \(id) no longer exists in ConnectWise. Choose another under Settings › ConnectWise."
    }
  }
}
