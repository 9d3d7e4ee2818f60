import Domain
import HTTP
import Markup
import Pages
import Routes
import SQLite
import Store
import Threads

/// The whole site as one value per event loop: a request comes in, a response goes out, and no error gets past it.
///
/// In this order: address → who is it → may they → did it come from our own form → the action → headers.
public final class Site: Handler {
  let premises: Premises
  let reader: Reader

  public init(_ premises: Premises, reader: sending Reader) {
    self.premises = premises
    self.reader = reader
  }

  /// No page of this site takes a file; a form of all its fields stays far below this.
  /// Only an address that takes a form has its body read.
  public func bodyRule(for head: RequestHead) -> BodyRule {
    guard head.method == .post, case .route = Route.parse(Verb(head.method), path: head.path, query: []) else { return .none }
    return .memory(256 * 1024)
  }

  public func respond(to request: Request, reply: Reply) -> Response? {
    switch Route.parse(Verb(request.method), path: request.path, query: request.query.pairs) {
    case .notFound: return failed(Failure.notFound(""), request)
    case .methodNotAllowed(let verbs): return notAllowed(verbs, request)
    case .route(let route):
      let visit = Visit(premises: premises, request: request, route: route, now: premises.now())
      do {
        return try answer(visit, reply)
      } catch {
        return failed(error, request)
      }
    }
  }

  /// Nil when the answer will come from another thread.
  private func answer(_ visit: Visit, _ reply: Reply) throws -> Response? {
    switch action(for: visit.route) {
    case .plain(let action):
      return try action.answer(visit)
    case .read(let action):
      return try reader.snapshot {
        let visit = try arrive(visit, reader)
        if let elsewhere = try turnedAway(visit, reader) { return elsewhere }
        return try action.respond(to: visit, from: reader)
      }
    case .write(let action):
      if let elsewhere = try checkedForm(visit) { return elsewhere }
      premises.database.submit({ writer in
        // Asked again inside the transaction: who was disabled a moment ago changes nothing any more.
        let visit = try arrive(visit, writer)
        if let elsewhere = try turnedAway(visit, writer) { return elsewhere }
        return try action.perform(visit, in: writer)
      }) { [premises] result in
        switch result {
        case .success(let response): reply.send(response)
        case .failure(let error): reply.send(Site.failed(error, visit.request, premises))
        }
      }
      return nil
    case .work(let action):
      if visit.route.verb == .post, let elsewhere = try checkedForm(visit) { return elsewhere }
      let arrived = try reader.snapshot { try arrive(visit, reader) }
      if let elsewhere = try turnedAway(arrived, reader) { return elsewhere }
      let accepted = premises.pool(action.queue).run { [premises] in
        do {
          reply.send(try action.work(on: arrived))
        } catch {
          reply.send(Site.failed(error, arrived.request, premises))
        }
      }
      if !accepted { throw Failure.busy(seconds: 5) }
      return nil
    }
  }

  /// The three layers against forged requests, before anything is looked up for the action itself.
  private func checkedForm(_ visit: Visit) throws -> Response? {
    let request = visit.request
    guard
      SameOrigin.allowsWrite(
        secFetchSite: request.header("sec-fetch-site"), origin: request.header("origin"), public: premises.publicOrigin)
    else { throw Failure.foreignOrigin }
    guard visit.route.needsFormToken else { return nil }
    var visit = visit
    (visit.viewer, visit.session) = try reader.snapshot { try Site.whoIs(visit, reader) }
    // A session that ended while somebody read: they sign in and come back, instead of reading about forged forms.
    if let elsewhere = try turnedAway(visit, reader) { return elsewhere }
    guard let form = request.form() else { throw Failure.unreadableForm }
    guard
      let token = form.single(CSRF.field),
      premises.forms.accepts(token, session: visit.formSession, path: visit.route.address())
    else { throw Failure.forgedForm }
    return nil
  }

  static func whoIs(_ visit: Visit, _ store: Reader) throws -> (Viewer, Session?) {
    guard let text = visit.request.cookie(Cookie.session(visit.premises)), let token = SessionToken.hash(text),
      let found = try store.session(tokenHash: token, now: visit.now, idle: visit.premises.sessions.idle)
    else { return (.nobody, nil) }
    return (.person(found.person), found.session)
  }

