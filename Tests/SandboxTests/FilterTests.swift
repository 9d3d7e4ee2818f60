import Testing

@testable import Sandbox

@Suite struct FilterTests {
  static let records: [JSON] = [
    .record([
      ("id", .integer(1)), ("invoiceNumber", .text("A-100")), ("type", .text("Standard")), ("total", .number("1462.55")),
      ("taxableFlag", .flag(true)), ("customerPO", .text("")), ("date", .text("2026-05-01T00:00:00Z")),
      ("company", .record([("id", .integer(301)), ("name", .text("Oakmere \"Vet\" [North]"))])),
      ("status", .record([("id", .integer(1)), ("name", .text("New")), ("isClosed", .flag(false))])),
      ("_info", .record([("lastUpdated", .text("2026-05-18T14:02:33Z")), ("updatedBy", .text("hvogel"))])),
    ]),
    .record([
      ("id", .integer(2)), ("invoiceNumber", .text("B_200%")), ("type", .text("CreditMemo")), ("total", .number("-20.0")),
      ("taxableFlag", .flag(false)), ("customerPO", .text("PO\\7")), ("internalNotes", .text("müde")),
      ("date", .text("2026-05-18T00:00:00Z")),
      ("company", .record([("id", .integer(302)), ("name", .text("Müller & Söhne"))])),
      ("status", .record([("id", .integer(6)), ("name", .text("Closed")), ("isClosed", .flag(true))])),
      ("agreement", .record([("id", .integer(41)), ("name", .text("Care"))])),
      ("_info", .record([("lastUpdated", .text("2026-05-19T00:00:00Z")), ("updatedBy", .text("tokafor"))])),
    ]),
  ]

  func matching(_ text: String) throws(Refused) -> [Int] {
    let filter = try FilterParser.parse(text, for: .invoice)
    return Self.records.filter { record in filter.matches { Fact(record.value(at: $0.path), kind: $0.kind) } }.compactMap {
      $0["id"]?.int
    }
  }

  @Test(arguments: [
    ("id=1", [1]), ("id = 2", [2]), ("ID != 1", [2]), ("id<>1", [2]), ("id > 1", [2]), ("id >= 1", [1, 2]), ("id<=1", [1]),
    ("id < 1", []),
    ("id in (1,2,3)", [1, 2]), ("id IN ( 2 )", [2]), ("id not in (1)", [2]), ("company/id=301", [1]), ("Company/ID=302", [2]),
    ("company/id in (301,302) and id=2", [2]), ("status/isClosed=false", [1]), ("status/isClosed = True", [2]),
    ("taxableFlag != true", [2]),
    ("total = 1462.55", [1]), ("total < 0", [2]), ("total > -20.5", [1, 2]), ("type=\"Standard\"", [1]),
    ("type = 'creditmemo'", [2]),
    ("type in (\"Standard\",\"Progress\")", [1]), ("invoiceNumber = \"a-100\"", [1]), ("invoiceNumber like \"A*\"", [1]),
    ("invoiceNumber like \"%200[%]\"", [2]), ("invoiceNumber like \"B[_]*\"", [2]), ("invoiceNumber like \"_-1__\"", [1]),
    ("invoiceNumber not like \"A%\"", [2]), ("company/name contains \"söhne\"", [2]), ("company/name not contains \"Oak\"", [2]),
    ("company/name contains \"\\\"Vet\\\"\"", [1]), ("company/name like \"*[[]north]\"", [1]), ("customerPO = \"PO\\\\7\"", [2]),
    ("customerPO = \"\"", [1]), ("date = [2026-05-18]", [2]), ("date > [2026-05-17T00:00:00Z]", [2]),
    ("date<[2026-05-18T00:00:00Z]", [1]),
    ("lastUpdated > [2026-05-18T14:02:33Z]", [2]), ("lastUpdated >= [2026-05-18T14:02:33Z]", [1, 2]),
    ("_info/updatedBy=\"HVOGEL\"", [1]),
    ("agreement = null", [1]), ("agreement != null", [2]), ("agreement/id = 41", [2]), ("agreement/id != 40", [2]),
    ("internalNotes = null", [1]),
    ("id=1 or id=2", [1, 2]), ("id=1 and id=2", []), ("(id=1 or id=2) and total > 0", [1]), ("id=1 or id=2 and total > 0", [1]),
    ("((id=2))", [2]), ("id=1 AND (status/id=1 OR status/id=2)", [1]), ("internalNotes like \"m*e\"", [2]),
  ])
  func `each spelling of the grammar finds what it says`(text: String, expected: [Int]) throws {
    #expect(try matching(text) == expected)
  }

