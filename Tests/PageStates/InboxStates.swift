import Domain
import Pages
import Routes

extension PageState {
  static var inbox: [PageState] {
    let runSweep = PostButton(label: "Run a sweep", action: .sweepNow, token: token, weight: .primary)
    return [
      PageState("inbox-30", InboxPage(shell: shell("Inbox", .inbox, notes: [demoData]), list: list(rows(30)))),
      PageState(
        "inbox-50-paged-tabs",
        InboxPage(
          shell: shell("Inbox", .inbox),
          list: list(rows(50), summary: "214 invoices · USD 1,214,882.06 · EUR 48,020.00", paged: true, tabs: 9, currency: ""))),
      PageState(
        "inbox-compact",
        InboxPage(shell: shell("Inbox", .inbox, look: Look(density: .compact)), list: list(rows(30)))),
      PageState(
        "inbox-first-run",
        InboxPage(
          shell: shell("Inbox", .inbox),
          list: list(
            [], summary: "",
            empty: EmptyState(
              title: "No invoices yet",
              text:
                "Countersign shows the open invoices of ConnectWise here. It has not read any yet; the first sweep takes about a minute.",
              act: runSweep, link: PageLink("Check the connection", .connectWiseSettings)),
            checklist: [
              ChecklistItem(done: true, text: "Create the first admin"),
              ChecklistItem(done: true, text: "Connect to ConnectWise"),
              ChecklistItem(
                done: false, text: "Read the open invoices: run the first sweep", link: PageLink("", .connectWiseSettings)),
              ChecklistItem(done: false, text: "Choose which status an approval sets", link: PageLink("", .connectWiseSettings)),
            ]))),
      PageState(
        "inbox-sweep-running",
        InboxPage(
          shell: shell("Inbox", .inbox),
          list: list(
            rows(12), summary: "12 invoices so far",
            sweep: SweepProgress(text: "Reading invoices from ConnectWise: 12 of 214", done: 12, total: 214)))),
      PageState(
        "inbox-no-results",
        InboxPage(
          shell: shell("Inbox", .inbox, search: "zephir"),
          list: list(
            [], summary: "No invoices", filter: ActiveFilter(text: "“zephir”", clear: .inbox),
            empty: EmptyState(
              title: "No invoice with “zephir”", text: "Looked at number and company of all 30 open invoices.",
              link: PageLink("Clear filter", .inbox))))),
      PageState(
        "inbox-filtered",
        InboxPage(
          shell: shell("Inbox", .inbox, search: "gesellschaft"),
          list: list(
            Array(rows(30).filter { $0.company.string.contains("gesellschaft") }), summary: "4 invoices · USD 3,210.50",
            filter: ActiveFilter(text: "“gesellschaft”", clear: .inbox)))),
      PageState(
        "inbox-clear",
        InboxPage(
          shell: shell("Inbox", .inbox, flash: Flash(text: "Approved 48242 Zephyr Analytics, $12,007.99.", undo: undo)),
          list: list(
            [], summary: "0 invoices",
            empty: EmptyState(
              title: "Nothing is open",
              text: "Every invoice that ConnectWise holds open has been decided. New ones appear after the next sweep, at 15:00.")
          ))),
      PageState(
        "inbox-trouble", InboxPage(shell: shell("Inbox", .inbox), list: trouble(troubleRows, summary: "4 write-backs to look at"))
      ),
      PageState(
        "inbox-trouble-none",
        InboxPage(
          shell: shell("Inbox", .inbox),
          list: trouble(
            [], summary: "0 write-backs to look at",
            empty: EmptyState(
              title: "No write-back is in trouble",
              text: "What ConnectWise refuses, contradicts or does not answer stands here until it is settled.")))),
      PageState("inbox-stale", InboxPage(shell: shell("Inbox", .inbox, notes: [demoData, staleSync]), list: list(rows(8)))),
      PageState(
        "inbox-alert",
        InboxPage(
          shell: shell(
            "Inbox", .inbox, flash: Flash(outcome: .failed, text: "48242 was not approved: Marcus Bell rejected it a moment ago.")
          ),
          list: list(rows(8)))),
    ]
  }
}

private func trouble(_ rows: [InvoiceRow], summary: String, empty: EmptyState? = nil) -> InvoiceList {
  InvoiceList(
    summary: summary,
    tabs: [
      InboxTab(label: "All", count: "214", route: .inbox, isCurrent: false),
      InboxTab(
        label: "Write-back trouble", count: "\(rows.count)", route: .inbox(InboxQuery(view: .trouble)), isCurrent: true),
    ], rows: fragment(of: rows), empty: empty, showsReasons: true)
}

private var troubleRows: [InvoiceRow] {
  let pills = [
    StatusPill(.warning, "Please decide"), StatusPill(.error, "Refused"), StatusPill(.warning, "Checking"),
    StatusPill(.warning, "Waiting 2 d"),
  ]
  let reasons = [
    "wanted “Approved - Ready to Send”, ConnectWise shows “On Hold”",
    "ConnectWise refused “Closed”: The account number of the company is missing. Add it to the company in ConnectWise, then try again.",
    "Checking whether ConnectWise took “Approved - Ready to Send”: no answer within 60 s",
    "Waiting to set “Approved - Ready to Send” in ConnectWise: Write-back is switched off.",
  ]
  return zip(rows(4), zip(pills, reasons)).map { row, trouble in
    InvoiceRow(
      link: row.link, number: row.number, company: row.company, kind: row.kind, meta: lent(trouble.1), pill: trouble.0,
      reviewers: row.reviewers, amount: row.amount)
  }
}

let undo = PostButton(label: "Undo", action: .undo(ID(1029)), token: token, shortcut: .undo)
