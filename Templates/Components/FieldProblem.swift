import Markup

/// What is wrong with one field of a refused form, said beside the field and on top with a link to it.
public struct FieldProblem: Sendable {
  public var field: String  // the field's name, which is also its id
  public var text: String

  public init(_ field: String, _ text: String) {
    self.field = field
    self.text = text
  }
}
