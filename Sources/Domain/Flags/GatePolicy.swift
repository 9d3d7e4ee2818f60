/// What stands between open flags and a final approval, for each severity (PRODUCT §3.3).
public struct GatePolicy: Hashable, Sendable {
  public var error: GateDemand
  public var warning: GateDemand
  public var info: GateDemand

  /// Errors need a reason, warnings ask, info is silent.
  public init(error: GateDemand = .reason, warning: GateDemand = .ask, info: GateDemand = .off) {
    self.error = error
    self.warning = warning
    self.info = info
  }

  public subscript(severity: Severity) -> GateDemand {
    switch severity {
    case .error: error
    case .warning: warning
    case .info: info
    }
  }

  /// What has to be answered before `flags` may be passed by; nil where nothing has to.
  public func question(_ flags: [Flag]) -> GateQuestion? {
    let open = flags.filter { $0.state.isOpen && self[$0.severity] != .off }
    guard let demand = open.map({ self[$0.severity] }).max() else { return nil }
    return GateQuestion(
      demand: demand,
      flags: open.sorted { $0.severity != $1.severity ? $0.severity > $1.severity : $0.key < $1.key })
  }
}

/// What a severity asks for, from nothing to everything. The name is stored and never changes.
public enum GateDemand: String, CaseIterable, Hashable, Comparable, Sendable {
  case off, ask, reason
  case secondPerson = "second-person"
  case blocked

  public var title: String {
    switch self {
    case .off: "Nothing"
    case .ask: "Ask first"
    case .reason: "A reason"
    case .secondPerson: "A second person"
    case .blocked: "Blocked"
    }
  }

  private var weight: Int {
    switch self {
    case .off: 0
    case .ask: 1
    case .reason: 2
    case .secondPerson: 3
    case .blocked: 4
    }
  }

  public static func < (left: GateDemand, right: GateDemand) -> Bool { left.weight < right.weight }
}

/// *Approve with open flags?* as a value: what is open, and what it takes to approve anyway.
public struct GateQuestion: Hashable, Sendable {
  public let demand: GateDemand
  /// Heaviest first.
  public let flags: [Flag]

  public func count(_ severity: Severity) -> Int { flags.count { $0.severity == severity } }

  public var sentence: String {
    let parts: [String] = Severity.allCases.reversed().compactMap { severity in
      switch (severity, count(severity)) {
      case (_, 0): nil
      case (.error, let count): count == 1 ? "1 error" : "\(count) errors"
      case (.warning, let count): count == 1 ? "1 warning" : "\(count) warnings"
      case (.info, let count): count == 1 ? "1 note" : "\(count) notes"
      }
    }
    let open = parts.count > 1 ? parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "") : parts.joined()
    let verb = flags.count == 1 ? "is" : "are"
    return switch demand {
    case .off, .ask: "\(open) \(verb) open."
    case .reason: "\(open) \(verb) open. Say why the invoice is approved anyway."
    case .secondPerson: "\(open) \(verb) open. Somebody else has to approve this version as well, and you have to say why."
    case .blocked: "\(open) \(verb) open. The invoice cannot be approved until they are fixed or marked as OK."
    }
  }

  /// The event of approving anyway, or why that is not possible. `others` have approved this version besides `person`.
  public func approveAnyway(
    _ reply: GateReply, version: Int, by person: ID<Person>, others: Set<ID<Person>>
  ) throws(Refusal) -> Event {
    let reason = reply.reason.trimmedOfSpaces
    if reason.count > AcceptReason.longestText { throw .flag(.reasonTooLong(AcceptReason.longestText)) }
    switch demand {
    case .off, .ask:
      guard reply.isConfirmed else { throw .flag(.open(sentence)) }
    case .reason:
      guard reply.isConfirmed, !reason.isEmpty else { throw .flag(.open(sentence)) }
    case .secondPerson:
      guard reply.isConfirmed, !reason.isEmpty, others.contains(where: { $0 != person }) else { throw .flag(.open(sentence)) }
    case .blocked: throw .flag(.open(sentence))
    }
    return .flag(
      .approvedAnyway(
        version: version, errors: count(.error), warnings: count(.warning), infos: count(.info), reason: reason))
  }
}

/// What somebody answered to the question.
public struct GateReply: Hashable, Sendable {
  /// *Approve anyway* was pressed.
  public let isConfirmed: Bool
  public let reason: String

  public init(isConfirmed: Bool, reason: String = "") {
    self.isConfirmed = isConfirmed
    self.reason = reason
  }
}
