import Domain
import HTTP
import SQLite
import Store
import Testing

@testable import Web

private let page = "/settings/connectwise"

@Suite struct WriteBackSettingsTests {
  @Test func `settings refuse a status that does not exist and keep what was typed`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    let answer = house.submit(page, on: page, [("mode", "dryRun"), ("finally-approved", "999")])
    #expect(answer.status == .unprocessable)
    #expect(answer.body.text.contains("no active billing status 999"))
    #expect(answer.body.text.contains("value=\"dryRun\" checked"))
    let saved = house.submit(page, on: page, [("mode", "dryRun"), ("finally-approved", "6")])
    #expect(saved.status == .seeOther)
    #expect(try house.mapping.mode == .dryRun)
    #expect(try house.mapping[.finallyApproved] == ID(6))
  }

  @Test func `turning write-back on is asked about with what each decision will do, and saves nothing before the answer`() throws
  {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    _ = house.submit(page, on: page, [("mode", "off")])
    let asked = house.submit(page, on: page, [("mode", "on"), ("finally-approved", "6"), ("undone", "1")])
    #expect(asked.status == .ok)
    let text = asked.body.text
    #expect(text.contains("Turn write-back on?"))
    #expect(text.contains("“Finally approved” sets Closed. Closes the invoice and hands it to the accounting interface."))
    #expect(text.contains("“Undone” sets New."))
    #expect(try house.mapping.mode == .off)

    let form = try #require(Form(action: page, in: text))
    #expect(form.hidden.contains { $0 == ("confirmed", "yes") })
    let saved = house.post(page, form.hidden.filter { $0.0 != "csrf" }, token: form.token)
    #expect(saved.status == .seeOther)
    #expect(try house.mapping.mode == .on)
    #expect(try house.mapping[.finallyApproved] == ID(6))
    #expect(try house.mapping[.undone] == ID(1))
  }

  @Test func `while write-back is on only what closes or sends is asked about, and only when it is new`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    #expect(house.submit(page, on: page, [("mode", "on"), ("rejected", "1")]).status == .seeOther, "a plain status")
    let asked = house.submit(page, on: page, [("mode", "on"), ("approved-and-closed", "6")])
    #expect(asked.body.text.contains("Save this mapping?"))
    #expect(try house.mapping[.approvedAndClosed] == nil)
    let confirmed = house.submit(page, on: page, [("mode", "on"), ("approved-and-closed", "6"), ("confirmed", "yes")])
    #expect(confirmed.status == .seeOther)
    #expect(house.submit(page, on: page, [("mode", "on"), ("approved-and-closed", "6")]).status == .seeOther, "agreed to before")
  }

  @Test func `a dry run is saved without a question`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    #expect(house.submit(page, on: page, [("mode", "dryRun"), ("approved-and-closed", "6")]).status == .seeOther)
  }

  @Test func `every change leaves an event and a line in the log that say who did it`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    _ = house.submit(page, on: page, [("mode", "dryRun"), ("rejected", "6"), ("undone", "")])
    let told = [
      "Hanna Vogel set write-back to dry run.", "Hanna Vogel set “Rejected” to write the status Closed into ConnectWise.",
      "Hanna Vogel set “Undone” to write nothing into ConnectWise.",
    ]
    #expect(try house.settingEvents() == told)
    let lines = house.logged.filter { $0.event == "setting-changed" }
    #expect(lines.flatMap { $0.fields.filter { $0.name == "sentence" }.map(\.value) } == told)
    #expect(lines.allSatisfy { $0.fields.contains { $0 == ("by", "admin@example.test") } })
    #expect(house.get(page).body.text.contains("Changed by Hanna Vogel"))

    _ = house.submit(page, on: page, [("mode", "dryRun"), ("rejected", "6"), ("undone", "")])
    #expect(try house.settingEvents() == told, "nothing changed, nothing told")
  }

  @Test func `a mapped status that ConnectWise no longer has is shown and cannot be saved`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .admin)
    try house.database.write { try $0.replaceBillingStatuses([BillingStatus(id: ID(1), name: "New")]) }
    #expect(house.get(page).body.text.contains("Status 3, which ConnectWise no longer has"))
    let answer = house.submit(page, on: page, [("mode", "off"), ("finally-approved", "3")])
    #expect(answer.status == .unprocessable)
    #expect(try house.mapping[.finallyApproved] == ID(3))
  }

  @Test func `an auditor reads the page and finds no form on it`() throws {
    let house = try House()
    try house.place()
    try house.signIn(as: .auditor)
    let text = house.get(page).body.text
    #expect(text.contains("Only an admin can change this."))
    for address in ["", "/schedule"] { #expect(!text.contains("action=\"\(page)\(address)\"")) }
  }
}

