import Crypto
import Domain
import HTTP
import SQLite
import Store
import Testing

@testable import Web

private let page = "/settings/connectwise"
private let save = page + "/connection"
private let privateKey = "s3cr3t-canary-zQ9"
private let publicKey = "pub-canary-7QfK"

private func typed(_ changes: [(String, String)] = []) -> [(String, String)] {
  let fields = [
    ("site", "na.myconnectwise.net"), ("company", "contoso"), ("public-key", publicKey), ("private-key", privateKey),
    ("client-id", "0ffe0000-aaaa"),
  ]
  return fields.filter { field in !changes.contains { $0.0 == field.0 } } + changes
}

private func ready(site: String = "https://na.myconnectwise.net", company: String = "contoso") -> ReadyConnection {
  ReadyConnection(
    stored: StoredConnection(
      site: site, company: company, clientID: "0ffe0000-aaaa", publicKey: [1, 2], privateKey: [3, 4], publicKeyEnd: "7QfK",
      changedAt: Instant(milliseconds: 5), changedBy: "Hanna Vogel"), site: site, company: company, hasNewKeys: true)
}

private let report = ConnectionReport(
  at: Instant(milliseconds: 1_780_000_000_000), askedBy: "Hanna Vogel", company: "Contoso IT", version: "v2025.1",
  rights: [
    RightFinding(permission: "Finance › Invoicing: Inquire = All", finding: .readable, note: ""),
    RightFinding(
      permission: "Time & Expense › Time Entry: Inquire = All", finding: .missing, note: "Invoices are read without their time."),
    RightFinding(permission: "Sales › Opportunity", finding: .excess, note: ""),
  ])

@Suite struct ConnectionTests {
  @Test func `a connection that lets us in is stored, taken up at once and told without its keys`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    house.ends.answer.withLock { $0 = .welcomed(report, ready: ready()) }
    let answer = house.submit(save, on: page, typed())
    #expect(answer.status == .seeOther)
    #expect(try house.database.read { try $0.storedConnection() } == ready().stored)
    #expect(house.ends.adopted.withLock { $0 } == 1)
    let draft = house.ends.tried.withLock { $0.first ?? nil }
    #expect(draft?.site == "na.myconnectwise.net" && draft?.privateKey?.revealText() == privateKey)

    let text = house.get(page).body.text
    #expect(text.contains("Connected and saved."))
    let events = try house.database.read { try $0.all("SELECT body FROM event") { $0.text(0) } }
    #expect(events.contains { $0.hasPrefix("connection-changed") })
    #expect(house.logged.contains { $0.event == "setting-changed" })
    let everything = text + events.joined() + house.logged.flatMap { $0.fields.map(\.value) }.joined()
    for key in [privateKey, publicKey] { #expect(!everything.contains(key)) }
  }

  @Test func `what is not let in changes nothing, says why at its field, and sends no key back`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    try house.database.write { try $0.save(ready().stored) }
    house.ends.answer.withLock {
      $0 = .failed(
        ConnectionProblem(.company, "ConnectWise does not know this company."), detail: "null", ready: ready(company: "x"))
    }
    let answer = house.submit(save, on: page, typed([("company", "cotnoso")]))
    #expect(answer.status == .unprocessable)
    let text = answer.body.text
    #expect(text.contains("id=\"company-problem\""))
    #expect(text.contains("ConnectWise does not know this company."))
    #expect(text.contains("value=\"cotnoso\""))
    #expect(text.contains("Save it although the test failed"))
    for key in [privateKey, publicKey] { #expect(!text.contains(key)) }
    #expect(try house.database.read { try $0.storedConnection() } == ready().stored)
    #expect(house.ends.adopted.withLock { $0 } == 0)
  }

