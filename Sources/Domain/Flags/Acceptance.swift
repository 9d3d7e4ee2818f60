/// Somebody's "this flag is OK", with the reason. It holds for the values that were judged and for no others, unless an
/// exception stands behind it.
public struct Acceptance: Hashable, Sendable {
  public let by: Actor
  public let reason: AcceptReason
  public let at: Instant
  public let judged: [JudgedValue]
  public let fingerprint: Fingerprint
  /// The exception that accepted it; nil for one that holds for this flag alone.
  public let exception: ID<RuleException>?
  /// After that moment it no longer counts; nil for one without an end.
  public let expires: Instant?

  public init(
    by actor: Actor, reason: AcceptReason, at instant: Instant, judged: [JudgedValue], fingerprint: Fingerprint,
    exception: ID<RuleException>? = nil, expires: Instant? = nil
  ) {
    by = actor
    self.reason = reason
    at = instant
    self.judged = judged
    self.fingerprint = fingerprint
    self.exception = exception
    self.expires = expires
  }

  public func hasExpired(at instant: Instant) -> Bool { expires.map { instant >= $0 } ?? false }
}

/// Why a flag is OK: a preset, and what was written.
public struct AcceptReason: Hashable, Sendable {
  public enum Preset: String, CaseIterable, Hashable, Sendable {
    case agreed, known, tooSmall = "too-small", handled, notAnError = "not-an-error", other

    public var title: String {
      switch self {
      case .agreed: "Agreed with the customer"
      case .known: "Known and intended"
      case .tooSmall: "Too small to matter"
      case .handled: "Handled elsewhere"
      case .notAnError: "Not an error"
      case .other: "Other"
      }
    }
  }

  public static let longestText = 1000

  public let preset: Preset
  public let text: String

  /// Refused when neither says anything, and when the text is too long to keep.
  public init(_ preset: Preset, text: String) throws(Refusal) {
    let trimmed = text.trimmedOfSpaces
    if preset == .other, trimmed.isEmpty { throw .flag(.acceptanceNeedsReason) }
    if trimmed.count > Self.longestText { throw .flag(.reasonTooLong(Self.longestText)) }
    self.preset = preset
    self.text = trimmed
  }

  /// As it was said; what was accepted once is not judged again.
  public init(stored preset: Preset, text: String) {
    self.preset = preset
    self.text = text
  }

  /// Completes "marked … as OK: …".
  public var phrase: String {
    switch (preset, text.isEmpty) {
    case (.other, false): text
    case (_, true): preset.title.lowercasedFirst
    case (_, false): "\(preset.title.lowercasedFirst): \(text)"
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
