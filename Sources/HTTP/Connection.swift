/// One client's connection as a state machine: octets and the clock go in, what to do comes out. It knows no sockets.
///
/// One request at a time, answers in order; octets of the next request wait until the present one is answered. After any
/// framing error nothing is parsed any more (RFC 9112 §6.3, §9.3). Times are milliseconds that only grow.
package struct Connection: Sendable {
  package enum Action: Sendable {
    /// All input is used up, or the connection waits for something else than input.
    case wait
    /// A head is complete: decide about its body and call `admit`.
    case decide(Head)
    /// Send `100 Continue`, then go on.
    case sendContinue
    /// These bytes of the input belong to the upload's file.
    case store(Range<Int>)
    /// The request is complete, with this body.
    case complete([UInt8])
    /// Send this answer, then call `answered(keep: false)`.
    case refuse(Refusal)
    /// Send a comment to the subscriber.
    case heartbeat
    /// Everything is sent: say so to the peer, and read on until it closes too.
    case shutdown
    case close
  }

  package enum Phase: Sendable, Equatable {
    case idle, head, deciding, body, answering, streaming, closing, lingering, closed
  }

  private enum Sink: Sendable { case drop, memory, file }

  package private(set) var phase = Phase.idle
  package private(set) var served = 0
  /// The head that could not be read was one of a HEAD request.
  package private(set) var refusedHead = false
  private var parser = HeadParser()
  private var decoder: ChunkedDecoder?
  private var sink = Sink.drop
  private var bodyLimit = 0
  private var bodyRemaining = 0
  private var bodyReceived = 0
  private var octetsReceived: Int64 = 0
  private var collected: [UInt8] = []
  /// This request's answer will be the last.
  private var isLast = false
  private var isDraining = false
  /// When the present phase began.
  private var since: Int64
  private var requestSince: Int64 = 0
  private var bodySince: Int64 = 0
  private var blockedSince: Int64?

  package init(at now: Int64) { since = now }

  /// Memory that the half-read request takes.
  package var heldBytes: Int { parser.heldBytes + collected.count }
  package var isBlocked: Bool { blockedSince != nil }
  /// Octets from the peer are of use now.
  package var wantsInput: Bool {
    switch phase {
    case .idle, .head, .body: !isBlocked
    case .streaming, .lingering: true
    case .deciding, .answering, .closing, .closed: false
    }
  }

  /// Octets that came already may still become a request.
  package var mayReadMore: Bool {
    switch phase {
    case .idle, .head, .body, .deciding, .answering: true
    case .streaming, .closing, .lingering, .closed: false
    }
  }

  // MARK: Octets

  /// Reads from `offset` on, moves it behind what was used, and says what to do. Call again until it waits.
  package mutating func receive(_ input: Span<UInt8>, _ offset: inout Int, at now: Int64, _ limits: Limits) -> Action {
    switch phase {
    case .idle, .head:
      guard offset < input.count else { return .wait }
      if phase == .idle {
        enter(.head, at: now)
        requestSince = now
      }
      do throws(Refusal) {
        guard let head = try parser.read(input, &offset, limits) else { return .wait }
        enter(.deciding, at: now)
        isLast = !head.isPersistent
        return .decide(head)
      } catch {
        return refuse(error)
      }
    case .body:
      let before = offset
      let action = readBody(input, &offset, at: now, limits)
      octetsReceived += Int64(offset - before)
      return action
    case .deciding, .answering, .closing:
      return .wait
    case .streaming, .lingering, .closed:
      offset = input.count
      return .wait
    }
  }

  /// The answer to `decide`.
  package mutating func admit(_ head: Head, _ rule: BodyRule, at now: Int64, _ limits: Limits) -> Action {
    guard phase == .deciding else { return .wait }
    decoder = nil
    bodyRemaining = 0
    switch head.framing {
    case .none, .length(0): return complete(at: now)
    case .length(let length): bodyRemaining = length
    case .chunked: decoder = ChunkedDecoder()
    }
    switch rule {
    case .none:
      // A client that waits for 100 Continue gets the answer instead, and may or may not send the body: the connection ends.
      guard !head.expectsContinue, bodyRemaining <= limits.drainedBody else {
        isLast = true
        return complete(at: now)
      }
      sink = .drop
      bodyLimit = limits.drainedBody
    case .memory(let limit):
      sink = .memory
      bodyLimit = limit
    case .file(let limit):
      sink = .file
      bodyLimit = limit
    }
    guard bodyRemaining <= bodyLimit else { return refuse(.bodyTooLarge) }
    if sink == .memory { collected.reserveCapacity(min(bodyRemaining, 65_536)) }
    bodyReceived = 0
    octetsReceived = 0
    bodySince = now
    enter(.body, at: now)
    return head.expectsContinue ? .sendContinue : .wait
  }

  /// Refuses the present request for a reason found outside.
  package mutating func refuse(_ refusal: Refusal) -> Action {
    isLast = true
    refusedHead = parser.isHead
    parser = HeadParser()
    collected = []
    phase = .answering
    return .refuse(refusal)
  }

  private mutating func readBody(
    _ input: Span<UInt8>, _ offset: inout Int, at now: Int64, _ limits: Limits
  ) -> Action {
    guard decoder != nil else {
      if bodyRemaining == 0 { return complete(at: now) }
      let length = min(bodyRemaining, input.count - offset)
      guard length > 0 else { return .wait }
      let range = offset..<(offset + length)
      offset += length
      bodyRemaining -= length
      if let action = take(range, of: input, at: now) { return action }
      return bodyRemaining == 0 ? complete(at: now) : .wait
    }
    do throws(Refusal) {
      while true {
        switch try decoder?.next(input, &offset, limits) {
        case .data(let range):
          if let action = take(range, of: input, at: now) { return action }
        case .end, nil: return complete(at: now)
        case .needsMore:
          // A chunk that says it will be too large need not be waited for.
          guard let announced = decoder?.announced, bodyReceived + announced > bodyLimit else { return .wait }
          return exceed(at: now)
        }
      }
    } catch {
      return refuse(error)
    }
  }

  private mutating func take(_ range: Range<Int>, of input: Span<UInt8>, at now: Int64) -> Action? {
    bodyReceived += range.count
    guard bodyReceived <= bodyLimit else { return exceed(at: now) }
    switch sink {
    case .drop: return nil
    case .memory:
      input.withUnsafeBufferPointer { collected.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
      return nil
    case .file: return .store(range)
    }
  }

  private mutating func exceed(at now: Int64) -> Action {
    guard sink == .drop else { return refuse(.bodyTooLarge) }
    isLast = true
    return complete(at: now)
  }

  private mutating func complete(at now: Int64) -> Action {
    enter(.answering, at: now)
    var body: [UInt8] = []
    swap(&body, &collected)
    return .complete(body)
  }

  // MARK: Answers

  /// Whether another request may follow the answer that is being made.
  package func mayKeep(_ limits: Limits) -> Bool {
    !isLast && !isDraining && served + 1 < limits.requestsPerConnection
  }

  /// The answer stands ready to be sent.
  package mutating func answered(keep: Bool, at now: Int64) {
    served += 1
    parser = HeadParser()
    enter(keep ? .idle : .closing, at: now)
  }

  /// The answer has begun and has no end: server-sent events.
  package mutating func beganStream(at now: Int64) {
    served += 1
    enter(.streaming, at: now)
  }

  /// The stream ends once everything is sent.
  package mutating func endStream(at now: Int64) {
    if phase == .streaming { enter(.closing, at: now) }
  }

  /// Output was offered to the peer, which took some (`progress`) or all of it.
  package mutating func sent(all: Bool, progress: Bool, at now: Int64) -> Action {
    guard all else {
      if progress || blockedSince == nil { blockedSince = now }
      return .wait
    }
    if blockedSince != nil {
      blockedSince = nil
      if phase == .idle { since = now }
    }
    guard phase == .closing else { return .wait }
    enter(.lingering, at: now)
    return .shutdown
  }

  // MARK: The peer and the clock

  /// The peer will send nothing more: an unfinished request is never handed on (RFC 9112 §6.3).
  package mutating func peerEnded() -> Action {
    switch phase {
    case .idle, .head, .body, .streaming, .lingering, .closed:
      phase = .closed
      return .close
    case .deciding, .answering, .closing:
      isLast = true
      return .wait
    }
  }

  /// The socket is gone.
  package mutating func abandon() { phase = .closed }

  /// From now on every answer is the last; an idle connection has a moment left for a request that is under way.
  package mutating func drain(at now: Int64) {
    isDraining = true
    if phase == .idle { since = now }
    endStream(at: now)
  }

  /// What is due, if anything.
  package mutating func tick(at now: Int64, _ limits: Limits) -> Action {
    guard now >= deadline(limits) else { return .wait }
    if let blockedSince, now >= blockedSince + limits.writeStall {
      phase = .closed
      return .close
    }
    switch phase {
    case .head: return refuse(.headTooSlow)
    case .body: return refuse(.bodyTooSlow)
    case .answering: return refuse(.answerTooSlow)
    case .streaming:
      since = now
      return .heartbeat
    case .idle, .lingering:
      phase = .closed
      return .close
    case .deciding, .closing, .closed: return .wait
    }
  }

  /// When `tick` will have something to do.
  package func deadline(_ limits: Limits) -> Int64 {
    let stall = blockedSince.map { $0 + limits.writeStall } ?? .max
    let own: Int64
    switch phase {
    case .idle: own = isBlocked ? .max : since + (isDraining ? limits.drainGrace : limits.idleTime)
    case .head: own = requestSince + min(limits.headTime, limits.requestTime)
    case .body:
      let whole = requestSince + (sink == .file ? limits.uploadTime : limits.requestTime)
      // At least so many bytes a second, once the grace is over.
      own = min(whole, bodySince + limits.bodyGrace + octetsReceived * 1_000 / max(1, limits.bodyBytesPerSecond))
    case .answering: own = since + limits.answerTime
    case .streaming: own = since + limits.heartbeat
    case .lingering: own = since + limits.lingerTime
    case .deciding, .closing, .closed: own = .max
    }
    return min(stall, own)
  }

  private mutating func enter(_ phase: Phase, at now: Int64) {
    self.phase = phase
    since = now
  }
}
