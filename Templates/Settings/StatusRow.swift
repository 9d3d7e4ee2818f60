import Markup

/// A billing status of ConnectWise, and what it means here.
public struct StatusRow: Sendable {
  public var name: String
  public var meaning: StatusPill  // "Open: reviewed here"

  public init(name: String, meaning: StatusPill) {
    self.name = name
    self.meaning = meaning
  }
}
