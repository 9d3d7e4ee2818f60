import Markup

/// Where an invoice stands, in words: *Waiting on Priya*, *Approved 1 of 2*, *Changed after approval*.
public struct StatusPill: Sendable {
  public var tone: Tone
  public var text: String

  public init(_ tone: Tone, _ text: String) {
    self.tone = tone
    self.text = text
  }
}
