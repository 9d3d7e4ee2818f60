import Bytes
import Domain
import Markup
import Pages
import Routes

// Believable rows, the same on every run.

let companies = [
  "Northwind Legal LLP", "Harbor Dental Group", "Cobalt Manufacturing, Inc.", "Meridian Credit Union",
  "St. Brendan’s School District",
  "Oberbayerische Elektrizitätsversorgungsgesellschaft mbH & Co. KG", "Juniper & Sons Roofing", "Lakeshore Veterinary Clinic",
  "Blue Heron Architects", "Pacific Rim Freight Forwarders", "Ålesund Fiskeri AS", "Société Générale de Menuiserie",
  "Kettle River Brewing Co.", "Hartmann Steuerberatungsgesellschaft", "First Presbyterian Church of Dubuque", "Zephyr Analytics",
]
let priya = ReviewerMark(initials: "PN", name: "Priya Nair", state: .waiting)
let marcus = ReviewerMark(initials: "MB", name: "Marcus Bell", state: .approved)
let ana = ReviewerMark(initials: "AO", name: "Ana Ortiz", state: .viewed)

func person(_ index: Int, _ state: ReviewerMark.State) -> ReviewerMark {
  let people = [
    ("PN", "Priya Nair"), ("MB", "Marcus Bell"), ("AO", "Ana Ortiz"), ("JP", "Jae Park"), ("TW", "Thelma Wieczorek"),
    ("KS", "Karl-Heinz Schmidtbauer"), ("LM", "Lucía Martínez"), ("DO", "Dana O’Neill"), ("RV", "Rohan Varma"),
  ]
  let (initials, name) = people[index % people.count]
  return ReviewerMark(initials: initials, name: name, state: state)
}

/// Sample texts are lent for as long as the program runs.
func lent(_ text: String) -> LentText {
  let room = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
  room.copyBytes(from: text.utf8)
  return LentText(UnsafeRawBufferPointer(room))
}

func rows(_ count: Int, current: Int? = nil) -> [InvoiceRow] {
  (0..<count).map { index in
    let kind = InvoiceKind.allCases[(index * 7) % InvoiceKind.allCases.count]
    let metas = [
      "Ticket 77120: 6.50 h · 2 expenses", "14 products", "3 products, 12.25 h", "Microsoft 365 Business Premium × 42 and 6 more",
      "Managed Services Gold, November", "Phase 2 of 4", "",
    ]
    let pills = [
      StatusPill(.neutral, "New"), StatusPill(.info, "Waiting on Priya 3 d"), StatusPill(.ok, "Approved 1 of 2"),
      StatusPill(.ok, "Approved, written"), StatusPill(.warning, "Changed after approval"),
      StatusPill(.info, "Waiting on Karl-Heinz Schmidtbauer 12 d"), StatusPill(.error, "Refused by ConnectWise"),
      StatusPill(.error, "Rejected"),
    ]
    let amounts = [
      "1,462.50", "8,940.00", "22,310.04", "310.75", "0.00", "987,654,321,012.34", "96,210.00", "54.10", "12,007.99",
    ]
    let credit = kind == .creditMemo
    let changes: [ChangeMark?] = [
      .first, .by("0.0%", isMore: nil, isUnusual: false), .by("+46.1%", isMore: true, isUnusual: true),
      .by("−3.2%", isMore: false, isUnusual: false), .incomparable, nil,
    ]
    let marks: [ReviewerMark] =
      switch index % 6 {
      case 0: [person(0, .waiting)]
      case 1: [person(1, .approved), person(0, .waiting)]
      case 2: [person(2, .viewed), person(3, .rejected)]
      case 3: (0..<9).map { person($0, ReviewerMark.State.allCases[$0 % 6]) }
      case 4: [person(1, .stale), person(2, .approved), person(4, .skipped)]
      default: []
      }
    return InvoiceRow(
      link: .invoice(ID(Int64(1000 + index))), number: lent("\(48213 + index)"),
      company: lent(companies[(index * 5) % companies.count]),
      kind: kind,
      meta: lent(metas[index % metas.count]), pill: pills[(index * 3) % pills.count],
      reviewers: ReviewerGlances(packed: lent(ReviewerGlances.packed(marks.map { ($0.state, $0.initials, $0.name) }))),
      amount: (credit ? "−" : "") + amounts[index % amounts.count], change: changes[index % changes.count],
      isUnread: index % 3 == 0, isCurrent: index == current)
  }
}

func fragment(of rows: [InvoiceRow]) -> Fragment {
  if rows.isEmpty { return .empty }
  nonisolated(unsafe) let rows = rows  // their texts last as long as the program
  return Fragment { html in for row in rows { html.append(row) } }
}

func list(
  _ rows: [InvoiceRow], summary: String = "30 invoices · USD 214,882.06", filter: ActiveFilter? = nil, empty: EmptyState? = nil,
  paged: Bool = false, sweep: SweepProgress? = nil, checklist: [ChecklistItem] = [], ownsHeading: Bool = true, tabs: Int = 1,
  currency: String = "USD"
) -> InvoiceList {
  InvoiceList(
    summary: summary, currency: currency,
    tabs: InboxView.allCases.prefix(tabs).enumerated().map { index, view in
      InboxTab(
        label: view.title, count: index == 0 ? "\(rows.count)" : "\(index * 3)", route: .inbox(InboxQuery(view: view)),
        isCurrent: index == 0)
    },
    filter: filter, rows: fragment(of: rows), empty: empty,
    next: paged ? PageLink("Next 50", .inbox(InboxQuery(after: InboxCursor(key: 1, id: ID(1049))))) : nil,
    first: paged ? PageLink("First 50", .inbox) : nil, sweep: sweep, checklist: checklist, ownsHeading: ownsHeading)
}
