import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// The review sheet: an invoice and its record on paper, which must stand alone in a folder two years from now.
struct PrintInvoice: ReadAction {
  let id: ID<Invoice>

  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let dossier = try Dossier(.id(id), visit, store)
    let person = try visit.person
    return visit.page(
      PrintPage(
        invoice: try InvoicePaneView(dossier: dossier, visit: visit).build(store), instance: visit.premises.instance,
        printedBy: person.name, printedAt: visit.words.moment(visit.now),
        version: "Version \(dossier.version.number) · fingerprint \(dossier.version.fingerprint.short)",
        look: visit.look(of: person)))
  }
}
