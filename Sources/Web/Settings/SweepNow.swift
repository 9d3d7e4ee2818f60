import Domain
import HTTP
import Routes
import SQLite

/// Asks for a sweep now. It runs by itself; the page shows how far it is.
struct SweepNow: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    _ = try visit.form(expecting: [])
    let (person, premises) = (try visit.person, visit.premises)
    store.afterCommit { premises.askForSweep(person.name) }
    let back: Route = visit.viewer.may(.readConnections) ? .connectWiseSettings : .inbox
    return visit.redirect(to: back, saying: .sweepAsked)
  }
}
