import Bytes
import Domain
import HTTP

/// A signed word that says "this browser has signed in as this person before". It opens nothing; it only keeps the owner
/// out of the queue that somebody else's guesses have made.
enum DeviceCookie {
  static func make(for person: Person, _ premises: Premises) -> String {
    let value = premises.forms.signature(of: "device:" + person.email)
    return Cookie.make(Cookie.device(premises), value, premises, seconds: 180 * 86_400)
  }

  static func isKnown(email: String, _ visit: Visit) -> Bool {
    guard let value = visit.request.cookie(Cookie.device(visit.premises)) else { return false }
    return visit.premises.forms.isSignature(value, of: "device:" + email)
  }
}
