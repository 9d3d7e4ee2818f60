/// What to list, and which page of it.
public struct Listing: Sendable {
  public var condition: Condition?
  /// By id unless said otherwise, so that pages do not shift into each other.
  public var orderBy: String?
  /// Trims the answer; `_info` then comes only when asked for (API-NOTES §2).
  public var fields: [String]
  public var page: Int
  /// At most 1000.
  public var pageSize: Int

  public init(
    where condition: Condition? = nil, orderBy: String? = "id asc", fields: [String] = [], page: Int = 1, pageSize: Int = 1000
  ) {
    self.condition = condition
    self.orderBy = orderBy
    self.fields = fields
    self.page = page
    self.pageSize = pageSize
  }

  var query: [(String, String)] {
    var query: [(String, String)] = []
    if let condition { query.append(("conditions", condition.text)) }
    if let orderBy { query.append(("orderBy", orderBy)) }
    if !fields.isEmpty { query.append(("fields", fields.joined(separator: ","))) }
    query.append(("pageSize", String(pageSize)))
    query.append(("page", String(page)))
    return query
  }
}

/// One page of a list. Records that could not be read are described, the rest is there.
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
  /// Kinds that the API member's role may not read: lines of these are missing, not absent.
  public var gaps: [ConnectWiseFailure.Resource] = []
  public var unreadable: [String] = []

  public init() {}
}
