import Domain
import HTTP
import SQLite
import Store
import Testing
import Threads

@testable import Web

@Test func `an unknown address and a wrong method say what to do`() throws {
  let house = try House()
  try house.signIn(as: .admin)
  let missing = house.get("/nowhere")
  #expect(missing.status == .notFound)
  #expect(missing.body.text.contains("example"), "the request's number stands on the page")
  let wrong = house.get("/sweep")
  #expect(wrong.status == .methodNotAllowed)
  #expect(wrong.header("allow") == "POST")
}

@Test func `every answer carries the security headers, errors included`() throws {
  let house = try House()
  try house.signIn(as: .admin)
  for target in ["/inbox", "/nowhere", "/healthz", "/sweep", "/manifest.webmanifest", "/"] {
    let names = house.get(target).standing.fields.map(\.name)
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"] {
      #expect(names.contains(name), "\(target) lacks \(name)")
    }
  }
}

@Test func `an unknown field or a doubled one is refused by name`() throws {
  let house = try House()
  try house.signIn(as: .admin)
  let token = Form(action: "/me", in: house.get("/me").body.text)?.token
  let unknown = house.post("/me", [("role", "admin")], token: token)
  #expect(unknown.status == .badRequest)
  #expect(unknown.body.text.contains("role"))
  #expect(house.post("/me", [("theme", "dark"), ("theme", "light")], token: token).status == .badRequest)
}

@Test func `text from ConnectWise is text on the page`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  let page = house.get("/invoices/7001").body.text
  #expect(page.contains("Northwind &amp; Söhne &lt;Legal&gt;"))
  #expect(!page.contains("<Legal>"))
}

@Test func `a reviewer may not open settings, and a sweep is asked for by who may`() throws {
  let house = try House()
  try house.signIn(as: .reviewer)
  #expect(house.get("/settings").status == .forbidden)
  #expect(!house.get("/inbox").body.text.contains("href=\"/settings\""), "no way to a page that is not theirs")
  try house.signIn(as: .admin)
  #expect(house.submit("/sweep", on: "/settings/connectwise").status == .seeOther)
  #expect(house.asked == ["Hanna Vogel"])
}

@Test func `metrics are for this machine, and others find nothing there`() throws {
  let house = try House()
  #expect(house.get("/metrics").status == .ok)
  #expect(house.get("/metrics", client: "203.0.113.9").status == .notFound)
}

/// Each answer that a change can get: done, refused, unreadable, forged, not allowed.
@Test func `answers to a post carry the security headers too`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  let token = Form(action: "/me", in: house.get("/me").body.text)?.token
  let answers: [(Response, Status)] = [
    (house.post("/me", [("theme", "dark")], token: token), .seeOther),
    (house.post("/me", [("role", "admin")], token: token), .badRequest),
    (house.post("/me", [("theme", "dark")], token: nil), .forbidden),
    (house.post("/settings/connectwise", [("mode", "on")], token: token), .forbidden),
    (house.post("/nowhere", token: token), .notFound),
  ]
  for (answer, status) in answers {
    #expect(answer.status == status)
    let names = answer.standing.fields.map(\.name)
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control", "x-frame-options"] {
      #expect(names.contains(name), "the answer \(status.code) lacks \(name)")
    }
  }
}

@Test func `what is refused or fails is logged with the number that stands on the page`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .reviewer, member: 151)
  // Somebody edited the file: a value that no version of the program ever wrote.
  try house.database.write { try $0.execute("UPDATE reviewer SET source = 'nonsense'") }
  for (path, status, level) in [("/settings", 403, LogLine.Level.security), ("/invoices/7001", 500, .error)] {
    let before = house.logged.count
    let answer = house.get(path)
    #expect(answer.status.code == status)
    #expect(answer.body.text.contains("example"), "the request's number")
    #expect(!answer.body.text.contains("nonsense"), "the machine's words are for the operator")
    let lines = house.logged.dropFirst(before)
    #expect(lines.map(\.requestID) == ["example"], "\(path)")
    #expect(lines.first?.event == "request-failed")
    #expect(lines.first?.level == level)
    #expect(lines.first?.fields.contains { $0.name == "path" && $0.value == path } == true)
  }
}

