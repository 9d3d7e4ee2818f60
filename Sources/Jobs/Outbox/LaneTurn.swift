import ConnectWise
import Curl
import Domain
import SQLite
import Store

/// What one lane does with what it has taken: read, write, read back. The network is never waited for inside a transaction.
struct LaneTurn {
  let outbox: Outbox
  let isStopping: () -> Bool

  private var now: Instant { outbox.now() }
  private var patience: Patience { outbox.patience }

  /// What was read of an invoice, and when the reading began.
  private struct Look {
    let sighting: Sighting
    let status: BillingStatus
    let at: Instant
  }

  func work(_ taken: [StoredWriteBack]) throws {
    var rows: [StoredWriteBack] = []
    for stored in taken {
      if stored.writeBack.state == .sending {
        // Its lane went silent: whether it has written nobody knows.
        try outbox.step(
          stored, .outcomeUnknown(reason: "the answer was lost"), notBefore: now.adding(milliseconds: patience.firstLook))
      } else {
        rows.append(stored)
      }
    }
    let looks = try look(rows)
    var written: [StoredWriteBack] = []
    for stored in rows {
      guard let look = looks[stored.writeBack.invoice] else { continue }
      if isStopping() || outbox.pause(at: now) != nil {
        try outbox.store.write { try $0.releaseWriteBack(stored.writeBack.id) }
      } else if let sent = try act(on: stored, look) {
        written.append(sent)
      }
    }
    try confirm(written)
  }

  // MARK: Reading

  /// What stands in ConnectWise, by invoice. What could not be read waits, and is not in the answer.
  private func look(_ rows: [StoredWriteBack]) throws -> [ID<Invoice>: Look] {
    guard let first = rows.first else { return [:] }
    let began = now
    if let until = outbox.pause(at: began) {
      for stored in rows { try putOff(stored, "ConnectWise asked for a pause.", until: until, counts: false) }
      return [:]
    }
    let records: [InvoiceRecord]
    do {
      records = rows.count == 1 ? [try outbox.client.invoice(Int(first.writeBack.invoice.raw))] : try list(rows)
    } catch {
      for stored in rows { try putOff(stored, error) }
      return [:]
    }
    let known = try outbox.store.read { try $0.billingStatuses() }
    var looks: [ID<Invoice>: Look] = [:]
    for stored in rows {
      guard let record = records.first(where: { Int64($0.id) == stored.writeBack.invoice.raw }) else {
        // Not in the list: asked for alone it says why.
        if rows.count > 1 {
          looks.merge(try look([stored])) { $1 }
        } else {
          try putOff(stored, .unreadable(detail: "another invoice than the one asked for"))
        }
        continue
      }
      do throws(Unreadable) {
        let status = try Reading(record).status(among: known)
        let sighting = Sighting(status: status.reference, lastUpdated: record.info?.lastUpdated.map { Instant($0) })
        looks[stored.writeBack.invoice] = Look(sighting: sighting, status: status, at: began)
      } catch {
        let later = now.adding(milliseconds: outbox.backoff(stored.writeBack.trail.failures))
        try putOff(stored, error.sentence, until: later, counts: true)
      }
    }
    return looks
  }

  /// One request for several; only what is looked at is asked for.
  private func list(_ rows: [StoredWriteBack]) throws(ConnectWiseFailure) -> [InvoiceRecord] {
    let ids = rows.map { Int($0.writeBack.invoice.raw) }
    return try outbox.client.invoices(
      Listing(where: .oneOf("id", ids), fields: ["id", "type", "status", "currency", "_info"], pageSize: ids.count)
    ).records
  }

  // MARK: Acting

