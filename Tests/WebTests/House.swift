import Bytes
import Crypto
import Domain
import HTTP
import Routes
import SQLite
import Store
import Synchronization
import Threads

@testable import Web

/// A whole site over a database of its own, without a socket: requests in, responses out, a clock that stands still.
final class House {
  let database: Database
  let site: Site
  let ends = Ends()
  private let pool = WorkPool(name: "work", threads: 1, places: 8)
  private(set) var cookies: [String: String] = [:]

  init(freshMode: WriteBackMode = .on, schedule: SweepSchedule = SweepSchedule()) throws {
    database = try Database.temporary(migrations: Database.schema, hash: sha256)
    let ends = ends
    let premises = Premises(
      database: database, publicOrigin: "http://localhost", basePath: "", isHTTPS: false,
      headers: SecurityHeaders(https: false, reports: "/csp-report"),
      forms: FormToken(key: Secret([UInt8](repeating: 7, count: 32)), random: SecureRandom()), random: SecureRandom(),
      now: { ends.clock.withLock { $0 } }, conventions: .american, zone: .utc, sessions: SessionRules(), pool: pool,
      passwords: pool, files: pool,
      passwordCost: PasswordHash.Cost(memoryKiB: 64, passes: 1), freshMode: freshMode, isDemo: false,
      schedule: schedule, connectWise: ends.desk, callbacks: ends.bell, health: { Health(checks: []) }, metrics: { "" },
      showsMetrics: { $0.client == "127.0.0.1" },
      announce: { _, _, _ in }, askForSweep: { who in ends.asked.withLock { $0.append(who) } },
      wakeRefresh: { ends.refreshes.withLock { $0 += 1 } }, wakeOutbox: {},
      fetchPDFs: { ends.printed.withLock { $0 += 1 } },
      log: { line in ends.logged.withLock { $0.append(line) } })
    site = Site(premises, reader: try database.reader())
  }

  deinit {
    pool.close()
    database.close()
  }

  var now: Instant { ends.clock.withLock { $0 } }
  var asked: [String] { ends.asked.withLock { $0 } }
  var logged: [LogLine] { ends.logged.withLock { $0 } }

  func pass(milliseconds: Int64) { ends.clock.withLock { $0 = $0.adding(milliseconds: milliseconds) } }

  // MARK: A browser

  func get(_ target: String, headers: [(String, String)] = [], client: String = "127.0.0.1") -> Response {
    send(.get, target, headers: headers, client: client)
  }

  /// Posts a form as a page of ours would; `token` is the hidden field, read off the page that holds the form.
  func post(
    _ target: String, _ fields: [(String, String)] = [], token: String?,
    headers: [(String, String)] = [("Sec-Fetch-Site", "same-origin")],
    client: String = "127.0.0.1"
  ) -> Response {
    var pairs = fields
    if let token { pairs.append(("csrf", token)) }
    let body = pairs.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    return send(
      .post, target, headers: headers + [("Content-Type", "application/x-www-form-urlencoded")], body: Array(body.utf8),
      client: client)
  }

  /// Opens `page`, finds its form that posts to `action` and sends it with these fields on top of its hidden ones.
  func submit(_ action: String, on page: String, _ fields: [(String, String)] = []) -> Response {
    let html = get(page).body.text
    guard let form = Form(action: action, in: html) else { return Response(.notFound) }
    let own = fields.map(\.0)
    return post(action, form.hidden.filter { !own.contains($0.0) && $0.0 != "csrf" } + fields, token: form.token)
  }

  /// The token of a form that a page showed once and shows no more.
  func token(for path: String) -> String? {
    cookies["\(Cookie.session(site.premises))"].flatMap { SessionToken.hash($0) }.map {
      site.premises.forms.make(session: $0, path: path)
    }
  }

  func forget() { cookies = [:] }

  private func send(
    _ method: Method, _ target: String, headers: [(String, String)], body: [UInt8] = [], client: String
  ) -> Response {
    let jar = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    let all = headers + (jar.isEmpty ? [] : [("Cookie", jar)])
    guard let request = Request.example(method, target, headers: all, body: body, client: client) else {
      return Response(.badRequest)
    }
    let later = Later()
    let response = site.respond(to: request, reply: Reply { later.fulfil($0) }) ?? later.wait()
    for (name, value) in response.fields where "\(name)" == "set-cookie" { keep(value) }
    return response
  }

  private func keep(_ cookie: String) {
    let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = String(pair[1])
    cookies[String(pair[0])] = value.isEmpty ? nil : value
  }

