import Domain
import SQLite
import Sandbox
import Store
import Testing

@testable import Jobs

extension Workshop {
  /// What rules see of every open invoice.
  func facts() throws -> [InvoiceFacts] {
    try database.read { reader throws in
      var facts: [InvoiceFacts] = []
      try FactsReader(reader).eachOpen { facts.append($0) }
      return facts
    }
  }

  func facts(_ id: ID<Invoice>) throws -> InvoiceFacts { try #require(try database.read { try $0.facts(of: id) }) }
}

@Test func `after a sweep rules see everything that surrounds each open invoice`() throws {
  let workshop = try Workshop(invoices: 200)
  try workshop.sweep()
  let all = try workshop.facts()
  #expect(all.count == (try workshop.database.read { try $0.openInvoices().count }))
  for facts in all {
    #expect(facts.company != nil, "invoice \(facts.invoice)")
    #expect((facts.agreement == nil) == (facts.content.agreement == nil), "invoice \(facts.invoice)")
    #expect((facts.taxCode == nil) == (facts.content.taxCode == nil), "invoice \(facts.invoice)")
    #expect(facts.history != nil && facts.unbilled != nil && facts.expenseMaxima?.isEmpty == false, "invoice \(facts.invoice)")
    #expect((facts.previous == nil) == (facts.content.type != .agreement), "invoice \(facts.invoice)")
    for line in facts.content.lines where line.kind == .expense { #expect(facts.receipts?[line.source] != nil) }
    if case .notRead(let name)? = facts.company?.billingContact { Issue.record("the contact \(name) was not read") }
  }
  #expect(all.contains { $0.company?.accountNumber.isEmpty == false } && all.contains { $0.company?.accountNumber == "" })
  #expect(all.contains { $0.unbilled?.isEmpty == false })
  #expect(
    all.contains { $0.receipts?.values.contains(true) == true } && all.contains { $0.receipts?.values.contains(false) == true })
}

@Test func `the facts of one invoice are those that it has among all`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  for facts in try workshop.facts() {
    let alone = try workshop.facts(facts.invoice)
    #expect(alone.company == facts.company)
    #expect(alone.agreement == facts.agreement)
    #expect(alone.previous == facts.previous)
    #expect(alone.taxCode == facts.taxCode)
    #expect(alone.unbilled == facts.unbilled)
    #expect(alone.receipts == facts.receipts)
  }
}

