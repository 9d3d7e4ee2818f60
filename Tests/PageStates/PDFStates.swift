import Domain
import Pages
import Routes

extension PageState {
  static var pdf: [PageState] {
    func page(
      _ name: String, _ standing: PDFPage.Standing, ask: String? = nil, weight: PostButton.Weight = .primary,
      file: PDFFile? = nil, problem: String = ""
    ) -> PageState {
      PageState(
        name,
        PDFPage(
          shell: shell("PDF of 48214", .inbox), number: "48214", company: "Harbor Dental Group", amount: "$8,940.00",
          standing: standing, problem: problem, file: file,
          ask: ask.map { PostButton(label: $0, action: .fetchPDF(ID(1001)), token: token, weight: weight) },
          back: .invoice(ID(1001))))
    }
    func file(_ label: String, isMain: Bool) -> PDFFile {
      PDFFile(label: label, size: "182 kB", fetched: moment("3 h ago"), route: .pdfFile(ID(1001)), isMain: isMain)
    }
    return [
      page("pdf-absent", .absent, ask: "Get the PDF"),
      page("pdf-waiting", .waiting(isSlow: false)),
      page("pdf-slow", .waiting(isSlow: true), file: file("Download the older PDF", isMain: false)),
      page("pdf-current", .current(version: 2), ask: "Get it again", weight: .plain, file: file("Download PDF", isMain: true)),
      page(
        "pdf-older", .older(printed: 1, now: 2), ask: "Get it again", file: file("Download the older PDF", isMain: false)),
      page(
        "pdf-refused", .absent, ask: "Try again",
        problem: "The API member may not do this. It needs Finance › Invoicing: Inquire = All (printed invoices)."),
      page(
        "pdf-unreachable", .current(version: 2), ask: "Try again", file: file("Download PDF", isMain: false),
        problem:
          "ConnectWise could not be reached. The server does not accept connections. Check the address and the port, or try later."
      ),
      page("pdf-gone", .gone),
      page("pdf-not-connected", .notConnected),
    ]
  }
}
