import Crypto
import Domain
import SQLite
import Store

/// A database of its own for each test, with the real schema.
func freshDatabase() throws -> Database { try Database.temporary(migrations: Database.schema, hash: sha256) }

let noon = Instant(milliseconds: 1_780_000_000_000)

func money(_ text: String, _ currency: Currency = .usd) throws -> Money { try Money(text, currency: currency) }

extension InvoiceContent {
  static func sample(_ number: String = "10452", total: String = "1462.50", lines: [Line] = []) throws -> InvoiceContent {
    var totals = InvoiceTotals.zero(.usd)
    totals.total = try money(total)
    totals.subtotal = try money(total)
    return InvoiceContent(
      number: number, type: .standard, currency: .usd, company: Reference(301, name: "Tidewater Dental Group"),
      date: Day("2026-05-12"), dueDate: Day("2026-06-11"), totals: totals, lines: lines)
  }
}

extension Invoice {
  static func sample(
    _ id: Int64, number: String = "10452", total: String = "1462.50", company: String = "Tidewater Dental Group",
    date: String = "2026-05-12", presence: InvoicePresence = .open, currency: Currency = .usd
  ) throws -> Invoice {
    Invoice(
      id: ID(id), number: number, kind: .standard, company: Reference(301, name: company),
      status: BillingStatus(id: ID(1), name: "New"), presence: presence, date: Day(date), dueDate: nil,
      total: try money(total, currency), payments: .zero(currency), credits: .zero(currency), balance: try money(total, currency),
      version: 1)
  }
}

extension Writer {
  /// An open invoice with one version and these reviewers.
  func place(_ invoice: Invoice, reviewers: [Reviewer] = []) throws {
    try save(invoice, agreement: nil, previousTotal: nil, summary: "2.00 h", at: noon)
    let content = try InvoiceContent.sample(invoice.number)
    guard let fingerprint = Fingerprint(sha256(content.canonicalBytes)) else { return }
    try add(Version(number: 1, fingerprint: fingerprint, content: content, seenAt: noon), of: invoice.id)
    for reviewer in reviewers { try save(reviewer, of: invoice.id) }
    try refreshRow(of: invoice.id, at: noon)
  }
}

extension Reviewer {
  static func asked(_ member: Int64, _ name: String, position: Int = 1, state: ReviewerState = .waiting) -> Reviewer {
    Reviewer(name: name, member: ID(member), position: position, source: .routingList, state: state)
  }
}
