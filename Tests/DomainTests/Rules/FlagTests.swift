import Testing

@testable import Domain

private let invoice = InvoicePlace(id: ID(7001), company: ID(301), agreement: ID(41))
private let later = noon.adding(seconds: 3600)

private func finding(
  _ rule: RuleCode = "low-margin", _ target: Target = Target(.product, 1), price: Int64 = 15_800, severity: Severity = .warning
) -> Finding {
  Finding(
    rule: rule, target: target, name: "SSD",
    causes: [
      .init(severity: severity, sentence: "“SSD” is sold for \(price).", judged: [JudgedValue("price", .money(usd(price)))])
    ],
    evidence: [.init(title: "Margin floor", text: "20%")])
}

private func verdict(_ findings: Finding..., lacking: Set<RuleCode> = [], judged: Set<RuleCode> = ["low-margin", "odd-hours"])
  -> RuleVerdict
{
  RuleVerdict(findings: findings, judged: judged, lacking: lacking)
}

private func found(_ finding: Finding) -> Found {
  Found(finding, fingerprint: testHash(finding.judgedBytes) ?? noFingerprint)
}

private let noFingerprint = Fingerprint(Array(repeating: 0, count: 32))!  // 32 bytes are what it takes

private let reason = AcceptReason(stored: .known, text: "promotion")

private func accepting(exception: ID<RuleException>? = nil, expires: Instant? = nil) -> FlagStep {
  .accept(reason, by: ana.actor, exception: exception, expires: expires)
}

private func reconcile(
  _ stored: [Flag], _ verdict: RuleVerdict, _ exceptions: [RuleException] = [], because cause: RescanCause = .sweep,
  at instant: Instant = later
) -> Reconciled {
  Flag.reconcile(stored, with: verdict, exceptions: exceptions, of: invoice, because: cause, at: instant, hash: testHash)
}

/// A stored flag in a state that it really reached.
private func flag(_ steps: FlagStep..., severity: Severity = .warning, id: Int64 = 5) throws -> Flag {
  let fresh = try #require(reconcile([], verdict(finding(severity: severity)), at: noon).flags.first)
  var flag = Flag(
    id: ID(id), invoice: fresh.invoice, key: fresh.key, title: fresh.title, name: fresh.name, severity: fresh.severity,
    sentence: fresh.sentence, evidence: fresh.evidence, judged: fresh.judged, fingerprint: fresh.fingerprint,
    firstSeen: fresh.firstSeen,
    lastChanged: fresh.lastChanged)
  for step in steps { flag = try flag.apply(step, at: noon).flag }
  return flag
}

@Suite struct FlagTableTests {
  private func states() throws -> [Flag] {
    let other = FlagStep.found(found(finding(price: 15_700)))
    return [
      try flag(), try flag(accepting()), try flag(accepting(exception: ID(9))), try flag(accepting(), other),
      try flag(.notFound(.fixedInConnectWise)), try flag(accepting(), .notFound(.fixedInConnectWise)),
      try flag(accepting(), .notFound(.settings)), try flag(.notFound(.settings)),
      try flag(.notFound(.fixedInConnectWise), .found(found(finding()))),
    ]
  }

  private let steps: [(String, FlagStep)] = [
    ("found as before", .found(found(finding()))), ("found with other values", .found(found(finding(price: 15_700)))),
    ("found otherwise again", .found(found(finding(price: 15_600)))),
    ("found, now an error", .found(found(finding(severity: .error)))),
    ("not found", .notFound(.fixedInConnectWise)), ("not found by new settings", .notFound(.settings)), ("accept", accepting()),
    ("accept until yesterday", accepting(expires: noon)), ("revoke", .revoke), ("lapse", .lapse(why: "its exception has ended")),
  ]

