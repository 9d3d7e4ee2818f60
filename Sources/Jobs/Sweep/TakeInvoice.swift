import ConnectWise
import Crypto
import Domain
import SQLite
import Store

/// One invoice as a sweep read it, ready to be compared with what is known.
struct ReadInvoice: Sendable {
  let record: InvoiceRecord
  let lines: InvoiceLines
}

/// What taking an invoice over has changed.
enum Taken: Sendable, Equatable { case added, changed, left, unchanged }

/// Stores what a sweep read of one invoice: a new version where the content is news, and events for what changed. Runs inside
/// the writer's transaction, so that a sweep cut off anywhere leaves whole invoices behind.
struct TakeInvoice {
  let read: ReadInvoice
  let statuses: [BillingStatus]
  let conventions: Conventions
  let now: Instant

  func run(in store: Writer) throws -> Taken {
    let reading = try Reading(read.record)
    let id = ID<Invoice>(Int64(read.record.id))
    let status = try reading.status(among: statuses)
    let before = try store.invoice(id)?.invoice
    // Two readers can overtake each other, and ConnectWise's index may lag: what is older than what is known is no news.
    if let known = before?.lastUpdated, let stamp = read.record.info?.lastUpdated, Instant(stamp) < known { return .unchanged }
    let presence = before?.presence.after(reading: status) ?? (status.endsReview ? .done : .open)

    let content = try reading.content(lines(reading))
    guard let fingerprint = Fingerprint(sha256(content.canonicalBytes)) else { return .unchanged }
    let newest = try store.newestVersion(of: id)
    let isNews = newest?.fingerprint != fingerprint
    let number = (newest?.number ?? 0) + (isNews ? 1 : 0)

    let invoice = try reading.invoice(status: status, presence: presence, version: number, kind: content.kind)
    let previous = try content.agreement.flatMap { agreement in
      try store.previousTotal(agreement: agreement.id, before: invoice.date, id: id, in: reading.currency)
    }
    try store.save(
      invoice, agreement: content.kind == .agreement ? content.agreement?.id : nil, previousTotal: previous,
      summary: content.summary(conventions), at: now)
    if isNews {
      try store.add(Version(number: number, fingerprint: fingerprint, content: content, seenAt: now), of: id)
      try store.record(
        .versionStored(version: number, total: invoice.total, before: before?.total), by: .sweep, invoice: id, at: now)
      try markStale(id, version: number, in: store)
    }
    try tellWhatMoved(from: before, to: invoice, in: store)
    let moved = before.map { $0.presence != presence || $0.status.id != status.id } ?? true
    if isNews || moved { try store.refreshRow(of: id, at: now) }
    if before == nil { return .added }
    if before?.presence.isInInbox == true, !presence.isInInbox { return .left }
    return isNews || moved ? .changed : .unchanged
  }

  private func lines(_ reading: Reading) throws -> [Line] {
    var lines: [Line] = []
    for entry in read.lines.time { lines.append(try reading.line(entry)) }
    for product in read.lines.products { lines.append(try reading.line(product)) }
    for expense in read.lines.expenses { lines.append(try reading.line(expense)) }
    return lines
  }

  /// A decision was about other content than this: it no longer counts, and says so.
  private func markStale(_ id: ID<Invoice>, version: Int, in store: Writer) throws {
    for reviewer in try store.reviewers(of: id) {
      guard let (stale, event) = try? reviewer.apply(.contentChanged(version: version), by: .sweep, at: now) else { continue }
      try store.save(stale, of: id)
      try store.record(event, by: .sweep, invoice: id, at: now)
    }
  }

  private func tellWhatMoved(from before: Invoice?, to invoice: Invoice, in store: Writer) throws {
    guard let before else { return }
    if before.status.id != invoice.status.id {
      try store.record(
        .statusChanged(from: before.status.name, to: invoice.status.name), by: .sweep, invoice: invoice.id, at: now)
    }
    switch (before.presence.isInInbox, invoice.presence.isInInbox) {
    case (true, false): try store.record(.leftInbox(status: invoice.status.name), by: .sweep, invoice: invoice.id, at: now)
    case (false, true): try store.record(.cameBack(status: invoice.status.name), by: .sweep, invoice: invoice.id, at: now)
    case (true, true), (false, false): break
    }
  }
}
