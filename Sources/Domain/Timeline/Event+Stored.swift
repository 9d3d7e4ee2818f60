extension Event {
  /// The event as text for the store; `init(stored:)` reads it back.
  public var stored: String { fields.stored }

  /// The stored name, for filters.
  public var kind: String { fields.kind }

  private var fields: EventFields {
    switch self {
    case .versionStored(let version, let total, let before):
      Self.fields(.versionStored) {
        $0.set("version", version)
        $0.set("total", total)
        if let before { $0.set("before", before) }
      }
    case .reviewersSeeded(let source, let gap, let names):
      Self.fields(.reviewersSeeded) {
        $0.set("source", source.rawValue)
        $0.set("because", gap.rawValue)
        $0.set("name", names)
      }
    case .statusChanged(let from, let to):
      Self.fields(.statusChanged) {
        $0.set("from", from)
        $0.set("to", to)
      }
    case .leftInbox(let status): Self.fields(.leftInbox) { $0.set("status", status) }
    case .cameBack(let status): Self.fields(.cameBack) { $0.set("status", status) }
    case .deletedInConnectWise: Self.fields(.deletedInConnectWise)
    case .sweepFinished(let read, let changed, let gone):
      Self.fields(.sweepFinished) {
        $0.set("read", read)
        $0.set("changed", changed)
        $0.set("gone", gone)
      }
    case .sweepFailed(let reason): Self.fields(.sweepFailed) { $0.set("reason", reason) }

    case .viewed(let reviewer): Self.fields(.viewed) { $0.set("reviewer", reviewer) }
    case .approved(let approval):
      Self.fields(.approved) {
        $0.set("version", approval.version)
        $0.set("amount", approval.amount)
        $0.set("final", approval.isFinal)
        $0.set("closes", approval.closes)
        $0.set("override", approval.override)
      }
    case .rejected(let version, let rejection, let override):
      Self.fields(.rejected) {
        $0.set("version", version)
        $0.set("reason", rejection.reason.rawValue)
        $0.set("text", rejection.text)
        $0.set("override", override)
      }
    case .undone(let verdict, let version):
      Self.fields(.undone) {
        $0.set("verdict", verdict.rawValue)
        $0.set("version", version)
      }
    case .becameStale(let reviewer, let verdict, let version, let now):
      Self.fields(.becameStale) {
        $0.set("reviewer", reviewer)
        $0.set("verdict", verdict.rawValue)
        $0.set("version", version)
        $0.set("now", now)
      }
    case .reviewerSkipped(let reviewer, let reason):
      Self.fields(.reviewerSkipped) {
        $0.set("reviewer", reviewer)
        $0.set("reason", reason.stored)
      }
    case .reviewerAskedAgain(let reviewer): Self.fields(.reviewerAskedAgain) { $0.set("reviewer", reviewer) }
    case .reviewerAdded(let reviewer): Self.fields(.reviewerAdded) { $0.set("reviewer", reviewer) }
    case .handedOver(let from, let to):
      Self.fields(.handedOver) {
        $0.set("from", from)
        $0.set("to", to)
      }
    case .pdfDownloaded(let version): Self.fields(.pdfDownloaded) { $0.set("version", version) }

    case .writeBackQueued(let status): Self.fields(.writeBackQueued) { $0.set("status", status) }
    case .writeBackShown(let status): Self.fields(.writeBackShown) { $0.set("status", status) }
    case .writeBackNotNeeded(let reason): Self.fields(.writeBackNotNeeded) { $0.set("reason", reason) }
    case .writeBackSending(let status, let attempt):
      Self.fields(.writeBackSending) {
        $0.set("status", status)
        $0.set("attempt", attempt)
      }
    case .writeBackConfirmed(let status, let evidence):
      Self.fields(.writeBackConfirmed) {
        $0.set("status", status)
        if let before = evidence.before { $0.set("before", before.text) }
        if let after = evidence.after { $0.set("after", after.text) }
      }
    case .writeBackDelayed(let status, let reason): Self.fields(.writeBackDelayed, status, reason)
    case .writeBackRefused(let status, let reason): Self.fields(.writeBackRefused, status, reason)
    case .writeBackUnknown(let status, let reason): Self.fields(.writeBackUnknown, status, reason)
    case .writeBackConflict(let status, let found):
      Self.fields(.writeBackConflict) {
        $0.set("status", status)
        $0.set("found", found)
      }
    case .writeBackUnclear(let status, let found):
      Self.fields(.writeBackUnclear) {
        $0.set("status", status)
        $0.set("found", found)
      }
    case .writeBackWithdrawn(let status): Self.fields(.writeBackWithdrawn) { $0.set("status", status) }
    case .writeBackCalledOff(let status, let reason): Self.fields(.writeBackCalledOff, status, reason)
    case .writeBackLate(let status, let reason): Self.fields(.writeBackLate, status, reason)

    case .flag(let event): Self.fields(event.kind) { event.fill(&$0) }

    case .firstAdminCreated(let name): Self.fields(.firstAdminCreated) { $0.set("name", name) }
    case .personAdded(let name, let role):
      Self.fields(.personAdded) {
        $0.set("name", name)
        $0.set("role", role.rawValue)
      }
    case .loginLinkMade(let name): Self.fields(.loginLinkMade) { $0.set("name", name) }
    case .signedIn(let method): Self.fields(.signedIn) { $0.set("method", method.rawValue) }
    case .signInRefused(let email): Self.fields(.signInRefused) { $0.set("email", email) }
    case .signedOut: Self.fields(.signedOut)
    case .signedOutEverywhere: Self.fields(.signedOutEverywhere)
    case .mappingChanged(let trigger, let status):
      Self.fields(.mappingChanged) {
        $0.set("trigger", trigger.rawValue)
        if let status { $0.set("status", status) }
      }
    case .writeBackModeChanged(let mode): Self.fields(.writeBackModeChanged) { $0.set("mode", mode.rawValue) }
    case .scheduleChanged(let minutes): Self.fields(.scheduleChanged) { $0.set("minutes", minutes) }
    case .callbacksChanged(let on): Self.fields(.callbacksChanged) { $0.set("on", on) }
    case .connectionChanged(let site, let company, let keys):
      Self.fields(.connectionChanged) {
        $0.set("site", site)
        $0.set("company", company)
        $0.set("keys", keys)
      }
    }
  }

  private static func fields(_ kind: EventKind, _ fill: (inout EventFields) -> Void = { _ in }) -> EventFields {
    var fields = EventFields(kind: kind.rawValue)
    fill(&fields)
    return fields
  }

  private static func fields(_ kind: EventKind, _ status: Reference<BillingStatus>, _ reason: String) -> EventFields {
    fields(kind) {
      $0.set("status", status)
      $0.set("reason", reason)
    }
  }

  public init(stored: String) throws(UnreadableEvent) {
    let fields = try EventFields(stored: stored)
    guard let kind = EventKind(rawValue: fields.kind) else { throw .unknownKind(fields.kind) }
    switch kind {
    case .versionStored:
      self = .versionStored(
        version: try fields.int("version"), total: try fields.money("total"), before: try fields.optionalMoney("before"))
    case .reviewersSeeded:
      self = .reviewersSeeded(
        try fields.value("source"), because: try fields.value("because"), names: fields.list("name"))
    case .statusChanged: self = .statusChanged(from: try fields.text("from"), to: try fields.text("to"))
    case .leftInbox: self = .leftInbox(status: try fields.text("status"))
    case .cameBack: self = .cameBack(status: try fields.text("status"))
    case .deletedInConnectWise: self = .deletedInConnectWise
    case .sweepFinished:
      self = .sweepFinished(
        read: try fields.int("read"), changed: try fields.int("changed"), gone: try fields.int("gone"))
    case .sweepFailed: self = .sweepFailed(reason: try fields.text("reason"))

    case .viewed: self = .viewed(reviewer: try fields.text("reviewer"))
    case .approved:
      self = .approved(
        Approval(
          version: try fields.int("version"), amount: try fields.money("amount"), isFinal: try fields.flag("final"),
          closes: try fields.flag("closes"), override: try fields.flag("override")))
    case .rejected:
      self = .rejected(
        version: try fields.int("version"),
        Rejection(stored: try fields.value("reason"), text: try fields.text("text")),
        override: try fields.flag("override"))
    case .undone: self = .undone(try fields.value("verdict"), version: try fields.int("version"))
    case .becameStale:
      self = .becameStale(
        reviewer: try fields.text("reviewer"), try fields.value("verdict"), version: try fields.int("version"),
        now: try fields.int("now"))
    case .reviewerSkipped:
      guard let reason = SkipReason(stored: try fields.text("reason")) else { throw .bad("reason") }
      self = .reviewerSkipped(reviewer: try fields.text("reviewer"), reason)
    case .reviewerAskedAgain: self = .reviewerAskedAgain(reviewer: try fields.text("reviewer"))
    case .reviewerAdded: self = .reviewerAdded(reviewer: try fields.text("reviewer"))
    case .handedOver: self = .handedOver(from: try fields.text("from"), to: try fields.text("to"))
    case .pdfDownloaded: self = .pdfDownloaded(version: try fields.int("version"))

    case .writeBackQueued: self = .writeBackQueued(try fields.status("status"))
    case .writeBackShown: self = .writeBackShown(try fields.status("status"))
    case .writeBackNotNeeded: self = .writeBackNotNeeded(reason: try fields.text("reason"))
    case .writeBackSending: self = .writeBackSending(try fields.status("status"), attempt: try fields.int("attempt"))
    case .writeBackConfirmed:
      self = .writeBackConfirmed(
        try fields.status("status"),
        Evidence(before: try fields.optionalInstant("before"), after: try fields.optionalInstant("after")))
    case .writeBackDelayed: self = .writeBackDelayed(try fields.status("status"), reason: try fields.text("reason"))
    case .writeBackRefused: self = .writeBackRefused(try fields.status("status"), reason: try fields.text("reason"))
    case .writeBackUnknown: self = .writeBackUnknown(try fields.status("status"), reason: try fields.text("reason"))
    case .writeBackConflict: self = .writeBackConflict(try fields.status("status"), found: try fields.status("found"))
    case .writeBackUnclear: self = .writeBackUnclear(try fields.status("status"), found: try fields.status("found"))
    case .writeBackWithdrawn: self = .writeBackWithdrawn(try fields.status("status"))
    case .writeBackCalledOff: self = .writeBackCalledOff(try fields.status("status"), reason: try fields.text("reason"))
    case .writeBackLate: self = .writeBackLate(try fields.status("status"), reason: try fields.text("reason"))

    case .flagRaised, .flagChanged, .flagAccepted, .flagAcceptedAgain, .flagRevoked, .flagLapsed, .flagClosed, .flagReopened,
      .exceptionMade, .exceptionRevoked, .approvedAnyway, .ruleChanged:
      guard let event = try FlagEvent(kind, fields) else { throw .unknownKind(fields.kind) }
      self = .flag(event)

    case .firstAdminCreated: self = .firstAdminCreated(name: try fields.text("name"))
    case .personAdded: self = .personAdded(name: try fields.text("name"), try fields.value("role"))
    case .loginLinkMade: self = .loginLinkMade(name: try fields.text("name"))
    case .signedIn: self = .signedIn(try fields.value("method"))
    case .signInRefused: self = .signInRefused(email: try fields.text("email"))
    case .signedOut: self = .signedOut
    case .signedOutEverywhere: self = .signedOutEverywhere
    case .mappingChanged:
      self = .mappingChanged(try fields.value("trigger"), to: try fields.optionalStatus("status"))
    case .writeBackModeChanged: self = .writeBackModeChanged(try fields.value("mode"))
    case .scheduleChanged: self = .scheduleChanged(minutes: try fields.int("minutes"))
    case .callbacksChanged: self = .callbacksChanged(on: try fields.flag("on"))
    case .connectionChanged:
      self = .connectionChanged(
        site: try fields.text("site"), company: try fields.text("company"), keys: try fields.flag("keys"))
    }
  }
}