  @Test func `the table of states and steps is the accepted one`() throws {
    var text = "Flag machine: what each step makes of each state of a flag.\n"
    for flag in try states() {
      text += "\n\(described(flag))\n"
      for (name, step) in steps {
        let padded = name + String(repeating: " ", count: max(0, 26 - name.count))
        do {
          let stepped = try flag.apply(step, at: later)
          let told = stepped.event.map { $0.sentence(by: ana.actor) } ?? "(nothing to tell)"
          text += "  \(padded) → \(described(stepped.flag))\n  \(String(repeating: " ", count: 26)) · \(told)\n"
        } catch { text += "  \(padded) ✗ \(error.sentence)\n" }
      }
    }
    Golden.expect(text, "flag-table.txt")
  }

  private func described(_ flag: Flag) -> String {
    let price = flag.judged.map { $0.text(.american) }.joined()
    let acceptance = flag.state.acceptance.map {
      " (accepted at \($0.judged.map { $0.text(.american) }.joined())\($0.exception == nil ? "" : " by an exception"))"
    }
    return "\(flag.state.title), \(flag.severity.rawValue), \(price)\(acceptance ?? "")"
  }

  @Test func `a change of state is never silent, and a silent step changes no state`() throws {
    for flag in try states() {
      for (name, step) in steps {
        guard let stepped = try? flag.apply(step, at: later) else { continue }
        if stepped.flag.state != flag.state { #expect(stepped.event != nil, "\(flag.state.code), \(name)") }
        if stepped.event == nil { #expect(stepped.flag.state == flag.state && stepped.flag.fingerprint == flag.fingerprint) }
      }
    }
  }
}

@Suite struct ReconcileTests {
  @Test func `what is new is raised, and nothing happens the second time`() throws {
    let first = reconcile([], verdict(finding(), finding("odd-hours", Target(.timeEntry, 2))))
    #expect(
      first.flags.map(\.key) == [Flag.Key("odd-hours", Target(.timeEntry, 2)), Flag.Key("low-margin", Target(.product, 1))])
    #expect(first.flags.allSatisfy { $0.state == .open && $0.firstSeen == later })
    #expect(first.events.count == 2)
    #expect(reconcile(first.flags, verdict(finding(), finding("odd-hours", Target(.timeEntry, 2)))) == Reconciled())
  }

  @Test func `an accepted flag stays accepted until its values change, and is accepted again when they return`() throws {
    let accepted = try flag(accepting())
    #expect(reconcile([accepted], verdict(finding())) == Reconciled())
    let moved = reconcile([accepted], verdict(finding(price: 15_700)))
    let changed = try #require(moved.flags.first)
    #expect(changed.state == .changed(since: try #require(accepted.state.acceptance)))
    #expect(changed.state.isOpen && moved.events.count == 1)
    let back = reconcile([changed], verdict(finding()))
    #expect(back.flags.first?.state == accepted.state)
    #expect(back.events == [.flag(.acceptedAgain(accepted.mark))])
  }

  @Test func `another severity alone keeps the acceptance`() throws {
    let after = reconcile([try flag(accepting())], verdict(finding(severity: .error)))
    #expect(after.flags.first?.severity == .error)
    #expect(after.flags.first?.state.isOpen == false)
    #expect(after.events == [])
  }

  @Test func `what is gone is fixed in ConnectWise and says so when it comes back`() throws {
    let fixed = reconcile([try flag(accepting())], verdict())
    let closed = try #require(fixed.flags.first)
    #expect(closed.state == .closed(.fixedInConnectWise, last: try flag(accepting()).state.acceptance))
    let back = reconcile([closed], verdict(finding()))
    #expect(back.flags.first?.state == .reopened)
    #expect(back.events.first?.sentence(by: .sweep).contains("is back") == true)
  }

  @Test func `what was not looked at is not gone`() throws {
    let open = try flag()
    #expect(reconcile([open], verdict(lacking: ["low-margin"])) == Reconciled())
    #expect(reconcile([open], verdict(lacking: ["odd-hours"])).flags.first?.state == .closed(.fixedInConnectWise, last: nil))
  }

  @Test func `a rule that is off, and settings that measure differently, fix nothing in ConnectWise`() throws {
    let accepted = try flag(accepting())
    for after in [
      reconcile([accepted], verdict(judged: [])), reconcile([accepted], verdict(), because: .settings),
      reconcile([accepted], verdict(lacking: ["low-margin"], judged: []), because: .sweep),
    ] {
      let closed = try #require(after.flags.first)
      #expect(closed.state == .closed(.settings, last: accepted.state.acceptance))
      #expect(reconcile([closed], verdict(finding())).flags.first?.state == accepted.state, "accepted flags stay accepted")
    }
  }

  @Test func `an acceptance with an end lapses at that moment`() throws {
    let accepted = try flag(accepting(expires: later))
    #expect(reconcile([accepted], verdict(finding()), at: later.adding(milliseconds: -1)) == Reconciled())
    let after = reconcile([accepted], verdict(finding()), at: later)
    #expect(after.flags.first?.state == .open)
    #expect(after.events == [.flag(.lapsed(accepted.mark, why: "its time is over"))])
  }

  @Test func `nothing is done without a hash`() throws {
    let after = Flag.reconcile(
      [try flag()], with: verdict(), exceptions: [], of: invoice, because: .sweep, at: later, hash: { _ in nil })
    #expect(after.flags.count == 1, "closing needs no hash")
    #expect(
      Flag.reconcile([], with: verdict(finding()), exceptions: [], of: invoice, because: .sweep, at: later, hash: { _ in nil })
        == Reconciled())
  }

