/// A finding that is stored and has a life: one per invoice, rule and target.
public struct Flag: Hashable, Sendable {
  /// 0 until stored.
  public let id: ID<Flag>
  public let invoice: ID<Invoice>
  public let key: Key
  /// The title of the rule when it was last found, for rules that are no longer in the book.
  public var title: String
  /// How people know the target.
  public var name: String
  public var severity: Severity
  public var sentence: String
  public var evidence: [Finding.Evidence]
  public var judged: [JudgedValue]
  public var fingerprint: Fingerprint
  public var state: State
  public let firstSeen: Instant
  /// When it was found with other values, or came back.
  public var lastChanged: Instant

  /// What makes two findings the same flag (PRODUCT §3.3).
  public struct Key: Hashable, Comparable, Sendable {
    public let rule: RuleCode
    public let target: Target

    public init(_ rule: RuleCode, _ target: Target) {
      self.rule = rule
      self.target = target
    }

    public static func < (left: Key, right: Key) -> Bool {
      left.target != right.target ? left.target < right.target : left.rule < right.rule
    }
  }

  public enum State: Hashable, Sendable {
    case open
    case accepted(Acceptance)
    /// Accepted once, for other values than it has now: open again.
    case changed(since: Acceptance)
    /// Not found any more; `last` is the acceptance that it had.
    case closed(Closing, last: Acceptance?)
    /// Was fixed and came back.
    case reopened

    /// Whether somebody still has to look at it.
    public var isOpen: Bool {
      switch self {
      case .open, .changed, .reopened: true
      case .accepted, .closed: false
      }
    }

    /// The stored name, which never changes.
    public var code: String {
      switch self {
      case .open: "open"
      case .accepted: "accepted"
      case .changed: "changed"
      case .closed: "closed"
      case .reopened: "reopened"
      }
    }

    public var title: String {
      switch self {
      case .open: "Open"
      case .accepted: "Marked as OK"
      case .changed: "Changed since accepted"
      case .closed(.fixedInConnectWise, _): "Fixed in ConnectWise"
      case .closed(.settings, _): "No longer flagged"
      case .reopened: "Reopened"
      }
    }

    /// The acceptance that stands, or from which the values have moved away.
    public var acceptance: Acceptance? {
      switch self {
      case .accepted(let acceptance), .changed(let acceptance): acceptance
      case .closed(_, let last): last
      case .open, .reopened: nil
      }
    }
  }

  /// Why a flag is no longer found.
  public enum Closing: String, CaseIterable, Hashable, Sendable {
    case fixedInConnectWise = "fixed-in-connectwise"
    /// The rule was switched off or measures differently now; nothing changed in ConnectWise.
    case settings

    /// Completes "The flag was closed: …".
    public var phrase: String {
      switch self {
      case .fixedInConnectWise: "fixed in ConnectWise"
      case .settings: "the rule’s settings no longer flag it"
      }
    }
  }

  public init(
    id: ID<Flag> = ID(0), invoice: ID<Invoice>, key: Key, title: String, name: String, severity: Severity, sentence: String,
    evidence: [Finding.Evidence], judged: [JudgedValue], fingerprint: Fingerprint, state: State = .open, firstSeen: Instant,
    lastChanged: Instant
  ) {
    self.id = id
    self.invoice = invoice
    self.key = key
    self.title = title
    self.name = name
    self.severity = severity
    self.sentence = sentence
    self.evidence = evidence
    self.judged = judged
    self.fingerprint = fingerprint
    self.state = state
    self.firstSeen = firstSeen
    self.lastChanged = lastChanged
  }

  /// A finding that was not known before.
  init(_ found: Found, invoice: ID<Invoice>, at instant: Instant) {
    self.init(
      invoice: invoice, key: Key(found.finding.rule, found.finding.target), title: found.finding.title, name: found.finding.name,
      severity: found.finding.severity, sentence: found.finding.sentence, evidence: found.finding.evidence,
      judged: found.finding.judged, fingerprint: found.fingerprint, firstSeen: instant, lastChanged: instant)
  }

  public var mark: FlagMark { FlagMark(rule: key.rule, title: title, target: key.target, name: name, severity: severity) }
}

/// A finding with the fingerprint of its judged values, reckoned by whoever can hash.
public struct Found: Hashable, Sendable {
  public let finding: Finding
  public let fingerprint: Fingerprint

  public init(_ finding: Finding, fingerprint: Fingerprint) {
    self.finding = finding
    self.fingerprint = fingerprint
  }
}

/// Which flag an event tells of.
public struct FlagMark: Hashable, Sendable {
  public let rule: RuleCode
  public let title: String
  public let target: Target
  public let name: String
  public let severity: Severity

  public init(rule: RuleCode, title: String, target: Target, name: String, severity: Severity) {
    self.rule = rule
    self.title = title
    self.target = target
    self.name = name
    self.severity = severity
  }
}
