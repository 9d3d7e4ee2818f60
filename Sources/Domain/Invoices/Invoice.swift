/// A ConnectWise invoice as Countersign knows it: what identifies it and what may change without a new version.
public struct Invoice: Hashable, Sendable {
  public let id: ID<Invoice>
  public var number: String
  public var kind: InvoiceKind
  public var company: Reference<Company>
  public var status: BillingStatus
  public var presence: InvoicePresence
  public var date: Day?
  public var dueDate: Day?
  public var total: Money
  public var payments: Money
  public var credits: Money
  public var balance: Money
  public var enteredBy: String
  public var updatedBy: String
  public var lastUpdated: Instant?
  /// Of the newest version; 0 before the first is stored.
  public var version: Int

  public init(
    id: ID<Invoice>, number: String, kind: InvoiceKind, company: Reference<Company>, status: BillingStatus,
    presence: InvoicePresence = .open, date: Day?, dueDate: Day?, total: Money, payments: Money, credits: Money,
    balance: Money, enteredBy: String = "", updatedBy: String = "", lastUpdated: Instant? = nil, version: Int = 0
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.company = company
    self.status = status
    self.presence = presence
    self.date = date
    self.dueDate = dueDate
    self.total = total
    self.payments = payments
    self.credits = credits
    self.balance = balance
    self.enteredBy = enteredBy
    self.updatedBy = updatedBy
    self.lastUpdated = lastUpdated
    self.version = version
  }
}
