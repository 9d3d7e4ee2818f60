import Curl

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
  /// Pages by id instead of by number: no order of one's own, and a page holds the ids above `after`.
  var isForwardOnly = false
  var after = 0

  /// A list that is longer than this many pages has no end.
  static let mostPages = 10_000

  public init(
    where condition: Condition? = nil, orderBy: String? = "id asc", fields: [String] = [], page: Int = 1, pageSize: Int = 1000
  ) {
    self.condition = condition
    self.orderBy = orderBy
    self.fields = fields
    self.page = page
    self.pageSize = pageSize
  }

  static func forward(where condition: Condition?, fields: [String], after: Int, pageSize: Int) -> Listing {
    var listing = Listing(where: condition, orderBy: nil, fields: fields, pageSize: pageSize)
    listing.isForwardOnly = true
    listing.after = after
    return listing
  }

  /// Only what is asked for, not which page of it.
  var filter: [(String, String)] {
    guard let text = condition?.text, !text.isEmpty else { return [] }
    return [("conditions", text)]
  }

  var query: [(String, String)] {
    var query = filter
    if let orderBy, !isForwardOnly { query.append(("orderBy", orderBy)) }
    if !fields.isEmpty { query.append(("fields", fields.joined(separator: ","))) }
    query.append(("pageSize", String(pageSize)))
    if !isForwardOnly { query.append(("page", String(page))) }
    if isForwardOnly, after > 0 { query.append(("pageId", String(after))) }
    return query
  }

  var headers: [OutboundRequest.Header] { isForwardOnly ? [.init("pagination-type", "forward-only")] : [] }

  /// The page that follows one with `count` records of which `highest` is the highest id. Never leads back.
  func next(after count: Int, highest: Int?, link: String?) -> Int? {
    if isForwardOnly {
      guard count > 0 else { return nil }
      let named = link.flatMap { PageLink.nextID($0) } ?? highest
      return named.flatMap { $0 > after ? $0 : nil }
    }
    // Without a word about pages a full one may have a successor, and past the end comes an empty list.
    let named = link.map { PageLink.nextPage($0) } ?? (count >= pageSize ? page + 1 : nil)
    return named.flatMap { $0 > page ? $0 : nil }
  }
}

/// One page of a list. Records that could not be read are described, the rest is there.
public struct Page<Record: Sendable>: Sendable {
  public let records: [Record]
  public let unreadable: [String]
  /// The number of the next page, or the id that it begins after; nil on the last one.
  public let next: Int?

  var isEmpty: Bool { records.isEmpty && unreadable.isEmpty }
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
