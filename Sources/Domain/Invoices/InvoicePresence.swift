/// Whether an invoice is still to be reviewed, as far as ConnectWise is concerned.
public enum InvoicePresence: String, CaseIterable, Hashable, Sendable {
  case open
  /// Was done or gone, and came back.
  case reopened
  /// ConnectWise reports a closed or sent status.
  case done
  /// Deleted in ConnectWise; kept here with its history.
  case gone

  public var isInInbox: Bool {
    switch self {
    case .open, .reopened: true
    case .done, .gone: false
    }
  }

  /// What a sweep makes of the status that it read: nil stands for an invoice that ConnectWise no longer has.
  public func after(reading status: BillingStatus?) -> InvoicePresence {
    guard let status else { return .gone }
    switch (self, status.endsReview) {
    case (.open, true), (.reopened, true), (.done, true), (.gone, true): return .done
    case (.open, false): return .open
    case (.reopened, false), (.done, false), (.gone, false): return .reopened
    }
  }
}
