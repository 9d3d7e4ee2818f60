/// The lists that the sandbox serves.
enum RecordKind: Equatable, Sendable {
  case invoices, billingStatuses, members, companies, timeEntries, expenses, products
  case routings(Int)

  var shape: Shape {
    switch self {
    case .invoices: .invoice
    case .billingStatuses: .billingStatus
    case .members: .member
    case .companies: .company
    case .timeEntries: .timeEntry
    case .expenses: .expense
    case .products: .product
    case .routings: .routing
    }
  }

  var noun: String {
    switch self {
    case .invoices: "Invoice"
    case .billingStatuses: "BillingStatus"
    case .members: "Member"
    case .companies: "Company"
    case .timeEntries: "TimeEntry"
    case .expenses: "ExpenseEntry"
    case .products: "ProductItem"
    case .routings: "InvoiceRouting"
    }
  }
}

extension Sandbox {
  func one(_ collection: RecordKind, _ id: Int, _ records: Records) -> JSON? {
    switch collection {
    case .invoices: return index(ofInvoice: id).map { records.invoice(data.invoices[$0], change($0)) }
    case .companies:
      let index = id - 301
      return (0..<data.companies).contains(index) ? records.companyRecord(DemoCast.company(index)) : nil
    case .timeEntries, .expenses, .products:
      guard let index = DemoInvoice.index(ofLine: id), data.invoices.indices.contains(index) else { return nil }
      return lines(collection, of: data.invoices[index], records).first { $0["id"]?.int == id }
    case .billingStatuses, .members, .routings: return all(collection, records).first { $0["id"]?.int == id }
    }
  }

  /// The small ones, whole.
  private func all(_ collection: RecordKind, _ records: Records) -> [JSON] {
    switch collection {
    case .billingStatuses: records.billingStatuses
    case .members: records.members
    case .routings(let index): records.routings(of: data.invoices[index])
    case .companies: (0..<data.companies).map { records.companyRecord(DemoCast.company($0)) }
    case .invoices, .timeEntries, .expenses, .products: []
    }
  }

  private func lines(_ collection: RecordKind, of invoice: DemoInvoice, _ records: Records) -> [JSON] {
    switch collection {
    case .timeEntries: records.timeEntries(of: invoice)
    case .expenses: records.expenses(of: invoice)
    case .products: records.products(of: invoice)
    case .invoices, .billingStatuses, .members, .companies, .routings: []
    }
  }

  /// What a list looks at, in order of id: few where the filter names the invoices or records it wants.
  func candidates(_ collection: RecordKind, _ filter: Filter?, _ records: Records) -> any Sequence<JSON> {
    switch collection {
    case .timeEntries, .expenses, .products:
      let wanted =
        filter?.required(["invoice", "id"])?.compactMap { index(ofInvoice: $0) }
        ?? filter?.required(["id"])?.compactMap { id in
          DemoInvoice.index(ofLine: id).flatMap { data.invoices.indices.contains($0) ? $0 : nil }
        }
      guard let wanted else { return data.invoices.lazy.flatMap { lines(collection, of: $0, records) } }
      return Set(wanted).sorted().flatMap { lines(collection, of: data.invoices[$0], records) }
    case .companies:
      guard let wanted = filter?.required(["id"]) else { return all(collection, records) }
      return Set(wanted).sorted().compactMap { one(.companies, $0, records) }
    case .billingStatuses, .members, .routings, .invoices: return all(collection, records)
    }
  }

  /// Values of an invoice that lists filter and sort by most, without making the whole record.
  func quickFact(_ index: Int, _ path: [String]) -> Fact? {
    let invoice = data.invoices[index]
    switch path.joined(separator: "/") {
    case "id": return .number(Double(invoice.id))
    case "status/id": return .number(Double(change(index).status.rawValue))
    case "status/name": return .text(change(index).status.name)
    case "status/isclosed": return .flag(change(index).status.isClosed)
    case "type": return .text(invoice.type)
    case "company/id": return .number(Double(301 + invoice.script.company))
    case "total": return .number(Double(invoice.totals.total) / 100)
    case "lastupdated", "_info/lastupdated": return .moment(change(index).lastUpdated / 1000 * 1000)
    default: return nil
    }
  }
}