  @Test(arguments: [
    ("nickname = 1", "nickname is not a recognized name."),
    ("company/nickname = \"x\"", "company/nickname is not a recognized name."),
    ("id", "An operator is missing after id."), ("id =", "A value is missing at the end of the conditions."),
    ("= 1", "A name is missing"),
    ("id = 1 and", "A name is missing"), ("(id = 1", "A bracket is not closed."), ("id = 1)", "Unexpected text"),
    ("id = \"1\"", "wrong type"),
    ("type = null", "Enum value supplied was invalid."), ("invoiceNumber = \"x", "A quoted value is not closed."),
    ("date = [x]", "not a valid date"),
    ("date = [2026-02-30]", "not a valid date"), ("date = [2026-05-18", "A date is not closed."),
    ("id in 1", "A list is missing"),
    ("id in (1", "A list is not closed."), ("id in ()", "wrong type"), ("not id = 1", "not is not a recognized name."),
    ("id not 1", "\"not\" stands only"),
    ("id = 1.2.3", "not a valid number"), ("id ; 1", "Unexpected character"), ("", "empty"), ("taxableFlag = 1", "wrong type"),
    ("id contains 1", "wrong type"),
    ("company = 1", "wrong type"), ("a/b/c = 1", "not a recognized name"), ("/ = 1", "Unexpected character"),
    ("id/ = 1", "not a recognized name"),
  ])
  func `what it cannot read is refused with its reason`(text: String, reason: String) {
    let refused = #expect(throws: Refused.self) { try FilterParser.parse(text, for: .invoice) }
    #expect(refused?.status == 400)
    #expect(refused?.code == "ApiFindCondition")
    #expect(refused?.message.contains(reason) == true, "\(refused?.message ?? "")")
  }

  @Test func `an invoice of null on a time entry is refused as the real server does`() {
    let refused = #expect(throws: Refused.self) { try FilterParser.parse("invoice = null", for: .timeEntry) }
    #expect(refused?.message == "Enum value supplied was invalid.")
  }

  @Test func `no garbage makes it trap, however it is cut or mixed`() {
    let seeds = [
      "id=1 and (status/isClosed=false or company/name like \"*[[]x]\\\"\\\\*\") and lastUpdated > [2026-05-18T00:00:00Z] and id not in (1,2,-3.5)",
      "((((((((((id=1))))))))))", "invoiceNumber contains 'ä\u{301}\u{1F600}' or total >= -0.00",
    ]
    let alphabet = Array("()[]\"'\\=<>!,/ -.*%_09azZ\u{0}\u{FF}ßnull not in like and or \u{1F1E9}\u{1F1EA}")
    var chance = Chance(seed: 7)
    var accepted = 0
    for round in 0..<30_000 {
      var text = Array(seeds[round % seeds.count])
      for _ in 0...chance.below(6) {
        guard !text.isEmpty else { break }
        switch chance.below(4) {
        case 0: text.remove(at: chance.below(text.count))
        case 1: text.insert(chance.pick(alphabet), at: chance.below(text.count + 1))
        case 2: text = Array(text[..<chance.below(text.count + 1)])
        default: text[chance.below(text.count)] = chance.pick(alphabet)
        }
      }
      if (try? FilterParser.parse(String(text), for: .invoice)) != nil { accepted += 1 }
    }
    #expect(accepted > 0)
  }

  @Test func `depth, length and patterns have their limits`() {
    #expect(throws: Refused.self) { try FilterParser.parse(String(repeating: "(", count: 9_000) + "id=1", for: .invoice) }
    #expect(throws: Refused.self) {
      try FilterParser.parse("id in (" + String(repeating: "1,", count: 9_000) + "1)", for: .invoice)
    }
    #expect(!Pattern(String(repeating: "*a", count: 200) + "b").matches(String(repeating: "a", count: 5_000)))
  }
}
