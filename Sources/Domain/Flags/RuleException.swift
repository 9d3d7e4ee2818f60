/// An acceptance with a wider scope and an end: one rule, for one agreement until a date, or for one company's next invoices.
public struct RuleException: Hashable, Sendable {
  public enum Scope: Hashable, Sendable {
    /// Every flag of the rule on one invoice.
    case invoice(ID<Invoice>)
    /// Up to and including that day.
    case agreement(Reference<Agreement>, until: Day)
    /// For that many invoices, each counted once however often it is read.
    case company(Reference<Company>, invoices: Int)

    /// Completes "is accepted …".
    public func phrase(_ conventions: Conventions = .american) -> String {
      switch self {
      case .invoice: "on this invoice"
      case .agreement(let agreement, let day): "for \(agreement.named("agreement")) until \(conventions.date(day))"
      case .company(let company, 1): "for the next invoice of \(company.named("company"))"
      case .company(let company, let count): "for the next \(conventions.count(count)) invoices of \(company.named("company"))"
      }
    }
  }

  public static let mostInvoices = 100
  public static let longestDays = 730

  /// 0 until stored.
  public let id: ID<RuleException>
  public let rule: RuleCode
  public let title: String
  public let scope: Scope
  /// A flag that weighs more than what was accepted is not covered.
  public let severity: Severity
  public let reason: AcceptReason
  public let by: Actor
  public let at: Instant
  public var revoked: Instant?
  /// The invoices on which it has accepted something.
  public var used: Set<ID<Invoice>>

  public init(
    id: ID<RuleException> = ID(0), rule: RuleCode, title: String, scope: Scope, severity: Severity, reason: AcceptReason,
    by actor: Actor, at instant: Instant, revoked: Instant? = nil, used: Set<ID<Invoice>> = []
  ) {
    self.id = id
    self.rule = rule
    self.title = title
    self.scope = scope
    self.severity = severity
    self.reason = reason
    by = actor
    at = instant
    self.revoked = revoked
    self.used = used
  }

  /// A new exception, or why it cannot be made.
  public static func make(
    _ flag: Flag, _ scope: Scope, reason: AcceptReason, by actor: Actor, at instant: Instant
  ) throws(Refusal) -> (RuleException, Event) {
    switch scope {
    case .invoice: break
    case .agreement(_, let until):
      let today = instant.day
      guard until >= today else { throw .flag(.exceptionEndsInThePast(until)) }
      guard today.days(until: until) <= longestDays else { throw .flag(.exceptionTooLong(days: longestDays)) }
    case .company(_, let count):
      guard (1...mostInvoices).contains(count) else { throw .flag(.exceptionInvoices(most: mostInvoices, typed: count)) }
    }
    let exception = RuleException(
      rule: flag.key.rule, title: flag.title, scope: scope, severity: flag.severity, reason: reason, by: actor, at: instant)
    return (
      exception, .flag(.exceptionMade(rule: exception.rule, title: exception.title, scope: scope.phrase(), reason: reason.phrase))
    )
  }

  /// Taken back by a person: what it had accepted opens again.
  public func revoke(at instant: Instant) throws(Refusal) -> (RuleException, Event) {
    guard revoked == nil else { throw .flag(.exceptionAlreadyRevoked) }
    var next = self
    next.revoked = instant
    return (next, .flag(.exceptionRevoked(rule: rule, title: title, scope: scope.phrase())))
  }

  /// Whether it still accepts anything new.
  public func isActive(at instant: Instant) -> Bool {
    guard revoked == nil else { return false }
    switch scope {
    case .invoice: return true
    case .agreement(_, let until): return instant.day <= until
    case .company(_, let invoices): return used.count < invoices
    }
  }

  /// Whether it accepts a flag of `invoice` at that moment. An invoice on which a count was spent stays covered.
  func covers(_ flag: Flag, of invoice: InvoicePlace, at instant: Instant) -> Bool {
    guard revoked == nil, flag.key.rule == rule, flag.severity <= severity else { return false }
    switch scope {
    case .invoice(let id): return id == invoice.id
    case .agreement(let agreement, let until): return agreement.id == invoice.agreement && instant.day <= until
    case .company(let company, let invoices):
      return company.id == invoice.company && (used.contains(invoice.id) || used.count < invoices)
    }
  }
}

/// Where an invoice stands, as far as exceptions ask.
public struct InvoicePlace: Hashable, Sendable {
  public let id: ID<Invoice>
  public let company: ID<Company>
  public let agreement: ID<Agreement>?

  public init(id: ID<Invoice>, company: ID<Company>, agreement: ID<Agreement>?) {
    self.id = id
    self.company = company
    self.agreement = agreement
  }
}