  @Test func `the fingerprint of judged values holds no threshold, severity or order`() {
    let one = finding()
    let other = Finding(
      rule: one.rule, target: one.target, name: "Other name",
      causes: [.init(severity: .error, sentence: "Other.", judged: one.judged)], evidence: [])
    #expect(one.judgedBytes == other.judgedBytes)
    #expect(one.judgedBytes != finding(price: 1).judgedBytes)
    let (a, b) = (JudgedValue("a", .count(1)), JudgedValue("b", .count(2)))
    #expect(Finding.judgedBytes([a, b]) == Finding.judgedBytes([b, a]))
    #expect(Finding.judgedBytes([a, b]) != Finding.judgedBytes([a]))
    #expect(Finding.judgedBytes([JudgedValue("a", .text("x=y"))]) != Finding.judgedBytes([JudgedValue("a=text x", .text("y"))]))
  }
}

@Suite struct ExceptionTests {
  private func exception(_ scope: RuleException.Scope, severity: Severity = .warning, used: Set<ID<Invoice>> = [])
    -> RuleException
  {
    RuleException(
      id: ID(9), rule: "low-margin", title: "Low profit margin", scope: scope, severity: severity, reason: reason, by: ana.actor,
      at: noon,
      used: used)
  }

  private let today = noon.day

  @Test func `an exception accepts what is raised, on every kind of scope`() throws {
    for scope in [
      RuleException.Scope.invoice(ID(7001)), .agreement(Reference(41, name: "MS"), until: later.day),
      .company(Reference(301, name: "Tidewater"), invoices: 1),
    ] {
      let after = reconcile([], verdict(finding(), finding("odd-hours", Target(.timeEntry, 2))), [exception(scope)])
      #expect(after.flags.map(\.state.code) == ["open", "accepted"])
      #expect(after.events.count == 3)
      #expect(after.exceptions.map(\.used) == [[ID(7001)]])
      let again = reconcile(after.flags, verdict(finding(), finding("odd-hours", Target(.timeEntry, 2))), after.exceptions)
      #expect(again == Reconciled())
      let moved = reconcile(
        after.flags, verdict(finding(price: 1), finding("odd-hours", Target(.timeEntry, 2))), after.exceptions)
      #expect(moved.flags.map(\.state.code) == ["accepted"], "an exception holds for other values too")
    }
  }

