import Curl

/// The vendor's API as Swift calls. Blocks, never retries, and tells what happened; when to try again is for the caller.
public final class ConnectWiseClient: Sendable {
  public let connection: Connection

  /// `codebase` is what an earlier `companyInfo()` found; without it the first call asks by itself.
  public init(connection: Connection, transport: any Transport, codebase: String? = nil, version: String = "2025.8") {
    self.connection = connection
  }

  public func companyInfo() throws(ConnectWiseFailure) -> CompanyInfo { throw .unreadable(detail: "") }
  public func systemInfo() throws(ConnectWiseFailure) -> SystemInfo { throw .unreadable(detail: "") }
  public func members(_ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<MemberRecord> { throw .unreadable(detail: "") }
  public func billingStatuses() throws(ConnectWiseFailure) -> [BillingStatusRecord] { throw .unreadable(detail: "") }
  public func invoices(_ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<InvoiceRecord> { throw .unreadable(detail: "") }
  public func invoiceCount(_ condition: Condition? = nil) throws(ConnectWiseFailure) -> Int { throw .unreadable(detail: "") }
  public func invoice(_ id: Int) throws(ConnectWiseFailure) -> InvoiceRecord { throw .unreadable(detail: "") }
  /// All lines of these invoices; a kind that the role may not read is listed in `gaps` instead of failing the call.
  public func lines(ofInvoices ids: [Int]) throws(ConnectWiseFailure) -> InvoiceLines { throw .unreadable(detail: "") }
  /// In order of `sequenceNumber`. `.roleGap` and `.notFound` mean: no routing list to be had (API-NOTES §5).
  public func routings(ofInvoice id: Int) throws(ConnectWiseFailure) -> [RoutingRecord] { throw .unreadable(detail: "") }
  public func companies(_ ids: [Int]) throws(ConnectWiseFailure) -> [CompanyRecord] { throw .unreadable(detail: "") }
  /// Replaces the whole status object, then checks the returned one. A closed invoice only takes it through `closedInvoices`.
  public func setStatus(ofInvoice id: Int, to status: Int) throws(ConnectWiseFailure) -> InvoiceRecord { throw .unreadable(detail: "") }
}

/// What to list.
public struct Listing: Sendable {
  public var condition: Condition?
  public var orderBy: String?
  public var fields: [String]
  public var page: Int
  public var pageSize: Int

  public init(where condition: Condition? = nil, orderBy: String? = "id asc", fields: [String] = [], page: Int = 1, pageSize: Int = 1000) {
    self.condition = condition
    self.orderBy = orderBy
    self.fields = fields
    self.page = page
    self.pageSize = pageSize
  }
}

/// One page of a list. Records that could not be read are counted and described, the rest is there.
public struct Page<Record: Sendable>: Sendable {
  public let records: [Record]
  public let unreadable: [String]
  /// The number of the next page, nil on the last one.
  public let next: Int?
}

/// The three kinds of lines that `/finance/invoices` does not hold.
public struct InvoiceLines: Sendable {
  public var time: [TimeEntryRecord] = []
  public var expenses: [ExpenseRecord] = []
  public var products: [ProductRecord] = []
  public var gaps: [ConnectWiseFailure.Resource] = []
  public var unreadable: [String] = []
}
