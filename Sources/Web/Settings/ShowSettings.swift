import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// The list of what can be set, each with where it stands now.
struct ShowSettings: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    var entries: [SettingsEntry] = []
    if visit.viewer.may(.readConnections) {
      entries.append(
        SettingsEntry(
          title: "ConnectWise", text: "The connection, which decision sets which billing status, and the last sweeps.",
          state: try ConnectionHealth(store).pill, route: .connectWiseSettings))
      let isReady = visit.premises.health().isReady
      entries.append(
        SettingsEntry(
          title: "System", text: "Versions, the database and how it is protected, space, queues.",
          state: isReady ? StatusPill(.ok, "Fine") : StatusPill(.error, "Needs you"), route: .systemSettings))
    }
    return visit.page(
      SettingsPage(shell: try visit.shell("Settings", at: .settings, from: store), entries: entries))
  }
}

/// How the connection is, judged by the last sweep: it is the one thing that really used it.
struct ConnectionHealth {
  let pill: StatusPill

  init(_ store: Reader) throws {
    switch try store.newestSweep() {
    case nil: pill = StatusPill(.neutral, "Not read yet")
    case let sweep? where sweep.isRunning: pill = StatusPill(.info, "Reading")
    case let sweep? where sweep.problem != nil: pill = StatusPill(.error, "Trouble")
    case .some: pill = StatusPill(.ok, "Connected")
    }
  }
}
