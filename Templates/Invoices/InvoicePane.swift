import Domain
import Markup
import Routes

/// The invoice itself: head with the main act, reviewers, facts, lines, totals, activity.
public struct InvoicePane: Sendable {
  public var number: String
  public var company: String
  public var kind: InvoiceKind
  public var amount: String  // with symbol: "$1,462.50"
  public var dates: String  // "14 Nov 2026 · due 14 Dec 2026"
  public var reference: String = ""  // "PO 4711-A"
  public var pill: StatusPill
  public var back: Route  // the list, at this row
  public var previous: Route?
  public var next: Route?
  public var printed: Route
  public var pdf: PDFDoor
  public var connectWise: ExternalLink?
  public var decision: DecisionPanel
  public var writeBack: WriteBackNote?
  public var lastRead: Moment?  // from ConnectWise
  public var readAgain: PostButton?
  public var reading: ReadingNote?
  public var changes: [ContentChange] = []  // since your decision
  public var reviewers: [ReviewerStep]
  public var seededFrom: String = ""  // "From the invoice's routing list in ConnectWise"
  public var facts: [Fact]
  public var comment: String = ""  // text the customer sees on the invoice
  public var lines: LinesTable
  public var totals: [TotalRow]
  public var timeline: [TimelineEntry]

  public init(
    number: String, company: String, kind: InvoiceKind, amount: String, dates: String, reference: String = "",
    pill: StatusPill, back: Route, previous: Route? = nil, next: Route? = nil, printed: Route,
    pdf: PDFDoor, connectWise: ExternalLink? = nil, decision: DecisionPanel, writeBack: WriteBackNote? = nil,
    lastRead: Moment? = nil,
    readAgain: PostButton? = nil, reading: ReadingNote? = nil, changes: [ContentChange] = [], reviewers: [ReviewerStep],
    seededFrom: String = "", facts: [Fact], comment: String = "", lines: LinesTable,
    totals: [TotalRow], timeline: [TimelineEntry]
  ) {
    self.number = number
    self.company = company
    self.kind = kind
    self.amount = amount
    self.dates = dates
    self.reference = reference
    self.pill = pill
    self.back = back
    self.previous = previous
    self.next = next
    self.printed = printed
    self.pdf = pdf
    self.connectWise = connectWise
    self.decision = decision
    self.writeBack = writeBack
    self.lastRead = lastRead
    self.readAgain = readAgain
    self.reading = reading
    self.changes = changes
    self.reviewers = reviewers
    self.seededFrom = seededFrom
    self.facts = facts
    self.comment = comment
    self.lines = lines
    self.totals = totals
    self.timeline = timeline
  }
}

/// What the viewer may do now, and why not where not.
public struct DecisionPanel: Sendable {
  public enum State: Sendable, CaseIterable {
    /// Yours to decide.
    case open
    /// You approved; others have not yet.
    case approvedByYou
    /// Everybody approved.
    case approved
    /// Not yours; others must decide.
    case waitingOnOthers
    /// You decided on an older content.
    case changedAfterApproval
    case rejected
    case closedInConnectWise
    case goneFromConnectWise
    /// You may read and not decide.
    case readOnly
  }

  public var state: State
  public var text: String  // one sentence that says where it stands and what it waits for
  public var approve: ApproveForm?
  public var undo: PostButton?

  public init(state: State, text: String, approve: ApproveForm? = nil, undo: PostButton? = nil) {
    self.state = state
    self.text = text
    self.approve = approve
    self.undo = undo
  }
}

/// The main act. Its label carries the amount; where it closes or sends, a page (or dialog) says so first.
public struct ApproveForm: Sendable {
  public var label: String  // "Approve", "Approve & close", "Approve again"
  public var amount: String  // "$1,462.50"
  public var action: Route
  public var token: CSRF
  public var fields: [HiddenField] = []  // version judged, where to go next
  public var confirm: Route?  // set: ask there first
  public var consequence: String = ""  // "Sets Ready to Send in ConnectWise."

  public init(
    label: String, amount: String, action: Route, token: CSRF, fields: [HiddenField] = [], confirm: Route? = nil,
    consequence: String = ""
  ) {
    self.label = label
    self.amount = amount
    self.action = action
    self.token = token
    self.fields = fields
    self.confirm = confirm
    self.consequence = consequence
  }
}

/// One line of what is different between the content you decided on and the content now.
public struct ContentChange: Sendable {
  public var what: String  // "Microsoft 365 Business Premium, quantity"
  public var before: String
  public var after: String

  public init(what: String, before: String, after: String) {
    self.what = what
    self.before = before
    self.after = after
  }
}

/// One reviewer on the route, with what they did and when.
public struct ReviewerStep: Sendable {
  public var mark: ReviewerMark
  public var isYou: Bool = false
  public var note: String = ""  // "no longer active in ConnectWise", "on behalf of Priya Nair"
  public var moment: Moment?

  public init(mark: ReviewerMark, isYou: Bool = false, note: String = "", moment: Moment? = nil) {
    self.mark = mark
    self.isYou = isYou
    self.note = note
    self.moment = moment
  }
}

/// One row under the lines: subtotal, tax, total, payments, balance.
public struct TotalRow: Sendable {
  public var label: String
  public var amount: String
  public var isTotal: Bool = false

  public init(label: String, amount: String, isTotal: Bool = false) {
    self.label = label
    self.amount = amount
    self.isTotal = isTotal
  }
}

extension DecisionPanel.State {
  var tone: Tone {
    switch self {
    case .open, .waitingOnOthers, .closedInConnectWise, .readOnly: .neutral
    case .approvedByYou, .approved: .ok
    case .changedAfterApproval, .goneFromConnectWise: .warning
    case .rejected: .error
    }
  }

  var icon: Icon {
    switch self {
    case .open, .waitingOnOthers: Icon("wait")
    case .approvedByYou, .approved: Icon("ok")
    case .changedAfterApproval, .goneFromConnectWise: Icon("warning")
    case .rejected: Icon("error")
    case .closedInConnectWise, .readOnly: Icon("info")
    }
  }
}