  @Test func `an exception covers only its own`() throws {
    let spent: Set<ID<Invoice>> = [ID(1), ID(2)]
    for other in [
      exception(.invoice(ID(7002))), exception(.agreement(Reference(42, name: ""), until: later.day)),
      exception(.agreement(Reference(41, name: ""), until: try #require(later.day.adding(days: -1)))),
      exception(.company(Reference(302, name: ""), invoices: 5)),
      exception(.company(Reference(301, name: ""), invoices: 2), used: spent),
      exception(.invoice(ID(7001)), severity: .info), try exception(.invoice(ID(7001))).revoke(at: noon).0,
    ] {
      let after = reconcile([], verdict(finding()), [other])
      #expect(after.flags.first?.state == .open, "\(other.scope)")
      #expect(after.exceptions == [])
    }
  }

  @Test func `an invoice on which a count was spent stays covered`() throws {
    let spent = exception(.company(Reference(301, name: ""), invoices: 2), used: [ID(1), ID(7001)])
    #expect(!spent.isActive(at: later))
    let after = reconcile([], verdict(finding()), [spent])
    #expect(after.flags.first?.state.isOpen == false)
    #expect(after.exceptions == [], "it was not spent a second time")
  }

  @Test func `what an exception accepted opens again when it ends, is revoked, goes, or no longer suffices`() throws {
    let accepted = try flag(accepting(exception: ID(9)))
    let scope = RuleException.Scope.agreement(Reference(41, name: "MS"), until: later.day)
    let revoked = try exception(scope).revoke(at: later).0
    let nextDay = later.adding(seconds: 86_400)
    for (exceptions, found, instant, why) in [
      ([revoked], finding(), later, "its exception was revoked"), ([], finding(), later, "its exception is gone"),
      ([exception(scope)], finding(), nextDay, "its exception has ended"),
      ([exception(scope)], finding(severity: .error), later, "it weighs more than what was accepted"),
    ] {
      let after = reconcile([accepted], verdict(found), exceptions, at: instant)
      #expect(after.flags.first?.state == .open)
      #expect(after.events.last.map { if case .flag(.lapsed(_, why)) = $0 { true } else { false } } == true, "\(why)")
    }
  }

  @Test func `exceptions have ends that make sense`() throws {
    let flag = try flag()
    let (made, event) = try RuleException.make(
      flag, .agreement(Reference(41, name: "Managed Services"), until: today), reason: reason, by: ana.actor, at: noon)
    #expect(made.isActive(at: noon) && made.severity == .warning)
    expectSentences(event.sentence(by: ana.actor), atLeast: 1)
    let yesterday = try #require(today.adding(days: -1))
    let far = try #require(today.adding(days: 731))
    let refusals: [(RuleException.Scope, FlagRefusal)] = [
      (.agreement(Reference(41, name: ""), until: yesterday), .exceptionEndsInThePast(yesterday)),
      (.agreement(Reference(41, name: ""), until: far), .exceptionTooLong(days: 730)),
      (.company(Reference(301, name: ""), invoices: 0), .exceptionInvoices(most: 100, typed: 0)),
      (.company(Reference(301, name: ""), invoices: 101), .exceptionInvoices(most: 100, typed: 101)),
    ]
    for (scope, refusal) in refusals {
      #expect(throws: Refusal.flag(refusal)) { try RuleException.make(flag, scope, reason: reason, by: ana.actor, at: noon) }
    }
    for scope in [
      RuleException.Scope.company(Reference(301, name: ""), invoices: 1), .company(Reference(301, name: ""), invoices: 100),
    ] {
      #expect((try? RuleException.make(flag, scope, reason: reason, by: ana.actor, at: noon)) != nil)
    }
    #expect(throws: Refusal.flag(.exceptionAlreadyRevoked)) { try made.revoke(at: noon).0.revoke(at: noon) }
  }

  @Test func `a reason says something and is not too long`() throws {
    #expect(throws: Refusal.flag(.acceptanceNeedsReason)) { try AcceptReason(.other, text: " \n") }
    #expect(throws: Refusal.flag(.reasonTooLong(1000))) { try AcceptReason(.known, text: String(repeating: "x", count: 1001)) }
    #expect(try AcceptReason(.other, text: " promised ").phrase == "promised")
    #expect(try AcceptReason(.agreed, text: "").phrase == "agreed with the customer")
    #expect(try AcceptReason(.agreed, text: "by phone").phrase == "agreed with the customer: by phone")
  }
}

@Suite struct GateTests {
  private func flags(_ severities: Severity...) throws -> [Flag] {
    try severities.enumerated().map { place, severity in
      var flag = try flag(severity: severity)
      flag.severity = severity
      return Flag(
        id: ID(Int64(place)), invoice: flag.invoice, key: Flag.Key("low-margin", Target(.product, Int64(place))),
        title: flag.title, name: flag.name,
        severity: severity, sentence: flag.sentence, evidence: [], judged: flag.judged, fingerprint: flag.fingerprint,
        firstSeen: noon,
        lastChanged: noon)
    }
  }

  @Test func `by default errors need a reason, the middle asks, and the rest is silent`() throws {
    let policy = GatePolicy()
    #expect(policy.question(try flags(.info, .info)) == nil)
    #expect(policy.question([]) == nil)
    #expect(policy.question([try flag(accepting())]) == nil, "what is accepted does not stand in the way")
    let ask = try #require(policy.question(try flags(.warning, .info)))
    #expect(ask.demand == .ask && ask.flags.count == 1)
    let mixed = try #require(policy.question(try flags(.warning, .error, .warning)))
    #expect(mixed.demand == .reason)
    #expect(mixed.flags.map(\.severity) == [.error, .warning, .warning])
    #expect(mixed.sentence == "1 error and 2 warnings are open. Say why the invoice is approved anyway.")
  }

  @Test func `each demand takes what it asks for and nothing less`() throws {
    let me = ID<Person>(1)
    let (silent, yes, why) = (
      GateReply(isConfirmed: false), GateReply(isConfirmed: true), GateReply(isConfirmed: true, reason: " promised ")
    )
    let unconfirmed = GateReply(isConfirmed: false, reason: "promised")
    let table: [(GateDemand, GateReply, Set<ID<Person>>, Bool)] = [
      (.ask, silent, [], false), (.ask, yes, [], true), (.reason, yes, [], false), (.reason, unconfirmed, [], false),
      (.reason, why, [], true),
      (.secondPerson, why, [], false), (.secondPerson, why, [me], false), (.secondPerson, yes, [ID(2)], false),
      (.secondPerson, why, [me, ID(2)], true), (.blocked, why, [ID(2)], false),
    ]
    for (demand, reply, others, passes) in table {
      let question = try #require(GatePolicy(error: demand).question(try flags(.error)))
      #expect(question.demand == demand)
      let event = try? question.approveAnyway(reply, version: 2, by: me, others: others)
      #expect((event != nil) == passes, "\(demand) \(reply) \(others)")
      if let event {
        #expect(
          event == .flag(.approvedAnyway(version: 2, errors: 1, warnings: 0, infos: 0, reason: reply.reason.trimmedOfSpaces)))
      }
      expectSentences(Refusal.flag(.open(question.sentence)).sentence, atLeast: 2)
    }
    let question = try #require(GatePolicy().question(try flags(.error)))
    #expect(throws: Refusal.flag(.reasonTooLong(1000))) {
      try question.approveAnyway(
        GateReply(isConfirmed: true, reason: String(repeating: "x", count: 1001)), version: 2, by: me, others: [])
    }
  }

  @Test func `the heaviest demand holds, whatever the severity`() throws {
    let policy = GatePolicy(error: .off, warning: .reason, info: .blocked)
    #expect(policy.question(try flags(.error)) == nil)
    #expect(policy.question(try flags(.error, .warning))?.demand == .reason)
    #expect(policy.question(try flags(.warning, .info))?.demand == .blocked)
  }
}
