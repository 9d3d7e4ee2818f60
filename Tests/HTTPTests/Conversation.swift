@testable import HTTP

/// What a connection makes of a stream of octets, told as lines: the machine alone, answered at once by a rule and nothing else.
struct Conversation {
  var limits = Limits()
  var rule = BodyRule.memory(1_000)
  /// Whether requests are answered as soon as they are complete.
  var answers = true
  private(set) var connection = Connection(at: 0)
  private(set) var lines: [String] = []
  private var unread: [UInt8] = []
  private var stored: [UInt8] = []

  init(rule: BodyRule = .memory(1_000), limits: Limits = Limits()) {
    self.rule = rule
    self.limits = limits
  }

  /// The lines for `text` read at once.
  static func of(_ text: String, rule: BodyRule = .memory(1_000), limits: Limits = Limits()) -> [String] {
    var conversation = Conversation(rule: rule, limits: limits)
    conversation.receive(text)
    return conversation.lines
  }

  mutating func receive(_ text: String, at now: Int64 = 0) { receive(Array(text.utf8)[...], at: now) }

  mutating func receive(_ octets: ArraySlice<UInt8>, at now: Int64 = 0) {
    unread.append(contentsOf: octets)
    let input = unread
    var offset = 0
    while true {
      let action = connection.receive(input.span, &offset, at: now, limits)
      if case .wait = action { break }
      perform(action, input, at: now)
    }
    unread = connection.mayReadMore ? Array(input[offset...]) : []
  }

  mutating func tick(at now: Int64) { perform(connection.tick(at: now, limits), [], at: now) }

  mutating func end() { perform(connection.peerEnded(), [], at: 0) }

  /// Answers the request that waits.
  mutating func answer(at now: Int64 = 0) {
    respond(at: now)
    receive([], at: now)
  }

  private mutating func respond(at now: Int64) {
    let keep = connection.mayKeep(limits)
    connection.answered(keep: keep, at: now)
    lines.append(keep ? "answer" : "answer, close")
    perform(connection.sent(all: true, progress: true, at: now), [], at: now)
  }

  mutating func drain(at now: Int64) { connection.drain(at: now) }

  mutating func offerOutput(all: Bool, progress: Bool, at now: Int64) {
    perform(connection.sent(all: all, progress: progress, at: now), [], at: now)
  }

  mutating func beginStream(at now: Int64) { connection.beganStream(at: now) }

  private mutating func perform(_ action: Connection.Action, _ input: [UInt8], at now: Int64) {
    switch action {
    case .wait: break
    case .decide(let head):
      let fields = head.fields.map { "\(head.text($0.name))=\(head.text($0.value))" }.joined(separator: "|")
      lines.append("\(head.method.map { "\($0)" } ?? "?") \(head.path) host=\(head.host) [\(fields)] \(head.framing)")
      stored = []
      perform(connection.admit(head, rule, at: now, limits), input, at: now)
    case .sendContinue: lines.append("100")
    case .store(let range): stored.append(contentsOf: input[range])
    case .complete(let body):
      let content = stored.isEmpty ? body : stored
      lines.append("body \(String(decoding: content, as: UTF8.self))")
      if answers { respond(at: now) }
    case .refuse(let refusal):
      lines.append("refuse \(refusal)")
      connection.answered(keep: false, at: now)
      perform(connection.sent(all: true, progress: true, at: now), [], at: now)
    case .heartbeat: lines.append("heartbeat")
    case .shutdown: lines.append("shutdown")
    case .close: lines.append("close")
    }
  }
}

/// A seeded source of numbers, so that a failure can be repeated.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