  // MARK: Errors become pages here and nowhere else

  private func failed(_ error: any Error, _ request: Request) -> Response { Site.failed(error, request, premises) }

  static func failed(_ error: any Error, _ request: Request, _ premises: Premises) -> Response {
    let answer = FailureAnswer(error)
    if answer.status.code >= 500 || answer.status == .forbidden {
      let level: LogLine.Level = answer.status == .forbidden ? .security : .error
      premises.log(
        LogLine(
          level, "request-failed", requestID: request.id,
          fields: [("status", "\(answer.status.code)"), ("path", request.path), ("detail", answer.detail)]))
    }
    return errorPage(answer, request.id, premises)
  }

  static func errorPage(_ answer: FailureAnswer, _ requestID: String, _ premises: Premises) -> Response {
    let page = ErrorPage(
      status: Int(answer.status.code), requestID: requestID, sentence: answer.sentence, retryAfter: answer.retryAfter,
      link: PageLink("Go to the inbox", .inbox))
    var html = HTML(base: premises.basePath)
    html.append(page)
    var response = Response(answer.status, type: "text/html; charset=utf-8", body: html.finish())
    response.standing = premises.headers.page
    if let seconds = answer.retryAfter { response.add("retry-after", "\(seconds)") }
    return response
  }

  private func notAllowed(_ verbs: [Verb], _ request: Request) -> Response {
    var response = Site.errorPage(FailureAnswer(.methodNotAllowed), request.id, premises)
    let methods = verbs.flatMap { verb in verb == .get ? ["GET", "HEAD"] : [verb.rawValue] }
    response.add("allow", methods.joined(separator: ", "))
    return response
  }
}

/// The visit with its viewer; remembers now and then that they were seen.
private func arrive(_ visit: Visit, _ store: Reader) throws -> Visit {
  var visit = visit
  (visit.viewer, visit.session) = try Site.whoIs(visit, store)
  if let session = visit.session, session.seenAt.milliseconds(until: visit.now) > visit.premises.sessions.noteEvery {
    let now = visit.now
    visit.afterwards { try $0.noteSeen(tokenHash: session.tokenHash, at: now) }
  }
  return visit
}

/// Where somebody is sent who may not go on: to the first setup, to the sign-in, or nowhere.
private func turnedAway(_ visit: Visit, _ store: Reader) throws -> Response? {
  let requirement = visit.route.requirement
  if requirement.isMet(by: visit.viewer) { return nil }
  guard visit.viewer.person != nil else {
    if try !store.hasPeople() { return visit.redirect(to: .setup) }
    return visit.redirect(to: .signIn(next: visit.route.pageBehind))
  }
  if case .right(let right) = requirement { throw Refusal.mayNot(right) }
  throw Refusal.notSignedIn
}

extension Verb {
  /// Nil for a method that no address answers.
  fileprivate init?(_ method: Method) {
    switch method {
    case .get, .head: self = .get
    case .post: self = .post
    case .put, .patch, .delete, .options: return nil
    }
  }
}

extension Route {
  /// The page to come back to after signing in: itself, or for an act the page it was on.
  var pageBehind: Route? {
    switch self {
    case .approve(let id), .undo(let id), .readAgain(let id), .approvePage(let id): .invoice(id)
    case .fetchPDF(let id), .pdfFile(let id): .pdf(id)
    case .writeOurs(let id), .keepTheirs(let id), .tryAgain(let id): .dispute(id)
    case .saveMe, .signOutEverywhere: .me
    case .saveConnectWiseSettings, .saveSchedule, .saveConnection, .testConnection, .saveCallbacks, .sweepNow:
      .connectWiseSettings
    case .home, .signOut, .setup, .createFirstAdmin, .signIn, .submitSignIn, .loginLink, .openLoginLink, .events, .healthz,
      .readyz, .metrics, .cspReport, .takeCallback, .manifest:
      nil
    case .inbox, .invoice, .printInvoice, .pdf, .dispute, .me, .settings, .connectWiseSettings, .systemSettings: self
    }
  }
}
