/// One intended change in ConnectWise, kept in the outbox until it is confirmed or given up: set the billing status.
public struct WriteBack: Hashable, Sendable {
  /// How long a decision can be taken back before its write-back leaves.
  public static let undoWindow: Int64 = 10_000

  /// 0 until stored.
  public let id: ID<WriteBack>
  public let invoice: ID<Invoice>
  public let trigger: WriteBackTrigger
  public let desired: Reference<BillingStatus>
  public let expected: Reference<BillingStatus>
  /// The status closes the invoice. A batch may follow at once and nobody can take that back, so it is never repeated on a
  /// mere suspicion (RELIABILITY §5.3, class C).
  public let closes: Bool
  /// Who wants it: who decided, or who said "write ours" since. Nil for what is older than this rule.
  public var askedBy: ID<Person>?
  public var state: State
  /// How often sending was begun.
  public var attempt: Int
  public var notBefore: Instant
  public var trail: Trail

  public init(
    id: ID<WriteBack> = ID(0), invoice: ID<Invoice>, trigger: WriteBackTrigger, desired: Reference<BillingStatus>,
    expected: Reference<BillingStatus>, closes: Bool = false, askedBy: ID<Person>? = nil, state: State = .queued,
    attempt: Int = 0, notBefore: Instant, trail: Trail = Trail()
  ) {
    self.id = id
    self.invoice = invoice
    self.trigger = trigger
    self.desired = desired
    self.expected = expected
    self.closes = closes
    self.askedBy = askedBy
    self.state = state
    self.attempt = attempt
    self.notBefore = notBefore
    self.trail = trail
  }

  /// What is remembered of the attempts; what is found later is judged by it.
  public struct Trail: Hashable, Sendable {
    /// When the last attempt began.
    public var attemptedAt: Instant?
    /// When the invoice had last been changed in ConnectWise, read directly before that attempt and after it.
    public var before: Instant?
    public var after: Instant?
    public var unknownSince: Instant?
    /// The first reading since the attempt that still showed the status from before.
    public var unchangedAt: Instant?
    /// How often in a row something went wrong. The waiting grows by it.
    public var failures: Int

    public init(
      attemptedAt: Instant? = nil, before: Instant? = nil, after: Instant? = nil, unknownSince: Instant? = nil,
      unchangedAt: Instant? = nil, failures: Int = 0
    ) {
      self.attemptedAt = attemptedAt
      self.before = before
      self.after = after
      self.unknownSince = unknownSince
      self.unchangedAt = unchangedAt
      self.failures = failures
    }
  }

  /// RELIABILITY §5.3.
  public enum State: String, CaseIterable, Hashable, Sendable {
    case queued, sending, done, unknown, rejected, conflict
    /// The decision was undone or no longer stands, or a person kept what stands in ConnectWise.
    case withdrawn

    /// How the interface names it; it never says "sent" for unknown.
    public var word: String {
      switch self {
      case .queued: "waiting"
      case .sending: "being written"
      case .done: "written and confirmed"
      case .unknown: "being checked"
      case .rejected: "refused"
      case .conflict: "changed in ConnectWise"
      case .withdrawn: "withdrawn"
      }
    }

    /// Nothing more happens by itself.
    public var isFinal: Bool {
      switch self {
      case .done, .rejected, .withdrawn: true
      case .queued, .sending, .unknown, .conflict: false
      }
    }

    /// The outbox still has work with it.
    public var isUnderWay: Bool {
      switch self {
      case .queued, .sending, .unknown: true
      case .done, .rejected, .conflict, .withdrawn: false
      }
    }

    /// A person has to look: the inbox counts these under Write-back trouble.
    public var isTrouble: Bool {
      switch self {
      case .unknown, .rejected, .conflict: true
      case .queued, .sending, .done, .withdrawn: false
      }
    }
  }

  public enum Step: Hashable, Sendable {
    /// The attempt is noted, before the first byte leaves.
    case send
    /// ConnectWise holds the desired status: read before sending, or read back after.
    case foundDesired
    /// ConnectWise holds the status from before, and nothing speaks for a change in between.
    case foundExpected
    /// ConnectWise holds neither: somebody changed it meanwhile.
    case foundOther(Reference<BillingStatus>)
    /// ConnectWise holds the status from before, but ours may have stood there in between, or must not be tried twice.
    case foundUnclear(Reference<BillingStatus>)
    /// Provably nothing was sent, or ConnectWise asked to come later.
    case delayed(reason: String)
    /// ConnectWise said no, with a reason.
    case refused(reason: String)
    /// Time-out, broken connection, 5xx, cut answer, or the program stopped while sending.
    case outcomeUnknown(reason: String)
    /// The decision no longer stands, found when it was to be sent.
    case callOff(reason: String)
    /// It can no longer be written, whatever ConnectWise says: nobody may want it any more, or the invoice is gone.
    case giveUp(reason: String)
    /// The decision was undone.
    case withdraw
    /// A person decides a conflict, or tries again what was refused.
    case writeOurs(over: Reference<BillingStatus>, by: ID<Person>)
    case keepTheirs
    case tryAgain(by: ID<Person>)

    /// Completes "it cannot …".
    public var phrase: String {
      switch self {
      case .send: "be sent"
      case .foundDesired: "be confirmed"
      case .foundExpected, .foundOther, .foundUnclear: "be checked"
      case .delayed: "be put off"
      case .refused: "be refused"
      case .outcomeUnknown: "become unknown"
      case .callOff: "be called off"
      case .giveUp, .keepTheirs: "be given up"
      case .withdraw: "be withdrawn"
      case .writeOurs, .tryAgain: "be written again"
      }
    }
  }
}
