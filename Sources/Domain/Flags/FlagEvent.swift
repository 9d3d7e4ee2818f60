/// What can happen to flags, exceptions and rules, told in the timeline.
public enum FlagEvent: Hashable, Sendable {
  case raised(FlagMark, sentence: String)
  /// The judged values are others; `wasAccepted`: the acceptance no longer holds.
  case changed(FlagMark, before: [JudgedValue], after: [JudgedValue], wasAccepted: Bool)
  case accepted(FlagMark, reason: String, byException: Bool)
  /// It has the values again that were accepted.
  case acceptedAgain(FlagMark)
  case revoked(FlagMark)
  case lapsed(FlagMark, why: String)
  case closed(FlagMark, Flag.Closing)
  case reopened(FlagMark, sentence: String)
  case exceptionMade(rule: RuleCode, title: String, scope: String, reason: String)
  case exceptionRevoked(rule: RuleCode, title: String, scope: String)
  /// The gate was passed with flags open.
  case approvedAnyway(version: Int, errors: Int, warnings: Int, infos: Int, reason: String)
  /// `change` completes "Ana set Low profit margin …": `to a margin floor of 15%, before 20%`.
  case ruleChanged(rule: RuleCode, title: String, change: String)

  func sentence(by who: String, _ conventions: Conventions) -> String {
    switch self {
    case .raised(let mark, let sentence): return "\(mark.severity.title) flag: \(mark.title). \(Self.ended(sentence))"
    case .changed(let mark, let before, let after, let wasAccepted):
      let values = "before \(Self.list(before, conventions)), now \(Self.list(after, conventions))"
      let end = wasAccepted ? " It is no longer marked as OK." : ""
      return "The flag \(mark.title) on \(mark.name) changed: \(Self.ended(values))\(end)"
    case .accepted(let mark, let reason, true):
      return "An exception marked the flag \(mark.title) on \(mark.name) as OK: \(Self.ended(reason))"
    case .accepted(let mark, let reason, false):
      return "\(who) marked the flag \(mark.title) on \(mark.name) as OK: \(Self.ended(reason))"
    case .acceptedAgain(let mark):
      return "The flag \(mark.title) on \(mark.name) has the values again that were marked as OK."
    case .revoked(let mark): return "\(who) opened the flag \(mark.title) on \(mark.name) again."
    case .lapsed(let mark, let why):
      return "The flag \(mark.title) on \(mark.name) is no longer marked as OK: \(Self.ended(why))"
    case .closed(let mark, let closing): return "The flag \(mark.title) on \(mark.name) was closed: \(closing.phrase)."
    case .reopened(let mark, let sentence): return "The flag \(mark.title) is back after it was fixed. \(Self.ended(sentence))"
    case .exceptionMade(_, let title, let scope, let reason):
      return "\(who) made an exception from \(title) \(scope): \(Self.ended(reason))"
    case .exceptionRevoked(_, let title, let scope): return "\(who) revoked the exception from \(title) \(scope)."
    case .approvedAnyway(let version, let errors, let warnings, let infos, let reason):
      let counts = [(errors, "error", "errors"), (warnings, "warning flag", "warning flags"), (infos, "note", "notes")]
        .filter { $0.0 > 0 }.map { "\(conventions.count($0.0)) \($0.0 == 1 ? $0.1 : $0.2)" }
      return
        "\(who) approved version \(version) with open flags (\(counts.joined(separator: ", ")))\(reason.isEmpty ? "." : ": \(Self.ended(reason))")"
    case .ruleChanged(_, let title, let change): return "\(who) set \(title) \(Self.ended(change))"
    }
  }

  private static func list(_ values: [JudgedValue], _ conventions: Conventions) -> String {
    values.isEmpty ? "nothing" : values.map { "\($0.name) \($0.text(conventions))" }.joined(separator: ", ")
  }

  private static func ended(_ text: String) -> String {
    switch text.last {
    case ".", "!", "?", "…": text
    default: text + "."
    }
  }

  var icon: EventIcon {
    switch self {
    case .raised, .changed, .reopened, .lapsed, .revoked: .flag
    case .accepted, .acceptedAgain, .closed: .check
    case .exceptionMade, .exceptionRevoked, .ruleChanged: .gear
    case .approvedAnyway: .question
    }
  }
}

// MARK: Stored form

extension FlagEvent {
  var kind: EventKind {
    switch self {
    case .raised: .flagRaised
    case .changed: .flagChanged
    case .accepted: .flagAccepted
    case .acceptedAgain: .flagAcceptedAgain
    case .revoked: .flagRevoked
    case .lapsed: .flagLapsed
    case .closed: .flagClosed
    case .reopened: .flagReopened
    case .exceptionMade: .exceptionMade
    case .exceptionRevoked: .exceptionRevoked
    case .approvedAnyway: .approvedAnyway
    case .ruleChanged: .ruleChanged
    }
  }

