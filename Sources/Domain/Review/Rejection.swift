/// Why somebody said no: a preset, and what they wrote.
public struct Rejection: Hashable, Sendable {
  public let reason: RejectReason
  public let text: String

  /// Refused when neither says anything.
  public init(_ reason: RejectReason, text: String) throws(Refusal) {
    let trimmed = Self.trimmed(text)
    if reason == .other, trimmed.isEmpty { throw .rejectionNeedsReason }
    self.reason = reason
    self.text = trimmed
  }

  /// As it was said; what was accepted once is not judged again.
  public init(stored reason: RejectReason, text: String) {
    self.reason = reason
    self.text = text
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// Completes "rejected: …".
  public var sentencePart: String {
    switch (reason, text.isEmpty) {
    case (.other, false): text
    case (_, true): reason.title.lowercased()
    case (_, false): "\(reason.title.lowercased()): \(text)"
    }
  }
}

/// The presets of UX §2.7 P6, in the order of their keys 1 to 7.
public enum RejectReason: String, CaseIterable, Hashable, Sendable {
  case quantity, notes, agreement, price, tax, duplicate, other

  public var title: String {
    switch self {
    case .quantity: "Wrong quantity"
    case .notes: "Missing notes"
    case .agreement: "Wrong agreement"
    case .price: "Price or margin"
    case .tax: "Tax"
    case .duplicate: "Duplicate"
    case .other: "Other"
    }
  }
}
