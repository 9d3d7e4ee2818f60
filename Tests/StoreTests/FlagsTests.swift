import Crypto
import Domain
import SQLite
import Store
import Testing

@Suite struct FlagsTests {
  private static let early = Instant(milliseconds: 1_780_000_000_000)
  private static let late = Instant(milliseconds: 1_780_000_500_000)
  private static let judged = [
    JudgedValue("price", .money(Money(minor: 8_400, currency: .usd))),
    JudgedValue("note", .text("two\nlines\u{1F}and a separator")),
  ]

  private static func acceptance(exception: ID<RuleException>? = nil, expires: Instant? = nil) throws -> Acceptance {
    Acceptance(
      by: .person(ID(7), name: "Hanna Vogel"), reason: try AcceptReason(.agreed, text: "By mail"), at: late, judged: [judged[0]],
      fingerprint: try #require(Fingerprint(sha256([1]))), exception: exception, expires: expires)
  }

  private static func flag(_ state: Flag.State, severity: Severity = .warning) throws -> Flag {
    Flag(
      invoice: ID(1), key: Flag.Key("low-margin", Target(.product, 40_12)), title: "Low profit margin", name: "Product 4012",
      severity: severity, sentence: "Sold at 84.00 USD, cost 80.00 USD: a margin of 4.8%.",
      evidence: [Finding.Evidence(title: "Margin floor", text: "20%"), Finding.Evidence(title: "", text: "")],
      judged: [judged[0]],
      fingerprint: try #require(Fingerprint(sha256([2]))), state: state, firstSeen: early, lastChanged: late)
  }

  @Test func `a flag comes back in every state as it was saved`() throws {
    let database = try freshDatabase()
    defer { database.close() }
    let invoice = ID<Invoice>(1)
    try database.write { try $0.place(try Invoice.sample(1)) }
    let states: [Flag.State] = [
      .open, .reopened, .accepted(try Self.acceptance()), .accepted(try Self.acceptance(exception: ID(3), expires: Self.late)),
      .changed(since: try Self.acceptance()), .closed(.fixedInConnectWise, last: nil),
      .closed(.settings, last: try Self.acceptance()),
    ]
    for state in states {
      let flag = try Self.flag(state, severity: .error)
      try database.write { try $0.save(flag) }
      let stored = try #require(try database.read { try $0.flags(of: invoice) }.first)
      #expect(stored.state == state)
      #expect(stored.evidence == flag.evidence && stored.judged == flag.judged && stored.severity == .error)
      #expect(stored.fingerprint == flag.fingerprint && stored.key == flag.key && stored.sentence == flag.sentence)
    }
    #expect(try database.read { try $0.allFlags() }.count == 1, "one flag per rule and target")
  }

  @Test func `a text that holds the separator of lists does not tear them`() throws {
    let database = try freshDatabase()
    defer { database.close() }
    let invoice = ID<Invoice>(1)
    try database.write { try $0.place(try Invoice.sample(1)) }
    var flag = try Self.flag(.open)
    flag.judged = Self.judged
    let torn = flag
    try database.write { try $0.save(torn) }
    let stored = try #require(try database.read { try $0.flags(of: invoice) }.first)
    #expect(stored.judged == [Self.judged[0], JudgedValue("note", .text("two\nlines and a separator"))])
  }
}
