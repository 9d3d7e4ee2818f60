import Domain
import SQLite
import Store

/// The promises, looked at after every step.
extension World {
  func complain(_ what: String) {
    if report.trouble.count < 5 { report.trouble.append("seed \(report.seed): \(what)") }
    note("WRONG \(what)")
  }

  /// What has moved since the last look: done means that it stands there, and whoever must decide comes to decide.
  func judgeWhatMoved() throws {
    let moved = touched
    touched = []
    var seen: Set<ID<Invoice>> = []
    for invoice in moved where seen.insert(invoice).inserted {
      for stored in try database.read({ try $0.writeBacks(of: invoice) }) {
        let row = stored.writeBack
        guard known[row.id] != row.state else { continue }
        known[row.id] = row.state
        note("row \(row.id) \(row.state.rawValue) \(row.attempt)")
        switch row.state {
        case .done:
          let since = row.trail.attemptedAt ?? stored.createdAt
          if !connectWise.showed(Int(row.desired.id.raw), on: Int(row.invoice.raw), since: since) {
            report.lost += 1
            complain("row \(row.id) is done and no reading showed \(row.desired.name) on \(row.invoice)")
          }
        case .conflict, .rejected:
          agenda.put(.resolution(row.id), at: now.adding(milliseconds: Int64(office.between(5_000, 1_800_000))))
        case .queued, .sending, .unknown, .withdrawn: break
        }
      }
    }
  }

  func judgeTheAcknowledged() throws {
    let ids = acknowledged
    let there = try database.read { reader in
      try reader.one("SELECT count(*) FROM write_back WHERE id <= \(ids.map(\.raw).max() ?? 0)") { $0.int(0) }
    }
    guard there < ids.count else { return }
    report.lost += ids.count - there
    complain("\(ids.count) acknowledged, \(there) there")
  }

  func judgeTheEnd() throws {
    try judgeWhatMoved()
    for id in acknowledged {
      guard let stored = try database.read({ try $0.writeBack(id) }) else {
        report.lost += 1
        complain("row \(id) is gone")
        continue
      }
      let state = stored.writeBack.state
      report.ends[state.rawValue, default: 0] += 1
      if state.isUnderWay {
        report.stuck += 1
        complain("row \(id) is still \(state.word): \(stored.problem)")
      }
      if state == .rejected, stored.problem.isEmpty { complain("row \(id) was refused without a reason") }
      if state == .withdrawn, stored.problem.isEmpty, !takenBack.contains(id) {
        report.lost += 1
        complain("row \(id) is withdrawn, and nobody has taken it back")
      }
    }
  }
}
