import Domain
import HTTP
import Routes
import SQLite
import Store

/// Tries the connection that holds, and keeps what it found for the page.
struct TestConnection: WorkAction {
  var queue: WorkQueue { .outside }

  func work(on visit: Visit) throws -> Response {
    _ = try visit.form(expecting: [])
    let (premises, person) = (visit.premises, try visit.person)
    let report: ConnectionReport
    switch premises.connectWise.attempt(nil, person.name, visit.now) {
    case .refused(let problems):
      report = ConnectionReport(
        at: visit.now, askedBy: person.name, problem: problems.map(\.sentence).joined(separator: " "))
    case .failed(let problem, let detail, _):
      premises.log(
        LogLine(
          .warning, "connection-test-failed", requestID: visit.request.id,
          fields: [("by", person.email), ("sentence", problem.sentence), ("detail", detail)]))
      report = ConnectionReport(at: visit.now, askedBy: person.name, problem: problem.sentence)
    case .welcomed(let found, _):
      report = found
    }
    try premises.database.write { try $0.save(report) }
    return visit.redirect(to: .connectWiseSettings, saying: .tested)
  }
}
