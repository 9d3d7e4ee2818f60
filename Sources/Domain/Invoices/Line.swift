/// One billed thing on a version: a time entry, a product, an expense, an agreement's amount or an adjustment.
public struct Line: Hashable, Sendable {
  /// ConnectWise's id of the entry; 0 for amounts that have none of their own.
  public var source: Int64
  public var detail: LineDetail
  /// What the customer reads.
  public var text: String
  public var quantity: Quantity
  /// Per unit or per hour; nil where only the amount is known.
  public var price: Price?
  public var amount: Money
  /// Of the whole line; nil where ConnectWise does not say.
  public var cost: Money?
  public var billing: BillingOption
  public var isTaxable: Bool?
  public var taxCode: Reference<TaxCode>?
  public var ticket: Reference<Ticket>?
  public var agreement: Reference<Agreement>?

  public init(
    source: Int64, detail: LineDetail, text: String, quantity: Quantity = .one, price: Price? = nil, amount: Money,
    cost: Money? = nil, billing: BillingOption = .billable, isTaxable: Bool? = nil, taxCode: Reference<TaxCode>? = nil,
    ticket: Reference<Ticket>? = nil, agreement: Reference<Agreement>? = nil
  ) {
    self.source = source
    self.detail = detail
    self.text = text
    self.quantity = quantity
    self.price = price
    self.amount = amount
    self.cost = cost
    self.billing = billing
    self.isTaxable = isTaxable
    self.taxCode = taxCode
    self.ticket = ticket
    self.agreement = agreement
  }

  public var kind: LineKind {
    switch detail {
    case .time: .time
    case .product: .product
    case .expense: .expense
    case .agreement: .agreement
    case .adjustment: .adjustment
    }
  }

  /// Whether its amount is part of what the customer pays. ConnectWise fills amounts also when nothing is billed.
  public var isBilled: Bool {
    switch billing {
    case .billable, .noDefault: !isCancelled
    case .doNotBill, .noCharge: false
    }
  }

  public var isCancelled: Bool {
    if case .product(let product) = detail { return product.isCancelled }
    return false
  }

  /// Nil where the cost is not known.
  public var margin: Margin? { cost.flatMap { try? Margin(price: amount, cost: $0) } }
}

public enum LineKind: String, CaseIterable, Hashable, Sendable {
  case agreement, product, time, expense, adjustment
}

/// Whether ConnectWise bills an entry. `noDefault` counts as billable (PRODUCT §3.4).
public enum BillingOption: String, CaseIterable, Hashable, Sendable {
  case billable = "Billable"
  case doNotBill = "DoNotBill"
  case noCharge = "NoCharge"
  case noDefault = "NoDefault"

  public init(vendorText: String) { self = BillingOption(rawValue: vendorText) ?? .noDefault }
}