  @Test func `a ConnectWise that is down can be stored all the same, and the page says that it was not let in`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    house.ends.answer.withLock {
      $0 = .failed(ConnectionProblem(.site, "ConnectWise has a fault of its own at the moment."), detail: "503", ready: ready())
    }
    #expect(house.submit(save, on: page, typed([("anyway", "yes")])).status == .seeOther)
    #expect(try house.database.read { try $0.storedConnection() } == ready().stored)
    #expect(house.ends.adopted.withLock { $0 } == 1)
    let text = house.get(page).body.text
    #expect(text.contains("Not let in") && text.contains("ConnectWise has a fault of its own at the moment."))
  }

  @Test func `what is wrong before anything is sent stands at each field`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    house.ends.answer.withLock {
      $0 = .refused([
        ConnectionProblem(.site, "Only https addresses are allowed."), ConnectionProblem(.privateKey, "A value is missing."),
      ])
    }
    let text = house.submit(save, on: page, typed([("private-key", "")])).body.text
    #expect(text.contains("id=\"site-problem\"") && text.contains("id=\"private-key-problem\""))
    #expect(text.contains("Please check"))
    #expect(!text.contains("although the test failed"))
    #expect(house.ends.tried.withLock { $0.first ?? nil }?.privateKey == nil)
  }

  @Test func `another company's invoices are not mixed with those that are here`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    house.ends.answer.withLock { $0 = .welcomed(report, ready: ready(company: "fabrikam")) }
    let answer = house.submit(save, on: page, typed([("company", "fabrikam")]))
    #expect(answer.status == .unprocessable)
    #expect(answer.body.text.contains("This Countersign holds invoices of contoso."))
    #expect(try house.database.read { try $0.storedConnection() } == nil)
    house.ends.answer.withLock { $0 = .welcomed(report, ready: ready(company: "CONTOSO")) }
    #expect(house.submit(save, on: page, typed()).status == .seeOther, "the same company in other letters")
  }

  @Test func `the site stays while write-backs wait for it, and another one begins with a dry run`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    let now = house.now
    let queued = try house.database.write { writer in
      let event = try writer.record(.signedOut, by: .visitor, invoice: ID(7001), at: now)
      return try writer.queue(
        WriteBack(
          invoice: ID(7001), trigger: .finallyApproved, desired: Reference(3, name: "Ready to Send"),
          expected: Reference(1, name: "New"), notBefore: now), decision: event, at: now)
    }
    house.ends.answer.withLock { $0 = .welcomed(report, ready: ready(site: "https://cw.example.test")) }
    let refused = house.submit(save, on: page, typed([("site", "cw.example.test")]))
    #expect(refused.status == .unprocessable)
    #expect(refused.body.text.contains("1 write-back waits for https://na.myconnectwise.net."))

    try house.database.write { writer in
      _ = try writer.execute("UPDATE write_back SET state = 'done' WHERE id = \(queued)")
    }
    #expect(house.submit(save, on: page, typed([("site", "cw.example.test")])).status == .seeOther)
    #expect(try house.database.read { try $0.writeBackMapping(fallback: .off) }.mode == .dryRun)
  }

  @Test func `the same site keeps its mode`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    house.ends.answer.withLock { $0 = .welcomed(report, ready: ready()) }
    #expect(house.submit(save, on: page, typed()).status == .seeOther)
    #expect(try house.database.read { try $0.writeBackMapping(fallback: .off) }.mode == .on)
  }

  @Test func `the test lists what is missing and what is too much, one by one`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    house.ends.answer.withLock { $0 = .welcomed(report, ready: nil) }
    #expect(house.submit(page + "/test", on: page).status == .seeOther)
    #expect(house.ends.tried.withLock { $0.count } == 1)
    let text = house.get(page).body.text
    #expect(text.contains("1 right missing"))
    #expect(text.contains("Contoso IT, v2025.1"))
    let missing = try #require(text.range("<h3>Missing</h3>"))
    let excess = try #require(text.range("<h3>Too many</h3>"))
    #expect(text[missing..<excess].contains("Time &amp; Expense › Time Entry: Inquire = All"))
    #expect(text[missing..<excess].contains("Invoices are read without their time."))
    #expect(text[excess...].contains("Sales › Opportunity"))
    #expect(!text[missing..<excess].contains("Finance › Invoicing"))
    #expect(house.ends.adopted.withLock { $0 } == 0, "a test changes nothing")
  }

  @Test func `fields that the environment sets are locked and say so`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    house.ends.standing.withLock { standing in
      standing.entries[.site] = .init(shown: "https://na.myconnectwise.net", isSet: true, lock: "COUNTERSIGN_CONNECTWISE_SITE")
    }
    let text = house.get(page).body.text
    #expect(text.contains("Set by COUNTERSIGN_CONNECTWISE_SITE. Change it there and restart."))
    #expect(!text.contains("name=\"site\""))
    #expect(text.contains("name=\"company\""))
    house.ends.standing.withLock { standing in
      for field in ConnectionField.allCases { standing.entries[field]?.lock = "COUNTERSIGN_X" }
    }
    #expect(!house.get(page).body.text.contains("action=\"\(save)\""), "nothing is left to type")
  }

  @Test func `only an admin may try or change the connection`() throws {
    let house = try House()
    try house.signIn(as: .auditor)
    let text = house.get(page).body.text
    #expect(text.contains("https://na.myconnectwise.net"))
    for act in [save, page + "/test"] {
      #expect(!text.contains("action=\"\(act)\""))
      #expect(house.post(act, [], token: house.token(for: act)).status == .forbidden)
    }
    #expect(house.ends.tried.withLock { $0.isEmpty })
  }
}

