import Markup

/// A sweep that is running: how far, and of what.
public struct SweepProgress: Sendable {
  public var text: String  // "Reading invoices from ConnectWise: 12 of 214"
  public var done: Int
  public var total: Int  // 0 while unknown

  public init(text: String, done: Int, total: Int) {
    self.text = text
    self.done = done
    self.total = total
  }
}
