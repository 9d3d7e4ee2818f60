/// An invoice on paper, as the customer gets it: no cost, no internal words.
enum InvoicePDF {
  static func document(_ invoice: DemoInvoice, _ record: JSON, _ lines: DemoLines) -> [UInt8] {
    let company = invoice.company
    let code = company.currency.code
    func amount(_ cents: Int) -> String { "\(code) \(Self.amount(cents))" }
    var pdf = PDFDocument()
    pdf.line(
      [(50, DemoCast.provider), (400, invoice.type == "CreditMemo" ? "Credit Memo" : "Invoice")], size: 16, weight: .bold,
      after: 10)
    pdf.line([(50, "400 Pier Way, Brackwater"), (400, "No. \(record["invoiceNumber"]?.string ?? invoice.number)")])
    pdf.line([(400, "Date \(Moment.day(invoice.script.date))")])
    pdf.line([(50, company.name), (400, "Due \(Moment.day(invoice.due))")], weight: .bold)
    pdf.line([(50, company.contact), (400, "Terms \(invoice.terms.name)")])
    pdf.line([(50, company.street)] + (invoice.script.purchaseOrder.isEmpty ? [] : [(400, "PO \(invoice.script.purchaseOrder)")]))
    pdf.line([(50, "\(company.zip) \(company.city), \(company.country)")], after: 14)
    for row in wrapped(record["topComment"]?.string ?? "") { pdf.line([(50, row)]) }
    heading(&pdf, "Services", lines.time.contains { $0.counts })
    for entry in lines.time where entry.counts {
      let day = Moment.day(Int(entry.start / 86_400_000))
      let texts = wrapped(entry.notes ?? entry.workType.name)
      pdf.line([(50, day), (115, texts.first ?? ""), (420, "\(Self.amount(entry.billed)) h"), (480, amount(entry.extended))])
      for row in texts.dropFirst() { pdf.line([(115, row)]) }
    }
    heading(&pdf, "Expenses", lines.expenses.contains { $0.isInvoiced })
    for expense in lines.expenses where expense.isInvoiced {
      pdf.line([(50, Moment.day(expense.date)), (115, expense.type.name), (480, amount(expense.amount))])
    }
    heading(&pdf, "Products", lines.products.contains { $0.counts })
    for product in lines.products where product.counts {
      let texts = wrapped(product.description.isEmpty ? product.item.description : product.description)
      pdf.line([
        (50, "\(product.quantity) x"), (115, texts.first ?? ""), (420, Self.amount(product.price)),
        (480, amount(product.extended)),
      ])
      for row in texts.dropFirst() { pdf.line([(115, row)]) }
    }
    let totals = invoice.totals
    if totals.agreement != 0 { pdf.line([(50, company.agreement?.name ?? ""), (480, amount(totals.agreement))]) }
    if totals.adjustment != 0 { pdf.line([(50, "As agreed"), (480, amount(totals.adjustment))]) }
    pdf.gap(10)
    pdf.line([(380, "Subtotal"), (480, amount(totals.subtotal))])
    pdf.line([(380, "Tax"), (480, amount(totals.tax))])
    pdf.line([(380, "Total"), (480, amount(totals.total))], size: 12, weight: .bold)
    return pdf.bytes(title: "Invoice \(invoice.number)")
  }

  /// What somebody was given at a till.
  static func receipt(_ record: JSON) -> [UInt8] {
    var pdf = PDFDocument()
    pdf.line([(50, record["title"]?.string ?? "Receipt")], size: 14, weight: .bold)
    pdf.line([(50, "Paid. Thank you for your visit.")])
    return pdf.bytes(title: record["title"]?.string ?? "Receipt")
  }

  private static func heading(_ pdf: inout PDFDocument, _ words: String, _ isNeeded: Bool) {
    guard isNeeded else { return }
    pdf.gap(6)
    pdf.line([(50, words)], size: 11, weight: .bold)
  }

  private static func amount(_ cents: Int) -> String {
    let rest = abs(cents) % 100
    return "\(cents < 0 ? "-" : "")\(abs(cents) / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Rows of at most sixty characters, cut at spaces.
  private static func wrapped(_ text: String) -> [String] {
    var rows: [String] = []
    for word in text.split(separator: " ") {
      if let last = rows.last, last.count + word.count < 60 {
        rows[rows.count - 1] = "\(last) \(word)"
      } else {
        rows.append(String(word))
      }
    }
    return rows
  }
}