@Suite struct SyncHealthTests {
  private func sweep(_ house: House, problem: String? = nil) throws {
    let now = house.now
    try house.database.write { writer in
      try writer.endSweep(try writer.beginSweep(.open, askedBy: "schedule", at: now), problem: problem, at: now)
    }
  }

  @Test func `the status line is silent while all is well`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    try sweep(house)
    #expect(!house.get("/me").body.text.contains("<p class=\"warning\">"))
    #expect(!house.get("/me").body.text.contains("<p class=\"error\">"))
  }

  @Test func `a sweep that stopped is told on every page, with why and how old things are`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    try sweep(house)
    house.pass(milliseconds: 300_000)
    try sweep(house, problem: "ConnectWise refused the keys.")
    let text = house.get("/me").body.text
    #expect(text.contains("stopped. ConnectWise refused the keys. Pages show what was read"))
    #expect(text.contains("See why"))
    try house.signIn(as: .reviewer, name: "Rita")
    #expect(house.get("/me").body.text.contains("ConnectWise refused the keys."))
    #expect(!house.get("/me").body.text.contains("See why"), "no way to a page that is not theirs")
    try sweep(house)
    #expect(!house.get("/me").body.text.contains("refused the keys"))
  }

  @Test func `after an hour without a sweep a page says how old it is`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    try sweep(house)
    house.pass(milliseconds: 3_600_000)
    #expect(!house.get("/me").body.text.contains("ConnectWise was last read"))
    house.pass(milliseconds: 1)
    #expect(house.get("/me").body.text.contains("ConnectWise was last read"))
  }

  @Test func `rights that a sweep went without are told to whoever can have them given`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    let now = house.now
    try house.database.write { writer in
      let sweep = try writer.beginSweep(.open, askedBy: "schedule", at: now)
      try writer.note(SweepProgressNote(expected: 1, seen: 1, added: 0, changed: 0, leftInbox: 0, gaps: ["A", "B"]), of: sweep)
      try writer.endSweep(sweep, problem: nil, at: now)
    }
    #expect(house.get("/me").body.text.contains("ConnectWise is read without 2 rights that the API member lacks."))
    try house.signIn(as: .reviewer, name: "Rita")
    #expect(!house.get("/me").body.text.contains("read without"))
  }

  @Test func `without a connection the status line leads to it`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    house.ends.standing.withLock { $0 = ConnectionStanding(trouble: "The stored secret is damaged. Enter it again.") }
    let text = house.get("/me").body.text
    #expect(text.contains("Countersign is not connected to a ConnectWise. The stored secret is damaged. Enter it again."))
    #expect(text.contains("Connect it"))
  }
}

@Suite struct FirstStepsTests {
  private func steps(_ house: House) -> String {
    let text = house.get("/inbox").body.text
    guard let start = text.range("First steps") else { return "" }
    return String(text[start...].prefix(2_000))
  }

  @Test func `a fresh install shows its admin what is still to be done, until nothing is`() throws {
    let house = try House(freshMode: .dryRun)
    try house.signIn(as: .admin)
    house.ends.standing.withLock { $0 = ConnectionStanding() }
    #expect(steps(house).contains("Done: </span>Create the first admin"))
    #expect(!steps(house).contains("Done: </span>Connect to ConnectWise"))
    house.ends.standing.withLock { $0 = .whole }
    #expect(steps(house).contains("Done: </span>Connect to ConnectWise"))

    let now = house.now
    try house.database.write { writer in
      try writer.endSweep(try writer.beginSweep(.open, askedBy: "start", at: now), problem: nil, at: now)
    }
    #expect(steps(house).contains("Done: </span>Read the open invoices"))
    try house.place()
    #expect(steps(house) == "", "mapped and on")
    try house.database.write { try $0.save(WriteBackMapping(mode: .dryRun), by: "Ana", at: now) }
    #expect(!steps(house).contains("Done: </span>Choose which status"))
    #expect(steps(house).contains("then turn write-back on"))
    try house.database.write { try $0.save(WriteBackMapping(mode: .off), by: "Ana", at: now) }
    #expect(steps(house) == "", "off is a choice too")
  }

  @Test func `nobody else is shown what only an admin can do`() throws {
    let house = try House(freshMode: .dryRun)
    for role in [Role.billingManager, .reviewer, .auditor] {
      try house.signIn(as: role)
      #expect(steps(house) == "")
    }
  }
}
