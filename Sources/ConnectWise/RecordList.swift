/// A list that ConnectWise keeps: where it is, what it holds, and the right that it takes to read it. A list that we come to
/// need is added here and nowhere else.
public struct RecordList<Record: Decodable & Sendable>: Sendable {
  let path: String
  let resource: ConnectWiseFailure.Resource
  /// Parameters that name the list itself.
  var query: [(String, String)] = []
  /// What to ask for when the caller does not say; empty for everything.
  var fields: [String] = []
  /// The audit trail knows neither order nor forward-only pages (API-NOTES §2).
  var isPlain = false
}

extension RecordList where Record == InvoiceRecord {
  public static var invoices: Self { .init(path: "/finance/invoices", resource: .invoices) }
}

extension RecordList where Record == ClosedInvoiceRecord {
  static var closedInvoices: Self { .init(path: "/finance/closedInvoices", resource: .invoiceStatus) }
}

extension RecordList where Record == InvoiceMark {
  public static var invoiceMarks: Self { .init(path: "/finance/invoices", resource: .invoices, fields: InvoiceMark.fields) }
}

extension RecordList where Record == TimeEntryRecord {
  public static var timeEntries: Self { .init(path: "/time/entries", resource: .timeEntries) }
}

extension RecordList where Record == ExpenseRecord {
  public static var expenses: Self { .init(path: "/expense/entries", resource: .expenses) }
}

extension RecordList where Record == ProductRecord {
  public static var products: Self { .init(path: "/procurement/products", resource: .products) }
}

extension RecordList where Record == RoutingRecord {
  public static func routings(ofInvoice id: Int) -> Self { .init(path: "/finance/invoices/\(id)/routings", resource: .routings) }
}

extension RecordList where Record == PaymentRecord {
  public static func payments(ofInvoice id: Int) -> Self { .init(path: "/finance/invoices/\(id)/payments", resource: .payments) }
}

extension RecordList where Record == AuditEntry {
  public static func auditTrail(of kind: AuditedKind, _ id: Int) -> Self {
    .init(
      path: "/system/audittrail", resource: .auditTrail, query: [("type", kind.rawValue), ("id", String(id))], isPlain: true)
  }
}

extension RecordList where Record == DocumentRecord {
  public static func documents(of kind: DocumentedKind, _ id: Int) -> Self {
    .init(
      path: "/system/documents", resource: .documents, query: [("recordType", kind.rawValue), ("recordId", String(id))])
  }
}

extension RecordList where Record == TicketRecord {
  public static func tickets(_ kind: TicketKind) -> Self {
    switch kind {
    case .service: .init(path: "/service/tickets", resource: .serviceTickets)
    case .project: .init(path: "/project/tickets", resource: .projectTickets)
    }
  }
}

extension RecordList where Record == TicketNoteRecord {
  public static func notes(of kind: TicketKind, _ id: Int) -> Self {
    .init(
      path: "/\(kind.rawValue)/tickets/\(id)/notes", resource: kind == .service ? .serviceTickets : .projectTickets)
  }
}

extension RecordList where Record == ProjectRecord {
  public static var projects: Self { .init(path: "/project/projects", resource: .projects) }
}

extension RecordList where Record == PhaseRecord {
  public static func phases(ofProject id: Int) -> Self { .init(path: "/project/projects/\(id)/phases", resource: .projects) }
}

extension RecordList where Record == AgreementRecord {
  public static var agreements: Self { .init(path: "/finance/agreements", resource: .agreements) }
}

extension RecordList where Record == AdditionRecord {
  public static func additions(ofAgreement id: Int) -> Self {
    .init(path: "/finance/agreements/\(id)/additions", resource: .agreements)
  }
}

extension RecordList where Record == CompanyRecord {
  public static var companies: Self { .init(path: "/company/companies", resource: .companies) }
}

extension RecordList where Record == TeamMemberRecord {
  public static func team(ofCompany id: Int) -> Self { .init(path: "/company/companies/\(id)/teams", resource: .teams) }
}

extension RecordList where Record == ContactRecord {
  public static var contacts: Self { .init(path: "/company/contacts", resource: .contacts) }
}

extension RecordList where Record == MemberRecord {
  public static var members: Self { .init(path: "/system/members", resource: .members) }
}

extension RecordList where Record == BillingStatusRecord {
  public static var billingStatuses: Self { .init(path: "/finance/billingStatuses", resource: .billingStatuses) }
}

extension RecordList where Record == BillingSetupRecord {
  public static var billingSetups: Self { .init(path: "/finance/billingSetups", resource: .billingSetups) }
}

extension RecordList where Record == BillingSetupRoutingRecord {
  public static func routings(ofBillingSetup id: Int) -> Self {
    .init(path: "/finance/billingSetups/\(id)/routings", resource: .billingSetups)
  }
}

extension RecordList where Record == BillingTermsRecord {
  public static var billingTerms: Self { .init(path: "/finance/billingTerms", resource: .billingTerms) }
}

extension RecordList where Record == TaxCodeRecord {
  public static var taxCodes: Self { .init(path: "/finance/taxCodes", resource: .taxCodes) }
}

extension RecordList where Record == WorkRoleRecord {
  public static var workRoles: Self { .init(path: "/time/workRoles", resource: .workRoles) }
}

extension RecordList where Record == WorkTypeRecord {
  public static var workTypes: Self { .init(path: "/time/workTypes", resource: .workTypes) }
}

extension RecordList where Record == CallbackRecord {
  public static var callbacks: Self { .init(path: "/system/callbacks", resource: .callbacks) }
}

extension RecordList where Record == ExpenseTypeRecord {
  public static var expenseTypes: Self { .init(path: "/expense/types", resource: .expenseTypes) }
}
