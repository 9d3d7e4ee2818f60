import Domain

/// Which invoices the inbox shows. All of it stands in the address, so that a filter can be sent to somebody.
public struct InboxQuery: Hashable, Sendable {
  public let view: InboxView
  public let search: String
  /// *Show only my invoices*.
  public let mine: Bool
  /// Where the page before ended.
  public let after: InboxCursor?

  static let searchLimit = 200

  /// `search` loses outer white space and control characters, and everything beyond 200 characters.
  public init(view: InboxView = .all, search: String = "", mine: Bool = false, after: InboxCursor? = nil) {
    self.view = view
    self.search = Self.tidied(search)
    self.mine = mine
    self.after = after
  }

  private static func tidied(_ text: String) -> String {
    var kept = ""
    for scalar in text.unicodeScalars.prefix(searchLimit * 4) {
      kept.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
    }
    var rest = kept.prefix(searchLimit)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  // The same list, otherwise filtered. Each begins at the first page again.
  public func showing(_ view: InboxView) -> InboxQuery { InboxQuery(view: view, search: search, mine: mine) }
  public func searching(_ text: String) -> InboxQuery { InboxQuery(view: view, search: text, mine: mine) }
  public func onlyMine(_ mine: Bool) -> InboxQuery { InboxQuery(view: view, search: search, mine: mine) }
  public func continuing(after cursor: InboxCursor?) -> InboxQuery {
    InboxQuery(view: view, search: search, mine: mine, after: cursor)
  }

  public var isFiltered: Bool { !search.isEmpty || mine }
}

/// The tabs of the inbox, in their order (PRODUCT §4).
public enum InboxView: String, CaseIterable, Hashable, Sendable {
  case all, unread, approved, rejected, new
  case waiting
  case changed
  case trouble
  case done

  public var title: String {
    switch self {
    case .all: "All"
    case .unread: "Unread"
    case .approved: "Approved"
    case .rejected: "Rejected"
    case .new: "New"
    case .waiting: "Waiting on me"
    case .changed: "Changed after approval"
    case .trouble: "Write-back trouble"
    case .done: "Done"
    }
  }
}

/// The last row of a page: its sort key and its id. The next page begins behind it, however the list has moved meanwhile.
public struct InboxCursor: Hashable, Sendable {
  public let key: Int64
  public let id: ID<Invoice>

  public init(key: Int64, id: ID<Invoice>) {
    self.key = key
    self.id = id
  }

  public var text: String { String(key) + "." + String(id.raw) }

  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2, let key = PlainInteger.parse(parts[0]), let id = PlainInteger.parse(parts[1]) else {
      return nil
    }
    self.init(key: key, id: ID(id))
  }
}
