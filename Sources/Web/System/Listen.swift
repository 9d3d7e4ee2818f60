import HTTP
import SQLite

/// Server-sent events: that something changed, never what. A page that hears it asks again with its own rights.
struct Listen: ReadAction {
  static let topic = "inbox"

  func respond(to visit: Visit, from store: Reader) -> Response {
    .events(topic: Self.topic, standing: visit.premises.headers.data)
  }
}
