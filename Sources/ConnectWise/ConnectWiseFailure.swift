import Curl

/// Why a call to ConnectWise gave no result, told so that the caller can decide what to do next.
public enum ConnectWiseFailure: Error, Sendable, Equatable {
  /// No answer at all; says itself whether anything was sent.
  case transport(CurlFailure)
  /// companyinfo knows no such company.
  case unknownCompany(String)
  /// It answered, but this is not where the API lives: a redirect, `SSL is required`, a page of HTML.
  case wrongHost(Answer)
  /// 401.
  case wrongKeys(Answer)
  /// 403 because the `clientId` header is missing or unknown.
  case wrongClientID(Answer)
  /// 403: the security role of the API member does not allow it.
  case roleGap(Resource, Answer)
  /// 404: gone, or the codebase changed, or (on cloud) wrong keys.
  case notFound(Answer)
  /// 429: the whole host wants a pause.
  case tooManyRequests(retryAfter: Duration?, Answer)
  /// 5xx.
  case unavailable(retryAfter: Duration?, Answer)
  /// Any other 4xx: ConnectWise read the request and refused it.
  case rejected(Answer)
  /// A success whose body is not what the API promises.
  case unreadable(detail: String)
  /// A write that was answered with 200 and another value than the one we set.
  case notApplied(field: String, wanted: String, returned: String)

  /// Whether a write may have been executed in spite of the failure. If so: read before repeating (RELIABILITY §2.3).
  public var mayHaveHappened: Bool {
    switch self {
    case .transport(let failure): failure.mayHaveHappened
    case .unknownCompany, .wrongHost, .wrongKeys, .wrongClientID, .roleGap, .notFound, .tooManyRequests, .rejected: false
    // RELIABILITY §5.3: 503 with Retry-After is a clear refusal, every other 5xx is not.
    case .unavailable(let retryAfter, let answer): !(answer.status == 503 && retryAfter != nil)
    case .unreadable, .notApplied: true
    }
  }

  /// How long to stay away, where somebody has said so: ConnectWise, or our own courtesy towards it.
  public var pause: Duration? {
    switch self {
    case .tooManyRequests(let asked, _), .unavailable(let asked, _): asked
    case .transport(.heldBack(let held)): .milliseconds(held.milliseconds)
    case .transport, .unknownCompany, .wrongHost, .wrongKeys, .wrongClientID, .roleGap, .notFound, .rejected, .unreadable,
      .notApplied:
      nil
    }
  }

  /// For a person who can do something about it; from this fixed list only, never the remote text.
  public var sentence: String {
    switch self {
    case .transport(.heldBack(let held)): "ConnectWise is left alone for the moment. \(held.sentence)"
    case .transport(let failure): "ConnectWise could not be reached. \(failure.sentence)"
    case .unknownCompany: "ConnectWise does not know this company. Use the company id that you type when you sign in."
    case .wrongHost: "This address does not answer like a ConnectWise API. Check the site."
    case .wrongKeys: "ConnectWise refused the keys. Check the company, the public key and the private key."
    case .wrongClientID: "ConnectWise refused the client id. Check it in the ConnectWise developer portal."
    case .roleGap(let resource, _): "The API member may not do this. It needs \(resource.permission)."
    case .notFound: "ConnectWise does not have this record any more, or the address of its API changed."
    case .tooManyRequests: "ConnectWise asks for a pause: too many requests."
    case .unavailable: "ConnectWise has a fault of its own at the moment."
    case .rejected: "ConnectWise refused the request and said why."
    case .unreadable: "ConnectWise answered something that we cannot read."
    case .notApplied: "ConnectWise accepted the change and did not make it."
    }
  }

  /// For an operator who searches the log.
  public var detail: String {
    switch self {
    case .transport(let failure): failure.detail
    case .unknownCompany(let company): "companyinfo is null for \(company.prefix(60))"
    case .wrongHost(let answer), .wrongKeys(let answer), .wrongClientID(let answer), .notFound(let answer), .rejected(let answer):
      answer.detail
    case .roleGap(let resource, let answer): "\(resource.rawValue): \(answer.detail)"
    case .tooManyRequests(let retryAfter, let answer), .unavailable(let retryAfter, let answer):
      answer.detail + (retryAfter.map { ", retry after \($0.components.seconds) s" } ?? "")
    case .unreadable(let detail): "unreadable answer: \(detail)"
    case .notApplied(let field, let wanted, let returned): "\(field) set to \(wanted), returned as \(returned)"
    }
  }

