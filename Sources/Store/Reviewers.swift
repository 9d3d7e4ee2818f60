import Domain
import SQLite

/// A reviewer with the invoice that they are asked about, for a list of all of them.
public struct ListedReviewer: Sendable {
  public let invoice: ID<Invoice>
  public let number: String
  public let reviewer: Reviewer
  /// What the member signs in to ConnectWise with; nil for somebody who is none, or is not known any more.
  public let identifier: String?
}

extension Reader {
  /// Every reviewer of every invoice, in the order of the invoices' ids and of ConnectWise's list.
  public func allReviewers() throws -> [ListedReviewer] {
    try all(
      """
      SELECT reviewer.id, reviewer.name, member_id, person_id, position, source, state, verdict, reviewer.version, reason, text,
        at, invoice_id, number, identifier
      FROM reviewer JOIN invoice ON invoice.id = invoice_id LEFT JOIN member ON member.id = member_id
      ORDER BY invoice_id, position, reviewer.id
      """
    ) { row in
      ListedReviewer(invoice: row.id(12), number: row.text(13), reviewer: try reviewer(row), identifier: row.textOrNil(14))
    }
  }

  public func reviewers(of invoice: ID<Invoice>) throws -> [Reviewer] {
    try all(
      """
      SELECT id, name, member_id, person_id, position, source, state, verdict, version, reason, text, at FROM reviewer
      WHERE invoice_id = \(invoice) ORDER BY position, id
      """
    ) { try reviewer($0) }
  }

  /// The review as it stands: what every decision is made from.
  public func review(of invoice: ID<Invoice>) throws -> Review? {
    guard let stored = try self.invoice(invoice)?.invoice else { return nil }
    return Review(
      invoice: invoice, presence: stored.presence, status: stored.status.name, version: stored.version, total: stored.total,
      reviewers: try reviewers(of: invoice))
  }
}

extension Writer {
  /// Adds a reviewer, or writes the state of a known one.
  @discardableResult public func save(_ reviewer: Reviewer, of invoice: ID<Invoice>) throws -> ID<Reviewer> {
    let state = StoredState(reviewer.state)
    if reviewer.id.raw != 0 {
      try execute(
        """
        UPDATE reviewer SET person_id = \(reviewer.person), state = \(state.name), verdict = \(state.verdict),
          version = \(state.version), reason = \(state.reason), text = \(state.text), at = \(state.at)
        WHERE id = \(reviewer.id)
        """)
      return reviewer.id
    }
    try execute(
      """
      INSERT INTO reviewer (invoice_id, member_id, person_id, name, position, source, state, verdict, version, reason, text, at)
      VALUES (\(invoice), \(reviewer.member), \(reviewer.person), \(reviewer.name), \(reviewer.position),
        \(reviewer.source), \(state.name), \(state.verdict), \(state.version), \(state.reason), \(state.text), \(state.at))
      """)
    return ID(lastInsertedID)
  }
}

/// A reviewer's state spread over its columns.
struct StoredState {
  var name: String
  var verdict: Verdict?
  var version: Int?
  var reason = ""
  var text = ""
  var at: Instant?

  init(_ state: ReviewerState) {
    switch state {
    case .waiting:
      name = "waiting"
    case .viewed(let at):
      name = "viewed"
      self.at = at
    case .approved(let version, let at):
      name = "approved"
      (self.version, self.at) = (version, at)
    case .rejected(let version, let rejection, let at):
      name = "rejected"
      (self.version, self.at, reason, text) = (version, at, rejection.reason.rawValue, rejection.text)
    case .stale(let verdict, let version, let at):
      name = "stale"
      (self.verdict, self.version, self.at) = (verdict, version, at)
    case .skipped(let skip):
      name = "skipped"
      switch skip {
      case .inactiveMember: reason = "inactive"
      case .notResolvable(let rule): (reason, text) = ("not-resolvable", rule)
      case .handedOver(let other): (reason, text) = ("handed-over", other)
      case .removed(let by): (reason, text) = ("removed", by)
      }
    }
  }
}

private func reviewer(_ row: borrowing Row) throws -> Reviewer {
  Reviewer(
    id: row.id(0), name: row.text(1), member: row.idOrNil(2), person: row.idOrNil(3), position: row.int(4),
    source: try row.coded(5, "reviewer's source") { ReviewerSource(rawValue: $0) }, state: try reviewerState(row))
}

private func reviewerState(_ row: borrowing Row) throws -> ReviewerState {
  let name = row.text(6)
  let damage = Damage(what: "reviewer's state", found: name)
  switch name {
  case "waiting": return .waiting
  case "viewed": return .viewed(at: row.instant(11))
  case "approved": return .approved(version: row.int(8), at: row.instant(11))
  case "rejected":
    guard let reason = RejectReason(rawValue: row.text(9)) else { throw damage }
    return .rejected(version: row.int(8), try Rejection(reason, text: row.text(10)), at: row.instant(11))
  case "stale":
    guard let verdict = row.textOrNil(7).flatMap({ Verdict(rawValue: $0) }) else { throw damage }
    return .stale(verdict, version: row.int(8), at: row.instant(11))
  case "skipped":
    switch row.text(9) {
    case "inactive": return .skipped(.inactiveMember)
    case "not-resolvable": return .skipped(.notResolvable(rule: row.text(10)))
    case "handed-over": return .skipped(.handedOver(to: row.text(10)))
    case "removed": return .skipped(.removed(by: row.text(10)))
    default: throw damage
    }
  default: throw damage
  }
}
