import Crypto
import Domain
import SQLite
import Store

/// Holds the rules against what the store knows of invoices, and brings their flags in line with what is found.
///
/// Reckoned from one snapshot, without the writer; only an invoice on which something is different then takes its turn there,
/// and is brought in line with its flags as they stand at that moment: somebody may have accepted one meanwhile.
struct JudgeInvoices {
  let database: Database
  let plan: RulePlan
  let now: @Sendable () -> Instant
  let changed: @Sendable (ID<Invoice>) -> Void

  /// Flags of so many invoices are written together.
  private static let invoicesPerWrite = 50

  private typealias Judged = (place: InvoicePlace, verdict: RuleVerdict)

  /// Every invoice that is reviewed.
  func all(because cause: RescanCause) throws {
    let instant = now()
    let moved = try database.read { store in
      var moved: [Judged] = []
      try FactsReader(store).eachOpen { facts in
        if let judged = try judge(facts, cause, instant, store) { moved.append(judged) }
      }
      return moved
    }
    for start in stride(from: 0, to: moved.count, by: Self.invoicesPerWrite) {
      try keep(Array(moved[start..<min(start + Self.invoicesPerWrite, moved.count)]), cause, instant)
    }
  }

  /// One that was just read.
  func one(_ invoice: ID<Invoice>, because cause: RescanCause) throws {
    let instant = now()
    let moved: Judged? = try database.read { store in
      guard try store.invoice(invoice)?.invoice.presence.isInInbox == true, let facts = try store.facts(of: invoice) else {
        return nil
      }
      return try judge(facts, cause, instant, store)
    }
    if let moved { try keep([moved], cause, instant) }
  }

  /// What the rules say, if the flags that are stored do not say it yet.
  private func judge(_ facts: InvoiceFacts, _ cause: RescanCause, _ instant: Instant, _ store: Reader) throws -> Judged? {
    let judged: Judged = (InvoicePlace(facts), plan.verdict(facts))
    let stored = try store.flags(of: facts.invoice)
    return reconciled(stored, judged, cause, instant).flags.isEmpty ? nil : judged
  }

  private func keep(_ moved: [Judged], _ cause: RescanCause, _ instant: Instant) throws {
    try database.write { writer throws in
      for judged in moved {
        let result = reconciled(try writer.flags(of: judged.place.id), judged, cause, instant)
        for flag in result.flags { try writer.save(flag) }
        for event in result.events { try writer.record(event, by: .sweep, invoice: judged.place.id, at: instant) }
      }
    }
    for judged in moved { changed(judged.place.id) }
  }

  private func reconciled(_ stored: [Flag], _ judged: Judged, _ cause: RescanCause, _ instant: Instant) -> Reconciled {
    Flag.reconcile(
      stored, with: judged.verdict, exceptions: [], of: judged.place, because: cause, at: instant,
      hash: { Fingerprint(sha256($0)) })
  }
}

extension InvoicePlace {
  init(_ facts: InvoiceFacts) {
    self.init(id: facts.invoice, company: facts.content.company.id, agreement: facts.content.agreement?.id)
  }
}
