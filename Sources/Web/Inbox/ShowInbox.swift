import Domain
import HTTP
import Markup
import Pages
import Routes
import SQLite
import Store

/// The queue: what somebody must look at, newest first, fifty to a page.
struct ShowInbox: ReadAction {
  static let pageSize = 50

  let query: InboxQuery

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let tally = try store.tally(InboxScope(try visit.person, onlyMine: query.mine))
    let sweeps = try LastSweeps(store)
    let list = try InboxList(query: query, visit: visit, tally: tally, sweeps: sweeps).read(from: store)
    let shell = try visit.shell(
      "Inbox", at: .inbox, search: query.search, tally: query.mine ? nil : tally, sweeps: sweeps, from: store)
    return visit.page(InboxPage(shell: shell, list: list))
  }
}

/// The list as the inbox shows it alone and the invoice page shows it on its left.
struct InboxList {
  let query: InboxQuery
  let visit: Visit
  let tally: InboxTally
  let sweeps: LastSweeps
  var current: ID<Invoice>?

  func read(from store: Reader) throws -> InvoiceList {
    let words = visit.words
    let person = try visit.person
    let scope = InboxScope(person, onlyMine: query.mine)
    if query.view == .trouble { return try trouble(scope, store) }
    let position = query.after.map { InboxPosition(sortKey: $0.key, id: $0.id) }
    let currencies = Set(tally.totals.map(\.money.currency))
    let mixed = currencies.count > 1
    var rows = HTML(base: visit.premises.basePath, capacity: 40 * 1024)
    let next = try store.eachInInbox(scope, matching: searched, after: position, limit: ShowInbox.pageSize) {
      rows.append(try row($0, mixed: mixed, words, store))
    }
    let found = Fragment(rows)
    return InvoiceList(
      summary: summary(tally, words), currency: mixed ? "" : currencies.first?.code ?? "",
      tabs: try tabs(scope, store),
      filter: query.isFiltered ? ActiveFilter(text: filterText, clear: .inbox) : nil,
      rows: found, empty: found.isEmpty ? empty(sweeps.newest) : nil,
      next: next.map { following($0) },
      first: query.after == nil ? nil : PageLink("Back to the first \(ShowInbox.pageSize)", .inbox(query.continuing(after: nil))),
      sweep: sweeps.newest.flatMap { $0.isRunning ? SweepProgress($0, words.conventions) : nil },
      checklist: current == nil ? try FirstSteps(visit: visit).items(hasRead: sweeps.good != nil, store) : [],
      ownsHeading: current == nil)
  }

  private func trouble(_ scope: InboxScope, _ store: Reader) throws -> InvoiceList {
    let list = TroubleList(query: query, visit: visit, scope: scope, searched: searched)
    let (rows, next) = try list.rows(from: store)
    let tabs = try tabs(scope, store)
    return InvoiceList(
      summary: tabs.last.map { "\($0.count) \($0.count == "1" ? "write-back" : "write-backs") to look at" } ?? "", tabs: tabs,
      filter: query.isFiltered ? ActiveFilter(text: filterText, clear: .inbox(InboxQuery(view: .trouble))) : nil,
      rows: rows, empty: rows.isEmpty ? (query.isFiltered ? empty(sweeps.newest) : TroubleList.nothing) : nil,
      next: next.map { PageLink("Next \(ShowInbox.pageSize)", .inbox($0)) },
      first: query.after == nil ? nil : PageLink("Back to the first \(ShowInbox.pageSize)", .inbox(query.continuing(after: nil))),
      showsReasons: true)
  }

  /// In the order of the product; each with its count.
  private func tabs(_ scope: InboxScope, _ store: Reader) throws -> [InboxTab] {
    let inTrouble = try store.troubleCount(scope, matching: searched)
    return [(InboxView.all, tally.count), (.trouble, inTrouble)].map { view, count in
      InboxTab(
        label: view.title, count: visit.words.conventions.count(count), route: .inbox(query.showing(view)),
        isCurrent: (view == .trouble) == (query.view == .trouble))
    }
  }

  /// A leading `#` belongs to how people say a number, not to the number.
  private var searched: String { query.search.hasPrefix("#") ? String(query.search.dropFirst()) : query.search }

  private var filterText: String {
    [query.search.isEmpty ? nil : "“\(query.search)”", query.mine ? "only mine" : nil].compactMap(\.self).joined(separator: ", ")
  }

  private func following(_ last: InboxPosition) -> PageLink {
    PageLink("Next \(ShowInbox.pageSize)", .inbox(query.continuing(after: InboxCursor(key: last.sortKey, id: last.id))))
  }

  private func summary(_ tally: InboxTally, _ words: Words) -> String {
    let count = "\(words.conventions.count(tally.count)) \(tally.count == 1 ? "invoice" : "invoices")"
    return ([count] + tally.totals.prefix(3).map { words.conventions.amountWithCode($0.money) }).joined(separator: " · ")
  }

  private func row(_ row: InboxRow, mixed: Bool, _ words: Words, _ store: Reader) throws -> InvoiceRow {
    InvoiceRow(
      link: .invoice(row.id), number: row.number, company: row.company, kind: row.kind, meta: row.summary,
      pill: try words.pill(
        row.outcome, waitingOn: Awaited(row.reviewers), since: row.waitingSince, isUnread: try store.isUnseeded(row.id)),
      reviewers: row.reviewers,
      amount: mixed ? words.conventions.amountWithCode(row.total) : words.conventions.amount(row.total),
      change: row.kind == .agreement ? words.change(from: row.previousTotal, to: row.total) : nil,
      isCurrent: row.id == current)
  }

  private func empty(_ newest: Sweep?) -> EmptyState {
    if query.isFiltered {
      return EmptyState(
        title: "Nothing matches \(filterText)", text: "Numbers are looked up whole, companies by any part of their name.",
        link: PageLink("Clear the filter", .inbox(InboxQuery(view: query.view))))
    }
    if newest == nil {
      return EmptyState(
        title: "No invoices yet", text: "Countersign has not read ConnectWise yet. A sweep brings every open invoice here.",
        act: visit.viewer.may(.runSweep) ? visit.button("Run a sweep", .sweepNow, weight: .primary) : nil)
    }
    return EmptyState(
      title: "The inbox is clear",
      text: "Every invoice that ConnectWise holds open has left. New ones appear here with the next sweep.")
  }
}
