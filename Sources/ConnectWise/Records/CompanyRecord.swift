public struct CompanyRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let identifier: String?
  public let name: String?
  public let status: Reference?
  /// Without one ConnectWise refuses to close the company's invoices.
  public let accountNumber: String?
  public let taxCode: Reference?
  public let taxIdentifier: String?
  public let billingTerms: Reference?
  public let billToCompany: Reference?
  public let billingContact: Reference?
  public let defaultContact: Reference?
  public let invoiceToEmailAddress: String?
  public let invoiceCCEmailAddress: String?
  public let invoiceDeliveryMethod: Reference?
  public let territory: Reference?
  public let currency: CurrencyReference?
  public let deletedFlag: Bool?
  public let info: RecordInfo?

  enum CodingKeys: String, CodingKey {
    case id, identifier, name, status, accountNumber, taxCode, taxIdentifier, billingTerms, billToCompany, billingContact
    case defaultContact, invoiceToEmailAddress, invoiceCCEmailAddress, invoiceDeliveryMethod, territory, currency, deletedFlag
    case info = "_info"
  }
}

/// One row of a company's team.
public struct TeamMemberRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let teamRole: Reference?
  public let member: Reference?
  public let contact: Reference?
  public let accountManagerFlag: Bool?
  public let techFlag: Bool?
  public let salesFlag: Bool?
}
