/// One line of ConnectWise's own audit trail. It has no id: two that agree in all six are one (API-NOTES §6).
public struct AuditEntry: Sendable, Hashable, Decodable {
  public let text: String?
  public let enteredDate: String?
  /// A member's identifier.
  public let enteredBy: String?
  public let auditType: String?
  public let auditSubType: String?
  public let auditSource: String?

  public var moment: Stamp? { enteredDate.flatMap { Stamp($0) } }
}

/// What has an audit trail, in the words of the `type` parameter.
public enum AuditedKind: String, Sendable, Hashable, CaseIterable {
  case invoice = "Invoice"
  case agreement = "Agreement"
  case agreementAddition = "AgreementAddition"
  case ticket = "Ticket"
  case projectTicket = "ProjectTicket"
  case time = "Time"
  case expense = "Expense"
  case productItem = "ProductItem"
  case company = "Company"
}
