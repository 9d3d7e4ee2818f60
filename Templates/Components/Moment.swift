import Markup

/// A point in time three ways: short for the eye, exact with zone on hover, and for machines.
public struct Moment: Sendable {
  public var text: String  // "14:02", "3 h ago", "12 Nov"
  public var exact: String  // "24 Nov 2026, 14:02:33 CET"
  public var machine: String  // "2026-11-24T13:02:33Z"

  public init(text: String, exact: String, machine: String) {
    self.text = text
    self.exact = exact
    self.machine = machine
  }
}
