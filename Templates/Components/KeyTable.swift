import Markup

/// The list of keys, from the same table that the controls print. The script shows it as a dialog, trimmed to what works here.
public struct KeyTable: Sendable {
  public init() {}
}
