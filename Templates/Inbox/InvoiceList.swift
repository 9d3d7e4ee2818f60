import Markup
import Routes

/// Tabs, search, rows and paging; the inbox shows it alone, the invoice page shows it on the left.
public struct InvoiceList: Sendable {
  public var heading: String = "Inbox"
  public var summary: String  // "23 invoices · USD 214,882.06"
  public var currency: String = ""  // "USD"; empty where the list mixes currencies and each amount names its own
  public var tabs: [InboxTab]
  public var filter: ActiveFilter?
  public var rows: Fragment  // of InvoiceRow
  public var empty: EmptyState?
  public var next: PageLink?  // "Next 50"
  public var first: PageLink?  // "Back to the first 50" when paged
  public var sweep: SweepProgress?
  public var checklist: [ChecklistItem] = []  // shown until everything is done
  public var showsReasons: Bool = false  // the rows say in words why somebody must look, and are not cut
  public var ownsHeading: Bool = true  // false beside an open invoice, which then owns the page's one h1

  public init(
    heading: String = "Inbox", summary: String, currency: String = "", tabs: [InboxTab], filter: ActiveFilter? = nil,
    rows: Fragment, empty: EmptyState? = nil, next: PageLink? = nil, first: PageLink? = nil, sweep: SweepProgress? = nil,
    checklist: [ChecklistItem] = [], showsReasons: Bool = false,
    ownsHeading: Bool = true
  ) {
    self.heading = heading
    self.summary = summary
    self.currency = currency
    self.tabs = tabs
    self.filter = filter
    self.rows = rows
    self.empty = empty
    self.next = next
    self.first = first
    self.sweep = sweep
    self.checklist = checklist
    self.showsReasons = showsReasons
    self.ownsHeading = ownsHeading
  }
}

/// One view of the inbox with its count.
public struct InboxTab: Sendable {
  public var label: String
  public var count: String
  public var route: Route
  public var isCurrent: Bool

  public init(label: String, count: String, route: Route, isCurrent: Bool) {
    self.label = label
    self.count = count
    self.route = route
    self.isCurrent = isCurrent
  }
}

/// The filter that is set, in the words that were typed; the address holds it too.
public struct ActiveFilter: Sendable {
  public var text: String  // in its quotes: "“northwind”, only mine"
  public var clear: Route

  public init(text: String, clear: Route) {
    self.text = text
    self.clear = clear
  }
}

/// One step of the first days: connected, first sweep, people, mail.
public struct ChecklistItem: Sendable {
  public var done: Bool
  public var text: String
  public var link: PageLink?

  public init(done: Bool, text: String, link: PageLink? = nil) {
    self.done = done
    self.text = text
    self.link = link
  }
}
