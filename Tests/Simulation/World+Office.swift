import Crypto
import Domain
import Jobs
import SQLite
import Sandbox
import Store

/// What people do, on both sides.
extension World {
  func open() throws {
    let (instant, mapping) = (now, mapping)
    let staff: [(String, Role)] = [("Ana Ruiz", .admin), ("Priya Natarajan", .billingManager), ("Tunde Okafor", .billingManager)]
    people = try database.write { writer in
      try writer.save(mapping, by: "the simulator", at: instant)
      return try staff.map { name, role in
        let email = "\(name.split(separator: " ")[0].lowercased())@example.test"
        let id = try writer.addPerson(name: name, email: email, role: role, passwordHash: nil, member: nil, at: instant)
        return Person(id: id, name: name, email: email, role: role)
      }
    }
    isCalm = true
    try sweep()
    isCalm = false
    invoices = try database.read { try $0.openInvoices() }.sorted { $0.raw < $1.raw }
    for id in invoices {
      let status = try database.read { try $0.invoice(id) }?.invoice.status.id.raw ?? 0
      connectWise.begin(Int(id.raw), status: Int(status), at: instant)
    }
    agenda.put(.decision, at: now.adding(milliseconds: 1_000))
    agenda.put(.edit, at: now.adding(milliseconds: 60_000))
    agenda.put(.outage(true), at: now.adding(milliseconds: Int64(office.between(600_000, 3_000_000))))
    agenda.put(.writeBackMode(.off), at: now.adding(milliseconds: Int64(office.between(900_000, 5_000_000))))
    agenda.put(.person(2, isActive: false), at: now.adding(milliseconds: Int64(office.between(900_000, 5_000_000))))
    agenda.put(.sweep, at: now.adding(milliseconds: 1_200_000))
    agenda.put(.late, at: now.adding(milliseconds: 3_600_000))
  }

  func happen(_ happening: Happening) throws {
    func again(_ happening: Happening, in low: Int, _ high: Int) {
      guard !isCalm else { return }
      agenda.put(happening, at: now.adding(milliseconds: Int64(office.between(low, high))))
    }
    switch happening {
    case .decision:
      guard !isCalm else { return }
      try decide(office.pick(invoices))
      again(.decision, in: 200, 12_000)
    case .edit:
      guard !isCalm else { return }
      edit(office.pick(invoices))
      again(.edit, in: 1_000, 60_000)
    case .resolution(let id): try resolve(id)
    case .outage(let begins):
      isOut = begins && !isCalm
      note("outage \(isOut)")
      if begins { again(.outage(false), in: 30_000, 1_500_000) } else { again(.outage(true), in: 1_200_000, 6_000_000) }
    case .writeBackMode(let mode):
      guard !isCalm else { return }
      try setMode(mode)
      if mode == .on {
        again(.writeBackMode(.off), in: 3_000_000, 9_000_000)
      } else {
        again(.writeBackMode(.on), in: 10_000, 600_000)
      }
    case .person(let index, let isActive):
      guard !isCalm else { return }
      try setActive(index, isActive)
      again(.person(index, isActive: !isActive), in: 60_000, isActive ? 9_000_000 : 600_000)
    case .sweep:
      try sweep()
      again(.sweep, in: 600_000, 3_600_000)
    case .late:
      do { try outbox?.tellOfLate() } catch is Killed { store.revive() }
      again(.late, in: 3_600_000, 3_600_000)
    }
  }

  func setMode(_ mode: WriteBackMode) throws {
    let (instant, mode) = (now, mode.rawValue)
    try database.write { try $0.set("write-back.mode", to: mode, by: "Ana", at: instant) }
    note("mode \(mode)")
  }

  func setActive(_ index: Int, _ isActive: Bool) throws {
    let (id, gone) = (people[index].id, isActive ? nil : now)
    try database.write { try $0.execute("UPDATE person SET disabled_at = \(gone) WHERE id = \(id)") }
    people[index].isActive = isActive
    note("person \(index) \(isActive)")
  }

