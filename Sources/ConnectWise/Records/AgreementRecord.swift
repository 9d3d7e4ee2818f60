public struct AgreementRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  public let type: Reference?
  public let company: Reference?
  public let contact: Reference?
  public let parentAgreement: Reference?
  public let location: Reference?
  public let department: Reference?
  public let customerPO: String?
  public let startDate: Stamp?
  public let endDate: Stamp?
  public let noEndingDateFlag: Bool?
  public let cancelledFlag: Bool?
  public let dateCancelled: Stamp?
  /// `Active`, `Cancelled`, `Expired`, `Inactive`: worked out by ConnectWise.
  public let agreementStatus: String?
  public let billingCycle: Reference?
  public let billingTerms: Reference?
  public let billToCompany: Reference?
  public let billToContact: Reference?
  public let billAmount: Amount?
  public let billStartDate: Stamp?
  public let taxable: Bool?
  public let taxCode: Reference?
  public let currency: CurrencyReference?
  /// `Amount`, `Hours`, `Incidents`.
  public let applicationUnits: String?
  public let applicationLimit: Amount?
  public let applicationUnlimitedFlag: Bool?
  public let coverAgreementTime: Bool?
  public let coverAgreementProduct: Bool?
  public let coverAgreementExpense: Bool?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, name, type, company, contact, parentAgreement, location, department, customerPO, startDate, endDate
    case noEndingDateFlag, cancelledFlag, dateCancelled, agreementStatus, billingCycle, billingTerms, billToCompany
    case billToContact, billAmount, billStartDate, taxable, taxCode, currency, applicationUnits, applicationLimit
    case applicationUnlimitedFlag, coverAgreementTime, coverAgreementProduct, coverAgreementExpense
    case info = "_info"
  }
}

/// What an agreement bills besides its base amount. The list holds cancelled ones too.
public struct AdditionRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let product: Reference?
  public let agreementId: Int?
  public let quantity: Amount?
  public let lessIncluded: Amount?
  public let billedQuantity: Amount?
  public let unitPrice: Amount?
  public let unitCost: Amount?
  public let extPrice: Amount?
  public let extCost: Amount?
  /// `Billable`, `DoNotBill`, `NoCharge`.
  public let billCustomer: String?
  public let effectiveDate: Stamp?
  public let cancelledDate: Stamp?
  public let taxableFlag: Bool?
  public let description: String?
  public let invoiceDescription: String?
  public let serialNumber: String?
  public let uom: String?
  public let sequenceNumber: Amount?
  public let agreementStatus: String?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, product, agreementId, quantity, lessIncluded, billedQuantity, unitPrice, unitCost, extPrice, extCost, billCustomer
    case effectiveDate, cancelledDate, taxableFlag, description, invoiceDescription, serialNumber, uom, sequenceNumber
    case agreementStatus
    case info = "_info"
  }

  /// From the day it takes effect up to, not including, the day of its cancellation (API-NOTES §8).
  public func isActive(on day: Stamp) -> Bool {
    guard let effectiveDate, effectiveDate <= day else { return false }
    return cancelledDate.map { $0 > day } ?? true
  }
}
