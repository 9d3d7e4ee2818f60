import Bytes
import Testing

@testable import SQLite

struct Binding {
  private let database: Database
  init() throws { database = try .temporary(migrations: [people]) }

  private func echo<T>(_ value: some SQLValueConvertible & Sendable, _ map: (borrowing Row) throws -> T) throws -> T {
    try database.read { try $0.one("SELECT \(value), typeof(\(value))", map) }
  }

  @Test func `every kind of value arrives as itself`() throws {
    #expect(try echo(42) { ($0.int(0), $0.text(1)) } == (42, "integer"))
    #expect(try echo(Int64.min) { $0.int64(0) } == .min)
    #expect(try echo(Int64.max) { $0.int64(0) } == .max)
    #expect(try echo(UInt8(255)) { $0.int(0) } == 255)
    #expect(try echo(UInt32.max) { $0.int64(0) } == 4_294_967_295)
    #expect(try echo(true) { $0.bool(0) })
    #expect(try echo(false) { !$0.bool(0) })
    #expect(try echo(-0.1) { ($0.double(0), $0.text(1)) } == (-0.1, "real"))
    #expect(try echo("Grüße 🧾 \u{0} x") { ($0.text(0), $0.text(1)) } == ("Grüße 🧾 \u{0} x", "text"))
    #expect(try echo("a substring"[...].dropFirst(2)) { $0.text(0) } == "substring")
    #expect(try echo([0, 1, 255] as [UInt8]) { ($0.bytes(0), $0.text(1)) } == ([0, 1, 255], "blob"))
    #expect(try echo(Blob("page")) { ($0.bytes(0), $0.text(1)) } == (Array("page".utf8), "blob"))
  }

  @Test func `empty text and empty bytes are not nothing`() throws {
    #expect(try echo("") { ($0.textOrNil(0), $0.text(1)) } == ("", "text"))
    #expect(try echo([] as [UInt8]) { ($0.bytesOrNil(0), $0.text(1)) } == ([], "blob"))
    #expect(try echo(Blob.empty) { $0.text(1) } == "blob")
  }

  @Test func `nothing is nothing for every optional`() throws {
    #expect(try echo(nil as Int?) { $0.isNull(0) && $0.intOrNil(0) == nil && $0.boolOrNil(0) == nil })
    #expect(try echo(nil as String?) { $0.textOrNil(0) == nil && $0.text(0) == "" })
    #expect(try echo(nil as [UInt8]?) { $0.bytesOrNil(0) == nil && $0.doubleOrNil(0) == nil })
    #expect(try echo(7 as Int?) { $0.intOrNil(0) } == 7)
  }

  enum Colour: String, SQLValueConvertible, Sendable { case red, blue }

  @Test func `an enum is bound as its raw value`() throws {
    #expect(try echo(Colour.blue) { $0.text(0) } == "blue")
  }

  @Test func `what a visitor typed can never become part of the statement`() throws {
    let typed = "x'; DROP TABLE person; --"
    let sql: SQL = "SELECT count(*) FROM person WHERE name = \(typed)"
    #expect(sql.text == "SELECT count(*) FROM person WHERE name = ?")
    #expect(try database.read { try $0.one(sql) { $0.int(0) } } == 0)
  }

  @Test func `parts are put together with their values in order`() throws {
    var condition: SQL = "WHERE a = \(1)"
    condition += " AND b = \("two")"
    let sql: SQL = "SELECT \(raw: "a, b") FROM (SELECT 1 AS a, 'two' AS b) \(condition) LIMIT \(5)"
    #expect(sql.text == "SELECT a, b FROM (SELECT 1 AS a, 'two' AS b) WHERE a = ? AND b = ? LIMIT ?")
    #expect(try database.read { try $0.exists(sql) })
  }

  @Test(arguments: 0...9) func `a list matches its members and nothing else`(length: Int) throws {
    let members = Array(0..<length)
    let inside: [Int] = try database.read {
      try $0.all("SELECT value FROM json_each('[0,1,2,3,4,5,6,7,8,9]') WHERE value IN \(list: members)") { $0.int(0) }
    }
    let outside: [Int] = try database.read {
      try $0.all("SELECT value FROM json_each('[0,1,2,3,4,5,6,7,8,9]') WHERE value NOT IN \(list: members)") { $0.int(0) }
    }
    #expect(inside == members)
    #expect(outside == Array(length..<10))
  }

  @Test func `lists of similar length share one statement`() {
    let texts = Set((5...8).map { ("SELECT \(list: Array(0..<$0))" as SQL).text })
    #expect(texts == ["SELECT (?, ?, ?, ?, ?, ?, ?, ?)"])
  }

  @Test func `a question mark written by hand is refused`() {
    #expect(throws: SQLiteError.self) { try database.read { try $0.all("SELECT ?") { $0.int(0) } } }
  }

  @Test func `text can be read where it lies`() throws {
    let length = try echo("abc") { row in row.withText(0) { $0.count } }
    #expect(length == 3)
    #expect(try echo([1, 2] as [UInt8]) { row in row.withBytes(0) { Array($0) } } == [1, 2])
  }
}
