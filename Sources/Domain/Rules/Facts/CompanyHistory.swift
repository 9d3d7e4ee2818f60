/// What is known of a company's invoices and billable work, found by what rules ask for.
///
/// Built once per company and shared by all of its invoices: it may hold the invoice under review and later ones, since each
/// rule takes only what comes before. Thirteen months are enough for every rule.
public struct CompanyHistory: Sendable {
  /// By date, then id. Invoices without a date are not comparable and left out.
  let invoices: [EarlierInvoice]
  /// Billable entries with a rate, by role and currency, then by day and id.
  private let rates: [RateKey: [EarlierEntry]]
  private let twins: [WorkKey: [EarlierEntry]]

  private struct RateKey: Hashable {
    let role: ID<WorkRole>
    let currency: Currency
  }

  public init(invoices: [EarlierInvoice], entries: [EarlierEntry]) {
    self.invoices = invoices.filter { $0.date != nil }.sorted { ($0.date ?? .first, $0.id) < ($1.date ?? .first, $1.id) }
    var rates: [RateKey: [EarlierEntry]] = [:]
    var twins: [WorkKey: [EarlierEntry]] = [:]
    for entry in entries.sorted(by: { ($0.day, $0.id) < ($1.day, $1.id) }) {
      if entry.isBillable, let role = entry.role, let rate = entry.rate {
        rates[RateKey(role: role, currency: rate.currency), default: []].append(entry)
      }
      if let key = entry.key { twins[key, default: []].append(entry) }
    }
    self.rates = rates
    self.twins = twins
  }

  /// Billable entries of a role in a currency, oldest first.
  func rates(of role: ID<WorkRole>, in currency: Currency) -> [EarlierEntry] {
    rates[RateKey(role: role, currency: currency)] ?? []
  }

  /// Entries of the same member, day, ticket and hours.
  func twins(of key: WorkKey) -> [EarlierEntry] { twins[key] ?? [] }
}

/// An invoice of the company, as far as others are compared with it.
public struct EarlierInvoice: Hashable, Sendable {
  public var id: ID<Invoice>
  public var number: String
  public var type: InvoiceType
  public var agreement: ID<Agreement>?
  public var date: Day?
  public var total: Money
  public var purchaseOrder: String

  public init(
    id: ID<Invoice>, number: String, type: InvoiceType, agreement: ID<Agreement>? = nil, date: Day?, total: Money,
    purchaseOrder: String = ""
  ) {
    self.id = id
    self.number = number
    self.type = type
    self.agreement = agreement
    self.date = date
    self.total = total
    self.purchaseOrder = purchaseOrder
  }
}

/// A time entry on an invoice of the company, as far as others are compared with it.
public struct EarlierEntry: Hashable, Sendable {
  /// ConnectWise's id of the time entry.
  public var id: Int64
  public var invoice: ID<Invoice>
  public var invoiceNumber: String
  public var invoiceDate: Day?
  public var member: ID<Member>?
  public var role: ID<WorkRole>?
  public var ticket: ID<Ticket>?
  /// Of its start, in UTC.
  public var day: Day
  public var actual: Hours
  public var rate: Price?
  public var isBillable: Bool

  public init(
    id: Int64, invoice: ID<Invoice>, invoiceNumber: String, invoiceDate: Day?, member: ID<Member>?, role: ID<WorkRole>?,
    ticket: ID<Ticket>?, day: Day, actual: Hours, rate: Price?, isBillable: Bool
  ) {
    self.id = id
    self.invoice = invoice
    self.invoiceNumber = invoiceNumber
    self.invoiceDate = invoiceDate
    self.member = member
    self.role = role
    self.ticket = ticket
    self.day = day
    self.actual = actual
    self.rate = rate
    self.isBillable = isBillable
  }

  /// The entry that a line of an invoice is; nil for a line that is no time entry or has no start.
  public init?(_ line: Line, invoice: ID<Invoice>, number: String, date: Day?) {
    guard case .time(let time) = line.detail, let start = time.start else { return nil }
    self.init(
      id: line.source, invoice: invoice, invoiceNumber: number, invoiceDate: date, member: time.member?.id,
      role: time.workRole?.id, ticket: line.ticket?.id, day: start.day, actual: time.actual, rate: line.price,
      isBillable: line.isBilled)
  }

  var key: WorkKey? { member.map { WorkKey(member: $0, day: day, ticket: ticket, hours: actual) } }
}

/// What makes two time entries look like one (PRODUCT §3.4, Duplicate).
struct WorkKey: Hashable {
  let member: ID<Member>
  let day: Day
  let ticket: ID<Ticket>?
  let hours: Hours
}