  private func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: String(Unicode.Scalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  // MARK: People and invoices

  /// Somebody signed in, by a one-time link as an operator would make it.
  @discardableResult func signIn(as role: Role, member: Int64? = nil, name: String = "Hanna Vogel") throws -> ID<Person> {
    forget()
    let token = Token(from: SecureRandom())
    let now = now
    let email = "\(role.rawValue)@example.test"
    let id = try database.write { writer throws in
      let id =
        try writer.account(email: email)?.person.id
        ?? writer.addPerson(name: name, email: email, role: role, passwordHash: nil, member: member.map { ID($0) }, at: now)
      try writer.addLink(.signIn(id), tokenHash: token.hash, at: now, lasting: 60_000)
      return id
    }
    _ = submit("/link", on: "/link", [("code", token.text)])
    return id
  }

  func place(_ id: Int64 = 7001, reviewers: [(Int64, String)] = [(151, "Hanna Vogel")]) throws {
    let now = now
    try database.write { writer throws in
      try writer.replaceBillingStatuses([
        BillingStatus(id: ID(1), name: "New"), BillingStatus(id: ID(3), name: "Ready to Send"),
        BillingStatus(id: ID(6), name: "Closed", isClosed: true),
      ])
      var mapping = WriteBackMapping(mode: .on)
      mapping[.finallyApproved] = ID(3)
      mapping[.undone] = ID(1)
      try writer.save(mapping, by: "test", at: now)
      try writer.placeInvoice(id, reviewers: reviewers, at: now)
    }
  }
}

extension Writer {
  func placeInvoice(_ id: Int64, version: Int = 1, total: Int64 = 146_250, reviewers: [(Int64, String)], at now: Instant) throws {
    let money = Money(minor: total, currency: .usd)
    var totals = InvoiceTotals.zero(.usd)
    totals.total = money
    let content = InvoiceContent(
      number: "\(id + 17_100)", type: .standard, currency: .usd, company: Reference(301, name: "Northwind & Söhne <Legal>"),
      date: Day("2026-05-12"), totals: totals)
    guard let fingerprint = Fingerprint(sha256(content.canonicalBytes)) else { return }
    try save(
      Invoice(
        id: ID(id), number: content.number, kind: .standard, company: content.company,
        status: BillingStatus(id: ID(1), name: "New"), date: content.date, dueDate: nil, total: money, payments: .zero(.usd),
        credits: .zero(.usd), balance: money, version: version), agreement: nil, previousTotal: nil, summary: "2.00 h", at: now)
    try add(Version(number: version, fingerprint: fingerprint, content: content, seenAt: now), of: ID(id))
    for (index, reviewer) in reviewers.enumerated() {
      try save(
        Reviewer(name: reviewer.1, member: ID(reviewer.0), position: index + 1, source: .routingList), of: ID(id))
    }
    try refreshRow(of: ID(id), at: now)
  }
}

/// What happens in the house that a test wants to know, and the clock that only a test moves.
final class Ends: Sendable {
  let clock = Mutex(Instant(milliseconds: 1_780_000_000_000))
  let logged = Mutex<[LogLine]>([])
  let asked = Mutex<[String]>([])
  /// How often the job that reads single invoices was woken.
  let refreshes = Mutex(0)
  /// How the connection to ConnectWise stands, what trying one gives, with what it was tried, and how often one was taken up.
  let standing = Mutex(ConnectionStanding.whole)
  let answer = Mutex(ConnectionAttempt.refused([]))
  let tried = Mutex<[ConnectionDraft?]>([])
  let adopted = Mutex(0)
  /// What stands in the way of callbacks, what becomes of one, what came, and how often their job was woken.
  let obstacle = Mutex("")
  let verdict = Mutex(CallbackVerdict.taken)
  let called = Mutex<[(body: String, signature: String, token: String)]>([])
  let kept = Mutex(0)

  var bell: CallbackDesk {
    CallbackDesk(
      address: "http://localhost/callbacks/connectwise", obstacle: { [self] in obstacle.withLock { $0 } },
      take: { [self] body, signature, token in
        called.withLock { $0.append((String(decoding: body, as: UTF8.self), signature, token)) }
        return verdict.withLock { $0 }
      }, keep: { [self] in kept.withLock { $0 += 1 } })
  }

  /// How often the job that fetches printed invoices was woken.
  let printed = Mutex(0)

  var desk: ConnectionDesk {
    ConnectionDesk(
      standing: { [self] in standing.withLock { $0 } },
      attempt: { [self] draft, _, _ in
        tried.withLock { $0.append(draft) }
        return answer.withLock { $0 }
      }, adopt: { [self] in adopted.withLock { $0 += 1 } })
  }
}

extension ConnectionStanding {
  static let whole = ConnectionStanding(
    entries: [
      .site: Entry(shown: "https://na.myconnectwise.net", isSet: true), .company: Entry(shown: "contoso", isSet: true),
      .publicKey: Entry(shown: "7QfK", isSet: true), .privateKey: Entry(isSet: true),
      .clientID: Entry(shown: "0ffe0000-aaaa", isSet: true),
    ], isComplete: true, instance: "Brackwater")
}

/// An answer that comes from another thread.
final class Later: Sendable {
  private let answer = Mutex<Response?>(nil)
  private let alarm = Alarm()

  func fulfil(_ response: Response) {
    answer.withLock { $0 = response }
    alarm.ring()
  }

  func wait() -> Response {
    while true {
      if let response = answer.withLock({ $0 }) { return response }
      alarm.wait(milliseconds: 10_000)
    }
  }
}

/// A form of a page: what a browser would send back unseen.
struct Form {
  let hidden: [(String, String)]
  var token: String? { hidden.first { $0.0 == "csrf" }?.1 }

  init?(action: String, in html: String) {
    guard let start = html.range("action=\"\(action)\"") else { return nil }
    let rest = html[start...]
    let end = rest.range("</form>") ?? rest.endIndex
    var hidden: [(String, String)] = []
    for input in rest[..<end].split(separator: "<").filter({ $0.hasPrefix("input type=\"hidden\"") }) {
      guard let name = Form.attribute("name", of: input), let value = Form.attribute("value", of: input) else { continue }
      hidden.append((name, value))
    }
    self.hidden = hidden
  }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let start = tag.range("\(name)=\"") else { return nil }
    let value = tag[tag.index(start, offsetBy: name.count + 2)...]
    return String(value.prefix { $0 != "\"" })
  }
}

extension StringProtocol {
  /// Where `mark` begins.
  func range(_ mark: String) -> Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(mark) { return start }
      start = index(after: start)
    }
    return nil
  }
}
