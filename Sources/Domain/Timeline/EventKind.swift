/// The stored names of events. They never change; an event that is no longer written keeps its name.
public enum EventKind: String, CaseIterable, Hashable, Sendable {
  case versionStored = "version-stored"
  case reviewersSeeded = "reviewers-seeded"
  case statusChanged = "status-changed"
  case leftInbox = "left-inbox"
  case cameBack = "came-back"
  case deletedInConnectWise = "deleted-in-connectwise"
  case sweepFinished = "sweep-finished"
  case sweepFailed = "sweep-failed"
  case viewed
  case approved
  case rejected
  case undone
  case becameStale = "became-stale"
  case reviewerSkipped = "reviewer-skipped"
  case reviewerAskedAgain = "reviewer-asked-again"
  case reviewerAdded = "reviewer-added"
  case handedOver = "handed-over"
  case writeBackQueued = "write-back-queued"
  case writeBackShown = "write-back-shown"
  case writeBackNotNeeded = "write-back-not-needed"
  case writeBackSending = "write-back-sending"
  case writeBackConfirmed = "write-back-confirmed"
  case writeBackDelayed = "write-back-delayed"
  case writeBackRefused = "write-back-refused"
  case writeBackUnknown = "write-back-unknown"
  case writeBackConflict = "write-back-conflict"
  case writeBackWithdrawn = "write-back-withdrawn"
  case firstAdminCreated = "first-admin-created"
  case personAdded = "person-added"
  case loginLinkMade = "login-link-made"
  case signedIn = "signed-in"
  case signInRefused = "sign-in-refused"
  case signedOut = "signed-out"
  case signedOutEverywhere = "signed-out-everywhere"
  case mappingChanged = "mapping-changed"
  case writeBackModeChanged = "write-back-mode-changed"
}
