import Markup

/// A name and value that a form hands back unseen.
public struct HiddenField: Sendable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
