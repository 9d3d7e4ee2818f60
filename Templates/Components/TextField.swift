import Markup

/// A labelled input with its help and, when a form comes back, what is wrong with it.
public struct TextField: Sendable {
  public enum Kind: String, Sendable { case text, email, password }

  public var name: String
  public var label: String
  public var kind: Kind = .text
  public var value: String = ""
  public var help: String = ""
  public var problem: String?
  public var autocomplete: String = "off"
  public var minimumLength: Int?

  public init(
    name: String, label: String, kind: Kind = .text, value: String = "", help: String = "", problem: String? = nil,
    autocomplete: String = "off", minimumLength: Int? = nil
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value
    self.help = help
    self.problem = problem
    self.autocomplete = autocomplete
    self.minimumLength = minimumLength
  }
}
