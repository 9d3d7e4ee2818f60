import Domain
import HTTP
import Routes
import SQLite
import Store

/// The bare address: to the first setup, to the sign-in, or to the inbox.
struct GoHome: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    if visit.viewer.person != nil { return visit.redirect(to: .inbox) }
    return visit.redirect(to: try store.hasPeople() ? .signIn(next: nil) : .setup)
  }
}
