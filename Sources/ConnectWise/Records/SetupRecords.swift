public struct BillingStatusRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String
  public let sortOrder: Int?
  public let defaultFlag: Bool?
  public let closedFlag: Bool?
  public let sentFlag: Bool?
  public let inactiveFlag: Bool?
}

/// How a location bills. `invoice.billingSetupReference` points here, else the location does.
public struct BillingSetupRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let remitName: String?
  public let location: Reference?
  public let currency: CurrencyReference?
  /// `Prefix`, `Suffix`.
  public let prefixSuffixFlag: String?
  public let prefixSuffixText: String?
  public let excludeDoNotBillTimeFlag: Bool?
  public let excludeDoNotBillExpenseFlag: Bool?
  public let excludeDoNotBillProductFlag: Bool?
  public let displayTaxFlag: Bool?
}

/// One row of the routing that a billing setup gives its invoices by default.
public struct BillingSetupRoutingRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let sequenceNumber: Int?
  /// `All`, `Standard`, `Project`, `Agreement`.
  public let invoiceRule: String?
  /// `Account`, `Territory`, `Creator`, `Department`, `Location`, `Member`, `Project`, `Sales`.
  public let routingRule: String?
  /// For the rule `Member` only.
  public let member: Reference?
}

public struct BillingTermsRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  public let dueDays: Int?
}

public struct WorkRoleRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  public let hourlyRate: Amount?
  public let inactiveFlag: Bool?
}

public struct WorkTypeRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  /// `Billable`, `DoNotBill`, `NoCharge`, `NoDefault`.
  public let billTime: String?
  /// `AdjAmount`, `Custom`, `Multiplier`.
  public let rateType: String?
  public let rate: Amount?
  public let inactiveFlag: Bool?
}

public struct ExpenseTypeRecord: Sendable, Hashable, Decodable {
  public let id: Int
  public let name: String?
  public let billExpenses: String?
  public let maxAmount: Amount?
  public let inactiveFlag: Bool?
}
