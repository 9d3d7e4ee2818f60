/// Why the rules were held against an invoice again.
public enum RescanCause: String, CaseIterable, Hashable, Sendable {
  /// ConnectWise was read. What is no longer found was fixed there.
  case sweep
  /// Somebody changed a rule. What is no longer found has not changed.
  case settings

  var closing: Flag.Closing {
    switch self {
    case .sweep: .fixedInConnectWise
    case .settings: .settings
    }
  }
}

/// What the flags of an invoice become once the rules have looked at it. All of it is saved in one transaction.
public struct Reconciled: Hashable, Sendable {
  /// Those that are new (with the id 0) or differ from what was stored.
  public var flags: [Flag] = []
  public var events: [Event] = []
  /// Those that have been used on one more invoice.
  public var exceptions: [RuleException] = []

  public init() {}
}

extension Flag {
  /// Brings the stored flags of one invoice in line with what the rules found.
  ///
  /// - Parameters:
  ///   - stored: every flag of the invoice, closed ones too.
  ///   - verdict: what the rules found, and which of them could not judge everything: flags of those stay as they are when they
  ///     are not found, because nothing was looked at. Flags of rules that are off close as a matter of settings.
  ///   - hash: SHA-256 of the bytes; nil only if hashing is broken, and then nothing is changed.
  public static func reconcile(
    _ stored: [Flag], with verdict: RuleVerdict, exceptions: [RuleException], of invoice: InvoicePlace,
    because cause: RescanCause,
    at instant: Instant, hash: ([UInt8]) -> Fingerprint?
  ) -> Reconciled {
    var result = Reconciled()
    var exceptions = exceptions
    var used: Set<ID<RuleException>> = []
    var byKey = Dictionary(stored.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var after: [(before: Flag?, flag: Flag, events: [Event])] = []

    for finding in verdict.findings {
      guard let fingerprint = hash(finding.judgedBytes) else { return Reconciled() }
      let found = Found(finding, fingerprint: fingerprint)
      let key = Key(finding.rule, finding.target)
      if let known = byKey.removeValue(forKey: key) {
        guard let stepped = try? known.apply(.found(found), at: instant) else { continue }
        after.append((known, stepped.flag, stepped.event.map { [$0] } ?? []))
      } else {
        let flag = Flag(found, invoice: invoice.id, at: instant)
        after.append((nil, flag, [.flag(.raised(flag.mark, sentence: flag.sentence))]))
      }
    }
    for flag in byKey.values {
      let isOff = !verdict.judged.contains(flag.key.rule)
      if !isOff, verdict.lacking.contains(flag.key.rule) {
        after.append((flag, flag, []))
      } else if let stepped = try? flag.apply(.notFound(isOff ? .settings : cause.closing), at: instant) {
        after.append((flag, stepped.flag, stepped.event.map { [$0] } ?? []))
      }
    }

    // In an order of their own, so that a count of an exception is spent the same way every time.
    for (before, flag, events) in after.sorted(by: { $0.flag.key < $1.flag.key }) {
      var flag = flag
      var events = events
      if case .accepted(let acceptance) = flag.state, let why = lapse(of: acceptance, flag, exceptions, invoice, instant),
        let stepped = try? flag.apply(.lapse(why: why), at: instant)
      {
        flag = stepped.flag
        if let event = stepped.event { events.append(event) }
      }
      if flag.state.isOpen, let place = exceptions.firstIndex(where: { $0.covers(flag, of: invoice, at: instant) }) {
        let exception = exceptions[place]
        let step = FlagStep.accept(exception.reason, by: exception.by, exception: exception.id, expires: nil)
        if let stepped = try? flag.apply(step, at: instant) {
          flag = stepped.flag
          if let event = stepped.event { events.append(event) }
          if exceptions[place].used.insert(invoice.id).inserted { used.insert(exception.id) }
        }
      }
      if flag != before { result.flags.append(flag) }
      result.events += events
    }
    result.exceptions = exceptions.filter { used.contains($0.id) }
    return result
  }

  /// Why an acceptance no longer counts; nil while it does.
  private static func lapse(
    of acceptance: Acceptance, _ flag: Flag, _ exceptions: [RuleException], _ invoice: InvoicePlace, _ instant: Instant
  ) -> String? {
    if acceptance.hasExpired(at: instant) { return "its time is over" }
    guard let id = acceptance.exception else { return nil }
    guard let exception = exceptions.first(where: { $0.id == id }) else { return "its exception is gone" }
    if exception.covers(flag, of: invoice, at: instant) { return nil }
    if exception.revoked != nil { return "its exception was revoked" }
    return flag.severity > exception.severity ? "it weighs more than what was accepted" : "its exception has ended"
  }
}
