/// An invoice of the demo data before anybody touched it; its lines are made again whenever they are asked for.
struct DemoInvoice: Sendable {
  let index: Int
  let script: DemoScript
  let seed: UInt64
  var totals: DemoTotals { DemoLines(index, script, seed: seed).totals(script) }

  var id: Int { 7001 + index }
  var company: DemoCast.Company { DemoCast.company(script.company) }
  var number: String { script.kind == .credit ? "CM\(24_101 + index)" : String(24_101 + index) }

  /// The invoice of a ticket's id, see `ticketID`.
  static func index(ofTicket id: Int) -> Int? { id >= firstTicketID ? (id - firstTicketID) / ticketsPerInvoice : nil }

  static let firstTicketID = 90_000
  static let ticketsPerInvoice = 60

  /// The invoice of a line's id, see `DemoLines`.
  static func index(ofLine id: Int) -> Int? {
    let index = (id - DemoLines.firstID) / DemoLines.idsPerInvoice
    return id >= DemoLines.firstID ? index : nil
  }
}

/// What an invoice is about; everything else follows from it and the seed.
struct DemoScript: Sendable {
  enum Kind: Sendable, Equatable {
    case agreement
    case ticket(story: Int)
    case project(Int)
    case fixedFeeProject(Int, amount: Int)
    case phase(Int)
    case salesOrder
    case progress(Int, amount: Int)
    case downPayment(amount: Int)
    case miscellaneous(amount: Int)
    case credit
  }

  /// Index of the company.
  var company: Int
  var kind: Kind
  /// Days since 1970.
  var date: Int
  var status: DemoStatus = .new
  var oddities: Set<DemoOddity> = []
  var purchaseOrder = ""
  var topComment = ""
  /// Members by index, in routing order.
  var routing: [Int] = []
  /// How many of them had already looked.
  var reviewed = 0
  /// Days before the anchor.
  var age = 0
}

/// The billing statuses of the site.
enum DemoStatus: Int, Sendable, CaseIterable {
  case new = 1
  case inReview, approved, rejected, sent, closed, closedEmailed

  var name: String {
    switch self {
    case .new: "New"
    case .inReview: "In Review"
    case .approved: "Approved - Ready to Send"
    case .rejected: "Rejected"
    case .sent: "Sent"
    case .closed: "Closed"
    case .closedEmailed: "Closed - Emailed"
    }
  }

  var isClosed: Bool { self == .closed || self == .closedEmailed }
  var isSent: Bool { self == .sent || self == .closedEmailed }
}

/// What is worth a second look on an invoice.
enum DemoOddity: Sendable, Hashable, CaseIterable {
  case belowCost, thinMargin, noNotes, thinNotes, noCharge, doNotBill, staleTime, notTaxable, largeExpense, internalWords,
    zeroLine
  case duplicateTime, longDay, roundedUp, cancelledLine, priceChanged, noTaxCode, creditIsPositive, dueBeforeDate,
    inactiveReviewer
  case afterHours, oddRate, zeroRate, negativeLine, twinProduct, overlap, noReceipt, overMaximum, wrongTax, zeroTax
  case emptyDescription, leftBehind, otherTerms, lineGone
}

/// Money in cents.
struct DemoTotals: Sendable, Equatable {
  var service = 0
  var adjustment = 0
  var expense = 0
  var product = 0
  var agreement = 0
  var taxBase = 0
  var tax = 0

  var subtotal: Int { service + adjustment + expense + product + agreement }
  var total: Int { subtotal + tax }
}
