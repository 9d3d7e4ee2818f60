/// The picture beside an event. Its name is also the name of the symbol in the icon file.
public enum EventIcon: String, CaseIterable, Hashable, Sendable {
  case eye, check, cross, undo, changed, person, arrow, clock, question, gear, key, inbox, gone, sweep, flag
}

extension Event {
  public var icon: EventIcon {
    switch self {
    case .versionStored, .becameStale, .statusChanged: .changed
    case .reviewersSeeded, .reviewerSkipped, .reviewerAskedAgain, .reviewerAdded, .personAdded, .firstAdminCreated: .person
    case .leftInbox, .cameBack: .inbox
    case .deletedInConnectWise: .gone
    case .sweepFinished, .sweepFailed: .sweep
    case .viewed: .eye
    case .approved: .check
    case .rejected: .cross
    case .undone, .writeBackWithdrawn, .writeBackCalledOff: .undo
    case .handedOver, .pdfDownloaded: .arrow
    case .writeBackQueued, .writeBackDelayed, .writeBackSending: .clock
    case .writeBackConfirmed: .check
    case .writeBackShown, .writeBackNotNeeded: .eye
    case .writeBackRefused, .writeBackConflict: .cross
    case .writeBackUnknown, .writeBackUnclear, .writeBackLate: .question
    case .flag(let event): event.icon
    case .loginLinkMade, .signedIn, .signInRefused, .signedOut, .signedOutEverywhere: .key
    case .mappingChanged, .writeBackModeChanged, .scheduleChanged, .callbacksChanged, .connectionChanged: .gear
    }
  }
}
