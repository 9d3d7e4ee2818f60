import Domain
import SQLite

/// Puts together what rules see of an invoice, from the store alone. What was not read stays nil, and rules say so.
///
/// Made for one read transaction. What several invoices share, such as a company's thirteen months, is read once: ask for the
/// invoices of one company after each other.
public final class FactsReader {
  /// As far back as rules compare (PRODUCT §3.4): thirteen months.
  private static let historyDays = 400

  private let store: Reader
  private let taxCodes: [ID<TaxCode>: TaxCodeFacts]?
  private let maxima: [ID<ExpenseType>: Figure]?
  /// Whether everything of the last thirteen months was read: a part of it would make an agreement's every invoice its first.
  private let hasHistory: Bool
  private let hasUnbilled: Bool
  private var company: (id: ID<Company>, facts: CompanyFacts?)?
  private var history: (company: ID<Company>, since: Day, facts: CompanyHistory)?
  private var agreements: [ID<Agreement>: AgreementFacts?] = [:]

  public init(_ store: Reader) throws {
    self.store = store
    taxCodes = try store.readTo(.taxCodes) == nil ? nil : store.taxCodes()
    maxima = try store.readTo(.expenseTypes) == nil ? nil : store.expenseMaxima()
    hasHistory = try store.backfill(.history)?.doneAt != nil
    hasUnbilled = try store.backfill(.unbilledTime)?.doneAt != nil
  }

  /// Nil for an invoice that is not known.
  public func facts(of id: ID<Invoice>) throws -> InvoiceFacts? {
    guard let version = try store.newestVersion(of: id)?.number, let content = try store.version(version, of: id)?.content else {
      return nil
    }
    return try facts(of: id, content)
  }

  /// Hands over every invoice that is reviewed, those of one company after each other.
  public func eachOpen(_ body: (InvoiceFacts) throws -> Void) throws {
    let open: [(ID<Invoice>, Int)] = try store.all(
      "SELECT id, version FROM invoice WHERE in_inbox = 1 AND version > 0 ORDER BY company_id, sort_key, id"
    ) { ($0.id(0), $0.int(1)) }
    for (id, number) in open {
      guard let version = try store.version(number, of: id) else { continue }
      try body(try facts(of: id, version.content))
    }
  }

  private func facts(of id: ID<Invoice>, _ content: InvoiceContent) throws -> InvoiceFacts {
    var facts = InvoiceFacts(invoice: id, content: content, company: try company(content.company.id))
    if let agreement = content.agreement { facts.agreement = try self.agreement(agreement.id) }
    if hasHistory, let date = content.date {
      facts.history = try history(content.company.id, until: date)
      if content.type == .agreement, let agreement = content.agreement {
        facts.previous = try store.previousInvoice(agreement.id, before: date, id)
      }
    }
    facts.taxCode = content.taxCode.flatMap { taxCodes?[$0.id] }
    facts.unbilled = try unbilled(content)
    facts.expenseMaxima = maxima
    let expenses = content.lines.filter { $0.kind == .expense }.map(\.source)
    facts.receipts = expenses.isEmpty ? nil : try store.receipts(of: expenses)
    return facts
  }

  private func company(_ id: ID<Company>) throws -> CompanyFacts? {
    if let company, company.id == id { return company.facts }
    let facts = try store.company(id)
    company = (id, facts)
    return facts
  }

  private func agreement(_ id: ID<Agreement>) throws -> AgreementFacts? {
    if let known = agreements[id] { return known }
    let facts = try store.agreement(id)
    agreements[id] = .some(facts)
    return facts
  }

  /// Of the company, reaching back far enough for an invoice of that date.
  private func history(_ company: ID<Company>, until date: Day) throws -> CompanyHistory {
    let since = date.adding(days: -Self.historyDays) ?? .first
    if let history, history.company == company, history.since <= since { return history.facts }
    let facts = try store.history(of: company, since: since)
    history = (company, since, facts)
    return facts
  }

  /// Of the tickets and agreements that the invoice bills.
  private func unbilled(_ content: InvoiceContent) throws -> [UnbilledWork]? {
    guard hasUnbilled else { return nil }
    let tickets = Set((content.lines.map(\.ticket) + [content.ticket]).compactMap { $0?.id })
    let agreements = Set((content.lines.map(\.agreement) + [content.agreement]).compactMap { $0?.id })
    return try store.unbilled(tickets: tickets, agreements: agreements).map { $0.work(in: content.currency) }
  }
}

extension Reader {
  /// What rules see of one invoice.
  public func facts(of invoice: ID<Invoice>) throws -> InvoiceFacts? { try FactsReader(self).facts(of: invoice) }
}
