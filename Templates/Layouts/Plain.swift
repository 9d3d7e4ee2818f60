import Markup

/// The slim frame of pages that need no account: setup, sign-in, errors, maintenance. Nothing in it asks a database.
public struct Plain: Sendable {
  public var title: String
  public var look: Look = Look()
  public var scripted: Bool = true  // error and maintenance pages carry no script

  public init(title: String, look: Look = Look(), scripted: Bool = true) {
    self.title = title
    self.look = look
    self.scripted = scripted
  }
}