  /// Does what follows from what was read. What was written and still has to be read back comes back.
  private func act(on stored: StoredWriteBack, _ look: Look) throws -> StoredWriteBack? {
    switch stored.writeBack.judge(look.sighting, at: now, patience) {
    case .lookAgain(let later):
      let instant = now
      try outbox.wait(stored, until: later, reason: stored.problem) { waiting in
        waiting.trail.unchangedAt = waiting.trail.unchangedAt ?? instant
        waiting.trail.failures = 0
      }
      return nil
    case .step(.send):
      // The reading must directly precede the change: nothing else narrows the moment in which somebody's edit would be missed.
      guard look.at.milliseconds(until: now) <= patience.freshness else {
        guard let fresh = try self.look([stored])[stored.writeBack.invoice] else { return nil }
        return try act(on: stored, Look(sighting: fresh.sighting, status: fresh.status, at: now))
      }
      guard outbox.pause(at: now) == nil else {
        try outbox.store.write { try $0.releaseWriteBack(stored.writeBack.id) }
        return nil
      }
      return try send(stored, look)
    case .step(.foundDesired):
      try finish(stored, look)
      return nil
    case .step(let step):
      try outbox.step(stored, step)
      return nil
    }
  }

  private func send(_ stored: StoredWriteBack, _ look: Look) throws -> StoredWriteBack? {
    guard let sending = try begin(stored, look.sighting) else { return nil }
    do throws(ConnectWiseFailure) {
      let (invoice, status) = (Int(sending.writeBack.invoice.raw), Int(sending.writeBack.desired.id.raw))
      if look.status.isClosed {
        try outbox.client.setStatus(ofClosedInvoice: invoice, to: status)
      } else {
        _ = try outbox.client.setStatus(ofInvoice: invoice, to: status)
      }
    } catch {
      try settle(sending, after: error)
      return nil
    }
    return sending
  }

  /// The attempt is committed before the first byte leaves. In the same transaction everything that could have called it off is
  /// looked at once more: the switch, the decision, and the rights of who made it.
  private func begin(_ stored: StoredWriteBack, _ sighting: Sighting) throws -> StoredWriteBack? {
    let (instant, later) = (now, now.adding(milliseconds: patience.whileOff))
    let begun: StoredWriteBack? = try outbox.store.write { writer in
      guard let current = try writer.stillTaken(stored) else { return nil }
      var writeBack = current.writeBack
      guard try writer.writeBackMapping(fallback: .on).mode == .on else {
        writeBack.notBefore = later
        try writer.save(writeBack, problem: "Write-back is switched off.", found: nil, at: instant)
        return nil
      }
      let person = try writeBack.askedBy.flatMap { try writer.account($0)?.person }
      if let review = try writer.review(of: writeBack.invoice), let step = writeBack.objection(review, askedBy: person) {
        let (ended, event) = try writeBack.apply(step, at: instant)
        try writer.save(ended, problem: step.reason, found: nil, at: instant)
        try writer.record(event, by: .writeBack, invoice: ended.invoice, at: instant)
        return nil
      }
      writeBack.trail.before = sighting.lastUpdated
      let (sending, event) = try writeBack.apply(.send, at: instant)
      try writer.save(sending, problem: "", found: nil, at: instant)
      try writer.record(event, by: .writeBack, invoice: sending.invoice, at: instant)
      return try writer.writeBack(sending.id)
    }
    outbox.changed(stored.writeBack.invoice)
    return begun
  }

  /// Reads back what was written and compares.
  private func confirm(_ written: [StoredWriteBack]) throws {
    guard !written.isEmpty else { return }
    let looks = try look(written)
    for stored in written {
      // What could not be read back was put off, as unknown, where that was found.
      guard let look = looks[stored.writeBack.invoice] else { continue }
      switch stored.writeBack.judge(look.sighting, at: now, patience) {
      case .step(.foundDesired): try finish(stored, look)
      case .step(let step):
        try outbox.step(stored, step, notBefore: now.adding(milliseconds: patience.betweenLooks)) {
          $0.trail.after = look.sighting.lastUpdated
        }
      case .lookAgain: break
      }
    }
  }

