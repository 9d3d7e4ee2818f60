import Domain
import SQLite
import Store
import Web

/// What /readyz answers and the System page explains: the same findings that the doctor makes, asked of the running process.
struct HealthChecks: Sendable {
  let configuration: Configuration
  let database: Database

  func find() -> Health {
    let status = database.status
    var checks = [
      Health.Check(group: "Program", name: "Version", value: Version.product),
      Health.Check(group: "Program", name: "Address", value: "\(configuration.publicURL)"),
      Health.Check("Database", LibraryDiagnosis.sqlite(status)),
      Health.Check(
        group: "Database", name: "Writer", value: status.broken ?? "\(status.commits) commits, \(status.queueLength) waiting",
        state: status.broken == nil ? .fine : .broken,
        advice: status.broken == nil
          ? "" : "Restart Countersign; the database recovers by itself. If it happens again, check the disk."),
      Health.Check("Space", DiskDiagnosis.space(configuration.dataDirectory)),
      Health.Check("Space", DiskDiagnosis.fileSystem(configuration.dataDirectory)),
      Health.Check("Clock", ClockDiagnosis.find(ClockDiagnosis.facts())),
    ]
    checks += outbox()
    return Health(checks: checks)
  }

  private func outbox() -> [Health.Check] {
    guard let counts = try? database.read({ try $0.writeBackCounts() }) else {
      return [
        Health.Check(
          group: "Database", name: "Reading", value: "The database cannot be read.", state: .broken,
          advice: "Look at the log, then restart Countersign.")
      ]
    }
    let waiting = [WriteBack.State.queued, .sending, .unknown].reduce(0) { $0 + (counts[$1] ?? 0) }
    let trouble = [WriteBack.State.conflict, .rejected].reduce(0) { $0 + (counts[$1] ?? 0) }
    return [
      Health.Check(group: "Write-back", name: "Waiting", value: "\(waiting)"),
      Health.Check(
        group: "Write-back", name: "Need a decision", value: "\(trouble)", state: trouble == 0 ? .fine : .attention,
        advice: trouble == 0 ? "" : "Open the invoices concerned; each says what happened in ConnectWise."),
    ]
  }
}

extension Health.Check {
  init(_ group: String, _ finding: Finding) {
    let state: State =
      switch finding.state {
      case .ok: .fine
      case .warning: .attention
      case .bad: .broken
      }
    self.init(
      group: group, name: finding.subject.prefix(1).uppercased() + finding.subject.dropFirst(), value: finding.sentence,
      state: state, advice: finding.fix ?? "")
  }
}
