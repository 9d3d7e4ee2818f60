import HTTP

private let limits: Limits = {
  var limits = Limits()
  // Small, so that short inputs reach them.
  limits.requestLine = 200
  limits.field = 100
  limits.headerSection = 400
  limits.fields = 12
  limits.chunkExtensions = 40
  limits.trailers = 60
  limits.drainedBody = 50
  return limits
}()

/// A connection reads the same from the whole input as from its pieces: same requests, same bodies, same refusal.
func fuzzRequest(_ octets: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var whole = Conversation()
  whole.receive(octets)
  whole.end()
  var pieces = Conversation()
  var cuts = Cuts(octets)
  var start = 0
  while start < octets.count {
    let end = min(octets.count, start + cuts.next())
    pieces.receive(UnsafeBufferPointer(rebasing: octets[start..<end]))
    start = end
  }
  pieces.end()
  guard whole.seen.sum == pieces.seen.sum else { broken("a request read whole equals the request read in pieces") }
  return whole.seen.sum
}

/// The state machine, with a peer that answers everything at once and keeps unread input for later, as a loop does.
private struct Conversation {
  var seen = Seen()
  private var connection = Connection(at: 0)
  private var unread: [UInt8] = []
  /// How much of an upload is on disk when it is refused depends on the pieces; what counts is the whole.
  private var stored: [UInt8] = []

  mutating func receive(_ octets: UnsafeBufferPointer<UInt8>) {
    unread.append(contentsOf: octets)
    var offset = 0
    let input = unread
    var turns = 0
    while connection.phase != .closed {
      let before = offset
      let phase = connection.phase
      let action = connection.receive(input.span, &offset, at: 0, limits)
      guard offset >= before, offset <= input.count else { broken("a parser moves forward, inside its input") }
      let goesOn = act(on: action, input)
      if !goesOn, offset == before, connection.phase == phase { break }
      turns += 1
      guard turns <= input.count * 4 + 16 else { broken("a connection comes to rest") }
    }
    unread.removeFirst(min(offset, unread.count))
  }

  /// False for `wait`.
  private mutating func act(on action: Connection.Action, _ input: [UInt8]) -> Bool {
    switch action {
    case .wait: return false
    case .decide(let head):
      seen.add(head.target)
      seen.add(head.path)
      seen.add(head.host)
      seen.add(head.isPersistent ? 1 : 0)
      guard head.path.utf8.first == UInt8(ascii: "/") || head.target == "*" else { broken("a path begins with a slash") }
      for byte in head.path.utf8 where byte < 0x20 || byte == 0x7F || byte == 0x5C { broken("a path holds no control byte") }
      for pair in head.query.pairs {
        seen.add(pair.name)
        seen.add(pair.value)
      }
      let rule: BodyRule =
        switch head.path.utf8.count % 3 {
        case 0: .none
        case 1: .memory(100)
        default: .file(150)
        }
      _ = act(on: connection.admit(head, rule, at: 0, limits), input)
    case .sendContinue, .heartbeat: break
    case .store(let range): stored += input[range]
    case .complete(let body):
      let upload = stored
      stored = []
      seen.add(upload.span)
      guard body.count <= 150 else { broken("a body stays within its limit") }
      seen.add(body.span)
      seen.add(-1)
      answer(connection.mayKeep(limits))
    case .refuse(let refusal):
      stored = []
      seen.add(Int(refusal.status.code))
      seen.add(-2)
      answer(false)
    case .shutdown, .close: seen.add(-3)
    }
    return true
  }

  private mutating func answer(_ keep: Bool) {
    connection.answered(keep: keep, at: 0)
    seen.add(keep ? 1 : 0)
    _ = connection.sent(all: true, progress: true, at: 0)
  }

  mutating func end() {
    if case .complete = connection.peerEnded() { broken("an unfinished request reaches nobody") }
  }
}
