/// The sums that ConnectWise prints on the invoice, taken over exactly and never reckoned anew.
public struct InvoiceTotals: Hashable, Sendable {
  public var services: Money
  public var expenses: Money
  public var products: Money
  public var agreement: Money
  public var serviceAdjustment: Money
  public var previousProgressApplied: Money
  public var downPaymentApplied: Money
  public var subtotal: Money
  public var tax: Money
  public var total: Money

  public init(
    services: Money, expenses: Money, products: Money, agreement: Money, serviceAdjustment: Money,
    previousProgressApplied: Money, downPaymentApplied: Money, subtotal: Money, tax: Money, total: Money
  ) {
    self.services = services
    self.expenses = expenses
    self.products = products
    self.agreement = agreement
    self.serviceAdjustment = serviceAdjustment
    self.previousProgressApplied = previousProgressApplied
    self.downPaymentApplied = downPaymentApplied
    self.subtotal = subtotal
    self.tax = tax
    self.total = total
  }

  public static func zero(_ currency: Currency) -> InvoiceTotals {
    let none = Money.zero(currency)
    return InvoiceTotals(
      services: none, expenses: none, products: none, agreement: none, serviceAdjustment: none,
      previousProgressApplied: none, downPaymentApplied: none, subtotal: none, tax: none, total: none)
  }
}
