import Markup

/// Everything that is wrong with a form, on top of it, each with a way to its field.
public struct Problems: Sendable {
  public var problems: [FieldProblem]

  public init(_ problems: [FieldProblem]) { self.problems = problems }
}

extension [FieldProblem] {
  func of(_ field: String) -> String? { first { $0.field == field }?.text }
}