  /// ConnectWise holds what was wanted. The store learns the status at once, so that the next sweep sees no change.
  private func finish(_ stored: StoredWriteBack, _ look: Look) throws {
    let (instant, status) = (now, look.status)
    try outbox.store.write { writer in
      guard let current = try writer.stillTaken(stored) else { return }
      var writeBack = current.writeBack
      writeBack.trail.after = look.sighting.lastUpdated
      let (done, event) = try writeBack.apply(.foundDesired, at: instant)
      try writer.save(done, problem: "", found: nil, at: instant)
      try writer.record(event, by: .writeBack, invoice: done.invoice, at: instant)
      guard let invoice = try writer.invoice(done.invoice)?.invoice else { return }
      let presence = invoice.presence.after(reading: status)
      try writer.setStatus(status, presence: presence, of: done.invoice, at: instant)
      if let updated = look.sighting.lastUpdated { try writer.setRemoteUpdated(updated, of: done.invoice) }
      switch (invoice.presence.isInInbox, presence.isInInbox) {
      case (true, false): try writer.record(.leftInbox(status: status.name), by: .writeBack, invoice: done.invoice, at: instant)
      case (false, true): try writer.record(.cameBack(status: status.name), by: .writeBack, invoice: done.invoice, at: instant)
      case (true, true), (false, false): break
      }
      try writer.refreshRow(of: done.invoice, at: instant)
    }
    outbox.changed(stored.writeBack.invoice)
  }

  // MARK: When it goes wrong

  /// What a failed write means: surely nothing, surely refused, or nobody knows.
  private func settle(_ sending: StoredWriteBack, after failure: ConnectWiseFailure) throws {
    if failure.mayHaveHappened {
      return try outbox.step(
        sending, .outcomeUnknown(reason: failure.sentence), notBefore: now.adding(milliseconds: patience.firstLook),
        detail: failure.detail
      ) { $0.trail.failures += 1 }
    }
    switch failure {
    case .tooManyRequests, .unavailable, .transport, .wrongHost, .wrongKeys, .wrongClientID, .unknownCompany:
      let later = notBefore(sending, failure)
      let counts = failure.pause == nil
      try outbox.step(sending, .delayed(reason: failure.sentence), notBefore: later, detail: failure.detail) {
        $0.trail.failures += counts ? 1 : 0
      }
    case .roleGap, .notFound, .rejected, .unreadable, .notApplied:
      let reasons = failure.reasons
      try outbox.step(
        sending, .refused(reason: reasons.isEmpty ? failure.sentence : reasons.joined(separator: " ")), detail: failure.detail)
    }
  }

  /// An invoice could not be read.
  private func putOff(_ stored: StoredWriteBack, _ failure: ConnectWiseFailure) throws {
    if case .notFound = failure, stored.writeBack.state != .sending,
      try outbox.store.read({ try $0.invoice(stored.writeBack.invoice) })?.invoice.presence == .gone
    {
      return try outbox.step(stored, .giveUp(reason: "the invoice was deleted in ConnectWise"))
    }
    outbox.tell(stored, failure.detail)
    try putOff(stored, failure.sentence, until: notBefore(stored, failure), counts: failure.pause == nil)
  }

  /// What was just written and could not be read back is unknown from then on.
  private func putOff(_ stored: StoredWriteBack, _ sentence: String, until later: Instant, counts: Bool) throws {
    if stored.writeBack.state == .sending {
      return try outbox.step(stored, .outcomeUnknown(reason: "It could not be read back. \(sentence)"), notBefore: later) {
        $0.trail.failures += counts ? 1 : 0
      }
    }
    try outbox.wait(stored, until: later, reason: sentence) { $0.trail.failures += counts ? 1 : 0 }
  }

  /// When to try again: what was asked for, and then for everybody; else the row's own patience.
  private func notBefore(_ stored: StoredWriteBack, _ failure: ConnectWiseFailure) -> Instant {
    guard let pause = failure.pause else {
      return now.adding(milliseconds: outbox.backoff(stored.writeBack.trail.failures))
    }
    let (seconds, attoseconds) = pause.components
    let until = now.adding(milliseconds: max(100, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))
    outbox.stayAway(until: until)
    return until
  }
}
