/// What can happen to one reviewer's state.
public enum Step: Hashable, Sendable {
  case view
  case approve(Approval)
  case reject(version: Int, Rejection, override: Bool)
  case undo
  /// A sweep stored a version with another fingerprint.
  case contentChanged(version: Int)
  case skip(SkipReason)
  /// A skipped reviewer is asked again.
  case askAgain
  case handOver(to: String)
}

/// An approval and everything that its event has to tell.
public struct Approval: Hashable, Sendable {
  public var version: Int
  /// The total that stood on the button.
  public var amount: Money
  /// Whether it was the last one needed.
  public var isFinal: Bool
  /// *Approve & Close*.
  public var closes: Bool
  public var override: Bool

  public init(version: Int, amount: Money, isFinal: Bool, closes: Bool = false, override: Bool = false) {
    self.version = version
    self.amount = amount
    self.isFinal = isFinal
    self.closes = closes
    self.override = override
  }
}
