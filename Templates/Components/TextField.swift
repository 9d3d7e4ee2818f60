import Markup

/// A labelled input with its help and, when a form comes back, what is wrong with it.
public struct TextField {
  public enum Kind: String, Sendable { case text, email, password }

  public var name: String
  public var label: String
  public var kind: Kind = .text
  public var value: String = ""
  public var help: String = ""
  public var problem: String?
  public var autocomplete: String = "off"
  public var minimumLength: Int?

  // init
}
