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
