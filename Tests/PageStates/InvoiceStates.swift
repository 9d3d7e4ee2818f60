import Domain
import Markup
import Pages
import Routes

private let readAgain = PostButton(label: "Read again from ConnectWise", action: .readAgain(ID(1001)), token: token)

extension PageState {
  static var invoice: [PageState] {
    let split = list(rows(30, current: 1), ownsHeading: false)
    func page(
      _ name: String, flash: Flash? = nil, list: InvoiceList? = split, look: Look = Look(),
      _ change: (inout InvoicePane) -> Void = { _ in }
    ) -> PageState {
      var pane = openInvoice
      change(&pane)
      return PageState(
        name,
        InvoicePage(shell: shell("\(pane.number) \(pane.company)", .inbox, flash: flash, look: look), list: list, invoice: pane))
    }
    return [
      page("invoice-open"),
      page("invoice-alone", list: nil),
      page("invoice-contrast", look: Look(theme: .contrast)),
      page("invoice-approved-by-you", flash: Flash(text: "Approved 48214 Harbor Dental Group, $8,940.00.", undo: undo)) {
        $0.pill = StatusPill(.ok, "Approved 1 of 2")
        $0.decision = DecisionPanel(
          state: .approvedByYou, text: "You approved version 1 at 14:02. It waits for Marcus Bell.",
          undo: PostButton(label: "Undo approval", action: .undo(ID(1001)), token: token, shortcut: .undo))
        $0.reviewers[0].mark.state = .approved
        $0.reviewers[0].moment = moment("14:02")
      },
      page("invoice-holding") {
        $0.pill = StatusPill(.ok, "Approved, holding 8 s")
        $0.decision = DecisionPanel(
          state: .approved, text: "Everybody who was asked has approved.",
          undo: PostButton(label: "Undo approval", action: .undo(ID(1001)), token: token, shortcut: .undo))
        $0.writeBack = WriteBackNote(state: .holding(status: "Ready to Send", seconds: 8))
      },
      page("invoice-written") {
        $0.pill = StatusPill(.ok, "Approved, written")
        $0.pdf.ask = nil
        $0.decision = DecisionPanel(
          state: .approved, text: "Everybody who was asked has approved.",
          undo: PostButton(label: "Undo approval", action: .undo(ID(1001)), token: token, shortcut: .undo))
        $0.writeBack = WriteBackNote(state: .confirmed(status: "Ready to Send", at: moment("14:02")))
      },
      page("invoice-checking") {
        $0.pill = StatusPill(.warning, "Checking write-back")
        $0.decision = DecisionPanel(state: .approved, text: "Everybody who was asked has approved.")
        $0.writeBack = WriteBackNote(state: .checking(status: "Ready to Send"))
      },
      page("invoice-conflict") {
        $0.pill = StatusPill(.warning, "Please decide")
        $0.decision = DecisionPanel(state: .approved, text: "Everybody who was asked has approved.")
        $0.writeBack = WriteBackNote(
          state: .changedInConnectWise(ours: "Ready to Send", theirs: "On Hold"),
          acts: [
            PostButton(label: "Keep “On Hold”", action: .keepTheirs(ID(1001)), token: token),
            PostButton(label: "Set “Ready to Send”", action: .writeOurs(ID(1001)), token: token),
          ], page: PageLink("See both sides", .dispute(ID(1001))))
      },
      page("invoice-unclear") {
        $0.pill = StatusPill(.warning, "Please decide")
        $0.decision = DecisionPanel(state: .approved, text: "Everybody who was asked has approved.")
        $0.writeBack = WriteBackNote(
          state: .unclear(ours: "Ready to Send", theirs: "In Review"), page: PageLink("See both sides", .dispute(ID(1001))))
      },
      page("invoice-refused") {
        $0.pill = StatusPill(.error, "Refused by ConnectWise")
        $0.decision = DecisionPanel(state: .approved, text: "Everybody who was asked has approved.")
        $0.writeBack = WriteBackNote(
          state: .refused(
            status: "Closed",
            reason: "“The account number of the company is missing.” Add it to the company in ConnectWise, then try again."),
          acts: [PostButton(label: "Try again", action: .tryAgain(ID(1001)), token: token)])
      },
      page("invoice-being-read", flash: Flash(text: "Asked for. This page tells what changed as soon as the invoice is read.")) {
        $0.lastRead = moment("09:42")
        $0.readAgain = readAgain
        $0.reading = ReadingNote(state: .beingRead(for: "Priya Nair"), page: PageLink("Look again", .invoice(ID(1001))))
      },
      page("invoice-read-again") {
        $0.lastRead = moment("14:02")
        $0.readAgain = readAgain
        $0.reading = ReadingNote(
          state: .changed(
            [
              "Version 2 was read from ConnectWise: 9,150.00 USD, before 8,940.00 USD.",
              "The status in ConnectWise changed from New to In Review.",
            ], at: moment("just now")))
        $0.timeline.insert(
          TimelineEntry(
            id: "a12", kind: .audit, who: "Tara Quinn in ConnectWise",
            sentence: "Billing status has been updated from \"New\" to \"In Review\".",
            detail: "ConnectWise · Billing status · Tara Quinn", moment: moment("14:01")), at: 0)
      },
      page("invoice-read-unchanged") {
        $0.lastRead = moment("14:02")
        $0.readAgain = readAgain
        $0.reading = ReadingNote(state: .unchanged(at: moment("just now")))
      },
      page("invoice-not-read") {
        $0.lastRead = moment("09:42")
        $0.readAgain = readAgain
        $0.reading = ReadingNote(
          state: .failed(
            reason: "ConnectWise could not be reached. Nothing answers at that address.", at: moment("just now")))
      },
      page("invoice-dry-run") {
        $0.pill = StatusPill(.ok, "Approved")
        $0.decision = DecisionPanel(state: .approved, text: "Everybody who was asked has approved.")
        $0.writeBack = WriteBackNote(state: .dryRun(status: "Ready to Send"))
      },
      page("invoice-waiting-on-others") {
        $0.pill = StatusPill(.info, "Waiting on Marcus 3 d")
        $0.reviewers[0].isYou = false
        $0.reviewers[0].mark = person(7, .skipped)
        $0.reviewers[0].note = "no longer active in ConnectWise"
        $0.decision = DecisionPanel(state: .waitingOnOthers, text: "It waits for Marcus Bell since 21 Nov. You are not asked.")
      },
      page("invoice-changed") {
        $0.pill = StatusPill(.warning, "Changed after approval")
        $0.amount = "$9,150.00"
        $0.changes = [
          ContentChange(what: "Microsoft 365 Business Premium, quantity", before: "42", after: "49"),
          ContentChange(what: "Total", before: "8,940.00", after: "9,150.00"),
          ContentChange(
            what: "Words to the customer", before: "Thank you for your business.",
            after: "Thank you for your business. Seven seats were added on 20 Nov."),
        ]
        $0.decision = DecisionPanel(
          state: .changedAfterApproval,
          text: "You approved version 1 on 21 Nov. ConnectWise changed it today at 11:40: $210.00 more.",
          approve: approve(label: "Approve again", amount: "$9,150.00"))
        $0.reviewers[0].mark.state = .stale
        $0.lines.groups[1].lines[0].change = .changed
        $0.lines.groups[1].lines[0].oldTotal = "924.00"
        $0.timeline.insert(
          TimelineEntry(
            id: "e9", kind: .version, who: "ConnectWise", sentence: "Version 2 was read from ConnectWise: $210.00 more.",
            detail: "Microsoft 365 Business Premium: 42 → 49", moment: moment("11:40"), startsNew: true), at: 0)
      },
      page("invoice-rejected") {
        $0.pill = StatusPill(.error, "Rejected")
        $0.decision = DecisionPanel(
          state: .rejected, text: "Marcus Bell rejected it on 22 Nov: wrong quantity. Jae Park is to fix it.")
      },
      page("invoice-closed") {
        $0.pill = StatusPill(.neutral, "Done")
        $0.decision = DecisionPanel(
          state: .closedInConnectWise, text: "Closed in ConnectWise on 23 Nov. Nothing is left to decide here.")
      },
      page("invoice-gone") {
        $0.pill = StatusPill(.neutral, "Gone")
        $0.decision = DecisionPanel(
          state: .goneFromConnectWise, text: "Deleted in ConnectWise; noticed on 24 Nov at 13:00. Its record is kept here.")
        $0.connectWise = nil
      },
      page("invoice-read-only") {
        $0.decision = DecisionPanel(
          state: .readOnly, text: "You may read this invoice. Deciding on it needs the role Reviewer or more.")
      },
      page("invoice-asks-first") {
        $0.decision.approve = approve(label: "Approve & close", confirm: .approvePage(ID(1001)))
      },
      page("invoice-huge") {
        $0.company = "Oberbayerische Elektrizitätsversorgungsgesellschaft mbH & Co. Kommanditgesellschaft auf Aktien"
        $0.amount = "$987,654,321,012.34"
        $0.reference = "PO 2026/11-ÄÖÜ-00000000000000000000000001"
        $0.decision.approve = approve(amount: "$987,654,321,012.34")
        $0.reviewers = (0..<9).map {
          ReviewerStep(
            mark: person($0, ReviewerMark.State.allCases[$0 % 6]), isYou: $0 == 0,
            note: $0 == 5 ? "no longer active in ConnectWise" : "", moment: $0 % 2 == 1 ? moment("21 Nov") : nil)
        }
        $0.lines.groups = (0..<4).flatMap { _ in openInvoice.lines.groups }
        $0.lines.groups[0].lines[0].total = "987,654,321,012.34"
        $0.lines.groups[0].lines[0].item = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzeskonformitätsprüfung"
        $0.totals[2].amount = "987,654,321,012.34"
      },
      page("invoice-bare") {
        $0.kind = .miscellaneous
        $0.company = "Zephyr"
        $0.amount = "$0.00"
        $0.reviewers = []
        $0.seededFrom = "The routing list in ConnectWise is empty, and no default routing or account manager was found."
        $0.lines.groups = []
        $0.facts = []
        $0.comment = ""
        $0.decision = DecisionPanel(
          state: .waitingOnOthers, text: "Nobody is asked yet: the routing list in ConnectWise is empty.")
      },
      page("invoice-hostile") {
        $0.company = "<script>alert(1)</script> & Sons"
        $0.reference = "PO \" onmouseover=\"alert(1)"
        $0.comment = "{{ 7 * 7 }} ]]> <!-- <img src=x onerror=alert(1)>"
        $0.lines.groups[1].lines[0].item = "'; DROP TABLE invoice; --"
      },
      PageState(
        "approve-ask",
        ApprovePage(
          shell: shell("Approve & close 48214?", .inbox), number: "48214", company: "Harbor Dental Group",
          effects: [
            "You are the last one who was asked: the invoice is approved.",
            "Sets the billing status “Closed” in ConnectWise. That closes the invoice for accounting.",
            "Undo works for 10 seconds; later undo sets the status back.",
          ],
          form: approve(label: "Approve & close"), cancel: .invoice(ID(1001)))),
      PageState(
        "approve-refused",
        ApprovePage(
          shell: shell("Approve & close 48214?", .inbox), number: "48214", company: "Harbor Dental Group", effects: [],
          problem: "The invoice changed while this page was open: it is $9,150.00 now. Go back and look at it first.",
          form: approve(label: "Approve & close"), cancel: .invoice(ID(1001)))),
      PageState(
        "dispute-conflict",
        DisputePage(
          shell: shell("Write-back of 48214", .inbox), number: "48214", company: "Harbor Dental Group",
          title: "Changed in ConnectWise, please decide",
          text: "We wanted to set “Ready to Send”, but somebody set “On Hold” there meanwhile. Nothing was overwritten.",
          tone: .warning,
          ours: Side(
            status: "Ready to Send", text: "Priya Nair approved version 1 for $8,940.00.", moment: moment("14:02")),
          theirs: Side(
            status: "On Hold", text: "Somebody set it in ConnectWise after the decision.", moment: moment("14:03")),
          acts: [
            PostButton(label: "Keep “On Hold”", action: .keepTheirs(ID(1001)), token: token),
            PostButton(label: "Set “Ready to Send”", action: .writeOurs(ID(1001)), token: token, weight: .primary),
          ], back: .invoice(ID(1001)))),
      PageState(
        "dispute-refused-read-only",
        DisputePage(
          shell: shell("Write-back of 48214", .inbox), number: "48214", company: "Harbor Dental Group",
          title: "ConnectWise refused “Closed”", text: "“The account number of the company is missing.”", tone: .error,
          ours: Side(status: "Closed", text: "Priya Nair approved version 1 for $8,940.00.", moment: moment("14:02")),
          theirs: Side(
            status: "In Review", text: "Nothing was changed there.", moment: moment("14:03")),
          acts: [], why: "Whoever may approve this invoice decides. Ask one of its reviewers, or a billing manager.",
          back: .invoice(ID(1001)))),
      PageState(
        "print-sheet",
        PrintPage(
          invoice: openInvoice, instance: "Contoso IT", printedBy: "Priya Nair", printedAt: moment("14:05"),
          version: "Version 1 · fingerprint 9f2c 41aa 07de b3c5")),
    ]
  }
}

