import Domain
import Testing

@Suite struct EventTests {
  private static let hostile = "Ann \\ O'Neil\r\nkind=approved\n=😀"
  private static let status = Reference<BillingStatus>(3, name: "Ready to Send")
  private static let odd = Reference<BillingStatus>(-4, name: " \n= x ")

  private static let mark = FlagMark(
    rule: "low-margin", title: "Low profit margin", target: Target(.product, 66_001), name: "SSD", severity: .error)
  private static let everyValue: [JudgedValue] = [
    JudgedValue("price", .price(Price(millionths: 34_500, currency: .usd))),
    JudgedValue("hours", .hours(Hours(millionths: 1_500_000))),
    JudgedValue("quantity", .quantity(Quantity(millionths: -500_000))),
    JudgedValue("margin", .percent(Percent(hundredths: 1003))),
    JudgedValue("entries", .count(3)), JudgedValue("oldest", .day(day("2026-05-14"))),
    JudgedValue("word", .text("internal = only")),
  ]

  /// Every case at least once; `every kind of event is among the samples` finds one that is missing.
  private static let samples: [Event] = [
    .versionStored(version: 1, total: usd(146_250), before: nil),
    .versionStored(version: 2, total: usd(146_250), before: usd(125_250)),
    .versionStored(version: 3, total: usd(146_250), before: usd(146_250)),
    .reviewersSeeded(.routingList, because: .none, names: ["Priya Natarajan", "Marcus Bell", hostile]),
    .reviewersSeeded(.companyTeam, because: .denied, names: ["Priya Natarajan"]),
    .reviewersSeeded(.nowhere, because: .empty, names: []),
    .statusChanged(from: "New", to: "In Review"), .leftInbox(status: "Closed"), .cameBack(status: "In Review"),
    .deletedInConnectWise, .sweepFinished(read: 1, changed: 1, gone: 0), .sweepFinished(read: 1214, changed: 12, gone: 3),
    .sweepFailed(reason: "ConnectWise did not answer within 30 s. The next sweep tries again."),
    .viewed(reviewer: "Priya Natarajan"),
    .approved(Approval(version: 2, amount: usd(146_250), isFinal: false)),
    .approved(Approval(version: 2, amount: Money(minor: -5, currency: .jpy), isFinal: true)),
    .approved(Approval(version: 2, amount: usd(146_250), isFinal: true, closes: true)),
    .approved(Approval(version: 2, amount: usd(146_250), isFinal: true, override: true)),
    .rejected(version: 2, Rejection(stored: .notes, text: ""), override: false),
    .rejected(version: 2, Rejection(stored: .other, text: hostile), override: true),
    .undone(.approved, version: 2), .undone(.rejected, version: 2),
    .becameStale(reviewer: "Priya Natarajan", .approved, version: 1, now: 2),
    .reviewerSkipped(reviewer: "Priya Natarajan", .inactiveMember),
    .reviewerSkipped(reviewer: "Territory", .notResolvable(rule: "Territory")),
    .reviewerSkipped(reviewer: "Priya Natarajan", .handedOver(to: hostile)),
    .reviewerSkipped(reviewer: "Priya Natarajan", .removed(by: "Ana Ruiz")),
    .reviewerAskedAgain(reviewer: "Priya Natarajan"), .reviewerAdded(reviewer: "Marcus Bell"),
    .handedOver(from: "Priya Natarajan", to: "Marcus Bell"), .pdfDownloaded(version: 2),
    .writeBackQueued(status), .writeBackQueued(odd), .writeBackShown(status),
    .writeBackNotNeeded(reason: WriteBackGap.notMapped.sentence), .writeBackSending(status, attempt: 2),
    .writeBackConfirmed(status, Evidence()), .writeBackConfirmed(status, Evidence(before: noon, after: noon.adding(seconds: 2))),
    .writeBackDelayed(status, reason: "ConnectWise asked to wait 30 s"),
    .writeBackRefused(status, reason: "the company has no account number"),
    .writeBackUnknown(status, reason: "no answer within 60 s"),
    .writeBackConflict(status, found: Reference(9, name: "On Hold")),
    .writeBackUnclear(status, found: Reference(2, name: "In Review")), .writeBackWithdrawn(status),
    .writeBackCalledOff(status, reason: "the decision no longer stands"),
    .writeBackLate(status, reason: "ConnectWise could not be reached."),
    .flag(.raised(mark, sentence: "“SSD” is sold for 158.00 USD, 10.00 USD below its cost of 168.00 USD.")),
    .flag(.reopened(mark, sentence: hostile)),
    .flag(
      .changed(
        mark, before: [JudgedValue("price", .money(usd(15_800)))], after: [JudgedValue("price", .money(usd(15_700)))],
        wasAccepted: true)),
    .flag(.changed(mark, before: [], after: everyValue, wasAccepted: false)),
    .flag(.accepted(mark, reason: "known and intended", byException: false)),
    .flag(.accepted(mark, reason: hostile, byException: true)),
    .flag(.acceptedAgain(mark)), .flag(.revoked(mark)), .flag(.lapsed(mark, why: "its exception has ended")),
    .flag(.closed(mark, .fixedInConnectWise)), .flag(.closed(mark, .settings)),
    .flag(
      .exceptionMade(
        rule: "low-margin", title: "Low profit margin", scope: "for Managed Services until July 14, 2026",
        reason: "agreed with the customer")),
    .flag(
      .exceptionRevoked(
        rule: "low-margin", title: "Low profit margin", scope: "for the next 3 invoices of Tidewater Dental Group")),
    .flag(.approvedAnyway(version: 2, errors: 1, warnings: 0, infos: 12, reason: "the price was promised")),
    .flag(.approvedAnyway(version: 2, errors: 0, warnings: 2, infos: 0, reason: hostile)),
    .flag(.ruleChanged(rule: "low-margin", title: "Low profit margin", change: "to a margin floor of 15%, before 20%")),
    .firstAdminCreated(name: "Ana Ruiz"), .personAdded(name: "Priya Natarajan", .billingManager),
    .loginLinkMade(name: "Ana Ruiz"), .signedIn(.password), .signedIn(.loginLink), .signInRefused(email: "x@example.test"),
    .signedOut, .signedOutEverywhere, .mappingChanged(.finallyApproved, to: status), .mappingChanged(.rejected, to: nil),
    .writeBackModeChanged(.off), .writeBackModeChanged(.dryRun), .scheduleChanged(minutes: 1), .scheduleChanged(minutes: 30),
    .callbacksChanged(on: true), .callbacksChanged(on: false),
    .connectionChanged(site: "https://na.myconnectwise.net", company: "contoso", keys: true),
    .connectionChanged(site: "https://cw.example.test", company: hostile, keys: false),
  ]

