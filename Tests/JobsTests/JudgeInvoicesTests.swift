import Domain
import SQLite
import Sandbox
import Store
import Synchronization
import Testing

@testable import Jobs

/// Flags as they come to be: from a sweep of the demo through the rules into the store.
@Suite struct JudgeInvoicesTests {
  /// ConnectWise refuses to close an invoice of a company without an account number: this one has such a company.
  private static let invoice = ID<Invoice>(7_014)
  private static let cannotClose: RuleCode = "cannot-close"

  private let workshop: Workshop
  private let told = Told()

  init() throws {
    workshop = try Workshop(invoices: DemoData.demoCount)
    try workshop.sweep()
  }

  private final class Told: Sendable {
    let invoices = Mutex<[ID<Invoice>]>([])
  }

  private func judge(_ plan: RulePlan = RulePlan(), because cause: RescanCause = .sweep) throws {
    let (workshop, told) = (workshop, told)
    told.invoices.withLock { $0 = [] }
    try JudgeInvoices(
      database: workshop.database, plan: plan, now: { workshop.now }, changed: { id in told.invoices.withLock { $0.append(id) } }
    ).all(because: cause)
  }

  private func flag(_ rule: RuleCode = cannotClose, of invoice: ID<Invoice> = invoice) throws -> Flag? {
    try workshop.database.read { try $0.flags(of: invoice) }.first { $0.key.rule == rule }
  }

  private func events(of invoice: ID<Invoice> = invoice) throws -> [FlagEvent] {
    try workshop.database.read { try $0.timeline(of: invoice) }.compactMap { entry in
      if case .flag(let event) = entry.event { event } else { nil }
    }
  }

  @Test func `what the rules find is kept once, told once, and left alone while nothing changes`() throws {
    try judge()
    let flag = try #require(try flag())
    #expect(flag.state == .open && flag.severity == .error && flag.firstSeen == workshop.now)
    #expect(flag.sentence.contains("account number"), "\(flag.sentence)")
    let all = try workshop.database.read { try $0.allFlags() }
    #expect(Set(all.map(\.flag.key.rule)).count > 15, "\(Set(all.map(\.flag.key.rule)))")
    #expect(told.invoices.withLock { Set($0) } == Set(all.map(\.flag.invoice)))
    let before = try events()
    #expect(before.contains { if case .raised(let mark, _) = $0 { mark.rule == Self.cannotClose } else { false } })

    workshop.pass(milliseconds: 300_000)
    try judge()
    #expect(told.invoices.withLock { $0 } == [], "nothing has changed")
    #expect(try workshop.database.read { try $0.allFlags() }.map(\.flag) == all.map(\.flag))
    #expect(try events() == before)
  }

  @Test func `what somebody marked as OK stays so across a rescan`() throws {
    try judge()
    let stepped = try #require(try flag()).apply(
      .accept(try AcceptReason(.known, text: ""), by: .person(ID(1), name: "Ana Ruiz"), exception: nil, expires: nil),
      at: workshop.now)
    try workshop.database.write { try $0.save(stepped.flag) }
    workshop.pass(milliseconds: 300_000)
    try judge()
    #expect(try flag()?.state == stepped.flag.state)
  }

  @Test func `a flag whose cause was mended is closed, and reopened when it comes back`() throws {
    try judge()
    let company = try #require(try workshop.database.read { try $0.invoice(Self.invoice) }).invoice.company.id
    workshop.wire.edit("/company/companies/\(company)", "accountNumber", #""A-1001""#)
    workshop.pass(milliseconds: 300_000)
    try workshop.sweep()
    try judge()
    #expect(try flag()?.state == .closed(.fixedInConnectWise, last: nil))
    workshop.wire.edit("/company/companies/\(company)", "accountNumber", #""""#)
    workshop.pass(milliseconds: 300_000)
    try workshop.sweep()
    try judge()
    #expect(try flag()?.state == .reopened)
    #expect(
      try events().map(\.code).filter { $0.hasPrefix(Self.cannotClose.rawValue) } == [
        "cannot-close raised", "cannot-close closed", "cannot-close reopened",
      ])
  }

  @Test func `a rule that is switched off closes its flags without saying that anything was fixed`() throws {
    try judge()
    var settings = RuleSettings()
    var setting = try #require(RuleBook.all.first { $0.code == Self.cannotClose }).defaultSetting
    setting.isOn = false
    settings.rules[Self.cannotClose] = setting
    try judge(RulePlan(settings: settings), because: .settings)
    #expect(try flag()?.state == .closed(.settings, last: nil))
  }
}

extension FlagEvent {
  /// Rule and happening, as these tests compare them.
  fileprivate var code: String {
    switch self {
    case .raised(let mark, _): "\(mark.rule) raised"
    case .closed(let mark, _): "\(mark.rule) closed"
    case .reopened(let mark, _): "\(mark.rule) reopened"
    case .changed, .accepted, .acceptedAgain, .revoked, .lapsed, .exceptionMade, .exceptionRevoked, .approvedAnyway, .ruleChanged:
      "other"
    }
  }
}
