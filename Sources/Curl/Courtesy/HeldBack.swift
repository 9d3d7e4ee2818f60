/// A call that we did not make, out of courtesy to the other side. Nothing was sent.
public struct HeldBack: Sendable, Equatable {
  public enum Reason: String, Sendable, Equatable, CaseIterable {
    /// The other side asked for a pause (429, or 503 with Retry-After).
    case pause
    /// It failed several times in a row; one call in thirty seconds looks whether it is back.
    case circuit
    /// The calls of this minute are used up.
    case quota
    /// Another connection took its place.
    case replaced
  }

  public let reason: Reason
  /// How long until asking again makes sense.
  public let milliseconds: Int64

  public init(_ reason: Reason, milliseconds: Int64) {
    self.reason = reason
    self.milliseconds = milliseconds
  }

  public var sentence: String {
    switch reason {
    case .pause: "The server asked for a pause, so nothing was sent. It goes on by itself when the pause is over."
    case .circuit: "The server failed several times in a row, so nothing was sent. It is tried again every half minute."
    case .quota: "The calls that we allow ourselves in a minute are used up, so nothing was sent. Try again in a moment."
    case .replaced: "Another connection took the place of this one, so nothing was sent. It goes on with the new one."
    }
  }

  public var detail: String { "held back (\(reason.rawValue)), again in \(milliseconds) ms" }
}
