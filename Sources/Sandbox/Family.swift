/// The families of records that the API has, by their paths; `{}` is the id of the record that they belong to.
enum Family: String, CaseIterable, Sendable {
  case invoices = "finance/invoices"
  case routings = "finance/invoices/{}/routings"
  case payments = "finance/invoices/{}/payments"
  case glEntries = "finance/invoices/{}/glentries"
  case billingStatuses = "finance/billingstatuses"
  case billingTerms = "finance/billingterms"
  case billingCycles = "finance/billingcycles"
  case billingSetups = "finance/billingsetups"
  case billingSetupRoutings = "finance/billingsetups/{}/routings"
  case taxCodes = "finance/taxcodes"
  case taxCodeLevels = "finance/taxcodes/{}/taxcodelevels"
  case currencies = "finance/currencies"
  case deliveryMethods = "finance/deliverymethods"
  case glAccounts = "finance/glaccounts"
  case invoiceEmailTemplates = "finance/invoiceemailtemplates"
  case invoiceTemplates = "finance/invoicetemplates"
  case agreements = "finance/agreements"
  case agreementTypes = "finance/agreements/types"
  case additions = "finance/agreements/{}/additions"
  case adjustments = "finance/agreements/{}/adjustments"
  case unpostedInvoices = "finance/accounting/unpostedinvoices"
  case unpostedExpenses = "finance/accounting/unpostedexpenses"
  case unpostedProcurement = "finance/accounting/unpostedprocurement"
  case unpostedPayments = "finance/accounting/unpostedpayments"
  case batches = "finance/accounting/batches"
  case batchEntries = "finance/accounting/batches/{}/entries"

  case companies = "company/companies"
  case companyStatuses = "company/companies/statuses"
  case companyTypes = "company/companies/types"
  case teams = "company/companies/{}/teams"
  case sites = "company/companies/{}/sites"
  case contacts = "company/contacts"
  case communications = "company/contacts/{}/communications"

  case members = "system/members"
  case memberInfos = "system/info/members"
  case locations = "system/locations"
  case departments = "system/departments"
  case callbacks = "system/callbacks"
  case documents = "system/documents"

  case timeEntries = "time/entries"
  case timeAudits = "time/entries/{}/audits"
  case workTypes = "time/worktypes"
  case workRoles = "time/workroles"
  case expenses = "expense/entries"
  case expenseAudits = "expense/entries/{}/audits"
  case expenseTypes = "expense/types"
  case paymentTypes = "expense/paymenttypes"
  case classifications = "expense/classifications"

  case products = "procurement/products"
  case components = "procurement/products/{}/components"
  case catalog = "procurement/catalog"
  case categories = "procurement/categories"
  case subcategories = "procurement/subcategories"
  case productTypes = "procurement/types"
  case units = "procurement/unitofmeasures"
  case invoiceGroupings = "procurement/invoicegrouping"

  case projects = "project/projects"
  case phases = "project/projects/{}/phases"
  case projectTickets = "project/tickets"
  case projectNotes = "project/tickets/{}/notes"
  case allProjectNotes = "project/tickets/{}/allnotes"
  case projectTicketDocuments = "project/tickets/{}/documents"
  case projectTicketProducts = "project/tickets/{}/products"
  case projectTicketTime = "project/tickets/{}/timeentries"
  case tickets = "service/tickets"
  case notes = "service/tickets/{}/notes"
  case allNotes = "service/tickets/{}/allnotes"
  case ticketDocuments = "service/tickets/{}/documents"
  case ticketProducts = "service/tickets/{}/products"
  case ticketTime = "service/tickets/{}/timeentries"

  /// Longest first, so that `finance/agreements/types` is not an agreement called types.
  private static let byPath: [(family: Family, path: [String])] = allCases.map {
    ($0, $0.rawValue.split(separator: "/").map(String.init))
  }.sorted { $0.path.count > $1.path.count }

  /// The family that a path in lower case leads to, with the parent's id and what follows.
  static func find(_ path: [String]) -> (kind: RecordKind, rest: [String])? {
    for (family, wanted) in byPath where path.count >= wanted.count {
      var parent = 0
      let fits = zip(wanted, path).allSatisfy { name, segment in
        guard name == "{}" else { return name == segment }
        parent = Int(segment) ?? -1
        return parent >= 0
      }
      if fits { return (RecordKind(family, parent), Array(path.dropFirst(wanted.count))) }
    }
    return nil
  }

  /// The family whose records these belong to.
  var parent: Family? {
    guard let range = rawValue.firstRange(of: "/{}") else { return nil }
    return Family(rawValue: String(rawValue[..<range.lowerBound]))
  }

  /// Can be read, and nothing else.
  var isReadOnly: Bool {
    switch self {
    case .glEntries, .unpostedInvoices, .unpostedExpenses, .unpostedProcurement, .unpostedPayments, .batchEntries, .memberInfos,
      .timeAudits, .expenseAudits, .allProjectNotes, .projectTicketDocuments, .projectTicketProducts, .projectTicketTime,
      .allNotes, .ticketDocuments, .ticketProducts, .ticketTime, .classifications:
      true
    default: false
    }
  }
}

/// Where a list of records is: its family, and the id of the record that it belongs to.
struct RecordKind: Hashable, Sendable {
  let family: Family
  let parent: Int

  init(_ family: Family, _ parent: Int = 0) {
    self.family = family
    self.parent = parent
  }
}
