/// What ConnectWise calls the type of an invoice.
public enum InvoiceType: String, CaseIterable, Hashable, Sendable {
  case standard = "Standard"
  case agreement = "Agreement"
  case creditMemo = "CreditMemo"
  case downPayment = "DownPayment"
  case progress = "Progress"
  case miscellaneous = "Miscellaneous"

  /// A type that a newer ConnectWise may bring is shown as Miscellaneous rather than refused.
  public init(vendorText: String) { self = InvoiceType(rawValue: vendorText) ?? .miscellaneous }
}

/// What an invoice bills, as ConnectWise says it in `applyToType`.
public enum AppliesTo: String, CaseIterable, Hashable, Sendable {
  case all = "All"
  case agreement = "Agreement"
  case project = "Project"
  case projectPhase = "ProjectPhase"
  case salesOrder = "SalesOrder"
  case ticket = "Ticket"

  public init(vendorText: String) { self = AppliesTo(rawValue: vendorText) ?? .all }
}

/// How the billed ticket, project or phase is charged; it is not on the invoice itself (API-NOTES §5).
public enum BillingMethod: String, CaseIterable, Hashable, Sendable {
  case actualRates = "ActualRates"
  case fixedFee = "FixedFee"
  case notToExceed = "NotToExceed"
  case overrideRate = "OverrideRate"

  public init?(vendorText: String) { self.init(rawValue: vendorText) }
}
