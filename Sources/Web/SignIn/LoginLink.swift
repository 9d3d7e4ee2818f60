import Crypto
import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Where a one-time link lands. Opening it does nothing, because mail scanners open links too; the button does.
struct ShowLoginLink: ReadAction {
  func respond(to visit: Visit, from store: Reader) -> Response {
    visit.formPage(posting: .openLoginLink) { LinkPage(action: .openLoginLink, token: $0) }
  }
}

struct OpenLoginLink: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: ["code"])
    let code = form.single("code")?.trimmed ?? ""
    guard let token = Token(code), case .signIn(let id)? = try store.useLink(tokenHash: token.hash, now: visit.now),
      let account = try store.account(id), account.person.isActive
    else {
      return visit.formPage(.unprocessable, posting: .openLoginLink) { token in
        LinkPage(
          action: .openLoginLink, token: token,
          problem: "This link was used, has expired or has a typing error. Links work once, for ten minutes.")
      }
    }
    try store.record(
      .signedIn(.loginLink), by: account.person.actor, invoice: nil, at: visit.now, request: visit.request.id)
    var response = visit.redirect(to: .inbox)
    for cookie in try SessionToken.begin(for: account.person, method: "link", on: visit, in: store) {
      response.add("set-cookie", cookie)
    }
    return response
  }
}

struct SignOut: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    if let session = visit.session, let person = visit.viewer.person {
      try store.endSession(tokenHash: session.tokenHash)
      try store.record(.signedOut, by: person.actor, invoice: nil, at: visit.now, request: visit.request.id)
    }
    var response = visit.redirect(to: .signIn(next: nil))
    response.standing = visit.premises.headers.farewell
    response.add("set-cookie", Cookie.clearing(Cookie.session(visit.premises), visit.premises))
    return response
  }
}
