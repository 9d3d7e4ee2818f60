import Crypto
import HTTP
import Markup
import Pages
import Routes

extension Visit {
  /// A page with a form for somebody who is not signed in. Its token hangs on a cookie of its own, made here if need be.
  func formPage(_ status: Status = .ok, posting route: Route, _ build: (CSRF) -> some Renderable) -> Response {
    if session != nil || request.cookie(Cookie.preSession(premises)).flatMap({ Token($0) }) != nil {
      return page(build(token(for: route)), status: status)
    }
    let fresh = Token(from: premises.random)
    let token = CSRF(premises.forms.make(session: Array(fresh.text.utf8), path: route.address()))
    var response = page(build(token), status: status)
    response.add("set-cookie", Cookie.make(Cookie.preSession(premises), fresh.text, premises))
    return response
  }
}
