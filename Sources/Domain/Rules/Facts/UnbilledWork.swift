/// Time, an expense or a product of ConnectWise that stands on no invoice.
public struct UnbilledWork: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable { case time, expense, product }

  public var kind: Kind
  /// ConnectWise's id of the entry.
  public var id: Int64
  public var ticket: Reference<Ticket>?
  public var agreement: ID<Agreement>?
  /// Products have none.
  public var day: Day?
  /// Of time.
  public var hours: Hours?
  /// What it would come to, where that is known.
  public var amount: Money?
  public var billing: BillingOption
  /// `Open`, `Rejected`, `WrittenOff`… as ConnectWise writes it.
  public var status: String

  public init(
    kind: Kind, id: Int64, ticket: Reference<Ticket>? = nil, agreement: ID<Agreement>? = nil, day: Day? = nil,
    hours: Hours? = nil, amount: Money? = nil, billing: BillingOption = .billable, status: String = "Open"
  ) {
    self.kind = kind
    self.id = id
    self.ticket = ticket
    self.agreement = agreement
    self.day = day
    self.hours = hours
    self.amount = amount
    self.billing = billing
    self.status = status
  }

  /// Unapproved work counts; what was rejected or written off does not (PRODUCT §3.4).
  var isStillToBill: Bool {
    switch billing {
    case .billable, .noDefault: status != "Rejected" && status != "WrittenOff"
    case .doNotBill, .noCharge: false
    }
  }
}
