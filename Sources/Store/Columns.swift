import Domain
import SQLite

// How the product's values stand in columns: the one place for it. Neither the domain nor the
// database may know the other.
extension ID: SQLValueConvertible {
  public var sqlValue: SQLValue { raw.sqlValue }
}

extension Instant: SQLValueConvertible {
  public var sqlValue: SQLValue { milliseconds.sqlValue }
}

extension Day: SQLValueConvertible {
  public var sqlValue: SQLValue { text.sqlValue }
}

extension Fingerprint: SQLValueConvertible {
  public var sqlValue: SQLValue { bytes.sqlValue }
}

extension Row {
  func id<Subject>(_ column: Int32) -> ID<Subject> { ID(int64(column)) }
  func idOrNil<Subject>(_ column: Int32) -> ID<Subject>? { int64OrNil(column).map { ID($0) } }
  func instant(_ column: Int32) -> Instant { Instant(milliseconds: int64(column)) }
  func instantOrNil(_ column: Int32) -> Instant? { int64OrNil(column).map { Instant(milliseconds: $0) } }
  func dayOrNil(_ column: Int32) -> Day? { textOrNil(column).flatMap { Day($0) } }

  /// A column that holds a stored name of an enum. What no longer reads is damage, and is named.
  func coded<Value>(_ column: Int32, _ what: StaticString, _ read: (String) -> Value?) throws -> Value {
    let text = text(column)
    guard let value = read(text) else { throw Damage(what: "\(what)", found: text) }
    return value
  }

  /// The same by a table, where a page reads hundreds.
  func coded<Value>(_ column: Int32, _ what: StaticString, _ names: StoredNames<Value>) throws -> Value {
    if let value = withText(column, { names[$0] }) { return value }
    throw Damage(what: "\(what)", found: text(column))
  }

  /// Currency and amount stand in three columns: code, decimals, and the amount in minor units.
  func currency(_ code: Int32, _ decimals: Int32) throws -> Currency {
    if let known = withText(code, { commonCurrencies[$0] }), known.decimals == int(decimals) { return known }
    let text = text(code)
    guard let currency = Currency(text, decimals: int(decimals)) else { throw Damage(what: "currency", found: text) }
    return currency
  }
}

/// A stored value that this version cannot read: the file was edited, or written by something else.
public struct Damage: Error, Sendable, CustomStringConvertible {
  public let what: String
  public let found: String

  public var sentence: String { "The database holds a value that cannot be read. Run `countersign doctor` and restore a backup." }
  public var description: String { "unreadable \(what): \(found)" }
}

// Enums whose raw value is their stored name.
extension InvoicePresence: SQLValueConvertible {}
extension SeedSource: SQLValueConvertible {}
extension SeedGap: SQLValueConvertible {}
extension ReviewerSource: SQLValueConvertible {}
extension Verdict: SQLValueConvertible {}
extension WriteBackTrigger: SQLValueConvertible {}
extension WriteBack.State: SQLValueConvertible {}
extension Role: SQLValueConvertible {}
extension Theme: SQLValueConvertible {}
extension Density: SQLValueConvertible {}

private let commonCurrencies = StoredNames(
  ["USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF"].compactMap { code in Currency(code).map { (code, $0) } })
