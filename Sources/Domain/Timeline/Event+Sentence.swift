extension Event {
  /// What happened, as a sentence a person can read without knowing the program.
  public func sentence(by actor: Actor, _ conventions: Conventions = .american) -> String {
    let who = actor.name
    switch self {
    case .versionStored(let version, let total, let before):
      let amount = conventions.amountWithCode(total)
      guard let before else { return "Version \(version) was read from ConnectWise: \(amount)." }
      if before == total { return "Version \(version) was read from ConnectWise: still \(amount), other details changed." }
      return "Version \(version) was read from ConnectWise: \(amount), before \(conventions.amountWithCode(before))."
    case .reviewersSeeded(let source, let gap, let names):
      let why = gap.phrase.isEmpty ? "" : " because the routing list \(gap.phrase)"
      if names.isEmpty { return "No reviewers were found\(why). Somebody with the right to override has to decide." }
      return "Reviewers were taken from \(source.phrase)\(why): \(Self.list(names))."
    case .statusChanged(let from, let to): return "The status in ConnectWise changed from \(from) to \(to)."
    case .leftInbox(let status): return "The invoice left the inbox: its status in ConnectWise is \(status)."
    case .cameBack(let status): return "The invoice came back to the inbox: its status in ConnectWise is \(status)."
    case .deletedInConnectWise: return "The invoice was deleted in ConnectWise. Its history is kept here."
    case .sweepFinished(let read, let changed, let gone):
      return
        "A sweep read \(Self.count(read, "invoice", conventions)): \(conventions.count(changed)) changed, \(conventions.count(gone)) left the inbox."
    case .sweepFailed(let reason): return "A sweep stopped: \(reason)"

    case .viewed(let reviewer): return "\(reviewer) opened the invoice."
    case .approved(let approval):
      let override = approval.override ? " by override" : ""
      let closes = approval.closes ? ", and the invoice is to be closed" : ""
      let last = approval.isFinal && !approval.override ? " It was the last approval needed." : ""
      return
        "\(who) approved version \(approval.version) for \(conventions.amountWithCode(approval.amount))\(override)\(closes).\(last)"
    case .rejected(let version, let rejection, let override):
      return "\(who) rejected version \(version)\(override ? " by override" : ""): \(Self.ended(rejection.sentencePart))"
    case .undone(let verdict, let version): return "\(who) undid the \(verdict.noun) of version \(version)."
    case .becameStale(let reviewer, let verdict, let version, let now):
      return "\(reviewer)’s \(verdict.noun) of version \(version) no longer counts: version \(now) has other content."
    case .reviewerSkipped(let reviewer, let reason): return "\(reviewer) was skipped: \(Self.ended(reason.phrase))"
    case .reviewerAskedAgain(let reviewer): return "\(who) asked \(reviewer) again."
    case .reviewerAdded(let reviewer): return "\(who) added \(reviewer) as a reviewer."
    case .handedOver(let from, let to): return "\(from) handed the invoice over to \(to)."
    case .pdfDownloaded(let version): return "\(who) downloaded the PDF of version \(version)."

    case .writeBackQueued(let status): return "Setting the status to \(status.name) in ConnectWise is waiting to be written."
    case .writeBackShown(let status):
      return "Dry run: the status would be set to \(status.name) in ConnectWise. Nothing was written."
    case .writeBackNotNeeded(let reason): return Self.ended(reason)
    case .writeBackSending(let status, let attempt):
      return "Setting the status to \(status.name) in ConnectWise, attempt \(attempt)."
    case .writeBackConfirmed(let status, _): return "ConnectWise holds the status \(status.name): written and confirmed."
    case .writeBackDelayed(let status, let reason):
      return "Setting the status to \(status.name) was put off and will be tried again: \(Self.ended(reason))"
    case .writeBackRefused(let status, let reason):
      return "ConnectWise refused the status \(status.name): \(Self.ended(reason))"
    case .writeBackUnknown(let status, let reason):
      return "Whether ConnectWise took the status \(status.name) is being checked: \(Self.ended(reason))"
    case .writeBackConflict(let status, let found):
      return
        "The status was changed to \(found.name) in ConnectWise meanwhile. Decide whether \(status.name) is still to be written."
    case .writeBackUnclear(let status, let found):
      return
        "Whether ConnectWise took the status \(status.name) cannot be told: it shows \(found.name). Decide whether \(status.name) is still to be written."
    case .writeBackWithdrawn(let status): return "Setting the status to \(status.name) in ConnectWise was withdrawn."
    case .writeBackCalledOff(let status, let reason):
      return "Setting the status to \(status.name) in ConnectWise was called off: \(Self.ended(reason))"
    case .writeBackLate(let status, let reason):
      return "Setting the status to \(status.name) in ConnectWise has waited for a day: \(Self.ended(reason))"

    case .flag(let event): return event.sentence(by: who, conventions)

    case .firstAdminCreated(let name): return "\(name) became the first admin."
    case .personAdded(let name, let role): return "\(who) added \(name) as \(role.title.lowercased())."
    case .loginLinkMade(let name): return "\(who) made a one-time sign-in link for \(name)."
    case .signedIn(let method): return "\(who) signed in with \(method.phrase)."
    case .signInRefused(let email): return "A sign-in as \(email) was refused."
    case .signedOut: return "\(who) signed out."
    case .signedOutEverywhere: return "\(who) signed out everywhere."
    case .mappingChanged(let trigger, let status):
      guard let status else { return "\(who) set “\(trigger.title)” to write nothing into ConnectWise." }
      return "\(who) set “\(trigger.title)” to write the status \(status.name) into ConnectWise."
    case .writeBackModeChanged(let mode): return "\(who) set write-back to \(mode.title.lowercased())."
    case .scheduleChanged(let minutes):
      return "\(who) set ConnectWise to be read every \(minutes == 1 ? "minute" : "\(minutes) minutes")."
    case .callbacksChanged(let on):
      return on ? "\(who) let ConnectWise tell of changes." : "\(who) stopped ConnectWise from telling of changes."
    case .connectionChanged(let site, let company, let keys):
      return "\(who) connected Countersign to \(company) at \(site)\(keys ? " with new keys" : "")."
    }
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }

  private static func count(_ count: Int, _ noun: String, _ conventions: Conventions) -> String {
    count == 1 ? "1 \(noun)" : "\(conventions.count(count)) \(noun)s"
  }

  /// With exactly one full stop at the end, whatever was typed.
  private static func ended(_ text: String) -> String {
    switch text.last {
    case ".", "!", "?", "…": text
    default: text + "."
    }
  }
}
