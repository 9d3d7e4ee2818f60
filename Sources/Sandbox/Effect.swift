/// One change that was really applied: the ledger by which "exactly once" is judged.
public struct Effect: Sendable, Equatable {
  /// Counts from 1.
  public let number: Int
  /// Milliseconds since 1970, by the server's clock.
  public let at: Int64
  /// 0 for what belongs to none.
  public let invoice: Int
  /// A field's name; `created` and `deleted` for whole records.
  public let field: String
  public let before: String
  public let after: String
  /// The kind of record that was changed.
  public let resource: String
  public let id: Int
  /// Who did it: the API member, or a person at work in ConnectWise itself.
  public let by: String

  init(
    number: Int, at: Int64, invoice: Int, field: String, before: String, after: String, resource: String = "Invoice",
    id: Int? = nil, by: String = Sandbox.apiMember
  ) {
    self.number = number
    self.at = at
    self.invoice = invoice
    self.field = field
    self.before = before
    self.after = after
    self.resource = resource
    self.id = id ?? invoice
    self.by = by
  }

  var record: JSON {
    .record([
      ("number", .integer(number)), ("at", .text(Moment.text(at))), ("invoice", .integer(invoice)), ("field", .text(field)),
      ("before", .text(before)), ("after", .text(after)), ("resource", .text(resource)), ("id", .integer(id)), ("by", .text(by)),
    ])
  }
}
