/// A pointer to another record. Which of the names is there depends on what is pointed at.
public struct Reference: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String?
  public let name: String?

  public init(id: Int, identifier: String? = nil, name: String? = nil) {
    self.id = id
    self.identifier = identifier
    self.name = name
  }
}

/// `_info`: who touched a record last, and when.
public struct RecordInfo: Sendable, Hashable, Decodable {
  public let lastUpdated: Stamp?
  public let updatedBy: String?
  public let dateEntered: Stamp?
  public let enteredBy: String?
}

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

public struct CurrencyReference: Sendable, Hashable, Decodable {
  public let id: Int?
  /// ISO 4217, `USD`.
  public let currencyCode: String?
  public let symbol: String?
  public let numberOfDecimals: Int?
}

public struct TicketReference: Sendable, Hashable, Decodable {
  public let id: Int
  public let summary: String?
}

public struct BillingStatusRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String
  public let sortOrder: Int?
  public let defaultFlag: Bool?
  public let closedFlag: Bool?
  public let sentFlag: Bool?
  public let inactiveFlag: Bool?
}

public struct MemberRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String
  public let firstName: String?
  public let lastName: String?
  public let officeEmail: String?
  public let primaryEmail: String?
  public let mobileEmail: String?
  public let homeEmail: String?
  /// `Office`, `Mobile` or `Home`: which of the addresses counts.
  public let defaultEmail: String?
  /// `F` full, `A` API, `C` StreamlineIT, `X` subcontractor.
  public let licenseClass: String?
  public let inactiveFlag: Bool?
  public let title: String?

  /// The address that `defaultEmail` points at, else the primary, else the office one (API-NOTES §8).
  public var email: String? {
    let pointed =
      switch defaultEmail {
      case "Office": officeEmail
      case "Mobile": mobileEmail
      case "Home": homeEmail
      default: String?.none
      }
    return [pointed, primaryEmail, officeEmail].compactMap { $0 }.first { !$0.isEmpty }
  }
}

public struct TimeEntryRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let company: Reference?
  public let chargeToType: String?
  public let chargeToId: Int?
  public let ticket: TicketReference?
  public let project: Reference?
  public let phase: Reference?
  public let agreement: Reference?
  public let member: Reference?
  public let workType: Reference?
  public let workRole: Reference?
  public let timeStart: Stamp?
  public let timeEnd: Stamp?
  public let hoursDeduct: Amount?
  public let actualHours: Amount?
  public let hoursBilled: Amount?
  public let invoiceHours: Amount?
  public let hourlyRate: Amount?
  /// Sent as a string.
  public let hourlyCost: Amount?
  /// `invoiceHours × hourlyRate`, filled even when nothing is billed.
  public let extendedInvoiceAmount: Amount?
  public let agreementHours: Amount?
  public let agreementAmount: Amount?
  public let agreementAdjustment: Amount?
  public let adjustment: Amount?
  /// `Billable`, `DoNotBill`, `NoCharge`, `NoDefault`.
  public let billableOption: String?
  public let notes: String?
  public let internalNotes: String?
  public let status: String?
  public let taxCode: Reference?
  public let ticketStatus: String?
  public let invoice: InvoiceReference?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, company, chargeToType, chargeToId, ticket, project, phase, agreement, member, workType, workRole, timeStart, timeEnd
    case hoursDeduct, actualHours, hoursBilled, invoiceHours, hourlyRate, hourlyCost, extendedInvoiceAmount
    case agreementHours, agreementAmount, agreementAdjustment, adjustment, billableOption, notes, internalNotes
    case status, taxCode, ticketStatus, invoice
    case info = "_info"
  }
}

public struct InvoiceReference: Sendable, Hashable, Decodable {
  public let id: Int
  /// The invoice number.
  public let identifier: String?
}

public struct ExpenseRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let company: Reference?
  public let chargeToType: String?
  public let chargeToId: Int?
  public let ticket: TicketReference?
  public let project: Reference?
  public let agreement: Reference?
  public let type: Reference?
  public let member: Reference?
  public let amount: Amount?
  public let billAmount: Amount?
  public let invoiceAmount: Amount?
  public let agreementAmount: Amount?
  public let billableOption: String?
  public let date: Stamp?
  public let notes: String?
  public let status: String?
  public let invoice: InvoiceReference?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, company, chargeToType, chargeToId, ticket, project, agreement, type, member, amount, billAmount, invoiceAmount
    case agreementAmount, billableOption, date, notes, status, invoice
    case info = "_info"
  }
}

public struct ProductRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let catalogItem: Reference?
  public let description: String?
  public let customerDescription: String?
  public let internalNotes: String?
  public let sequenceNumber: Amount?
  public let quantity: Amount?
  public let quantityCancelled: Amount?
  public let price: Amount?
  public let cost: Amount?
  public let extPrice: Amount?
  public let extCost: Amount?
  public let discount: Amount?
  /// Money per unit, not a percentage (API-NOTES §5).
  public let margin: Amount?
  public let billableOption: String?
  public let agreement: Reference?
  public let ticket: TicketReference?
  public let project: Reference?
  public let phase: Reference?
  public let salesOrder: Reference?
  public let taxableFlag: Bool?
  public let taxCode: Reference?
  public let cancelledFlag: Bool?
  /// `Agreement`, `Bundle`, `Inventory`, `NonInventory`, `Service`.
  public let productClass: String?
  public let uom: String?
  public let invoice: InvoiceReference?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, catalogItem, description, customerDescription, internalNotes, sequenceNumber, quantity, quantityCancelled
    case price, cost, extPrice, extCost, discount, margin, billableOption, agreement, ticket, project, phase, salesOrder
    case taxableFlag, taxCode, cancelledFlag, productClass, uom, invoice
    case info = "_info"
  }
}

/// One row of an invoice's routing list. `member` and `reviewedFlag` may be missing (API-NOTES §5).
public struct RoutingRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let sequenceNumber: Int?
  public let member: Reference?
  public let reviewedFlag: Bool?
  public let dateReviewedUTC: Stamp?
}

public struct CompanyRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String?
  public let name: String?
  /// Without one ConnectWise refuses to close the company's invoices.
  public let accountNumber: String?
  public let taxCode: Reference?
  public let billingTerms: Reference?
  public let billToCompany: Reference?
  public let billingContact: Reference?
  public let invoiceToEmailAddress: String?
  public let invoiceDeliveryMethod: Reference?
  public let deletedFlag: Bool?
}

public struct SystemInfo: Sendable, Hashable, Decodable {
  /// `v2025.1.10333`.
  public let version: String
  public let isCloud: Bool?
  public let serverTimeZone: String?
  public let licenseBits: [LicenseBit]?

  public struct LicenseBit: Sendable, Hashable, Decodable {
    public let name: String?
    public let activeFlag: Bool?
  }
}
