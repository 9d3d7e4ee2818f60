import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// One's own page: how it looks, which keys work, where one is signed in.
struct ShowMe: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let person = try visit.person
    let rows = try store.sessions(of: person.id).map { session in
      SessionRow(
        agent: session.device, client: session.network, began: visit.words.moment(session.createdAt),
        seen: visit.words.moment(session.seenAt), isThis: session.tokenHash == visit.session?.tokenHash)
    }
    return visit.page(
      MePage(
        shell: try visit.shell("Me", at: .me, from: store), email: person.email, saveLook: .saveMe,
        token: visit.token(for: .saveMe), sessions: rows,
        signOutEverywhere: visit.button("Sign out everywhere else", .signOutEverywhere, weight: .danger)))
  }
}

struct SaveLook: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: ["theme", "density", "shortcuts"])
    let person = try visit.person
    // What was not sent, or does not exist, stays as it is.
    try store.setLook(
      of: person.id, theme: form.single("theme").flatMap { Theme(rawValue: $0) } ?? person.theme,
      density: form.single("density").flatMap { Density(rawValue: $0) } ?? person.density,
      shortcuts: form.single("shortcuts").map { $0 == "on" } ?? person.usesShortcuts)
    return visit.redirect(to: .me, saying: .saved)
  }
}

/// Ends every session of this person; the browser that asked gets a new one.
struct SignOutEverywhere: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    _ = try visit.form(expecting: [])
    let person = try visit.person
    try store.endEverySession(of: person.id)
    try store.record(.signedOutEverywhere, by: person.actor, invoice: nil, at: visit.now, request: visit.request.id)
    var visit = visit
    let method = visit.session?.method ?? "password"
    visit.session = nil
    var response = visit.redirect(to: .me, saying: .signedOutElsewhere)
    for cookie in try SessionToken.begin(for: person, method: method, on: visit, in: store) {
      response.add("set-cookie", cookie)
    }
    return response
  }
}
