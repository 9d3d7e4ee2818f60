import Crypto
import Domain
import HTTP
import SQLite
import Store
import Testing

@testable import Web

private let password = "correct horse battery staple"

extension House {
  fileprivate func addAdmin() throws {
    let hash = try PasswordHash(password: password, cost: PasswordHash.Cost(memoryKiB: 64, passes: 1), from: SecureRandom())
      .encoded
    let now = now
    try database.write {
      try $0.addPerson(name: "Ana", email: "ana@example.test", role: .admin, passwordHash: hash, member: nil, at: now)
    }
  }

  fileprivate func trySignIn(_ password: String, email: String = "ana@example.test") -> Response {
    submit("/sign-in", on: "/sign-in", [("email", email), ("password", password)])
  }
}

@Test func `the first admin comes in by the one-time code and by nothing else`() throws {
  let house = try House()
  let token = Token(from: SecureRandom())
  let now = house.now
  try house.database.write { try $0.addLink(.setUp, tokenHash: token.hash, at: now, lasting: 1_800_000) }
  #expect(house.get("/inbox").header("location") == "/setup")
  let fields = [("name", "Ana Ruiz"), ("email", "Ana@Example.test"), ("password", password)]
  let wrong = house.submit("/setup", on: "/setup", fields + [("code", Token(from: SecureRandom()).text)])
  #expect(wrong.status == .unprocessable)
  #expect(wrong.body.text.contains("Ana Ruiz"))
  let short = house.submit(
    "/setup", on: "/setup", [("name", "Ana"), ("email", "no"), ("password", "short"), ("code", token.text)])
  #expect(short.body.text.contains("at least 15 characters; this one has 5"))
  let right = house.submit("/setup", on: "/setup", fields + [("code", token.text)])
  #expect(right.status == .seeOther)
  #expect(house.get("/inbox").status == .ok)
  house.forget()
  #expect(house.submit("/setup", on: "/sign-in", fields + [("code", token.text)]).status != .seeOther)
  #expect(try house.database.read { try $0.account(email: "ana@example.test") }?.person.role == .admin)
}

@Test func `a password opens the door, and the answer never says whether somebody exists`() throws {
  let house = try House()
  try house.addAdmin()
  let wrong = house.trySignIn("not this one at all")
  let unknown = house.trySignIn("not this one at all", email: "bob@example.test")
  #expect(wrong.status == .unprocessable)
  #expect(wrong.status == unknown.status)
  #expect(wrong.body.text.contains("do not match"))
  #expect(unknown.body.text.contains("do not match"))
  #expect(house.trySignIn(password).header("location") == "/inbox")
  #expect(house.get("/inbox").status == .ok)
}

@Test func `guessing is slowed down, also for the right password, and the wait ends`() throws {
  let house = try House()
  try house.addAdmin()
  for _ in 0..<5 { _ = house.trySignIn("wrong") }
  let held = house.trySignIn(password)
  #expect(held.status == .tooManyRequests)
  #expect(held.header("retry-after") == "1")
  house.pass(milliseconds: 1_000)
  #expect(house.trySignIn(password).status == .seeOther)
}

@Test func `the owner's own browser is not held up by somebody else's guesses`() throws {
  let house = try House()
  try house.addAdmin()
  _ = house.trySignIn(password)
  let device = try #require(house.cookies["device"])
  house.forget()
  for _ in 0..<8 { _ = house.trySignIn("wrong") }
  #expect(house.trySignIn(password).status == .tooManyRequests)
  let html = house.get("/sign-in").body.text
  let form = try #require(Form(action: "/sign-in", in: html))
  let pre = try #require(house.cookies["pre"])
  let body = "email=ana%40example.test&password=correct+horse+battery+staple&csrf=\(try #require(form.token))"
  let request = try #require(
    Request.example(
      .post, "/sign-in",
      headers: [
        ("Cookie", "device=\(device); pre=\(pre)"), ("Content-Type", "application/x-www-form-urlencoded"),
        ("Sec-Fetch-Site", "same-origin"),
      ], body: Array(body.utf8), client: "203.0.113.9"))
  let later = Later()
  let answer = house.site.respond(to: request, reply: Reply { later.fulfil($0) }) ?? later.wait()
  #expect(answer.status == .seeOther)
}

