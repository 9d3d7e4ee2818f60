import Domain
import Pages
import Routes
import SQLite
import Store

/// What stands on the page about the printed invoice: whether it is here, how old it is, and what can be done about it.
struct PDFView {
  /// After that a page says that it takes longer than usual.
  private static let patience: Int64 = 20_000

  let dossier: Dossier
  let pdf: StoredPDF
  let visit: Visit

  private var invoice: Invoice { dossier.stored.invoice }
  private var words: Words { visit.words }

  var isWaiting: Bool { canBeFetched && pdf.askedAt != nil }
  var isCurrent: Bool { pdf.copy?.version == invoice.version }
  private var isConnected: Bool { visit.premises.connectWise.standing().isComplete }
  var canBeFetched: Bool { isConnected && invoice.presence != .gone }

  func page(_ store: Reader) throws -> PDFPage {
    PDFPage(
      shell: try visit.shell("PDF of \(invoice.number)", at: .inbox, from: store), number: invoice.number,
      company: invoice.company.name, amount: words.conventions.amountWithSymbol(invoice.total), standing: standing,
      problem: isWaiting ? "" : pdf.problem, file: pdf.copy.map(file), ask: ask, back: .invoice(invoice.id))
  }

  private var standing: PDFPage.Standing {
    if let askedAt = pdf.askedAt, isWaiting {
      return .waiting(isSlow: askedAt.milliseconds(until: visit.now) > Self.patience)
    }
    if let copy = pdf.copy {
      return isCurrent ? .current(version: copy.version) : .older(printed: copy.version, now: invoice.version)
    }
    if invoice.presence == .gone { return .gone }
    return isConnected ? .absent : .notConnected
  }

  private var ask: PostButton? {
    guard canBeFetched, !isWaiting else { return nil }
    let label = !pdf.problem.isEmpty ? "Try again" : pdf.copy == nil ? "Get the PDF" : "Get it again"
    let isMain = !isCurrent || !pdf.problem.isEmpty
    return visit.button(
      label, .fetchPDF(invoice.id), fields: isCurrent ? [HiddenField(FetchPDF.again, "yes")] : [],
      weight: isMain ? .primary : .plain)
  }

  private func file(_ copy: StoredPDF.Copy) -> PDFFile {
    PDFFile(
      label: isCurrent ? "Download PDF" : "Download the older PDF", size: Self.size(copy.size, words.conventions),
      fetched: words.moment(copy.fetchedAt), route: .pdfFile(invoice.id), isMain: isCurrent && pdf.problem.isEmpty)
  }

  static func size(_ bytes: Int, _ conventions: Conventions) -> String {
    bytes < 1_000_000
      ? "\(conventions.count(max(1, (bytes + 500) / 1_000))) kB" : "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
  }
}

extension PDFDoor {
  /// Straight to the page where the copy is of this version, else by asking for it.
  init(to invoice: Invoice, _ visit: Visit, _ store: Reader) throws {
    let copy = try store.pdf(of: invoice.id).copy
    let isAskedFor = copy?.version != invoice.version && invoice.presence != .gone
    let canAsk = isAskedFor && visit.premises.connectWise.standing().isComplete
    self.init(
      page: .pdf(invoice.id), ask: canAsk ? visit.button("PDF", .fetchPDF(invoice.id), shortcut: .pdf) : nil)
  }
}
