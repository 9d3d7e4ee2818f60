/// One thing that happened, told in the timeline. No state changes without one.
public enum Event: Hashable, Sendable {
  // Reading ConnectWise
  case versionStored(version: Int, total: Money, before: Money?)
  case reviewersSeeded(SeedSource, because: SeedGap, names: [String])
  case statusChanged(from: String, to: String)
  case leftInbox(status: String)
  case cameBack(status: String)
  case deletedInConnectWise
  case sweepFinished(read: Int, changed: Int, gone: Int)
  case sweepFailed(reason: String)

  // Reviewing
  case viewed(reviewer: String)
  case approved(Approval)
  case rejected(version: Int, Rejection, override: Bool)
  case undone(Verdict, version: Int)
  case becameStale(reviewer: String, Verdict, version: Int, now: Int)
  case reviewerSkipped(reviewer: String, SkipReason)
  case reviewerAskedAgain(reviewer: String)
  case reviewerAdded(reviewer: String)
  case handedOver(from: String, to: String)
  /// The printed invoice as it was kept here; `version` is the content it was printed for.
  case pdfDownloaded(version: Int)

  // Writing back
  case writeBackQueued(Reference<BillingStatus>)
  case writeBackShown(Reference<BillingStatus>)
  case writeBackNotNeeded(reason: String)
  case writeBackSending(Reference<BillingStatus>, attempt: Int)
  case writeBackConfirmed(Reference<BillingStatus>, Evidence)
  case writeBackDelayed(Reference<BillingStatus>, reason: String)
  case writeBackRefused(Reference<BillingStatus>, reason: String)
  case writeBackUnknown(Reference<BillingStatus>, reason: String)
  case writeBackConflict(Reference<BillingStatus>, found: Reference<BillingStatus>)
  /// The status from before stands there, and nobody can tell whether ours stood there in between.
  case writeBackUnclear(Reference<BillingStatus>, found: Reference<BillingStatus>)
  case writeBackWithdrawn(Reference<BillingStatus>)
  case writeBackCalledOff(Reference<BillingStatus>, reason: String)
  /// It has waited so long that a person should know.
  case writeBackLate(Reference<BillingStatus>, reason: String)

  /// Flags, exceptions and rules.
  case flag(FlagEvent)

  // People and settings
  case firstAdminCreated(name: String)
  case personAdded(name: String, Role)
  case loginLinkMade(name: String)
  case signedIn(SignInMethod)
  case signInRefused(email: String)
  case signedOut
  case signedOutEverywhere
  case mappingChanged(WriteBackTrigger, to: Reference<BillingStatus>?)
  case writeBackModeChanged(WriteBackMode)
  case scheduleChanged(minutes: Int)
  case callbacksChanged(on: Bool)
  /// `keys`: new keys were entered. Of a key nothing is told.
  case connectionChanged(site: String, company: String, keys: Bool)
}

/// How somebody proved who they are.
public enum SignInMethod: String, CaseIterable, Hashable, Sendable {
  case password
  case loginLink = "login-link"

  /// Completes "signed in with …".
  public var phrase: String {
    switch self {
    case .password: "a password"
    case .loginLink: "a one-time link"
    }
  }
}
