import Bytes
import Domain
import SQLite

/// One invoice as a row of the inbox shows it, read from one index walk, without joins. Its texts are lent until the next row.
public struct InboxRow {
  public let id: ID<Invoice>
  public let kind: InvoiceKind
  public let outcome: ReviewOutcome
  public let total: Money
  public let previousTotal: Money?
  public let sortKey: Int64
  public let waitingSince: Instant
  public let number: LentText
  public let company: LentText
  public let summary: LentText
  public let reviewers: ReviewerGlances

  public var position: InboxPosition { InboxPosition(sortKey: sortKey, id: id) }
}

/// Where a page of the inbox begins: behind this invoice. Keyset paging: page 2,000 costs what page 1 costs.
public struct InboxPosition: Hashable, Sendable {
  public let sortKey: Int64
  public let id: ID<Invoice>

  public init(sortKey: Int64, id: ID<Invoice>) {
    self.sortKey = sortKey
    self.id = id
  }
}

/// How many invoices stand in the inbox, and how much money, per currency.
public struct InboxTally: Sendable {
  public let count: Int
  public let totals: [(money: Money, count: Int)]
}

private let kindNames = StoredNames(InvoiceKind.allCases.map { ($0.code, $0) })

/// Outcomes by their stored names, still without their numbers.
private let outcomeNames = StoredNames(
  [
    ReviewOutcome.new, .newAgain, .waiting(on: 0), .approvedInPart(0, of: 0), .approved, .rejected, .changedAfterApproval, .done,
    .gone,
  ]
  .map { ($0.code, $0) })

func withInboxRow(_ row: borrowing Row, _ body: (InboxRow) throws -> Void) throws {
  try row.withText(2) { glance in
    var fields = SeparatedFields(glance)
    let kind = try fields.coded("kind of invoice", kindNames)
    let outcome = ReviewOutcome(
      try fields.coded("outcome", outcomeNames), count: Int(try fields.integer("reviewers")),
      of: Int(try fields.integer("reviewers")))
    let currency = try fields.currency()
    let found = InboxRow(
      id: row.id(0), kind: kind, outcome: outcome, total: Money(minor: try fields.integer("total"), currency: currency),
      previousTotal: try fields.integerOrNil("previous total").map { Money(minor: $0, currency: currency) },
      sortKey: row.int64(1), waitingSince: Instant(milliseconds: try fields.integer("time")), number: fields.text(),
      company: fields.text(), summary: fields.text(), reviewers: ReviewerGlances(packed: fields.rest))
    try body(found)
  }
}

/// Whose invoices: everybody's, or those that one person is asked about.
public enum InboxScope: Sendable {
  case everybody
  case askedOf(Person)

  /// What `person` may see at all, and of that only what is theirs if they want it so.
  public init(_ person: Person, onlyMine: Bool) {
    self = person.may(.seeAllInvoices) && !onlyMine ? .everybody : .askedOf(person)
  }

  /// Completes a WHERE that has begun.
  var condition: SQL {
    switch self {
    case .everybody: ""
    case .askedOf(let person):
      """
       AND EXISTS (SELECT 1 FROM reviewer WHERE reviewer.invoice_id = invoice.id AND state <> 'skipped'
        AND (reviewer.person_id = \(person.id) OR reviewer.member_id = \(person.member)))
      """
    }
  }
}

extension Reader {
  /// A page, newest first, row by row. `text` is a whole number or part of a company's name; empty finds everything.
  ///
  /// Gives where the next page begins, or nil if there is none. Rows are handed on as they are read, so that a page keeps only
  /// what it shows of them.
  public func eachInInbox(
    _ scope: InboxScope, matching text: String, after position: InboxPosition?, limit: Int, _ body: (InboxRow) throws -> Void
  ) throws -> InboxPosition? {
    var sql: SQL = "SELECT id, sort_key, glance FROM invoice WHERE in_inbox = 1"
    if let position { sql += " AND (sort_key, id) < (\(position.sortKey), \(position.id))" }
    if !text.isEmpty { sql += " AND (number = \(text) OR company LIKE \("%" + LikePattern.escaped(text) + "%") ESCAPE '\\')" }
    sql += scope.condition
    // One more than asked for tells whether there is a next page.
    sql += " ORDER BY sort_key DESC, id DESC LIMIT \(limit + 1)"
    var (count, last, next): (Int, InboxPosition?, InboxPosition?) = (0, nil, nil)
    try each(sql) { columns in
      guard count < limit else {
        next = last
        return
      }
      try withInboxRow(columns) { row in
        try body(row)
        last = row.position
      }
      count += 1
    }
    return next
  }

