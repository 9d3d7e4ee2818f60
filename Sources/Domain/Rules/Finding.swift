/// What a rule found about one thing. Several causes make one finding with the heaviest severity (PRODUCT §3.4).
public struct Finding: Hashable, Sendable {
  public let rule: RuleCode
  /// Of the rule.
  public let title: String
  public let target: Target
  /// How people know the target: `Ticket 77120: Printer offline`.
  public let name: String
  /// Heaviest first, then by their sentences; never empty.
  public let causes: [Cause]
  /// What the rule measured against, as people read it.
  public let evidence: [Evidence]

  public struct Cause: Hashable, Sendable {
    public let severity: Severity
    /// A plain sentence with the numbers.
    public let sentence: String
    public let judged: [JudgedValue]

    public init(severity: Severity, sentence: String, judged: [JudgedValue]) {
      self.severity = severity
      self.sentence = sentence
      self.judged = judged
    }
  }

  public struct Evidence: Hashable, Sendable {
    public let title: String
    public let text: String

    public init(title: String, text: String) {
      self.title = title
      self.text = text
    }
  }

  public init(
    rule: RuleCode, title: String? = nil, target: Target, name: String, causes: [Cause], evidence: [Evidence]
  ) {
    self.rule = rule
    self.title = title ?? RuleBook.title(of: rule)
    self.target = target
    self.name = name
    self.causes = causes.sorted {
      $0.severity != $1.severity ? $0.severity > $1.severity : $0.sortedBy.lexicographicallyPrecedes($1.sortedBy)
    }
    self.evidence = evidence
  }

  public var severity: Severity { causes.first?.severity ?? .info }

  public var sentence: String { causes.map(\.sentence).joined(separator: " ") }

  public var judged: [JudgedValue] { causes.flatMap(\.judged) }

  /// What the fingerprint of the judged values hashes. It holds no threshold, severity or sentence, so that an acceptance
  /// survives a change of settings, and does not hang on the order of causes.
  public var judgedBytes: [UInt8] { Self.judgedBytes(judged) }

  public static func judgedBytes(_ judged: [JudgedValue]) -> [UInt8] {
    var out = CanonicalBytes()
    for value in judged.map({ Array($0.stored.utf8) }).sorted(by: { $0.lexicographicallyPrecedes($1) }) { out.field(1, value) }
    return Array("countersign judged 1\n".utf8) + out.bytes
  }
}

extension Finding.Cause {
  fileprivate var sortedBy: [[UInt8]] { [Array(sentence.utf8)] + judged.map { Array($0.stored.utf8) } }
}

extension [[UInt8]] {
  fileprivate func lexicographicallyPrecedes(_ other: [[UInt8]]) -> Bool {
    lexicographicallyPrecedes(other) { $0.lexicographicallyPrecedes($1) }
  }
}
