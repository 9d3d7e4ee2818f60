import Testing

@testable import Domain

@Suite struct ActivityTests {
  private let begin = Instant(milliseconds: 1_780_000_000_000)
  private let ready = Reference<BillingStatus>(3, name: "Ready to Send")

  private func own(_ id: Int64, _ seconds: Int64, _ event: Event) -> TimelineEntry {
    TimelineEntry(id: ID(id), invoice: ID(1), at: begin.adding(seconds: seconds), actor: .sweep, event: event)
  }

  private func audit(
    _ id: Int64, _ seconds: Int64, _ text: String = "Invoice has been e-mailed.", type: String = "Email", source: String = "API"
  ) -> DatedAuditEntry {
    let at = begin.adding(seconds: seconds)
    return DatedAuditEntry(
      id: ID(id), at: at, entry: AuditEntry(text: text, enteredDate: at.text, enteredBy: "mbell", type: type, source: source))
  }

  private func names(_ activity: [Activity]) -> [String] {
    activity.map { entry in
      switch entry {
      case .own(let entry): "e\(entry.id)"
      case .connectWise(let entry): "a\(entry.id)"
      }
    }
  }

  private let set = "Billing status has been updated from \"New\" to \"Ready to Send\"."

  @Test func `ours and theirs stand in one order of time, and of one moment theirs is first`() {
    let merged = Activity.merged(
      own: [own(1, 10, .viewed(reviewer: "A")), own(2, 30, .viewed(reviewer: "B"))],
      audit: [audit(1, 0), audit(2, 10), audit(3, 20), audit(4, 40)])
    #expect(names(merged) == ["a1", "a2", "e1", "a3", "e2", "a4"])
  }

  @Test func `a status that we set ourselves is told once, by us`() {
    let written = [
      own(1, 0, .writeBackQueued(ready)), own(2, 10, .writeBackSending(ready, attempt: 1)),
      own(3, 11, .writeBackConfirmed(ready, Evidence(after: begin.adding(seconds: 11)))),
    ]
    #expect(names(Activity.merged(own: written, audit: [audit(1, 11, set, type: "BillingStatus")])) == ["e1", "e2", "e3"])
  }

  @Test(arguments: [
    ("another status", "Billing status has been updated from \"New\" to \"On Hold\".", "BillingStatus", "API", Int64(11)),
    ("somebody's own click", "set", "BillingStatus", "Application", 11), ("an hour later", "set", "BillingStatus", "API", 3_611),
    ("no change of status", "set", "Email", "API", 11),
  ])
  func `what is not surely ours is shown`(why: String, text: String, type: String, source: String, seconds: Int64) {
    let written = [
      own(1, 10, .writeBackSending(ready, attempt: 1)),
      own(2, 11, .writeBackConfirmed(ready, Evidence(after: begin.adding(seconds: 11)))),
    ]
    let text = text == "set" ? set : text
    #expect(Activity.merged(own: written, audit: [audit(1, seconds, text, type: type, source: source)]).count == 3, "\(why)")
  }

  @Test func `with a clock of ConnectWise's that is an hour ahead, ours is found by what ConnectWise said after the write`() {
    let written = [
      own(1, 10, .writeBackSending(ready, attempt: 1)),
      own(2, 11, .writeBackConfirmed(ready, Evidence(after: begin.adding(seconds: 3_611)))),
    ]
    #expect(names(Activity.merged(own: written, audit: [audit(1, 3_611, set, type: "BillingStatus")])) == ["e1", "e2"])
  }

  @Test func `of two changes to the same status only ours is left out, and one write hides one entry`() {
    let written = [own(1, 10, .writeBackSending(ready, attempt: 1)), own(2, 11, .writeBackConfirmed(ready, Evidence()))]
    let both = [audit(1, 11, set, type: "BillingStatus"), audit(2, 60, set, type: "BillingStatus")]
    #expect(names(Activity.merged(own: written, audit: both)) == ["e1", "e2", "a2"])
  }

  @Test func `a status that stood there already was not ours`() {
    let found = [own(1, 11, .writeBackConfirmed(ready, Evidence(after: begin.adding(seconds: 11))))]
    #expect(Activity.merged(own: found, audit: [audit(1, 11, set, type: "BillingStatus")]).count == 2)
  }

  @Test(arguments: [
    ("BillingStatus", AuditEntry.Subject.status), ("Payment", .payment), ("Credit", .credit), ("Email", .email),
    ("E-Mail", .email), ("Batching", .batch), ("Notes", .note), ("InvoiceTotal", .record), ("", .record),
  ])
  func `what an entry is about is read from its type`(type: String, subject: AuditEntry.Subject) {
    #expect(AuditEntry(text: "", enteredDate: "", enteredBy: "", type: type).subject == subject)
  }
}
