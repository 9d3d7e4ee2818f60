import Domain
import HTTP
import Jobs
import SQLite
import Store
import Synchronization
import Web

/// What the parts say to each other once all of them exist: a sweep tells the pages, a page asks for a sweep.
///
/// Server and jobs need these before they themselves are made, so the ends are joined afterwards.
final class Wires: Sendable {
  private struct Ends {
    var server: Server?
    var connectWise: ConnectWiseDesk?
  }

  let database: Database
  let log: Log
  private let ends = Mutex(Ends())  // set once each while the program starts

  init(database: Database, log: Log) {
    self.database = database
    self.log = log
  }

  func connect(server: Server) { ends.withLock { $0.server = server } }
  func connect(connectWise: ConnectWiseDesk) { ends.withLock { $0.connectWise = connectWise } }

  func announce(_ topic: String, _ event: String, _ data: String) {
    ends.withLock { $0.server }?.publish(topic: topic, event: event, data: data)
  }

  func askForSweep(_ who: String) { ends.withLock { $0.connectWise }?.askForSweep(by: who) }
  func fetchPDFs() { ends.withLock { $0.connectWise }?.fetchPDFs() }
  func wakeRefresh() { ends.withLock { $0.connectWise }?.wakeRefresh() }
  func wakeOutbox() { ends.withLock { $0.connectWise }?.wakeOutbox() }

  /// Asked before each wait, so that a schedule changed on the settings page counts at once.
  func sweepEvery(_ schedule: SweepSchedule) -> @Sendable () -> Int {
    { [database] in ((try? database.read { try schedule.minutes(in: $0) }) ?? SweepSchedule.usual) * 60_000 }
  }

  var counters: ServerCounters { ends.withLock { $0.server }?.counters ?? ServerCounters() }

  var reports: Jobs.Reports {
    Jobs.Reports(
      sweep: { [weak self] report in
        self?.announce("inbox", report.isOver ? "changed" : "sweep", "\(report.count.seen)")
      },
      sweepEnded: { [log] outcome in log.write(outcome) },
      invoiceChanged: { [weak self] id in self?.announce("inbox", "changed", "\(id)") },
      trouble: { [log] event, detail in log.write(.error, event, ["detail": .text(detail)]) })
  }
}

extension Log {
  func write(_ outcome: SweepOutcome) {
    let count = outcome.count
    if let problem = outcome.problem {
      write(.error, "sweep failed", ["sentence": .text(problem), "detail": .text(outcome.detail)])
    } else {
      write(
        .info, "sweep done",
        ["read": .int(count.seen), "new": .int(count.added), "changed": .int(count.changed), "left": .int(count.left)])
    }
    for gap in outcome.gaps.sorted() { write(.warning, "role gap", ["needs": .text(gap)]) }
    for sentence in outcome.leftOut.prefix(20) { write(.warning, "left out", ["sentence": .text(sentence)]) }
  }

  func write(_ line: LogLine) {
    let level: Level =
      switch line.level {
      case .info: .info
      case .warning, .security: .warning
      case .error: .error
      }
    var fields = line.fields.map { JSON.Field(name: $0.name, value: .text($0.value)) }
    if line.level == .security { fields.append(JSON.Field(name: "channel", value: "security")) }
    write(level, line.event, request: line.requestID, fields: fields)
  }
}