func approve(label: String = "Approve", amount: String = "$8,940.00", confirm: Route? = nil) -> ApproveForm {
  ApproveForm(
    label: label, amount: amount, action: .approve(ID(1001)), token: token, fields: [HiddenField("version", "1")],
    confirm: confirm,
    consequence: "Sets “Ready to Send” in ConnectWise.")
}

let openInvoice = InvoicePane(
  number: "48214", company: "Harbor Dental Group", kind: .agreement, amount: "$8,940.00", dates: "14 Nov 2026, due 14 Dec 2026",
  reference: "PO 4711-A", pill: StatusPill(.info, "Waiting on you 3 d"), back: .inbox, previous: .invoice(ID(1000)),
  next: .invoice(ID(1002)),
  printed: .printInvoice(ID(1001)),
  pdf: PDFDoor(page: .pdf(ID(1001)), ask: PostButton(label: "PDF", action: .fetchPDF(ID(1001)), token: token, shortcut: .pdf)),
  connectWise: ExternalLink("https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?routeTo=InvoiceFV&recid=1001"),
  decision: DecisionPanel(state: .open, text: "You are asked to decide, with Marcus Bell.", approve: approve()),
  reviewers: [
    ReviewerStep(mark: ReviewerMark(initials: "PN", name: "Priya Nair", state: .waiting), isYou: true),
    ReviewerStep(mark: ReviewerMark(initials: "MB", name: "Marcus Bell", state: .viewed), moment: moment("21 Nov")),
  ],
  seededFrom: "From the routing list of the invoice in ConnectWise.",
  facts: [
    Fact(name: "Last invoice", value: "8,940.00 on 14 Oct", note: "same agreement"),
    Fact(name: "Margin", value: "31.4 %"),
    Fact(name: "Agreement", value: "Managed Services Gold", link: ExternalLink("https://na.myconnectwise.net/agreement/77")),
    Fact(name: "Billing status", value: "Draft"),
    Fact(name: "Tax code", value: "IL State + Cook County"),
    Fact(name: "Terms", value: "Net 30"),
    Fact(name: "Delivery", value: "E-mail to accounts@harbordental.example"),
  ],
  comment: "Thank you for your business.",
  lines: LinesTable(
    groups: [
      LineGroup(
        kind: .agreement, title: "Agreement Managed Services Gold", subtotal: "6,200.00",
        lines: [
          LineRow(
            item: "Managed Services Gold, November 2026", detail: "62 users", quantity: "1", price: "6,200.00", total: "6,200.00")
        ]),
      LineGroup(
        kind: .product, title: "Products", subtotal: "1,275.50",
        lines: [
          LineRow(
            item: "Microsoft 365 Business Premium", detail: "M365-BP · monthly", quantity: "42", price: "22.00", total: "924.00",
            margin: "18.2 %"),
          LineRow(item: "Backup storage, 1 TB", quantity: "3", price: "89.50", total: "268.50", margin: "41.0 %"),
          LineRow(
            item: "USB-C dock", detail: "replaces serial 8TG-22071", quantity: "1", price: "83.00", total: "83.00",
            margin: "−4.8 %", isBelowCost: true),
        ]),
      LineGroup(
        kind: .time, title: "Ticket 77120 · Front desk printer offline",
        connectWise: ExternalLink("https://na.myconnectwise.net/ticket/77120"),
        quantity: "6.50 h", subtotal: "787.50",
        lines: [
          LineRow(
            item: "Jae Park · Remote support",
            detail: "12 Nov · Replaced the fuser, updated the driver on six stations and tested from each.", quantity: "4.50 h",
            price: "175.00", total: "787.50", margin: "52.0 %"),
          LineRow(
            item: "Jae Park · Travel", detail: "12 Nov", mark: "No charge", quantity: "2.00 h", price: "0.00", total: "0.00"),
        ]),
      LineGroup(
        kind: .expense, title: "Expenses", subtotal: "27.00",
        lines: [LineRow(item: "Parking", detail: "12 Nov · Jae Park", quantity: "1", price: "27.00", total: "27.00")]),
      LineGroup(
        kind: .adjustment, title: "Adjustments", subtotal: "−50.00",
        lines: [LineRow(item: "Courtesy discount", quantity: "1", price: "−50.00", total: "−50.00")]),
    ], currency: "USD"),
  totals: [
    TotalRow(label: "Subtotal", amount: "8,240.00"),
    TotalRow(label: "Tax", amount: "700.00"),
    TotalRow(label: "Total", amount: "8,940.00", isTotal: true),
    TotalRow(label: "Payments and credits", amount: "0.00"),
    TotalRow(label: "Balance", amount: "8,940.00", isTotal: true),
  ],
  timeline: [
    TimelineEntry(
      id: "e3", kind: .reviewer, who: "Countersign", sentence: "Priya Nair and Marcus Bell were asked to review.",
      detail: "From the routing list in ConnectWise", moment: moment("21 Nov, 09:00")),
    TimelineEntry(
      id: "e2", kind: .version, who: "Countersign", sentence: "Version 1 was read from ConnectWise: $8,940.00.",
      moment: moment("21 Nov, 09:00")),
    TimelineEntry(
      id: "e1", kind: .connectWise, who: "ConnectWise", sentence: "Tara Quinn created the invoice in ConnectWise.",
      moment: moment("14 Nov")),
  ])
