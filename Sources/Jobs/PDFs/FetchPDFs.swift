import ConnectWise
import Domain
import SQLite
import Store

/// Brings the invoices that somebody wants to see as ConnectWise prints them, one after the other.
///
/// On a thread of its own: printing may take its minute, and neither a sweep nor a write-back waits for it. Nothing is tried twice
/// by itself; the page says what went wrong, and whoever reads it asks again.
struct FetchPDFs {
  /// So much is kept of all copies together.
  static let room = 128 << 20

  let reading: RunSweep
  var room = FetchPDFs.room
  let trouble: @Sendable (_ event: String, _ detail: String) -> Void

  private var database: Database { reading.database }

  /// Fetches for whoever has waited longest; false when nobody waits.
  func turn() throws -> Bool {
    guard let invoice = try database.read({ try $0.nextAskedPDF() }) else { return false }
    do {
      let (version, body) = try fetch(invoice)
      let (room, instant) = (room, reading.now())
      try database.write { try $0.savePDF(body, of: invoice, version: version, room: room, at: instant) }
    } catch let failure as ConnectWiseFailure {
      try database.write { try $0.noteNoPDF(of: invoice, because: failure.sentence) }
      trouble("pdf-not-fetched", "invoice \(invoice): \(failure.detail)")
    }
    reading.changed(invoice)
    return true
  }

  /// What is printed is what ConnectWise holds now. So that the copy belongs to a version that is known here, the invoice is read
  /// first where it has changed there.
  private func fetch(_ invoice: ID<Invoice>) throws -> (version: Int, body: [UInt8]) {
    let id = Int(invoice.raw)
    let mark = try reading.client.all(.invoiceMarks, of: [id]).records.first
    let known = try database.read { try $0.marks(of: [invoice])[invoice] }
    if let mark, mark.info?.lastUpdated.map({ Instant($0) }) != known?.lastUpdated { try reading.readAgain([id]) }
    // Looked up before the printing begins: what changes meanwhile makes a newer version, and the copy says that it is older.
    guard let version = try database.read({ try $0.newestVersion(of: invoice)?.number }) else {
      throw ConnectWiseFailure.unreadable(detail: "invoice \(invoice) has no version here")
    }
    return (version, try reading.client.pdf(ofInvoice: id))
  }
}
