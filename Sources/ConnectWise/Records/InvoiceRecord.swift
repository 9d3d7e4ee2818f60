/// An invoice as `/finance/invoices` sends it. Absent and null are the same; enumerations stay text, because a server may
/// know values that we do not.
public struct InvoiceRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let invoiceNumber: String?
  /// `Agreement`, `CreditMemo`, `DownPayment`, `Miscellaneous`, `Progress`, `Standard`.
  public let type: String
  public let status: InvoiceStatus?
  public let company: Reference?
  public let billToCompany: Reference?
  public let accountNumber: String?
  /// `All`, `Agreement`, `Project`, `ProjectPhase`, `SalesOrder`, `Ticket`.
  public let applyToType: String?
  public let applyToId: Int?
  public let attention: String?
  public let billingTerms: Reference?
  public let reference: String?
  public let customerPO: String?
  public let date: Stamp?
  public let dueDate: Stamp?
  public let location: Reference?
  public let department: Reference?
  public let topComment: String?
  public let bottomComment: String?
  public let internalNotes: String?
  public let taxableFlag: Bool?
  public let taxCode: Reference?
  public let currency: CurrencyReference?
  public let serviceTotal: Amount?
  public let expenseTotal: Amount?
  public let productTotal: Amount?
  public let agreementAmount: Amount?
  public let serviceAdjustmentAmount: Amount?
  public let previousProgressApplied: Amount?
  public let downpaymentApplied: Amount?
  public let remainingDownpayment: Amount?
  public let subtotal: Amount?
  public let salesTax: Amount?
  public let total: Amount?
  public let payments: Amount?
  public let credits: Amount?
  public let balance: Amount?
  public let specialInvoiceFlag: Bool?
  public let addToBatchEmailList: Bool?
  public let closedBy: String?
  public let agreement: Reference?
  public let project: Reference?
  public let phase: Reference?
  public let salesOrder: Reference?
  public let ticket: TicketReference?
  public let billingSetupReference: Reference?
  public let glBatch: Reference?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, invoiceNumber, type, status, company, billToCompany, accountNumber, applyToType, applyToId, attention
    case billingTerms, reference, customerPO, date, dueDate, location, department, topComment, bottomComment
    case internalNotes, taxableFlag, taxCode, currency, serviceTotal, expenseTotal, productTotal, agreementAmount
    case serviceAdjustmentAmount, previousProgressApplied, downpaymentApplied, remainingDownpayment, subtotal, salesTax
    case total, payments, credits, balance, specialInvoiceFlag, addToBatchEmailList, closedBy, agreement, project, phase
    case salesOrder, ticket, billingSetupReference, glBatch
    case info = "_info"
  }
}

/// The billing status as an invoice shows it. `isSent` is not there: look it up in the billing statuses by id.
public struct InvoiceStatus: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  public let isClosed: Bool?
}

/// Just enough of an invoice to see whether it has changed: what a sweep reads of thousands before it reads the few whole.
public struct InvoiceMark: Sendable, Hashable, Decodable {
  public let id: Int
  public let status: InvoiceStatus?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, status
    case info = "_info"
  }

  /// `_info` comes only when asked for (API-NOTES §2).
  static let fields = ["id", "status", "_info"]
}
