import Bytes
import Domain
import HTTP
import Markup
import Pages
import Routes
import SQLite
import Store

/// One request on its way through the site: who asks for what, when, and how to answer them.
public struct Visit: Sendable {
  public let premises: Premises
  public let request: Request
  public let route: Route
  public let now: Instant
  public var viewer: Viewer = .nobody
  public var session: Session?

  public var person: Person {
    get throws(Refusal) {
      guard let person = viewer.person else { throw .notSignedIn }
      return person
    }
  }

  // MARK: Answering

  public func page(_ page: some Renderable, status: Status = .ok) -> Response {
    var html = HTML(base: premises.basePath, capacity: 48 * 1024)
    html.append(page)
    var response = Response(status, type: "text/html; charset=utf-8", body: html.finish())
    response.standing = premises.headers.page
    response.compressible = true
    if request.cookie(Cookie.flash) != nil, !isFetchedAhead {
      response.add("set-cookie", Cookie.clearing(Cookie.flash, premises))
    }
    return response
  }

  public func text(_ text: String, type: StaticString = "text/plain; charset=utf-8", status: Status = .ok) -> Response {
    var response = Response(status, type: type, body: Blob(text))
    response.standing = premises.headers.data
    return response
  }

  /// After a POST the browser is sent to a page, so that a reload repeats nothing.
  public func redirect(to route: Route, saying flash: FlashNote? = nil, about invoice: ID<Invoice>? = nil) -> Response {
    var response = Response(.seeOther)
    response.standing = premises.headers.data
    response.add("location", route.address(base: premises.basePath))
    if let flash { response.add("set-cookie", Cookie.make(Cookie.flash, flash.code(about: invoice), premises, seconds: 60)) }
    return response
  }

  /// Whether a browser fetches the page for later, or asks for its headers only: then nobody has looked at it yet.
  var isFetchedAhead: Bool {
    if request.method == .head { return true }
    guard route.verb == .get else { return false }
    let names: [StaticString] = ["sec-purpose", "purpose", "x-moz"]
    return names.contains { request.header($0)?.contains("prefetch") ?? false }
  }

  /// A job for the writer that nobody waits for: what a page view leaves behind.
  public func afterwards(_ job: @escaping @Sendable (Writer) throws -> Void) {
    guard !isFetchedAhead else { return }
    let (premises, request) = (premises, request)
    premises.database.submit(job) { result in
      if case .failure(let error) = result {
        premises.log(LogLine(.warning, "afterwards-failed", requestID: request.id, fields: [("reason", "\(error)")]))
      }
    }
  }

  // MARK: Forms

  /// The hidden field for a form that posts to `route`.
  public func token(for route: Route) -> CSRF {
    CSRF(premises.forms.make(session: formSession, path: route.address()))
  }

  /// What a form token is bound to: the session, or before signing in the cookie that stands in for one.
  var formSession: [UInt8] { session?.tokenHash ?? Array((request.cookie(Cookie.preSession(premises)) ?? "").utf8) }

  public func button(
    _ label: String, _ route: Route, fields: [HiddenField] = [], weight: PostButton.Weight = .plain, shortcut: Shortcut? = nil
  ) -> PostButton {
    PostButton(label: label, action: route, token: token(for: route), fields: fields, weight: weight, shortcut: shortcut)
  }

  /// The posted form. Anything else than a form, or a field given twice, is a request no page of ours makes.
  public func form(expecting names: Set<String>) throws(Failure) -> Form {
    guard let form = request.form() else { throw .unreadableForm }
    for (name, _) in form.pairs where name != CSRF.field {
      guard names.contains(name) else { throw .unknownField(name) }
      guard !form.repeated(name) else { throw .repeatedField(name) }
    }
    return form
  }
}

/// What the last act did, carried to the next page in a cookie that lives a minute and says one of these words, and of which invoice.
public enum FlashNote: String, CaseIterable, Sendable {
  case approved, alreadyApproved, undone, nothingToUndo, writingAgain, keptTheirs, alreadySettled, saved, sweepAsked
  case signedOutElsewhere, welcome, connected, savedUntested, tested, readingAsked, readingAlready, notConnected
  case callbacksOn, callbacksOff, pressedTwice

  func code(about invoice: ID<Invoice>?) -> String { invoice.map { "\(rawValue).\($0)" } ?? rawValue }

  static func read(_ code: String) -> (note: FlashNote, invoice: ID<Invoice>?)? {
    let parts = code.split(separator: ".", maxSplits: 1)
    guard let first = parts.first, let note = FlashNote(rawValue: String(first)) else { return nil }
    return (note, parts.count == 2 ? Int64(parts[1]).map { ID($0) } : nil)
  }
}