@Test func `whoever may not do a thing is refused by every address that changes it`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .auditor)
  let before = try house.database.read { try $0.one("SELECT count(*) FROM event") { $0.int(0) } }
  for path in ["/settings/connectwise", "/sweep", "/invoices/7001/approve", "/invoices/7001/undo"] {
    // A token of the right form: only the right is missing.
    let token = house.token(for: path)
    let answer = house.post(path, [("version", "1"), ("then", "")], token: token)
    #expect(answer.status == .forbidden, "\(path)")
    #expect(answer.body.text.contains("You may not"), "\(path)")
  }
  #expect(house.asked.isEmpty)
  #expect(try house.database.read { try $0.one("SELECT count(*) FROM event") { $0.int(0) } } == before)
}

/// The writer is busy while somebody's change waits its turn, and before that turn comes an admin disables them.
@Test func `somebody who was disabled while their change waited changes nothing any more`() throws {
  let house = try House()
  let id = try house.signIn(as: .admin)
  let token = try #require(Form(action: "/me", in: house.get("/me").body.text)?.token)
  let (begun, held) = (Alarm(), Alarm())
  house.database.submit({ _ in
    begun.ring()
    held.wait(milliseconds: 30_000)
  }) { _ in }
  begun.wait(milliseconds: 30_000)
  house.database.submit({ try $0.execute("UPDATE person SET disabled_at = 1 WHERE id = \(id)") }) { _ in }
  let request = try #require(
    Request.example(
      .post, "/me",
      headers: [
        ("Cookie", house.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")),
        ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin"),
      ], body: Array("theme=dark&csrf=\(token)".utf8)))
  let later = Later()
  let atOnce = house.site.respond(to: request, reply: Reply { later.fulfil($0) })
  #expect(atOnce == nil, "the change waits")
  held.ring()
  #expect(later.wait().header("location")?.hasPrefix("/sign-in") == true)
  #expect(try house.database.read { try $0.account(id) }?.person.theme == .system)
}

private let whoMayNot: [Domain.Refusal] = [.notSignedIn, .mayNot(.runSweep), .notAsked]
private let whatStandsInTheWay: [Domain.Refusal] = [
  .invoiceDone(status: "Closed"), .invoiceGone, .changedSinceYouLooked(seen: 1, current: 2), .alreadyViewed, .alreadyApproved,
  .alreadyRejected, .undoFirst(.approved), .nothingDecided, .nothingToUndo, .alreadyStale, .notSkipped,
  .alreadySkipped(.inactiveMember), .alreadyDecided(.rejected), .notTheLastNeeded,
  .writeBackNotPossible(from: .done, step: "be sent"), .flag(.alreadyAccepted),
]
private let whatWasTyped: [Domain.Refusal] = [.rejectionNeedsReason, .flag(.acceptanceNeedsReason)]

@Test func `a refusal has the status of its reason and its own sentence`() {
  for (status, refusals) in [(Status.forbidden, whoMayNot), (.conflict, whatStandsInTheWay), (.unprocessable, whatWasTyped)] {
    for refusal in refusals {
      let answer = FailureAnswer(refusal)
      #expect(answer.status == status, "\(refusal)")
      #expect(answer.sentence == refusal.sentence)
    }
  }
}

@Test func `a request that fails has the status of its reason`() {
  let failures: [(Failure, Status)] = [
    (.notFound("x"), .notFound), (.forgedForm, .forbidden), (.foreignOrigin, .forbidden), (.unreadableForm, .badRequest),
    (.unknownField("a"), .badRequest), (.repeatedField("a"), .badRequest), (.busy(seconds: 5), .unavailable),
  ]
  for (failure, status) in failures {
    #expect(FailureAnswer(failure).status == status, "\(failure)")
    #expect(!FailureAnswer(failure).sentence.isEmpty, "\(failure)")
  }
}

@Test func `trouble with the database says whether anything was saved, and keeps its own words for the operator`() {
  let detail = SQLiteDetail(code: 13, message: "database or disk is full")
  let troubles: [(SQLiteError, UInt16)] = [
    (.full(detail), 507), (.readOnly(path: "/x", detail), 507), (.busy(detail), 503), (.overloaded(waiting: 9), 503),
    (.ioError(detail), 500), (.corrupt(detail), 500),
  ]
  for (error, status) in troubles {
    let answer = FailureAnswer(error)
    #expect(answer.status.code == status, "\(error)")
    #expect((answer.retryAfter != nil) == (status == 503), "\(error)")
    #expect(!answer.detail.isEmpty, "\(error)")
    #expect(!answer.sentence.contains("database or disk"), "\(error)")
    if status == 507 { #expect(answer.sentence.contains("nothing was saved")) }
  }
}