@Suite struct ScheduleTests {
  private let act = page + "/schedule"

  @Test func `the schedule is five minutes until somebody chooses, and a new one begins at once`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    #expect(house.get(page).body.text.contains("max=\"1440\" required value=\"5\""))
    #expect(house.submit(act, on: page, [("minutes", " 30 ")]).status == .seeOther)
    #expect(try house.minutes == 30)
    #expect(house.asked == ["Hanna Vogel"])
    #expect(try house.settingEvents() == ["Hanna Vogel set ConnectWise to be read every 30 minutes."])
  }

  @Test(arguments: ["", "0", "1441", "-5", "5.5", "five", "99999999999999999999"])
  func `what is no number of minutes is refused with what is allowed`(typed: String) throws {
    let house = try House()
    try house.signIn(as: .admin)
    let answer = house.submit(act, on: page, [("minutes", typed)])
    #expect(answer.status == .unprocessable)
    #expect(answer.body.text.contains("Choose a whole number of minutes from 1 to 1,440 (a day)."))
    #expect(answer.body.text.contains("required value=\"\(typed)\""))
    #expect(try house.minutes == 5)
    #expect(house.asked == [])
  }

  @Test(arguments: ["1", "1440"])
  func `the ends of the range are allowed`(typed: String) throws {
    let house = try House()
    try house.signIn(as: .admin)
    #expect(house.submit(act, on: page, [("minutes", typed)]).status == .seeOther)
    #expect(try house.minutes == Int(typed))
  }

  @Test func `a schedule set by the environment is locked and says so`() throws {
    let house = try House(schedule: SweepSchedule(fixed: 7, fixedBy: "COUNTERSIGN_SWEEP_MINUTES"))
    try house.signIn(as: .admin)
    let text = house.get(page).body.text
    #expect(text.contains("Set by COUNTERSIGN_SWEEP_MINUTES."))
    #expect(!text.contains("action=\"\(act)\""))
    // Somebody who keeps an old page open is told the same.
    let token = house.token(for: act)
    let answer = house.post(act, [("minutes", "9")], token: token)
    #expect(answer.status == .unprocessable)
    #expect(answer.body.text.contains("set by COUNTERSIGN_SWEEP_MINUTES"))
    #expect(try house.database.read { try $0.setting("sweep.minutes") } == nil)
  }
}

@Suite struct SweepListTests {
  @Test func `the last sweeps tell why they ran, what they brought and why they stopped`() throws {
    let house = try House()
    try house.signIn(as: .admin)
    let now = house.now
    try house.database.write { writer in
      let good = try writer.beginSweep(.open, askedBy: "Ana Ruiz", at: now)
      try writer.note(
        SweepProgressNote(
          expected: 214, seen: 214, added: 3, changed: 0, leftInbox: 1, gaps: ["Time & Expense › Time Entry: Inquire = All"],
          leftOut: ["Invoice 7: the field total holds “x”, which cannot be read."]), of: good)
      try writer.endSweep(good, problem: nil, at: now.adding(milliseconds: 1_240))
      let bad = try writer.beginSweep(.changes, askedBy: "schedule", at: now)
      try writer.endSweep(bad, problem: "ConnectWise refused the keys.", at: now.adding(milliseconds: 60))
    }
    let text = house.get(page).body.text
    #expect(text.contains("3 new, 1 left the inbox"))
    #expect(text.contains("Not allowed: Time &amp; Expense › Time Entry: Inquire = All"))
    #expect(text.contains("1 record left out") && text.contains("Invoice 7: the field total holds “x”"))
    #expect(text.contains("Ana Ruiz") && text.contains("1.2 s") && text.contains("214"))
    #expect(text.contains("Schedule") && text.contains("Stopped") && text.contains("ConnectWise refused the keys."))
  }
}

extension House {
  fileprivate var mapping: WriteBackMapping { get throws { try database.read { try $0.writeBackMapping(fallback: .off) } } }
  fileprivate var minutes: Int { get throws { try database.read { try SweepSchedule().minutes(in: $0) } } }

  /// The sentences of what was changed in settings, oldest first.
  fileprivate func settingEvents() throws -> [String] {
    let kinds = ["mapping-changed", "write-back-mode-changed", "schedule-changed", "connection-changed"]
    return try database.read { reader in
      try reader.all("SELECT body, actor_name FROM event WHERE invoice_id IS NULL ORDER BY id") { ($0.text(0), $0.text(1)) }
    }.compactMap { body, name in
      let event = try Event(stored: body)
      return kinds.contains(event.kind) ? event.sentence(by: .person(ID(1), name: name)) : nil
    }
  }
}