@Test func `a one-time link signs in once, by a button and never by being opened`() throws {
  let house = try House()
  try house.addAdmin()
  let token = Token(from: SecureRandom())
  let now = house.now
  try house.database.write { try $0.addLink(.signIn(ID(1)), tokenHash: token.hash, at: now, lasting: 600_000) }
  for _ in 0..<3 { #expect(house.get("/link").status == .ok) }
  #expect(house.submit("/link", on: "/link", [("code", token.text)]).header("location") == "/inbox")
  house.forget()
  #expect(house.submit("/link", on: "/link", [("code", token.text)]).status == .unprocessable)
}

@Test func `signing out ends the session at once, everywhere when asked`() throws {
  let house = try House()
  try house.signIn(as: .admin)
  let elsewhere = house.cookies
  #expect(house.submit("/me/sign-out-everywhere", on: "/me").status == .seeOther)
  #expect(house.get("/me").status == .ok)
  let request = try #require(Request.example(.get, "/me", headers: [("Cookie", "sid=\(elsewhere["sid"] ?? "")")]))
  #expect(house.site.respond(to: request, reply: Reply { _ in })?.status == .seeOther)
  let out = house.submit("/sign-out", on: "/me")
  #expect(out.header("clear-site-data") != nil || out.standing.fields.contains { $0.name == "clear-site-data" })
  #expect(house.get("/me").header("location")?.hasPrefix("/sign-in") == true)
}

@Test func `an expired session comes back to where it was`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  house.pass(milliseconds: SessionRules().idle + 1)
  #expect(house.get("/invoices/7001").header("location") == "/sign-in?next=%2Finvoices%2F7001")
}

/// Every write × every way a browser may say where it came from.
@Test(arguments: [
  "/invoices/7001/approve", "/invoices/7001/undo", "/me", "/me/sign-out-everywhere", "/sweep", "/settings/connectwise",
  "/sign-out",
])
func `a forged form changes nothing`(path: String) throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  let token = Form(action: path, in: house.get(path.hasPrefix("/invoices") ? "/invoices/7001" : "/me").body.text)?.token
  let events = try house.database.read { try $0.one("SELECT count(*) FROM event") { $0.int(0) } }
  for headers in [
    [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Origin", "https://evil.example")],
    [("Origin", "null")],
  ] {
    #expect(house.post(path, [("version", "1"), ("then", "")], token: token, headers: headers).status == .forbidden)
  }
  #expect(house.post(path, [("version", "1"), ("then", "")], token: nil).status == .forbidden)
  #expect(house.post(path, [("version", "1"), ("then", "")], token: String(repeating: "A", count: 43)).status == .forbidden)
  #expect(try house.database.read { try $0.one("SELECT count(*) FROM event") { $0.int(0) } } == events)
}

/// Signing in and the first setup hash a password: they run elsewhere than other changes, and are held to the same.
@Test(arguments: ["/sign-in", "/setup"])
func `a forged sign-in or setup is refused before any password is looked at`(path: String) throws {
  let house = try House()
  if path == "/sign-in" { try house.addAdmin() }
  let token = try #require(Form(action: path, in: house.get(path).body.text)?.token)
  let fields = [("email", "ana@example.test"), ("password", password), ("code", "x"), ("name", "Ana")]
    .filter { path == "/setup" || $0.0 == "email" || $0.0 == "password" }
  #expect(house.post(path, fields, token: nil).status == .forbidden)
  #expect(house.post(path, fields, token: String(repeating: "A", count: 43)).status == .forbidden)
  #expect(house.post(path, fields, token: token, headers: [("Sec-Fetch-Site", "cross-site")]).status == .forbidden)
  #expect(house.get("/inbox").status == .seeOther, "nobody is signed in")
  let answer = house.post(path, fields, token: token)
  #expect(answer.status == (path == "/sign-in" ? .seeOther : .unprocessable), "the form itself is read")
}

@Test func `a token of one form does not open another`() throws {
  let house = try House()
  try house.place()
  try house.signIn(as: .admin)
  let look = try #require(Form(action: "/me", in: house.get("/me").body.text)?.token)
  #expect(house.post("/sweep", token: look).status == .forbidden)
}
