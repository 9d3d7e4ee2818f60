/// Why something that a person asked for is not done: what happened, and what they can do.
public enum Refusal: Error, Hashable, Sendable {
  // Who
  case notSignedIn
  case mayNot(Right)
  /// Not one of the invoice's reviewers, and without the right to override.
  case notAsked
  // The invoice
  case invoiceDone(status: String)
  case invoiceGone
  /// The decision was made looking at an older version.
  case changedSinceYouLooked(seen: Int, current: Int)
  // The reviewer's state
  case alreadyViewed
  case alreadyApproved
  case alreadyRejected
  case undoFirst(Verdict)
  case nothingDecided
  case nothingToUndo
  case alreadyStale
  case notSkipped
  case alreadySkipped(SkipReason)
  case alreadyDecided(Verdict)
  case rejectionNeedsReason
  case notTheLastNeeded
  // The write-back
  case writeBackNotPossible(from: WriteBack.State, step: String)
  case flag(FlagRefusal)
  // Amounts that cannot be reckoned
  case amount(AmountRefusal)

  public var sentence: String {
    switch self {
    case .notSignedIn: "You are not signed in. Sign in and try again."
    case .mayNot(let right): "You may not \(right.phrase). Ask an admin if you should."
    case .notAsked:
      "You are not one of this invoice's reviewers. Ask a billing manager to add you, or to decide in your place."
    case .invoiceDone(let status):
      "This invoice is done: its status in ConnectWise is \(status). Reopen it there if a decision has to change."
    case .invoiceGone: "This invoice was deleted in ConnectWise. Its history is kept here; there is nothing to decide."
    case .changedSinceYouLooked(let seen, let current):
      "This invoice changed while you looked at it: you saw version \(seen), it is now version \(current). Look at the changes and decide again."
    case .alreadyViewed: "This was already noted as viewed. There is nothing to do."
    case .alreadyApproved: "This invoice is already approved here. Nothing was done twice."
    case .alreadyRejected: "This invoice is already rejected here. Nothing was done twice."
    case .undoFirst(let verdict):
      "This invoice is already \(verdict.word) here. Undo the \(verdict.noun) first, then decide again."
    case .nothingDecided: "There is no decision yet that a change could touch. There is nothing to do."
    case .nothingToUndo: "There is no decision to undo. Reload the page to see where the invoice stands."
    case .alreadyStale: "The decision already counts as made on an older version. Approve or reject the new one."
    case .notSkipped: "This reviewer was not skipped. There is nothing to restore."
    case .alreadySkipped(let reason): "This reviewer was skipped: \(reason.phrase). Ask them again first."
    case .alreadyDecided(let verdict):
      "This reviewer has already \(verdict.word) the invoice. Undo the \(verdict.noun) first."
    case .rejectionNeedsReason: "A rejection needs a reason. Choose one, or write what is wrong."
    case .notTheLastNeeded:
      "Others still have to decide, so the invoice cannot be closed yet. Approve it without closing."
    case .writeBackNotPossible(let state, let step):
      "This write-back is \(state.word), so it cannot \(step). Reload the page to see where it stands."
    case .flag(let refusal): refusal.sentence
    case .amount(let refusal): refusal.sentence
    }
  }

  /// A repeat of what already holds, such as a double click: answer it as if it had just been done.
  public var isHarmlessRepeat: Bool {
    switch self {
    case .alreadyViewed, .alreadyApproved, .alreadyRejected, .nothingDecided, .alreadyStale: true
    case .flag(let refusal): refusal.isHarmlessRepeat
    case .notSignedIn, .mayNot, .notAsked, .invoiceDone, .invoiceGone, .changedSinceYouLooked, .undoFirst,
      .nothingToUndo, .notSkipped, .alreadySkipped, .alreadyDecided, .rejectionNeedsReason, .notTheLastNeeded,
      .writeBackNotPossible, .amount:
      false
    }
  }
}