  /// Somebody decides something that can be decided, as a page would.
  func decide(_ invoice: ID<Invoice>) throws {
    guard let review = try database.read({ try $0.review(of: invoice) }) else { return }
    var choices: [(person: Person, decision: Decision, decided: Decided)] = []
    for person in people where person.isActive {
      let wishes: [Decision] = [
        .approve(version: review.version), .approve(version: review.version), .undo, .undo,
        .reject(version: review.version, Rejection(stored: .notes, text: "")),
        office.chance(2_000) ? .approveAndClose(version: review.version) : .undo,
      ]
      for decision in wishes {
        if let decided = try? review.decide(decision, by: person, at: now) { choices.append((person, decision, decided)) }
      }
    }
    guard !choices.isEmpty else { return }
    let choice = office.pick(choices)
    let (instant, mapping) = (now, mapping)
    let (withdrawn, queued): (ID<WriteBack>?, ID<WriteBack>?) = try database.write { writer in
      let before = try writer.newestWriteBack(of: invoice)?.writeBack
      try writer.carryOut(choice.decided, choice.decision, by: choice.person, mapping: mapping, at: instant)
      let newest = try writer.newestWriteBack(of: invoice)?.writeBack
      let isWithdrawn = try before.flatMap { try writer.writeBack($0.id) }?.writeBack.state == .withdrawn
      return (isWithdrawn && before?.state != .withdrawn ? before?.id : nil, newest?.id == before?.id ? nil : newest?.id)
    }
    if let withdrawn { takenBack.insert(withdrawn) }
    touched.append(invoice)
    note("\(choice.person.name) \(choice.decision) on \(invoice): \(queued.map { "row \($0)" } ?? "nothing to write")")
    guard let queued else { return }
    acknowledged.append(queued)
    report.writeBacks += 1
  }

  /// Somebody sets a status, or changes a text, in ConnectWise.
  func edit(_ invoice: ID<Invoice>, to wanted: Int? = nil) {
    let id = Int(invoice.raw)
    let current = connectWise.status(of: id)
    report.humanEdits += 1
    if wanted == nil, office.chance(1_500) {
      connectWise.edit(
        Call(edit: id, "topComment", "\"Version of \(now.milliseconds)\"", isClosed: DemoStatusNames.isClosed(current)), at: now)
      return note("edit text of \(id)")
    }
    let status = wanted ?? (DemoStatusNames.isClosed(current) || current == 5 ? 2 : office.pick([1, 2, 2, 3, 4, 4, 5, 6]))
    connectWise.edit(Call(edit: id, "status", "{\"id\":\(status)}", isClosed: DemoStatusNames.isClosed(current)), at: now)
    note("edit \(id) to \(status)")
  }

  /// A person decides about a conflict or a refusal.
  func resolve(_ id: ID<WriteBack>) throws {
    guard let stored = try database.read({ try $0.writeBack(id) }) else { return }
    let (instant, person) = (now, people[0])
    let step: WriteBack.Step
    switch (stored.writeBack.state, stored.found) {
    case (.conflict, let found?): step = office.chance(5_000) ? .writeOurs(over: found, by: person.id) : .keepTheirs
    case (.rejected, _) where !isCalm && office.chance(3_000): step = .tryAgain(by: person.id)
    default: return
    }
    try database.write { try $0.settle(stored, step, by: person, at: instant) }
    if step == .keepTheirs { takenBack.insert(id) } else { orders[id, default: 0] += 1 }
    known[id] = nil
    touched.append(stored.writeBack.invoice)
    note("row \(id) \(step)")
  }

  func sweep() throws {
    guard let client else { return }
    isSweeping = true
    let jobs = Jobs(
      client: client, database: database, conventions: .american, random: SeededRandom(seed: 1), sweepEveryMilliseconds: { 0 },
      sessionIdle: 0, now: { [here] in here()?.now ?? World.start },
      reports: Jobs.Reports(sweep: { _ in }, sweepEnded: { _ in }, invoiceChanged: { _ in }, trouble: { _, _ in }))
    let outcome = jobs.sweepOnce(askedBy: "the simulator")
    isSweeping = false
    note("sweep \(outcome.count.seen) \(outcome.problem ?? "")")
  }
}
