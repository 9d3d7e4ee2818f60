import Domain
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
      ChangeMark(text: "new", words: "first of its kind"), ChangeMark(text: "0.0%", words: "same as last time"),
      ChangeMark(text: "+46.1%", words: "46.1 percent more than last time", isUnusual: true),
      ChangeMark(text: "−3.2%", words: "3.2 percent less than last time"), ChangeMark(text: "—", words: "not comparable"), nil,
    ]
    let reviewers: [ReviewerMark] =
      switch index % 6 {
      case 0: [person(0, .waiting)]
      case 1: [person(1, .approved), person(0, .waiting)]
      case 2: [person(2, .viewed), person(3, .rejected)]
      case 3: (0..<9).map { person($0, ReviewerMark.State.allCases[$0 % 6]) }
      case 4: [person(1, .stale), person(2, .approved), person(4, .skipped)]
      default: []
      }
    return InvoiceRow(
      link: .invoice(ID(Int64(1000 + index))), number: "\(48213 + index)", company: companies[(index * 5) % companies.count],
      kind: kind,
      meta: metas[index % metas.count], pill: pills[(index * 3) % pills.count],
      reviewers: reviewers.map { ReviewerGlance($0.state, initials: $0.initials, name: $0.name) },
      amount: (credit ? "−" : "") + amounts[index % amounts.count], change: changes[index % changes.count],
      isUnread: index % 3 == 0, isCurrent: index == current)
  }
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
    filter: filter, rows: rows, empty: empty,
    next: paged ? PageLink("Next 50", .inbox(InboxQuery(after: InboxCursor(key: 1, id: ID(1049))))) : nil,
    first: paged ? PageLink("First 50", .inbox) : nil, sweep: sweep, checklist: checklist, ownsHeading: ownsHeading)
}