  @Test(arguments: samples)
  func `an event reads back as it was stored`(event: Event) throws {
    #expect(try Event(stored: event.stored) == event)
    #expect(!event.stored.contains("\r"))
  }

  @Test func `every kind of event is among the samples`() {
    #expect(Set(Self.samples.map(\.kind)) == Set(EventKind.allCases.map(\.rawValue)))
  }

  @Test func `sentences and stored forms are the accepted ones`() {
    let text = Self.samples.map { event in
      "\(event.icon.rawValue): \(event.sentence(by: ana.actor))\n    \(event.stored.split(separator: "\n").joined(separator: "\n    "))\n"
    }
    Golden.expect(text.joined(separator: "\n"), "events.txt")
  }

  @Test func `sentences use the words of the product`() {
    for event in Self.samples where !event.stored.contains("😀") && !event.stored.contains("= x") {
      expectSentences(event.sentence(by: ana.actor), atLeast: 1)
    }
  }

  @Test(arguments: [
    ("", UnreadableEvent.unknownKind("")), ("flown-to-the-moon\nx=1", .unknownKind("flown-to-the-moon")),
    ("viewed", .missing("reviewer")), ("viewed\nreviewer", .malformed), ("viewed\nreviewer=\\x", .malformed),
    ("approved\nversion=two\namount=1 USD 2\nfinal=no\ncloses=no\noverride=no", .bad("version")),
    ("approved\nversion=2\namount=1.0 USD 2\nfinal=no\ncloses=no\noverride=no", .bad("amount")),
    ("approved\nversion=2\namount=1 USD 2\nfinal=maybe\ncloses=no\noverride=no", .bad("final")),
    ("undone\nverdict=perhaps\nversion=1", .bad("verdict")), ("write-back-confirmed\nstatus=3 X\nafter=soon", .bad("after")),
    ("write-back-queued\nstatus=three", .bad("status")),
    ("reviewer-skipped\nreviewer=A\nreason=bored", .bad("reason")),
  ])
  func `what cannot be read says so`(stored: String, reason: UnreadableEvent) {
    #expect(throws: reason) { try Event(stored: stored) }
  }

  @Test func `garbage never traps and any text survives`() throws {
    var random = Seeded(8)
    for _ in 0..<20_000 {
      let text = random.text(30)
      let event = Event.rejected(version: random.below(9), Rejection(stored: .other, text: text), override: false)
      let again = try Event(stored: event.stored)
      #expect(again == event && Array(again.stored.utf8) == Array(event.stored.utf8))
      _ = try? Event(stored: text)
      var damaged = Array(random.pick(Self.samples).stored.utf8)
      damaged[random.below(damaged.count)] = UInt8(truncatingIfNeeded: random.next())
      _ = try? Event(stored: String(decoding: damaged, as: UTF8.self))
    }
  }

  @Test func `an actor reads back from three columns`() {
    for actor in [
      Actor.person(ID(12), name: "Priya"), .sweep, .writeBack, .operatorAtHost(name: "root"), .operatorAtHost(name: ""),
    ] {
      let stored = actor.stored
      #expect(Actor(kind: stored.kind, id: stored.id, name: stored.name) == actor)
    }
    #expect(Actor(kind: "person", id: nil, name: "") == nil)
    #expect(Actor(kind: "ghost", id: nil, name: "") == nil)
  }
}