  /// The rows around one invoice, so that the list beside it shows where it stands.
  public func neighbours(of invoice: ID<Invoice>) throws -> (before: ID<Invoice>?, after: ID<Invoice>?) {
    let place: SQL = "(SELECT sort_key, id FROM invoice WHERE id = \(invoice))"
    let after: ID<Invoice>? = try first(
      "SELECT id FROM invoice WHERE in_inbox = 1 AND (sort_key, id) < \(place) ORDER BY sort_key DESC, id DESC LIMIT 1"
    ) { $0.id(0) }
    let before: ID<Invoice>? = try first(
      "SELECT id FROM invoice WHERE in_inbox = 1 AND (sort_key, id) > \(place) ORDER BY sort_key, id LIMIT 1"
    ) { $0.id(0) }
    return (before, after)
  }

  public func tally(_ scope: InboxScope) throws -> InboxTally {
    switch scope {
    case .everybody:
      try tally(
        "SELECT currency, decimals, invoices, total FROM tally WHERE in_inbox = 1 AND invoices > 0")
    case .askedOf:
      try tally(
        """
        SELECT currency, decimals, count(*), sum(total) FROM invoice WHERE in_inbox = 1\(scope.condition)
        GROUP BY currency, decimals
        """)
    }
  }

  private func tally(_ sql: SQL) throws -> InboxTally {
    var count = 0
    var totals: [(money: Money, count: Int)] = []
    try each(sql) { row in
      count += row.int(2)
      totals.append((Money(minor: row.int64(3), currency: try row.currency(0, 1)), row.int(2)))
    }
    // A handful: sorted here, because the database makes room for thousands before it sorts one.
    totals.sort { $0.count > $1.count }
    return InboxTally(count: count, totals: totals)
  }

  /// Whether `person` may see this invoice: not allowed and not found are the same answer.
  public func sees(_ person: Person, _ invoice: ID<Invoice>) throws -> Bool {
    if person.may(.seeAllInvoices) { return true }
    return try exists("SELECT 1 FROM invoice WHERE id = \(invoice)\(InboxScope.askedOf(person).condition)")
  }

  public func invoiceID(number: String) throws -> ID<Invoice>? {
    try first("SELECT id FROM invoice WHERE number = \(number) ORDER BY id DESC LIMIT 1") { $0.id(0) }
  }
}

extension Writer {
  /// Writes what the inbox shows of a review beside its invoice. To be called in the transaction that changed the review.
  public func refreshRow(of invoice: ID<Invoice>, at now: Instant) throws {
    guard let review = try review(of: invoice) else { return }
    let (code, count, of) = review.outcome.stored
    try execute(
      """
      UPDATE invoice SET outcome = \(code), outcome_count = \(count), outcome_of = \(of),
        reviewers = \(ReviewerGlances.packed(review.reviewers)), waiting_since = CASE WHEN outcome = \(code) THEN waiting_since ELSE \(now) END
      WHERE id = \(invoice)
      """)
  }
}

extension ReviewOutcome {
  var stored: (code: String, count: Int, of: Int) {
    switch self {
    case .waiting(let count): (code, count, 0)
    case .approvedInPart(let count, let of): (code, count, of)
    case .new, .newAgain, .approved, .rejected, .changedAfterApproval, .done, .gone: (code, 0, 0)
    }
  }

  /// A stored outcome with the numbers that belong to it.
  init(_ kind: ReviewOutcome, count: Int, of: Int) {
    switch kind {
    case .waiting: self = .waiting(on: count)
    case .approvedInPart: self = .approvedInPart(count, of: of)
    case .new, .newAgain, .approved, .rejected, .changedAfterApproval, .done, .gone: self = kind
    }
  }
}

/// `%` and `_` typed by a person mean themselves.
enum LikePattern {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
