import Crypto
import HTTP
import SQLite

/// Figures in the text form that Prometheus reads.
enum MetricsText {
  static func write(counters: ServerCounters, database: DatabaseStatus) -> String {
    var text = ""
    func add(_ name: String, _ type: String, _ help: String, _ values: [(labels: String, value: Int)]) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
      for (labels, value) in values { text += "\(name)\(labels) \(value)\n" }
    }
    func add(_ name: String, _ type: String, _ help: String, _ value: Int) { add(name, type, help, [("", value)]) }
    add("countersign_http_requests_total", "counter", "Requests answered.", counters.requests)
    add(
      "countersign_http_answers_total", "counter", "Answers by class of status.",
      [
        (#"{class="2xx"}"#, counters.answers2xx), (#"{class="3xx"}"#, counters.answers3xx),
        (#"{class="4xx"}"#, counters.answers4xx), (#"{class="5xx"}"#, counters.answers5xx),
      ])
    add("countersign_http_connections_open", "gauge", "Connections open now.", counters.connectionsOpen)
    add("countersign_http_connections_total", "counter", "Connections accepted.", counters.connectionsAccepted)
    add("countersign_http_connections_refused_total", "counter", "Connections refused at the limit.", counters.connectionsRefused)
    add("countersign_http_received_bytes_total", "counter", "Bytes received.", counters.bytesReceived)
    add("countersign_http_sent_bytes_total", "counter", "Bytes sent.", counters.bytesSent)
    add("countersign_event_listeners", "gauge", "Pages that listen for changes.", counters.subscribers)
    add("countersign_database_commits_total", "counter", "Commits of the writer.", Int(database.commits))
    add("countersign_database_jobs_total", "counter", "Writes done, several to a commit.", Int(database.jobs))
    add("countersign_database_queue", "gauge", "Writes waiting.", database.queueLength)
    add("countersign_database_wal_pages", "gauge", "Pages in the write-ahead log.", database.walPages)
    add("countersign_database_broken", "gauge", "1 after a failed write or sync.", database.broken == nil ? 0 : 1)
    return text
  }
}

/// Who may read the figures on the main listener: whoever brings the token.
///
/// Without a token only this machine, and only while its own address is the public one: behind a proxy that is not listed as
/// trusted, everybody looks like this machine.
struct MetricsAudience {
  private let token: Secret?
  private let isPrivate: Bool

  init(_ configuration: Configuration) {
    token = configuration.metricsToken
    isPrivate = configuration.publicURL.isLocal
  }

  func includes(_ request: Request) -> Bool {
    if let token {
      return constantTimeEqual(request.header("authorization") ?? "", "Bearer " + token.revealText())
    }
    return isPrivate && (request.client == "127.0.0.1" || request.client == "::1" || request.client == "unix")
  }
}
