/// What the faults make of one request.
struct Strike {
  /// Takes the place of the answer.
  var outcome: Fault?
  var delay: Int64 = 0
  var staleness: Int64 = 0
  var edits: [(edit: HumanEdit, afterwards: Bool)] = []

  /// An answer that was cut off or replaced can belong to a request that was carried out.
  var isCarriedOut: Bool {
    guard let outcome else { return true }
    if case .truncated = outcome.kind { return true }
    return outcome.afterwards
  }
}

extension Sandbox {
  /// Takes the faults that this request meets, standing ones and those given for it alone, and uses them up.
  mutating func strike(_ request: SandboxRequest, _ given: [Fault]) -> Strike {
    var strike = Strike()
    for fault in given where fault.concerns(request) { Self.add(fault, to: &strike) }
    for place in faults.indices where faults[place].concerns(request) {
      let fault = faults[place]
      if fault.isOutcome, strike.outcome != nil { continue }
      guard fault.share >= 100 || chance.percent(fault.share) else { continue }
      guard fault.skip == 0 else {
        faults[place].skip -= 1
        continue
      }
      if let count = fault.count { faults[place].count = count - 1 }
      Self.add(fault, to: &strike)
    }
    faults.removeAll { ($0.count ?? 1) <= 0 }
    return strike
  }

  private static func add(_ fault: Fault, to strike: inout Strike) {
    switch fault.kind {
    case .slow(let milliseconds): strike.delay += milliseconds
    case .stale(let milliseconds): strike.staleness = max(strike.staleness, milliseconds)
    case .edited(let edit): strike.edits.append((edit, fault.afterwards))
    case .skewed, .moved: break
    case .tooManyRequests, .serverError, .forbidden, .dropped, .truncated: strike.outcome = strike.outcome ?? fault
    }
  }

  /// The server's own clock.
  func clock(_ now: Int64) -> Int64 {
    faults.reduce(now) { sum, fault in if case .skewed(let milliseconds) = fault.kind { sum &+ milliseconds } else { sum } }
  }

  /// Where the API is at present.
  var codebase: String {
    for case .moved(let codebase) in faults.map(\.kind) { return codebase }
    return Self.codebase
  }

  /// The answer as it arrives.
  static func answer(_ answer: SandboxAnswer, struckBy fault: Fault) -> SandboxAnswer {
    var answer = answer
    switch fault.kind {
    case .tooManyRequests(let seconds):
      // The differently shaped body of the rate limiter (API-NOTES §4).
      let body = JSON.record([
        ("error", .text("ConnectWiseAPI")), ("message", .text("Too many requests. Please try again in \(seconds) seconds.")),
      ])
      return .init(status: 429, headers: [("Retry-After", String(seconds))], body: body.bytes)
    case .serverError(let status): return page(status)
    case .forbidden:
      let refused = Refused(
        status: 403, code: "Security", message: "You do not have security permission to perform this action.")
      return .init(status: 403, headers: [], body: refused.body.bytes)
    case .dropped:
      answer = .init(status: 0, headers: [], body: [])
      answer.loss = .all
    case .truncated(let bytes): answer.loss = .rest(after: min(bytes, max(0, answer.body.count - 1)))
    case .slow, .stale, .edited, .skewed, .moved: break
    }
    return answer
  }

  /// What a proxy says for a server that does not.
  private static func page(_ status: Int) -> SandboxAnswer {
    let words =
      switch status {
      case 500: "Internal Server Error"
      case 502: "Bad Gateway"
      case 503: "Service Unavailable"
      case 504: "Gateway Timeout"
      default: "Server Error"
      }
    let text = """
      <!DOCTYPE html>
      <html><head><title>\(status) \(words)</title></head>
      <body><center><h1>\(status) \(words)</h1></center><hr></body></html>

      """
    var answer = SandboxAnswer(status: status, headers: [], body: Array(text.utf8))
    answer.type = "text/html"
    return answer
  }

  // MARK: The past

  /// Keeps the world as it was until `now`, if anything could ask for it.
  mutating func remember(_ before: World, until now: Int64) {
    var longest = memory
    for case .stale(let milliseconds) in faults.map(\.kind) { longest = max(longest, milliseconds) }
    guard longest > 0 else {
      past.removeAll()
      return
    }
    past.removeAll { $0.until < now - longest }
    past.append((until: now, world: before))
  }

  /// The world as it was then.
  func world(at moment: Int64) -> World { past.first { $0.until > moment }?.world ?? world }

  // MARK: People

  /// Somebody changes an invoice in ConnectWise itself; false if ConnectWise would not let them.
  @discardableResult public mutating func edit(_ edit: HumanEdit, now: Int64) -> Bool {
    guard let id = edit.invoice, let index = index(ofInvoice: id) else { return false }
    let request = SandboxRequest(method: "PATCH", path: "")
    let value: JSON = edit.field == "status" ? .record([("id", .text(edit.value))]) : .text(edit.value)
    let operation = JSON.record([("op", .text("replace")), ("path", .text(edit.field)), ("value", value)])
    do throws(Refused) {
      if edit.field == "deleted" {
        try removeInvoice(index, by: edit.by, request, now: now)
      } else {
        _ = try carry([operation], to: index, only: nil, by: edit.by, request, now: now)
      }
      return true
    } catch {
      return false
    }
  }
}
