/// How we behave towards one host, as a value: a pace, its pauses, and when to leave it alone.
///
/// Every call asks first and tells afterwards how it went. Time comes as an argument and the answer is a value, so the server
/// and the simulator run the same code. Promises (RELIABILITY §3, C6): no call during an announced pause, at most one probe
/// in half a minute while the host is down, a fifth of the quota left for people whatever a sweep does.
public struct Courtesy: Sendable, Equatable {
  public struct Rules: Sendable, Equatable {
    /// What the other side allows; ConnectWise announces about a thousand a minute (API-NOTES §4).
    public var perMinute = 1_000
    /// How much of it background work may take, in percent. The rest is for people.
    public var backgroundShare = 80
    /// As many failures in a row open the circuit.
    public var failuresToOpen = 5
    public var probeEvery: Int64 = 30_000
    /// When we are told to slow down and not for how long: this, doubled each time in a row up to the longest.
    public var unannouncedPause: Int64 = 30_000
    public var longestUnannouncedPause: Int64 = 900_000

    public init() {}
  }

  /// What a call is, as far as courtesy goes.
  public struct Call: Sendable, Equatable {
    public var priority: OutboundRequest.Priority
    /// Cheap and harmless enough to find out whether a host is back.
    public var mayProbe: Bool

    public init(_ priority: OutboundRequest.Priority, mayProbe: Bool) {
      self.priority = priority
      self.mayProbe = mayProbe
    }
  }

  public enum Decision: Sendable, Equatable {
    case go
    case notYet(HeldBack)
  }

  /// What a call that went out told about the host.
  public enum Experience: Sendable, Equatable {
    /// It answers; what it answered is another matter.
    case alive
    /// It wants fewer calls: for so long, or for as long as we think right.
    case slowDown(milliseconds: Int64?)
    case failed
    /// Nothing that speaks for or against it.
    case nothing
  }

  private enum Circuit: Sendable, Equatable {
    case closed(failures: Int)
    case open(probeAt: Int64)
  }

  public let rules: Rules
  /// Everybody draws from this one, background work from both: together never more than the quota in any minute.
  private var everybody: TokenBucket
  private var background: TokenBucket
  private var circuit = Circuit.closed(failures: 0)
  private var pausedUntil: Int64 = 0
  private var pausesInARow: Int64 = 0
  /// Percent of the full pace: halved when we are told to slow down, regained by a tenth in each quiet minute.
  private var pace: Int64 = 100
  private var paceRisesAt: Int64 = 0
  private var lastReading: Int64?
  /// Our own count of milliseconds. A clock that is set back stands still here: it mints no tokens and stretches no pause.
  private var time: Int64 = 0

  public init(_ rules: Rules = Rules()) {
    self.rules = rules
    // A burst and a minute's refill may fall into one minute, so a tenth is burst and nine tenths are refill.
    let share = min(100, max(1, rules.backgroundShare))
    everybody = TokenBucket(perMinute: rules.perMinute * 9 / 10, burst: rules.perMinute / 10)
    background = TokenBucket(perMinute: rules.perMinute * share * 9 / 1_000, burst: rules.perMinute * share / 1_000)
  }

  /// Whether the call may leave now. If so it counts as made: tell afterwards how it went.
  public mutating func ask(_ call: Call, at now: Int64) -> Decision {
    advance(to: now)
    if pausedUntil > time { return .notYet(HeldBack(.pause, milliseconds: pausedUntil - time)) }
    var isProbe = false
    if case .open(let probeAt) = circuit {
      guard call.mayProbe, probeAt <= time else {
        return .notYet(HeldBack(.circuit, milliseconds: max(1_000, probeAt - time)))
      }
      isProbe = true
    }
    var wait = everybody.wait(pace: pace)
    if call.priority == .background { wait = max(wait, background.wait(pace: pace)) }
    if wait > 0 { return .notYet(HeldBack(.quota, milliseconds: wait)) }
    everybody.take()
    if call.priority == .background { background.take() }
    // Counted from its start: a probe that is never heard of again does not keep the circuit open for ever.
    if isProbe { circuit = .open(probeAt: time + rules.probeEvery) }
    return .go
  }

  public mutating func tell(_ experience: Experience, at now: Int64) {
    advance(to: now)
    switch experience {
    case .alive:
      circuit = .closed(failures: 0)
      if pausedUntil <= time { pausesInARow = 0 }
    case .slowDown(let announced):
      circuit = .closed(failures: 0)
      let own = min(rules.longestUnannouncedPause, rules.unannouncedPause << min(pausesInARow, 10))
      pausedUntil = max(pausedUntil, time + max(0, announced ?? own))
      pausesInARow += 1
      pace = max(5, pace / 2)
      paceRisesAt = pausedUntil + 60_000
      everybody.empty()
      background.empty()
    case .failed:
      guard case .closed(let failures) = circuit else { return }
      circuit = failures + 1 < rules.failuresToOpen ? .closed(failures: failures + 1) : .open(probeAt: time + rules.probeEvery)
    case .nothing: break
    }
  }

  /// For a page or a log: what keeps calls from leaving at the moment, if anything does.
  public func restraint(at now: Int64) -> HeldBack? {
    var later = self
    later.advance(to: now)
    if later.pausedUntil > later.time { return HeldBack(.pause, milliseconds: later.pausedUntil - later.time) }
    if case .open(let probeAt) = later.circuit { return HeldBack(.circuit, milliseconds: max(0, probeAt - later.time)) }
    return nil
  }

  private mutating func advance(to now: Int64) {
    let (elapsed, overflow) = now.subtractingReportingOverflow(lastReading ?? now)
    lastReading = now
    guard !overflow, elapsed > 0 else { return }
    time += min(elapsed, .max / 4 - time)
    everybody.fill(milliseconds: elapsed, pace: pace)
    background.fill(milliseconds: elapsed, pace: pace)
    while pace < 100, paceRisesAt <= time {
      pace = min(100, pace + 10)
      paceRisesAt += 60_000
    }
  }
}
