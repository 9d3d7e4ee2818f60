import Synchronization

/// A way out that keeps its manners: the pace, pauses and circuit of `Courtesy` for everything that goes through it, and a
/// few repeats of reads that failed. Writes are never repeated here: whether they may be is the outbox's to know.
///
/// One of these stands for one ConnectWise, and everybody who calls it shares this one.
public final class CourteousTransport: Transport {
  /// How long a caller may be kept, and how often a read is tried.
  public struct Patience: Sendable {
    /// Milliseconds that a call of a person, or a write, may wait for its turn.
    public var people: Int64 = 5_000
    public var background: Int64 = 90_000
    /// Tries of a read that fails for reasons which may pass.
    public var triesForPeople = 2
    public var triesInBackground = 3

    public init() {}
  }

  private let inner: any Transport
  private let clock: OutboundClock
  private let patience: Patience
  private let dice: @Sendable (Int64) -> Int64
  /// Guards what we know about the host, and the word that ends all waiting.
  private let state: Mutex<(courtesy: Courtesy, isImpatient: Bool)>

  /// `dice` gives a number from 0 up to, not including, its argument.
  public init(
    _ inner: any Transport, rules: Courtesy.Rules = Courtesy.Rules(), patience: Patience = Patience(),
    clock: OutboundClock = .monotonic(), dice: @escaping @Sendable (Int64) -> Int64 = { Int64.random(in: 0..<max(1, $0)) }
  ) {
    self.inner = inner
    self.clock = clock
    self.patience = patience
    self.dice = dice
    state = Mutex((Courtesy(rules), false))
  }

  /// What keeps calls from leaving at the moment, if anything does.
  public var restraint: HeldBack? {
    state.withLock { $0.courtesy.restraint(at: clock.now()) }
  }

  /// Ends all waiting, for a shutdown: whoever waits is held back, and so is who would have to. What can leave at once still
  /// leaves, so that a write under way can be looked at.
  public func stopWaiting() {
    state.withLock { $0.isImpatient = true }
    clock.wake()
  }

  public func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    let isBackground = request.priority == .background && !request.isWrite
    let call = Courtesy.Call(
      isBackground ? .background : .people,
      mayProbe: !request.isWrite && request.limits.answer <= OutboundRequest.Limits.read.answer)
    let tries = request.isWrite ? 1 : isBackground ? patience.triesInBackground : patience.triesForPeople
    var left = isBackground ? patience.background : patience.people
    var attempt = 0
    if let held = waitForTurn(call, &left) { return .failure(.heldBack(held)) }
    while true {
      let result = inner.send(request)
      state.withLock { $0.courtesy.tell(Courtesy.Experience(result), at: clock.now()) }
      attempt += 1
      // Where the wait for another try is too long, what came back stands.
      guard attempt < tries, result.mayPass, wait(Backoff.milliseconds(attempt: attempt - 1, dice: dice), &left),
        waitForTurn(call, &left) == nil
      else { return result }
    }
  }

  /// Nil when it is our turn; otherwise why it will not be soon enough.
  private func waitForTurn(_ call: Courtesy.Call, _ left: inout Int64) -> HeldBack? {
    while true {
      let decision = state.withLock { $0.courtesy.ask(call, at: clock.now()) }
      guard case .notYet(let held) = decision else { return nil }
      guard wait(held.milliseconds, &left) else { return held }
    }
  }

  /// False when the caller's patience does not reach that far, and then at once.
  private func wait(_ milliseconds: Int64, _ left: inout Int64) -> Bool {
    guard milliseconds > 0 else { return true }
    guard milliseconds <= left, !state.withLock({ $0.isImpatient }) else { return false }
    left -= milliseconds
    clock.sleep(milliseconds)
    return true
  }
}

extension Courtesy.Experience {
  init(_ result: Result<OutboundResponse, CurlFailure>) {
    switch result {
    case .success(let response):
      switch response.status {
      case 429: self = .slowDown(milliseconds: response.retryAfter?.inMilliseconds)
      case 503 where response.retryAfter != nil: self = .slowDown(milliseconds: response.retryAfter?.inMilliseconds)
      case 500...: self = .failed
      default: self = .alive
      }
    case .failure(.refused), .failure(.heldBack), .failure(.notSent(.malformedRequest, _)), .failure(.notSent(.outOfMemory, _)),
      .failure(.unknown(.answerTooLarge, _)):
      self = .nothing
    case .failure(.notSent), .failure(.unknown): self = .failed
    }
  }
}

extension Result<OutboundResponse, CurlFailure> {
  /// Whether asking again may bring something better. An error 500 may be that record's own, but then a repeat costs little.
  fileprivate var mayPass: Bool {
    switch self {
    case .success(let response): [429, 500, 502, 503, 504].contains(response.status)
    case .failure(.refused), .failure(.heldBack): false
    case .failure(.notSent(let reason, _)):
      switch reason {
      case .nameNotFound, .connectionRefused, .connectTimeout, .handshake: true
      case .certificate, .malformedRequest, .outOfMemory: false
      }
    case .failure(.unknown(let reason, _)):
      switch reason {
      case .timeout, .tooSlow, .reset, .emptyAnswer, .cutBody, .other: true
      case .answerTooLarge, .notHTTP: false
      }
    }
  }
}
