/// One step of the schema, frozen once it has run anywhere: `0001_people.sql` and its text.
///
/// Full-text tables are kept up to date by the store's own statements and not by triggers: with `trusted_schema` off, the
/// library (3.40.1) refuses a virtual table inside a trigger as unsafe.
public struct Migration: Sendable {
  public let name: String
  public let sql: String

  public init(name: String, sql: String) {
    self.name = name
    self.sql = sql
  }
}