  func fill(_ fields: inout EventFields) {
    switch self {
    case .raised(let mark, let sentence), .reopened(let mark, let sentence):
      fields.set(mark)
      fields.set("sentence", sentence)
    case .changed(let mark, let before, let after, let wasAccepted):
      fields.set(mark)
      fields.set("before", before.map(\.stored))
      fields.set("after", after.map(\.stored))
      fields.set("accepted", wasAccepted)
    case .accepted(let mark, let reason, let byException):
      fields.set(mark)
      fields.set("reason", reason)
      fields.set("exception", byException)
    case .acceptedAgain(let mark), .revoked(let mark): fields.set(mark)
    case .lapsed(let mark, let why):
      fields.set(mark)
      fields.set("why", why)
    case .closed(let mark, let closing):
      fields.set(mark)
      fields.set("because", closing.rawValue)
    case .exceptionMade(let rule, let title, let scope, let reason):
      fields.set("rule", rule.rawValue)
      fields.set("title", title)
      fields.set("scope", scope)
      fields.set("reason", reason)
    case .exceptionRevoked(let rule, let title, let scope):
      fields.set("rule", rule.rawValue)
      fields.set("title", title)
      fields.set("scope", scope)
    case .approvedAnyway(let version, let errors, let warnings, let infos, let reason):
      fields.set("version", version)
      fields.set("errors", errors)
      fields.set("warnings", warnings)
      fields.set("infos", infos)
      fields.set("reason", reason)
    case .ruleChanged(let rule, let title, let change):
      fields.set("rule", rule.rawValue)
      fields.set("title", title)
      fields.set("change", change)
    }
  }

  /// Nil for a kind that is not about flags.
  init?(_ kind: EventKind, _ fields: EventFields) throws(UnreadableEvent) {
    switch kind {
    case .flagRaised: self = .raised(try fields.mark(), sentence: try fields.text("sentence"))
    case .flagChanged:
      self = .changed(
        try fields.mark(), before: try fields.judged("before"), after: try fields.judged("after"),
        wasAccepted: try fields.flag("accepted"))
    case .flagAccepted:
      self = .accepted(try fields.mark(), reason: try fields.text("reason"), byException: try fields.flag("exception"))
    case .flagAcceptedAgain: self = .acceptedAgain(try fields.mark())
    case .flagRevoked: self = .revoked(try fields.mark())
    case .flagLapsed: self = .lapsed(try fields.mark(), why: try fields.text("why"))
    case .flagClosed: self = .closed(try fields.mark(), try fields.value("because"))
    case .flagReopened: self = .reopened(try fields.mark(), sentence: try fields.text("sentence"))
    case .exceptionMade:
      self = .exceptionMade(
        rule: RuleCode(try fields.text("rule")), title: try fields.text("title"), scope: try fields.text("scope"),
        reason: try fields.text("reason"))
    case .exceptionRevoked:
      self = .exceptionRevoked(
        rule: RuleCode(try fields.text("rule")), title: try fields.text("title"), scope: try fields.text("scope"))
    case .approvedAnyway:
      self = .approvedAnyway(
        version: try fields.int("version"), errors: try fields.int("errors"), warnings: try fields.int("warnings"),
        infos: try fields.int("infos"), reason: try fields.text("reason"))
    case .ruleChanged:
      self = .ruleChanged(
        rule: RuleCode(try fields.text("rule")), title: try fields.text("title"), change: try fields.text("change"))
    default: return nil
    }
  }
}

extension EventFields {
  fileprivate mutating func set(_ mark: FlagMark) {
    set("rule", mark.rule.rawValue)
    set("title", mark.title)
    set("target", "\(mark.target.kind.rawValue) \(mark.target.id)")
    set("name", mark.name)
    set("severity", mark.severity.rawValue)
  }

  fileprivate func mark() throws(UnreadableEvent) -> FlagMark {
    let parts = try text("target").split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Target.Kind(rawValue: String(parts[0])), let id = Int64(parts[1]) else {
      throw .bad("target")
    }
    return FlagMark(
      rule: RuleCode(try text("rule")), title: try text("title"), target: Target(kind, id), name: try text("name"),
      severity: try value("severity"))
  }

  fileprivate func judged(_ name: String) throws(UnreadableEvent) -> [JudgedValue] {
    var values: [JudgedValue] = []
    for stored in list(name) {
      guard let value = JudgedValue(stored: stored) else { throw .bad(name) }
      values.append(value)
    }
    return values
  }
}
