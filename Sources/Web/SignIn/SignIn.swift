import Crypto
import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

struct ShowSignIn: ReadAction {
  let next: Route?

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    if visit.viewer.person != nil { return visit.redirect(to: next ?? .inbox) }
    if try !store.hasPeople() { return visit.redirect(to: .setup) }
    let route = Route.submitSignIn(next: next)
    let hadSession = visit.request.cookie(Cookie.session(visit.premises)) != nil
    return visit.formPage(posting: route) { token in
      SignInPage(
        action: route, token: token, note: hadSession ? "Your session has ended. Sign in again to go on where you were." : "")
    }
  }
}

/// E-mail and password. Says the same, and does the same work, whether an account exists or not.
struct SignIn: WorkAction {
  let next: Route?

  func work(on visit: Visit) throws -> Response {
    let premises = visit.premises
    let form = try visit.form(expecting: ["email", "password"])
    let email = form.single("email").map { $0.trimmed.lowercased() } ?? ""
    let password = form.single("password") ?? ""
    let buckets = SignInBuckets(email: email, visit: visit)

    if let seconds = try premises.database.read({ try buckets.wait($0, now: visit.now) }) {
      return refused(visit, email: email, wait: seconds)
    }
    let account = try premises.database.read { try $0.account(email: email) }
    let stored = account?.passwordHash.flatMap { PasswordHash(encoded: $0) }
    // Somebody unknown costs the same 80 ms as somebody known.
    let matches = try (stored ?? PasswordHash.decoy(cost: premises.passwordCost)).matches(password)
    guard matches, stored != nil, let account, account.person.isActive else {
      try premises.database.write { writer in
        try buckets.noteFailure(writer, now: visit.now)
        try writer.record(
          .signInRefused(email: email), by: .visitor, invoice: nil, at: visit.now, request: visit.request.id)
      }
      premises.log(
        LogLine(
          .security, "sign-in-refused", requestID: visit.request.id,
          fields: [("network", Throttle.network(of: visit.request.client))]))
      return refused(visit, email: email, wait: nil)
    }
    let upgraded =
      stored?.needsRehash(for: premises.passwordCost) == true
      ? try PasswordHash(password: password, cost: premises.passwordCost, from: premises.random).encoded : nil
    let cookies = try premises.database.write { writer in
      if let upgraded { try writer.setPassword(upgraded, of: account.person.id) }
      try buckets.noteSuccess(writer)
      try writer.record(
        .signedIn(.password), by: account.person.actor, invoice: nil, at: visit.now, request: visit.request.id)
      return try SessionToken.begin(for: account.person, method: "password", on: visit, in: writer)
    }
    var response = visit.redirect(to: next ?? .inbox)
    for cookie in cookies + [DeviceCookie.make(for: account.person, premises)] { response.add("set-cookie", cookie) }
    return response
  }

  private func refused(_ visit: Visit, email: String, wait: Int?) -> Response {
    let route = Route.submitSignIn(next: next)
    var response = visit.formPage(wait == nil ? .unprocessable : .tooManyRequests, posting: route) { token in
      SignInPage(
        action: route, token: token, email: email,
        problem: wait == nil ? "That e-mail and password do not match. Check both and try again." : "", wait: wait)
    }
    if let wait { response.add("retry-after", "\(wait)") }
    return response
  }
}

/// The buckets one attempt knocks at.
struct SignInBuckets: Sendable {
  private let account: String
  private let network: String

  init(email: String, visit: Visit) {
    // The owner's own browser has a bucket of its own: an attacker elsewhere cannot fill it.
    let known = DeviceCookie.isKnown(email: email, visit)
    account = known ? "device:\(email)" : "account:\(email)"
    network = "network:" + Throttle.network(of: visit.request.client)
  }

  func wait(_ store: Reader, now: Instant) throws -> Int? {
    let ms = now.milliseconds
    let waits = [Throttle.wait(try store.throttle(account), now: ms), Throttle.wait(try store.throttle(network), now: ms)]
    return waits.compactMap { $0 }.max()
  }

  func noteFailure(_ store: Writer, now: Instant) throws {
    let ms = now.milliseconds
    try store.setThrottle(account, Throttle.afterFailure(try store.throttle(account), limit: .account, now: ms))
    try store.setThrottle(network, Throttle.afterFailure(try store.throttle(network), limit: .network, now: ms))
  }

  func noteSuccess(_ store: Writer) throws { try store.clearThrottle(account) }
}

extension String {
  /// Without the blanks that a paste brings along.
  var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
