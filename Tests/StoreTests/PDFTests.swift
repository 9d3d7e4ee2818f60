import Domain
import SQLite
import Store
import Testing

@Suite struct PDFTests {
  private let database: Database

  init() throws {
    database = try freshDatabase()
    try database.write { writer throws in for id in 1...4 { try writer.place(try .sample(Int64(id))) } }
  }

  private func keep(_ id: Int64, bytes: Int, at: Instant, room: Int) throws {
    try database.write {
      try $0.savePDF([UInt8](repeating: 7, count: bytes), of: ID(id), version: 1, room: room, at: at)
    }
  }

  private var kept: [Int64] {
    get throws { try database.read { try $0.all("SELECT invoice_id FROM pdf ORDER BY invoice_id") { $0.int64(0) } } }
  }

  @Test func `what was not looked at for longest is forgotten when the room is used up`() throws {
    for id in 1...3 { try keep(Int64(id), bytes: 400, at: noon.adding(seconds: Int64(id)), room: 1_200) }
    #expect(try kept == [1, 2, 3])
    try database.write { try $0.notePDFUsed(of: ID(1), at: noon.adding(seconds: 9)) }
    try keep(4, bytes: 400, at: noon.adding(seconds: 10), room: 1_200)
    #expect(try kept == [1, 3, 4], "the second was not looked at for longest")
    try keep(2, bytes: 5_000, at: noon.adding(seconds: 11), room: 1_200)
    #expect(try kept == [2], "somebody waits for it, however large it is")
  }

  @Test func `what somebody waits for is not forgotten`() throws {
    try keep(1, bytes: 400, at: noon, room: 1_000)
    try database.write { try $0.askForPDF(of: ID(1), at: noon) }
    try keep(2, bytes: 900, at: noon.adding(seconds: 1), room: 1_000)
    #expect(try kept == [1, 2])
  }

  @Test func `who asked first is served first, and asking again does not lose one's place`() throws {
    try database.write { writer throws in
      try writer.askForPDF(of: ID(2), at: noon)
      try writer.askForPDF(of: ID(1), at: noon.adding(seconds: 1))
      try writer.askForPDF(of: ID(2), at: noon.adding(seconds: 2))
    }
    #expect(try database.read { try $0.nextAskedPDF() } == ID(2))
    try keep(2, bytes: 3, at: noon.adding(seconds: 3), room: 100)
    #expect(try database.read { try $0.nextAskedPDF() } == ID(1))
    try database.write { try $0.noteNoPDF(of: ID(1), because: "no") }
    #expect(try database.read { try $0.nextAskedPDF() } == nil)
    let plan = try database.read {
      try $0.explain("SELECT invoice_id FROM pdf WHERE asked_at IS NOT NULL ORDER BY asked_at, invoice_id LIMIT 1")
    }
    #expect(plan.contains { $0.contains("pdf_asked") }, "\(plan)")
  }

  @Test func `a failed try keeps the copy and its reason, a good one replaces both`() throws {
    try keep(1, bytes: 3, at: noon, room: 100)
    try database.write { try $0.askForPDF(of: ID(1), at: noon.adding(seconds: 1)) }
    try database.write { try $0.noteNoPDF(of: ID(1), because: "ConnectWise could not be reached.") }
    var pdf = try database.read { try $0.pdf(of: ID(1)) }
    #expect(pdf.problem == "ConnectWise could not be reached." && pdf.askedAt == nil)
    #expect(pdf.copy?.fetchedAt == noon)
    #expect(try database.read { try $0.pdfBody(of: ID(1)) }?.bytes == [7, 7, 7])
    try keep(1, bytes: 4, at: noon.adding(seconds: 2), room: 100)
    pdf = try database.read { try $0.pdf(of: ID(1)) }
    #expect(pdf.problem == "" && pdf.copy?.size == 4)
    #expect(try database.read { try $0.pdfBody(of: ID(3)) } == nil)
  }
}
