import Bytes
import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// The page about the invoice as ConnectWise prints it. While it is being fetched the browser looks again by itself, with script
/// or without.
struct ShowPDF: ReadAction {
  static let lookAgainSeconds = 2

  let id: ID<Invoice>

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let dossier = try Dossier(.id(id), visit, store)
    let view = PDFView(dossier: dossier, pdf: try store.pdf(of: dossier.stored.invoice.id), visit: visit)
    var response = visit.page(try view.page(store))
    if view.isWaiting { response.add("refresh", "\(Self.lookAgainSeconds)") }
    return response
  }
}

/// Has it fetched where there is no copy of the present version, or somebody wants a fresh one. A job does the work; the page waits.
struct FetchPDF: WriteAction {
  static let again = "again"

  let id: ID<Invoice>

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: [Self.again])
    let dossier = try Dossier(.id(id), visit, store)
    let view = PDFView(dossier: dossier, pdf: try store.pdf(of: id), visit: visit)
    if view.canBeFetched, !view.isCurrent || form.single(Self.again) != nil {
      try store.askForPDF(of: id, at: visit.now)
      let premises = visit.premises
      store.afterCommit { premises.fetchPDFs() }
    }
    return visit.redirect(to: .pdf(id))
  }
}

/// Hands out the copy that is kept, as a file and never as a part of a page (docs/decisions/0012). Who took it stands in the timeline.
struct DownloadPDF: WorkAction {
  let id: ID<Invoice>

  var queue: WorkQueue { .files }

  func work(on visit: Visit) throws -> Response {
    let id = id
    let (number, copy) = try visit.premises.database.read { store in
      try store.snapshot {
        let dossier = try Dossier(.id(id), visit, store)
        return (dossier.stored.invoice.number, try store.pdfBody(of: dossier.stored.invoice.id))
      }
    }
    // Forgotten since the page was read: there it can be asked for.
    guard let copy else { return visit.redirect(to: .pdf(id)) }
    try note(copy.version, visit)
    var response = Response(.ok, type: "application/pdf", body: Blob(copy.bytes))
    response.standing = visit.premises.headers.file
    response.add("content-disposition", "attachment; filename=\"\(Self.fileName(number))\"")
    return response
  }

  /// Written down before the file leaves: who has read the answer finds it in the timeline. On a full disk reading goes on.
  private func note(_ version: Int, _ visit: Visit) throws {
    guard !visit.isFetchedAhead else { return }
    let (id, actor, now, request) = (id, try visit.person.actor, visit.now, visit.request.id)
    do {
      try visit.premises.database.write { writer in
        try writer.notePDFUsed(of: id, at: now)
        try writer.record(.pdfDownloaded(version: version), by: actor, invoice: id, at: now, request: request)
      }
    } catch {
      visit.premises.log(LogLine(.error, "download-not-noted", requestID: request, fields: [("reason", "\(error)")]))
    }
  }

  /// A number is whatever somebody typed in ConnectWise: in a header and on a disk only what is harmless in both.
  static func fileName(_ number: String) -> String {
    let harmless = number.unicodeScalars.prefix(60).map { scalar -> Character in
      switch scalar {
      case "0"..."9", "A"..."Z", "a"..."z", "-", "_": Character(scalar)
      default: "-"
      }
    }
    return "Invoice-\(String(harmless)).pdf"
  }
}
