/// One change that was really applied: the ledger by which "exactly once" is judged.
public struct Effect: Sendable, Equatable {
  /// Counts from 1.
  public let number: Int
  /// Milliseconds since 1970.
  public let at: Int64
  public let invoice: Int
  public let field: String
  public let before: String
  public let after: String

  var record: JSON {
    .record([
      ("number", .integer(number)), ("at", .text(Moment.text(at))), ("invoice", .integer(invoice)), ("field", .text(field)),
      ("before", .text(before)), ("after", .text(after)),
    ])
  }
}
