import ConnectWise
import Curl
import Domain
import SQLite
import Store

/// Reads one invoice again because somebody waits for it: itself, its lines, who is asked, and
/// what ConnectWise tells of its history. Beside a sweep, never across it.
struct RefreshInvoice {
  /// With a client whose calls go before those of a sweep.
  let sweep: RunSweep
  /// Holds the rules against what was read.
  var judge: @Sendable (ID<Invoice>) throws -> Void = { _ in }

  /// More new entries than this are only counted.
  private static let mostEntriesTold = 5

  private var database: Database { sweep.database }

  /// Reads the one that has waited longest. False when nobody waits. Why one could not be read is written where its page
  /// shows it, and what was known of it stays.
  func next(isStopping: () -> Bool = { false }) throws -> Bool {
    guard let id = try database.write({ try $0.takeRefresh() }) else { return false }
    var (changes, problem): ([String], String?) = ([], nil)
    do {
      changes = try sweep.inHand.hold([Int(id.raw)]) { try read(id) }
      try judge(id)
    } catch let failure as ConnectWiseFailure {
      // The way out was closed while we read: it is still in hand, and whoever begins next reads it.
      if isStopping() || failure.isOfReplacedConnection { return false }
      problem = failure.sentence
    } catch let unreadable as Unread {
      problem = unreadable.sentence
    }
    let (sentences, reason, instant) = (changes, problem, sweep.now())
    try database.write { try $0.endRefresh(of: id, changes: sentences, problem: reason, at: instant) }
    sweep.changed(id)
    return true
  }

  private struct Unread: Error {
    let sentence: String
  }

  /// What is different since it was asked for, a sentence each.
  private func read(_ id: ID<Invoice>) throws -> [String] {
    let before = try database.read { try $0.invoice(id)?.invoice }
    var outcome = SweepOutcome()
    do {
      let record = try sweep.client.invoice(Int(id.raw))
      let taken = try sweep.takeInHand([record], try statuses(with: record), &outcome)
      if taken.isEmpty { throw Unread(sentence: outcome.leftOut.first ?? "ConnectWise sent an invoice that cannot be read.") }
    } catch ConnectWiseFailure.notFound {
      try sweep.markGone(id)
      return try told(id, since: before)
    }
    let reviewers = try readReviewers(id, &outcome)
    let gaps = outcome.gaps
    try database.write { try $0.addGaps(gaps) }
    let history = try readHistory(id)
    return try told(id, since: before) + history + reviewers + outcome.leftOut
  }

  /// What is new in ConnectWise's own history of it, a sentence each; of what was never read before only that it was read.
  private func readHistory(_ id: ID<Invoice>) throws -> [String] {
    let known = try database.read { try $0.activity(of: id) }.compactMap(\.auditEntry)
    guard let added = try ReadAuditTrail(client: sweep.client, database: database, now: sweep.now).read(id), added > 0 else {
      return []
    }
    let new = Set(try database.read { try $0.activity(of: id) }.compactMap(\.auditEntry)).subtracting(known)
    if known.isEmpty || new.count > Self.mostEntriesTold {
      return [
        new.count == 1
          ? "One entry of ConnectWise’s own history is new." : "\(new.count) entries of ConnectWise’s own history are new."
      ]
    }
    return new.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.map { entry in
      "\(entry.entry.enteredBy.isEmpty ? "Somebody" : entry.entry.enteredBy) in ConnectWise: \(entry.entry.text)"
    }
  }

  /// As the last sweep read them, and anew only where the invoice has one that is not among them.
  private func statuses(with record: InvoiceRecord) throws -> [BillingStatus] {
    let known = try database.read { try $0.billingStatuses() }
    if let id = record.status?.id, known.contains(where: { $0.id.raw == id }) { return known }
    return try sweep.readStatuses()
  }

  /// Asks whom the routing list names, if nobody was asked yet. Later it is only compared: whom a person removed stays away.
  private func readReviewers(_ id: ID<Invoice>, _ outcome: inout SweepOutcome) throws -> [String] {
    guard let stored = try database.read({ try $0.invoice(id) }), stored.invoice.presence.isInInbox else { return [] }
    guard stored.seededFrom != nil else {
      var routing = ReadRouting(client: sweep.client)
      let answer = try routing.of(Int(id.raw))
      outcome.gaps.formUnion(routing.gaps)
      let instant = sweep.now()
      try database.write { try SeedReviewers(answer: answer, invoice: id, now: instant).run(in: $0) }
      return []
    }
    do {
      let named = try sweep.client.routings(ofInvoice: Int(id.raw)).compactMap(\.member)
      let asked = Set(try database.read { try $0.reviewers(of: id) }.compactMap { $0.member?.raw })
      return named.filter { !asked.contains(Int64($0.id)) }.map { member in
        "The routing list in ConnectWise also names \(member.name ?? member.identifier ?? "member \(member.id)"), who is not asked here."
      }
    } catch ConnectWiseFailure.roleGap(let resource, _) {
      outcome.gaps.insert(resource.permission)
      return []
    } catch ConnectWiseFailure.notFound {
      return []  // an older server has no routing lists
    }
  }

  /// What the timeline tells of this reading, and what is no event: money that came in.
  private func told(_ id: ID<Invoice>, since before: Invoice?) throws -> [String] {
    let (events, after) = try database.read { (try $0.eventsSinceAsked(of: id), try $0.invoice(id)?.invoice) }
    let conventions = sweep.conventions
    var sentences = events.map { $0.event.sentence(by: $0.actor, conventions) }
    guard let before, let after else { return sentences }
    for (name, old, new) in [
      ("Payments", before.payments, after.payments), ("Credits", before.credits, after.credits),
      ("The balance", before.balance, after.balance),
    ] where old != new {
      sentences.append("\(name): now \(conventions.amountWithCode(new)), before \(conventions.amountWithCode(old)).")
    }
    return sentences
  }
}

extension ConnectWiseFailure {
  /// Nothing was sent, because another connection took the place of this one.
  var isOfReplacedConnection: Bool {
    guard case .transport(.heldBack(let held)) = self else { return false }
    return held.reason == .replaced
  }
}
