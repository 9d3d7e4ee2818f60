/// Everything that a decision judges: lines, money, tax, customer, dates and the texts that the customer reads.
///
/// What is not here may change without touching an approval: the billing status, payments, internal notes.
public struct InvoiceContent: Hashable, Sendable {
  public var number: String
  public var type: InvoiceType
  public var appliesTo: AppliesTo
  public var billingMethod: BillingMethod?
  public var currency: Currency

  public var company: Reference<Company>
  public var billTo: Reference<Company>?
  public var attention: String
  public var billingAddress: [String]

  public var date: Day?
  public var dueDate: Day?
  public var terms: Reference<BillingTerms>?

  public var agreement: Reference<Agreement>?
  public var project: Reference<Project>?
  public var phase: Reference<Phase>?
  public var salesOrder: Reference<SalesOrder>?
  public var ticket: Reference<Ticket>?

  public var reference: String
  public var purchaseOrder: String
  public var topComment: String
  public var bottomComment: String

  public var isTaxable: Bool
  public var taxCode: Reference<TaxCode>?
  public var totals: InvoiceTotals
  public var lines: [Line]

  public init(
    number: String, type: InvoiceType, appliesTo: AppliesTo = .all, billingMethod: BillingMethod? = nil,
    currency: Currency, company: Reference<Company>, billTo: Reference<Company>? = nil, attention: String = "",
    billingAddress: [String] = [], date: Day? = nil, dueDate: Day? = nil, terms: Reference<BillingTerms>? = nil,
    agreement: Reference<Agreement>? = nil, project: Reference<Project>? = nil, phase: Reference<Phase>? = nil,
    salesOrder: Reference<SalesOrder>? = nil, ticket: Reference<Ticket>? = nil, reference: String = "",
    purchaseOrder: String = "", topComment: String = "", bottomComment: String = "", isTaxable: Bool = false,
    taxCode: Reference<TaxCode>? = nil, totals: InvoiceTotals, lines: [Line] = []
  ) {
    self.number = number
    self.type = type
    self.appliesTo = appliesTo
    self.billingMethod = billingMethod
    self.currency = currency
    self.company = company
    self.billTo = billTo
    self.attention = attention
    self.billingAddress = billingAddress
    self.date = date
    self.dueDate = dueDate
    self.terms = terms
    self.agreement = agreement
    self.project = project
    self.phase = phase
    self.salesOrder = salesOrder
    self.ticket = ticket
    self.reference = reference
    self.purchaseOrder = purchaseOrder
    self.topComment = topComment
    self.bottomComment = bottomComment
    self.isTaxable = isTaxable
    self.taxCode = taxCode
    self.totals = totals
    self.lines = lines
  }

  public var kind: InvoiceKind { InvoiceKind(type: type, appliesTo: appliesTo, billingMethod: billingMethod) }
}
