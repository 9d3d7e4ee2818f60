/// One step of the schema, frozen once it has run anywhere: `0001_people.sql` and its text.
public struct Migration: Sendable {
  public let name: String
  public let sql: String

  public init(name: String, sql: String) {
    self.name = name
    self.sql = sql
  }
}
