import Markup

/// Where an invoice stands, in words: *Waiting on Priya, 3 d*, *Approved 1 of 2*, *Changed after approval*.
public struct StatusPill: Sendable {
  public var tone: Tone
  public var standing: Standing

  /// What the template says. Names and numbers come apart, so that fifty pills a page need no text put together first.
  public enum Standing: Sendable {
    case said(String)
    case waitingOn(String, age: String)  // "Priya", "3 d"; no age under an hour
    case waitingOnPeople(Int, age: String)
    case approvedInPart(Int, of: Int)
  }

  public init(_ tone: Tone, _ text: String) { self.init(tone, .said(text)) }

  public init(_ tone: Tone, _ standing: Standing) {
    self.tone = tone
    self.standing = standing
  }
}
