import Markup

/// Who set something last, and when.
public struct SettingChange: Sendable {
  public var by: String
  public var at: Moment

  public init(by: String, at: Moment) {
    self.by = by
    self.at = at
  }
}
