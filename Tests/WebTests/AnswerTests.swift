import Domain
import HTTP
import SQLite
import Store
import Testing

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
