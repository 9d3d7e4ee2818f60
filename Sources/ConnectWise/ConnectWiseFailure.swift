import Curl

/// Why a call to ConnectWise gave no result, told so that the caller can decide what to do next.
public enum ConnectWiseFailure: Error, Sendable, Equatable {
  /// No answer at all; says itself whether anything was sent.
  case transport(CurlFailure)
  /// companyinfo knows no such company.
  case unknownCompany(String)
  /// 401, or companyinfo told a host that is not the one for the API.
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

  /// What ConnectWise said besides the status. `message` is remote text: for logs and quotations, never as our own words.
  public struct Answer: Sendable, Equatable {
    public let status: Int
    public let code: String?
    public let message: String?
    public let errors: [FieldError]
    public let requestID: String?
  }

  public struct FieldError: Sendable, Equatable {
    public let code: String?
    public let message: String?
    public let resource: String?
    public let field: String?
  }

  /// What a role gap closes, with the permission to ask for.
  public enum Resource: String, Sendable, Equatable, CaseIterable {
    case systemInfo, members, billingStatuses, invoices, routings, timeEntries, expenses, products, companies

    public var permission: String {
      switch self {
      case .systemInfo: "System › My Company › Inquire"
      case .members: "System › Member Maintenance › Inquire"
      case .billingStatuses: "System › Table Setup (Invoicing / Billing Status) › Inquire"
      case .invoices, .routings: "Finance › Invoicing › Inquire, and Edit to write back"
      case .timeEntries: "Time & Expense › Time Entry › Inquire"
      case .expenses: "Time & Expense › Expense Report Entry › Inquire"
      case .products: "Procurement › Products › Inquire"
      case .companies: "Companies › Company Maintenance › Inquire"
      }
    }
  }

  /// Whether a write may have been executed in spite of the failure. If so: read before repeating (RELIABILITY §2.3).
  public var mayHaveHappened: Bool {
    switch self {
    case .transport(let failure): failure.mayHaveHappened
    case .unknownCompany, .wrongKeys, .wrongClientID, .roleGap, .notFound, .tooManyRequests, .rejected: false
    // RELIABILITY §5.3: 503 with Retry-After is a clear refusal, every other 5xx is not.
    case .unavailable(let retryAfter, let answer): !(answer.status == 503 && retryAfter != nil)
    case .unreadable, .notApplied: true
    }
  }

  public var sentence: String { "" }
  public var detail: String { "" }
}
