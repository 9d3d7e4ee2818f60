import Domain
import Sandbox

/// The sandbox together with what the judge of a simulation wants to know of it: who set which status when, and which of our
/// write-backs has had its effect.
struct ConnectWiseWorld {
  enum Author: Equatable {
    case start, somebody
    case row(Int64)
  }

  struct Standing {
    let since: Instant
    let status: Int
    let by: Author
  }

  /// A change of ours on its way: what the outbox knew when it sent it.
  struct Sent {
    let row: Int64
    /// How often a person has ordered it: once by deciding, again by "write ours" and "try again".
    let order: Int
    let expected: Int
    let desired: Int
    /// As of when the last reading before it showed the invoice.
    let read: Instant
    let call: Call
  }

  private(set) var sandbox: Sandbox
  /// A copy that lags behind, for reads from a replica that has not caught up.
  private var lagging: (sandbox: Sandbox, at: Instant)
  private(set) var standings: [Int: [Standing]] = [:]
  private var effects: [Int64: [Int: Int]] = [:]
  /// As of when each invoice was last shown to us.
  private(set) var lastRead: [Int: Instant] = [:]
  /// The last few readings of each invoice: when, and as of when.
  private var readings: [Int: [(at: Instant, asOf: Instant)]] = [:]
  private var told = 0

  init(_ data: DemoData, at start: Instant) {
    sandbox = Sandbox(data)
    lagging = (sandbox, start)
  }

  mutating func begin(_ invoice: Int, status: Int, at start: Instant) {
    standings[invoice] = [Standing(since: start, status: status, by: .start)]
  }

  /// How often that order has had its effect.
  func effects(of sent: Sent) -> Int { effects[sent.row]?[sent.order] ?? 0 }

  func status(of invoice: Int) -> Int { standings[invoice]?.last?.status ?? 0 }

  /// Whether a reading since `instant` has shown the status. At the very moment of a change it may have shown either.
  func showed(_ status: Int, on invoice: Int, since instant: Instant) -> Bool {
    let all = standings[invoice] ?? []
    return (readings[invoice] ?? []).contains { reading in
      reading.at >= instant
        && all.indices.contains { index in
          all[index].status == status && all[index].since <= reading.asOf
            && (index + 1 == all.count || all[index + 1].since >= reading.asOf)
        }
    }
  }

  mutating func read(_ call: Call, invoices: [Int], stale: Bool, at now: Instant) -> SandboxAnswer {
    if lagging.at.milliseconds(until: now) > 25_000 { lagging = (sandbox, now) }
    for invoice in invoices {
      let asOf = stale ? lagging.at : now
      lastRead[invoice] = asOf
      readings[invoice, default: []].append((now, asOf))
      if readings[invoice, default: []].count > 16 { readings[invoice]?.removeFirst() }
    }
    return stale
      ? lagging.sandbox.respond(to: call.request, now: now.milliseconds)
      : sandbox.respond(to: call.request, now: now.milliseconds)
  }

  /// Answers without being noticed as a reading.
  mutating func unnoticed(_ request: SandboxRequest, at now: Instant) -> SandboxAnswer {
    sandbox.respond(to: request, now: now.milliseconds)
  }

  mutating func edit(_ call: Call, at now: Instant) {
    _ = sandbox.respond(to: call.request, now: now.milliseconds)
    _ = takeEffects(by: .somebody, at: now)
  }

  /// Carries out a change of ours, and says what it replaced that it should not have.
  mutating func carryOut(_ sent: Sent, at now: Instant) -> (answer: SandboxAnswer, replaced: Standing?) {
    let before = standings[sent.call.invoice]?.last
    let answer = sandbox.respond(to: sent.call.request, now: now.milliseconds)
    guard takeEffects(by: .row(sent.row), at: now) else { return (answer, nil) }
    effects[sent.row, default: [:]][sent.order, default: 0] += 1
    guard let before, before.status != sent.expected, before.status != sent.desired else { return (answer, nil) }
    return (answer, before)
  }

  private mutating func takeEffects(by author: Author, at now: Instant) -> Bool {
    var changed = false
    for effect in sandbox.ledger[told...] where effect.field == "status" {
      standings[effect.invoice, default: []].append(
        Standing(since: now, status: DemoStatusNames.id(of: effect.after), by: author))
      changed = true
    }
    told = sandbox.ledger.count
    return changed
  }
}

/// The sandbox's billing statuses by the names that its ledger tells.
enum DemoStatusNames {
  private static let names = [
    "New", "In Review", "Approved - Ready to Send", "Rejected", "Sent", "Closed", "Closed - Emailed",
  ]

  static func id(of name: String) -> Int { (names.firstIndex(of: name) ?? Int(name).map { $0 - 1 } ?? -2) + 1 }
  static func isClosed(_ id: Int) -> Bool { id == 6 || id == 7 }
}
