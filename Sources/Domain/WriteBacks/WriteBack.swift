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
  public var state: State
  /// How often sending was begun.
  public var attempt: Int
  public var notBefore: Instant

  public init(
    id: ID<WriteBack> = ID(0), invoice: ID<Invoice>, trigger: WriteBackTrigger, desired: Reference<BillingStatus>,
    expected: Reference<BillingStatus>, state: State = .queued, attempt: Int = 0, notBefore: Instant
  ) {
    self.id = id
    self.invoice = invoice
    self.trigger = trigger
    self.desired = desired
    self.expected = expected
    self.state = state
    self.attempt = attempt
    self.notBefore = notBefore
  }

  /// RELIABILITY §5.3.
  public enum State: String, CaseIterable, Hashable, Sendable {
    case queued, sending, done, unknown, rejected, conflict
    /// The decision was undone before the write-back left.
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
    /// ConnectWise holds the status from before.
    case foundExpected
    /// ConnectWise holds neither: somebody changed it meanwhile.
    case foundOther(Reference<BillingStatus>)
    /// Provably nothing was sent, or ConnectWise asked to come later.
    case delayed(reason: String)
    /// ConnectWise said no, with a reason.
    case refused(reason: String)
    /// Time-out, broken connection, 5xx, cut answer, or the program stopped while sending.
    case outcomeUnknown(reason: String)
    /// The decision was undone.
    case withdraw
    /// A person decides a conflict.
    case writeOurs(over: Reference<BillingStatus>)
    case keepTheirs

    /// Completes "it cannot …".
    public var phrase: String {
      switch self {
      case .send: "be sent"
      case .foundDesired: "be confirmed"
      case .foundExpected, .foundOther: "be checked"
      case .delayed: "be put off"
      case .refused: "be refused"
      case .outcomeUnknown: "become unknown"
      case .withdraw: "be withdrawn"
      case .writeOurs: "be written again"
      case .keepTheirs: "be given up"
      }
    }
  }
}