@Test func `a company, a contact and an agreement that change in ConnectWise have changed here after the next sweep`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let facts = try #require(try workshop.facts().first { $0.agreement != nil })
  let (company, agreement) = (facts.content.company.id, try #require(facts.content.agreement?.id))
  workshop.wire.edit("/company/companies/\(company)", "accountNumber", #""A-4711""#)
  workshop.wire.edit("/finance/agreements/\(agreement)", "endDate", #""2027-02-28T00:00:00Z""#)
  workshop.wire.edit("/finance/agreements/\(agreement)", "noEndingDateFlag", "false")
  workshop.pass(milliseconds: 300_000)
  #expect(try workshop.sweep().problem == nil)
  let after = try workshop.facts(facts.invoice)
  #expect(after.company?.accountNumber == "A-4711")
  #expect(after.agreement?.ends == Day("2027-02-28"))
}

@Test(arguments: [
  ("/company/companies", "Companies › Company Maintenance: Inquire = All", FactsPart.company),
  ("/company/contacts", "Companies › Contacts: Inquire = All", .billingContact),
  ("/finance/agreements", "Finance › Agreements: Inquire = All", .agreement),
  ("/finance/taxCodes", "System › Table Setup (Invoicing / Tax Code): Inquire = All", .taxCode),
  ("/expense/types", "System › Table Setup (Expense / Expense Type): Inquire = All", .expenseMaxima),
  ("/system/documents", "Companies › Manage Attachments: Inquire = All", .receipts),
])
func `what the role may not read is named, is nil for rules, and the sweep goes on`(path: String, right: String, part: FactsPart)
  throws
{
  let workshop = try Workshop()
  workshop.wire.set([Fault(.forbidden, path: path)])
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  #expect(outcome.count.added == outcome.count.expected)
  #expect(try workshop.database.read { try $0.permissionGaps() }.contains(right))
  for facts in try workshop.facts() {
    switch part {
    case .company: #expect(facts.company == nil)
    case .billingContact:
      if case .person? = facts.company?.billingContact { Issue.record("the contact was read") }
    case .agreement: #expect(facts.agreement == nil)
    case .taxCode: #expect(facts.taxCode == nil)
    case .expenseMaxima: #expect(facts.expenseMaxima == nil)
    case .receipts: #expect(facts.receipts?.isEmpty != false)
    case .previous, .history, .unbilled, .condition: break
    }
  }
  // Given the right, everything is there by the next sweep of every invoice.
  workshop.wire.set([])
  workshop.pass(milliseconds: SweepPlan.wholeEvery)
  try workshop.sweep()
  #expect(try workshop.database.read { try $0.permissionGaps() } == [])
  #expect(try workshop.facts().allSatisfy { $0.company != nil && $0.expenseMaxima != nil })
}

@Test func `without the right to read time, unbilled work was not read`() throws {
  let workshop = try Workshop()
  workshop.wire.set([Fault(.forbidden, path: "/time/entries")])
  #expect(try workshop.sweep().problem == nil)
  #expect(try workshop.facts().allSatisfy { $0.unbilled == nil })
  #expect(try workshop.database.read { try $0.permissionGaps() }.contains("Time & Expense › Time Entry: Inquire = All"))
}

@Test func `before the history is read, rules have none to compare with`() throws {
  let workshop = try Workshop()
  try workshop.sweeping.run(askedBy: "test")
  #expect(try workshop.facts().allSatisfy { $0.history == nil && $0.previous == nil && $0.unbilled == nil })
}

@Test func `unbilled work that is deleted, or comes onto an invoice, is unbilled no more`() throws {
  let workshop = try Workshop(invoices: 200)
  try workshop.sweep()
  let before = try workshop.database.read { try $0.unbilled(.time) }
  let (deleted, billed) = (try #require(before.first), try #require(before.dropFirst().first))
  workshop.wire.delete("/time/entries/\(deleted)")
  workshop.wire.edit("/time/entries/\(billed)", "invoice", #"{"id":7001}"#)
  workshop.pass(milliseconds: 300_000)
  try workshop.sweep()
  #expect(try !workshop.database.read { try $0.unbilled(.time) }.contains(billed))
  workshop.pass(milliseconds: SweepPlan.wholeEvery)
  try workshop.sweep()
  #expect(try workshop.database.read { try $0.unbilled(.time) } == before.filter { $0 != deleted && $0 != billed })
}

@Test func `a company that is not there is asked for once`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let now = workshop.now
  let asked = try workshop.database.write { writer throws in
    try writer.execute("UPDATE invoice SET company_id = 999999 WHERE id = (SELECT max(id) FROM invoice WHERE in_inbox = 1)")
    return try writer.unknownCompanies()
  }
  #expect(asked == [999_999])
  var outcome = SweepOutcome()
  let reading = ReadSurroundings(client: try workshop.client, database: workshop.database, began: now)
  try reading.run(isWhole: false, &outcome)
  #expect(try workshop.database.read { try $0.unknownCompanies() } == [])
}

@Test func `one list that fails is told, and the others are read`() throws {
  let workshop = try Workshop()
  workshop.wire.set([Fault(.serverError(500), path: "/finance/agreements")])
  let outcome = try workshop.sweep()
  #expect(outcome.problem == nil)
  #expect(outcome.leftOut.contains { $0.hasPrefix("The agreements could not be read.") }, "\(outcome.leftOut)")
  #expect(try workshop.facts().allSatisfy { $0.company != nil && $0.agreement == nil })
}

@Test func `a receipt that somebody attaches later is found the next day, one that is there is not asked for again`() throws {
  let workshop = try Workshop(invoices: 200)
  try workshop.sweep()
  let missing = try workshop.facts().flatMap { $0.receipts ?? [:] }.filter { !$0.value }.map(\.key)
  #expect(missing.count > 0)
  let before = workshop.wire.requests.count
  try workshop.catchUp()
  #expect(workshop.wire.requests.count == before)
  workshop.pass(milliseconds: 24 * 3_600_000 + 1)
  try workshop.catchUp()
  let asked = workshop.wire.requests[before...].filter { $0.contains("recordType=Expense") }
  #expect(asked.count == missing.count)
}

@Test func `invoices stored before there were comparisons are compared`() throws {
  let workshop = try Workshop()
  try workshop.sweep()
  let before = try workshop.facts().map { $0.previous }
  try workshop.database.write { try $0.execute("DELETE FROM comparison") }
  #expect(try workshop.facts().map { $0.previous } != before)
  try workshop.catchUp()
  #expect(try workshop.facts().map { $0.previous } == before)
}