  /// What ConnectWise gave as reasons, fit to be quoted: remote text, cleaned and shortened.
  public var reasons: [String] {
    guard case .rejected(let answer) = self else { return [] }
    let nested = answer.errors.compactMap(\.message)
    return nested.isEmpty ? [answer.message].compactMap { $0 } : nested
  }
}

extension ConnectWiseFailure {
  /// What a role gap closes, with the permission to ask for (API-NOTES §1).
  public enum Resource: String, Sendable, Equatable, CaseIterable {
    case systemInfo, members, billingStatuses, invoices, invoiceStatus, invoiceNotes, routings, routingReviewed, payments, pdf
    case timeEntries, expenses, products, companies, teams, contacts, agreements, serviceTickets, projectTickets, projects
    case auditTrail, documents, billingSetups, billingTerms, taxCodes, workRoles, workTypes, expenseTypes
    case callbacks

    public var permission: String {
      switch self {
      case .systemInfo: "System › My Company: Inquire = All"
      case .members: "System › Member Maintenance: Inquire = All"
      case .billingStatuses: "System › Table Setup (Invoicing / Billing Status): Inquire = All"
      case .invoices: "Finance › Invoicing: Inquire = All"
      case .invoiceStatus: "Finance › Invoicing: Edit = All"
      case .invoiceNotes: "Finance › Invoicing: Edit = All (internal notes)"
      case .routings: "Finance › Invoicing: Inquire = All (routing lists)"
      case .routingReviewed: "Finance › Invoicing: Edit = All (routing lists)"
      case .payments: "Finance › Invoicing: Inquire = All (payments)"
      case .pdf: "Finance › Invoicing: Inquire = All (printed invoices)"
      case .timeEntries: "Time & Expense › Time Entry: Inquire = All"
      case .expenses: "Time & Expense › Expense Report Entry: Inquire = All"
      case .products: "Procurement › Products: Inquire = All"
      case .companies: "Companies › Company Maintenance: Inquire = All"
      case .teams: "Companies › Team Members: Inquire = All"
      case .contacts: "Companies › Contacts: Inquire = All"
      case .agreements: "Finance › Agreements: Inquire = All"
      case .serviceTickets: "Service Desk › Service Tickets: Inquire = All"
      case .projectTickets: "Project › Project Tickets: Inquire = All"
      case .projects: "Project › Project Headers: Inquire = All"
      case .auditTrail: "System › Audit Trail, licensed and readable"
      case .documents: "Companies › Manage Attachments: Inquire = All"
      case .billingSetups: "System › Table Setup (Invoicing / Billing Setup): Inquire = All"
      case .billingTerms: "System › Table Setup (Invoicing / Billing Terms): Inquire = All"
      case .taxCodes: "System › Table Setup (Invoicing / Tax Code): Inquire = All"
      case .workRoles: "System › Table Setup (Time / Work Role): Inquire = All"
      case .workTypes: "System › Table Setup (Time / Work Type): Inquire = All"
      case .callbacks: "System › callbacks: Inquire, Add and Delete = All"
      case .expenseTypes: "System › Table Setup (Expense / Expense Type): Inquire = All"
      }
    }
  }

  /// What ConnectWise said besides the status.
  public struct Answer: Sendable, Equatable {
    public let status: Int
    public let code: String?
    public let message: String?
    public let errors: [FieldError]
    public let requestID: String?

    var detail: String {
      let parts = [code, message].compactMap { $0 } + errors.map { "\($0.field ?? "?"): \($0.message ?? $0.code ?? "?")" }
      return "HTTP \(status)" + (parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")) + (requestID.map { " [\($0)]" } ?? "")
    }
  }

  public struct FieldError: Sendable, Equatable {
    public let code: String?
    public let message: String?
    public let resource: String?
    public let field: String?
  }
}
