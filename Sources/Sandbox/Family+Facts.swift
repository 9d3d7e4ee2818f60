/// What each family calls its records, what names they have, and which of them a new record must bring.
extension Family {
  struct Facts: Sendable {
    let noun: String
    let shape: Shape
    let required: [String]

    init(_ noun: String, _ shape: Shape, _ required: String = "") {
      self.noun = noun
      self.shape = shape
      self.required = required.split(separator: " ").map(String.init)
    }
  }

  var facts: Facts {
    switch self {
    case .invoices: Facts("Invoice", .invoice, "type company")
    case .routings: Facts("InvoiceRouting", .routing)
    case .payments: Facts("InvoicePayment", .payment, "type amount")
    case .glEntries: Facts("GLEntry", .glEntry)
    case .billingStatuses: Facts("BillingStatus", .billingStatus, "name")
    case .billingTerms: Facts("BillingTerm", .billingTerm, "name dueDays")
    case .billingCycles: Facts("BillingCycle", .billingCycle, "identifier name billingOptions")
    case .billingSetups:
      Facts("BillingSetup", .billingSetup, "remitName location invoiceTitle payableName overallInvoiceDefault emailTemplate")
    case .billingSetupRoutings: Facts("BillingSetupRouting", .billingSetupRouting, "sequenceNumber invoiceRule routingRule")
    case .taxCodes: Facts("TaxCode", .taxCode, "identifier description invoiceCaption effectiveDate")
    case .taxCodeLevels: Facts("TaxCodeLevel", .taxCodeLevel, "taxRate rateType")
    case .currencies: Facts("Currency", .currency, "currencyIdentifier name")
    case .deliveryMethods: Facts("DeliveryMethod", .deliveryMethod, "name")
    case .glAccounts: Facts("GLAccount", .glAccount, "glType mappedType mappedRecord")
    case .invoiceEmailTemplates: Facts("InvoiceEmailTemplate", .invoiceEmailTemplate, "name subject")
    case .invoiceTemplates: Facts("InvoiceTemplate", .invoiceTemplate, "name")
    case .agreements: Facts("Agreement", .agreement, "name type company contact")
    case .agreementTypes: Facts("AgreementType", .agreementType, "name")
    case .additions: Facts("Addition", .addition, "product billCustomer")
    case .adjustments: Facts("AgreementAdjustment", .adjustment)
    case .unpostedInvoices: Facts("UnpostedInvoice", .unpostedInvoice)
    case .unpostedExpenses: Facts("UnpostedExpense", .unpostedExpense)
    case .unpostedProcurement: Facts("UnpostedProcurement", .unpostedProcurement)
    case .unpostedPayments: Facts("UnpostedPayment", .unpostedPayment)
    case .batches: Facts("AccountingBatch", .batch)
    case .batchEntries: Facts("BatchEntry", .batchEntry)
    case .companies: Facts("Company", .company, "identifier name")
    case .companyStatuses: Facts("CompanyStatus", .companyStatus, "name")
    case .companyTypes: Facts("CompanyType", .companyType, "name")
    case .teams: Facts("CompanyTeam", .team, "teamRole")
    case .sites: Facts("CompanySite", .site, "name")
    case .contacts: Facts("Contact", .contact, "firstName")
    case .communications: Facts("ContactCommunication", .communication, "type value")
    case .members: Facts("Member", .member, "identifier")
    case .memberInfos: Facts("MemberInfo", .memberInfo)
    case .locations: Facts("Location", .location, "structureLevel name")
    case .departments: Facts("Department", .department, "identifier name")
    case .callbacks: Facts("CallbackEntry", .callback, "url objectId type level")
    case .documents: Facts("DocumentInfo", .document)
    case .timeEntries: Facts("TimeEntry", .timeEntry, "timeStart")
    case .timeAudits: Facts("TimeEntryAudit", .entryAudit)
    case .workTypes: Facts("WorkType", .workType, "name")
    case .workRoles: Facts("WorkRole", .workRole, "name")
    case .expenses: Facts("ExpenseEntry", .expense, "chargeToType type amount date")
    case .expenseAudits: Facts("ExpenseEntryAudit", .entryAudit)
    case .expenseTypes: Facts("ExpenseType", .expenseType, "name amountCaption")
    case .paymentTypes: Facts("PaymentType", .paymentType, "name classification")
    case .classifications: Facts("Classification", .classification)
    case .products: Facts("ProductItem", .product, "catalogItem billableOption")
    case .components: Facts("ProductComponent", .component, "quantity catalogItem")
    case .catalog: Facts("CatalogItem", .catalogItem, "identifier description subcategory type customerDescription")
    case .categories: Facts("Category", .category, "name")
    case .subcategories: Facts("SubCategory", .subcategory, "name category")
    case .productTypes: Facts("ProductType", .productType, "name")
    case .units: Facts("UnitOfMeasure", .unit, "name")
    case .invoiceGroupings: Facts("InvoiceGrouping", .invoiceGrouping, "name customerDescription")
    case .projects: Facts("Project", .project, "billingMethod board company estimatedEnd estimatedStart name")
    case .phases: Facts("ProjectPhase", .phase, "description")
    case .projectTickets: Facts("ProjectTicket", .projectTicket, "summary phase")
    case .projectNotes: Facts("TicketNote", .ticketNote)
    case .allProjectNotes: Facts("ProjectTicketNote", .wholeNote)
    case .projectTicketDocuments: Facts("DocumentReference", .named)
    case .projectTicketProducts: Facts("ProductReference", .named)
    case .projectTicketTime: Facts("TimeEntryReference", .named)
    case .tickets: Facts("Ticket", .ticket, "summary company")
    case .notes: Facts("TicketNote", .ticketNote)
    case .allNotes: Facts("TicketNote", .wholeNote)
    case .ticketDocuments: Facts("DocumentReference", .named)
    case .ticketProducts: Facts("ProductReference", .named)
    case .ticketTime: Facts("TimeEntryReference", .named)
    }
  }

  var noun: String { facts.noun }
  var shape: Shape { facts.shape }
}
