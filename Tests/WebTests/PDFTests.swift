import Domain
import HTTP
import Store
import Testing

@testable import Web

@Suite struct PDFTests {
  private let house: House
  private let page = "/invoices/7001/pdf"

  init() throws {
    house = try House()
    try house.place()
    try house.signIn(as: .reviewer, member: 151)
  }

  /// What the job would have brought.
  private func keep(_ text: String = "%PDF-1.4 one", version: Int = 1) throws {
    let now = house.now
    try house.database.write { try $0.savePDF(Array(text.utf8), of: ID(7001), version: version, room: 1_000, at: now) }
  }

  /// Asked of the writer, behind whatever pages have left for it.
  private var timeline: [TimelineEntry] { get throws { try house.database.write { try $0.timeline(of: ID(7001)) } } }
  private var pdf: StoredPDF { get throws { try house.database.read { try $0.pdf(of: ID(7001)) } } }

  @Test func `looking asks for nothing, one press asks, and the page looks again by itself until the copy is there`() throws {
    let before = house.get(page)
    #expect(before.body.text.contains("no copy here yet"))
    #expect(before.header("refresh") == nil)
    #expect(try pdf == StoredPDF(), "a look leaves nothing")

    let asked = house.submit(page, on: page)
    #expect(asked.status == .seeOther)
    #expect(asked.header("location") == page)
    #expect(house.ends.printed.withLock { $0 } == 1, "the job was woken")
    let waiting = house.get(page)
    #expect(waiting.header("refresh") == "2")
    #expect(waiting.body.text.contains("ConnectWise is printing it"))
    house.pass(milliseconds: 21_000)
    #expect(house.get(page).body.text.contains("takes longer than usual"))

    try keep()
    let there = house.get(page)
    #expect(there.header("refresh") == nil)
    #expect(there.body.text.contains("Printed for this version"))
    #expect(there.body.text.contains("href=\"/invoices/7001/pdf/file\""))
  }

  @Test func `the invoice asks where there is no copy of this version, and leads to the page where there is`() throws {
    #expect(Form(action: page, in: house.get("/invoices/7001").body.text) != nil)
    try keep()
    let html = house.get("/invoices/7001").body.text
    #expect(Form(action: page, in: html) == nil)
    #expect(html.contains("href=\"/invoices/7001/pdf\""))
  }

  @Test func `the file is a download that can neither run nor be shown inside a page, and the timeline tells who took it`() throws
  {
    try keep()
    let file = house.get("/invoices/7001/pdf/file")
    #expect(file.status == .ok)
    #expect("\(file.type)" == "application/pdf")
    #expect(file.body.text == "%PDF-1.4 one")
    #expect(file.header("content-disposition") == "attachment; filename=\"Invoice-24101.pdf\"")
    #expect(file.header("content-security-policy") == "default-src 'none'; sandbox; frame-ancestors 'none'")
    #expect(file.header("x-content-type-options") == "nosniff")
    #expect(file.header("cache-control") == "no-store")
    let last = try #require(try timeline.last)
    #expect(last.event == .pdfDownloaded(version: 1))
    #expect(last.actor.name == "Hanna Vogel")
  }

  @Test func `a copy of an older version says so, and one press gets the new one`() throws {
    try keep()
    let now = house.now
    try house.database.write { try $0.placeInvoice(7001, version: 2, total: 200, reviewers: [], at: now) }
    let html = house.get(page).body.text
    #expect(html.contains("Older than this version"))
    #expect(html.contains("printed for version 1, and the invoice is at version 2 now"))
    #expect(house.submit(page, on: page).status == .seeOther)
    #expect(try pdf.askedAt != nil)
    #expect(house.get(page).body.text.contains("Download the older PDF"), "the old one can be had meanwhile")
  }

  @Test func `a second press asks nothing more, and a fresh copy is only fetched again where somebody says so`() throws {
    _ = house.submit(page, on: page)
    let asked = try pdf.askedAt
    house.pass(milliseconds: 5_000)
    _ = house.post(page, token: house.token(for: page))
    #expect(try pdf.askedAt == asked)
    try keep()
    _ = house.post(page, token: house.token(for: page))
    #expect(try pdf.askedAt == nil, "it is of this version")
    _ = house.submit(page, on: page)
    #expect(try pdf.askedAt != nil, "the page's own button says again")
  }

  @Test func `what went wrong stands there as a sentence with a way to try again, and an older copy stays`() throws {
    try keep()
    try house.database.write { try $0.noteNoPDF(of: ID(7001), because: "The API member may not do this.") }
    let html = house.get(page).body.text
    #expect(html.contains("It could not be fetched") && html.contains("The API member may not do this."))
    #expect(html.contains("Try again") && html.contains("Download PDF"))
  }

  @Test func `without a connection nothing is asked and the page says why`() throws {
    house.ends.standing.withLock { $0.isComplete = false }
    #expect(house.get(page).body.text.contains("Not connected to a ConnectWise"))
    _ = house.post(page, token: house.token(for: page))
    #expect(try pdf == StoredPDF())
  }

  @Test func `whoever may not see the invoice gets neither page nor file and has nothing fetched`() throws {
    try keep()
    try house.signIn(as: .reviewer, member: 999, name: "Otto Lind")
    try house.database.write { try $0.execute("UPDATE person SET member_id = 999") }
    #expect(house.get(page).status == .notFound)
    #expect(house.get("/invoices/7001/pdf/file").status == .notFound)
    #expect(house.post(page, token: house.token(for: page)).status == .notFound)
    #expect(try pdf.askedAt == nil)
    #expect(try !timeline.contains { $0.event.kind == "pdf-downloaded" })
    house.forget()
    #expect(house.get("/invoices/7001/pdf/file").header("location") == "/sign-in?next=%2Finvoices%2F7001%2Fpdf")
  }

  @Test func `a copy that was forgotten meanwhile leads back to the page`() throws {
    #expect(house.get("/invoices/7001/pdf/file").header("location") == page)
  }

  @Test(arguments: [
    ("10452", "Invoice-10452.pdf"), ("A/7 \"x\"\r\nb", "Invoice-A-7--x---b.pdf"), ("../..", "Invoice------.pdf"),
    ("№ 7", "Invoice---7.pdf"), (String(repeating: "9", count: 90), "Invoice-\(String(repeating: "9", count: 60)).pdf"),
  ])
  func `a file's name has nothing in it that a header or a disk could take for more`(number: String, name: String) {
    #expect(DownloadPDF.fileName(number) == name)
  }
}
