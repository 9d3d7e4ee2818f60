/// Finds records: those of the demo data as they are made, with what was changed, created and removed laid over them.
extension Sandbox {
  /// One record by its id, or nil.
  func one(_ kind: RecordKind, _ id: Int, _ records: Records) -> JSON? {
    if let created = world.overlay.created[kind]?[id] { return created }
    return untouched(kind, id, records).flatMap { world.overlay.apply(kind, $0) }
  }

  private func untouched(_ kind: RecordKind, _ id: Int, _ records: Records) -> JSON? {
    switch kind.family {
    case .invoices: return index(ofInvoice: id).map { records.invoice(data.invoices[$0], change($0)) }
    case .companies: return customer(id).map(records.companyRecord)
    case .contacts: return customer(id - 1_200).map(records.contactRecord)
    case .agreements: return records.customer(ofAgreement: id).flatMap(records.agreementRecord)
    case .timeEntries, .expenses, .products:
      guard let index = DemoInvoice.index(ofLine: id), data.invoices.indices.contains(index) else { return nil }
      return lines(kind.family, of: data.invoices[index], records).first { $0["id"]?.int == id }
    case .tickets, .projectTickets:
      guard let index = DemoInvoice.index(ofTicket: id), data.invoices.indices.contains(index) else { return nil }
      return lines(kind.family, of: data.invoices[index], records).first { $0["id"]?.int == id }
    case .documents: return receipt(id, records)
    case .unpostedInvoices:
      return index(ofInvoice: id - 3_000_000 + 7001).flatMap { records.unposted(data.invoices[$0], change($0)) }
    default: return table(kind, records).first { $0["id"]?.int == id }
    }
  }

  private func customer(_ id: Int) -> DemoCast.Company? {
    let index = id - 301
    return (0..<data.companies).contains(index) ? DemoCast.company(index) : nil
  }

  /// Whether what a list hangs under is there.
  func exists(_ kind: RecordKind, _ records: Records) -> Bool {
    guard let parent = kind.family.parent else { return true }
    return one(RecordKind(parent), kind.parent, records) != nil
  }

  /// The families that are short enough to be made whole.
  private func table(_ kind: RecordKind, _ records: Records) -> [JSON] {
    let parent = kind.parent
    switch kind.family {
    case .billingStatuses: return records.billingStatuses
    case .billingTerms: return records.billingTerms
    case .billingCycles: return records.billingCycles
    case .billingSetups: return records.billingSetups
    case .billingSetupRoutings: return records.billingSetupRoutings(parent)
    case .taxCodes: return records.taxCodes
    case .taxCodeLevels: return records.taxCodeLevels(parent)
    case .currencies: return records.currencies
    case .deliveryMethods: return records.deliveryMethods
    case .glAccounts: return records.glAccounts
    case .invoiceEmailTemplates: return records.invoiceEmailTemplates
    case .invoiceTemplates: return records.invoiceTemplates
    case .agreementTypes: return records.agreementTypes
    case .additions: return records.additions(parent)
    case .adjustments: return records.adjustments(parent)
    case .companyStatuses: return records.companyStatuses
    case .companyTypes: return records.companyTypes
    case .teams: return customer(parent).map(records.teams) ?? []
    case .sites: return customer(parent).map(records.sites) ?? []
    case .communications: return customer(parent - 1_200).map(records.communications) ?? []
    case .members: return records.members
    case .memberInfos: return records.memberInfos
    case .locations: return records.locations
    case .departments: return records.departments
    case .workTypes: return records.workTypes
    case .workRoles: return records.workRoles
    case .expenseTypes: return records.expenseTypes
    case .paymentTypes: return records.paymentTypes
    case .classifications: return records.classifications
    case .catalog: return DemoCast.catalog.map(records.catalogRecord)
    case .categories: return records.categories
    case .subcategories: return records.subcategories
    case .productTypes: return records.productTypes
    case .units: return records.units
    case .invoiceGroupings: return records.invoiceGroupings
    case .projects: return records.projects
    case .phases: return records.phases(parent)
    case .routings: return invoice(parent).map { records.routings(of: $0) } ?? []
    case .payments: return invoice(parent).map(records.payments) ?? []
    case .glEntries: return index(ofInvoice: parent).map { records.glEntries(data.invoices[$0], change($0)) } ?? []
    case .batches: return batches(records)
    case .batchEntries: return batchEntries(parent, records)
    case .unpostedExpenses: return unpostedExpenses(records)
    case .unpostedPayments: return unpostedPayments(records)
    case .notes, .projectNotes: return notes(kind, records)
    case .allNotes, .allProjectNotes:
      let family: Family = kind.family == .allNotes ? .tickets : .projectTickets
      let notes = list(RecordKind(kind.family == .allNotes ? .notes : .projectNotes, parent), records)
      return records.wholeNotes(
        notes, time: booked(.timeEntries, on: parent, records), ticket: one(RecordKind(family), parent, records))
    case .ticketTime, .projectTicketTime: return pointers(.timeEntries, "timeEntry", "time/entries", parent, records)
    case .ticketProducts, .projectTicketProducts: return pointers(.products, "product", "procurement/products", parent, records)
    case .timeAudits: return audits(.timeEntries, parent, records)
    case .expenseAudits: return audits(.expenses, parent, records)
    case .invoices, .unpostedInvoices, .unpostedProcurement, .agreements, .companies, .contacts, .callbacks, .documents,
      .timeEntries, .expenses, .products, .components, .projectTickets, .tickets, .ticketDocuments, .projectTicketDocuments:
      return []
    }
  }

  func invoice(_ id: Int) -> DemoInvoice? { index(ofInvoice: id).map { data.invoices[$0] } }

  /// What came of an invoice: lines, or the tickets behind them.
  private func lines(_ family: Family, of invoice: DemoInvoice, _ records: Records) -> [JSON] {
    switch family {
    case .timeEntries: records.timeEntries(of: invoice)
    case .expenses: records.expenses(of: invoice)
    case .products: records.products(of: invoice)
    case .tickets: records.tickets(of: invoice)
    case .projectTickets: records.projectTickets(of: invoice)
    default: []
    }
  }

  /// A whole list, for what is put together from several.
  func list(_ kind: RecordKind, _ records: Records, _ filter: Filter? = nil) -> [JSON] {
    Array(
      candidates(kind, filter, records).filter { record in
        filter?.matches { Fact(record.value(at: $0.path), kind: $0.kind) } ?? true
      })
  }

  /// Time, expenses or products of a ticket.
  func booked(_ family: Family, on ticket: Int, _ records: Records) -> [JSON] {
    let name = Filter.Name(path: ["ticket", "id"], kind: .number)
    return list(RecordKind(family), records, .compare(name, .equal, .number(Double(ticket))))
  }

  private func pointers(_ family: Family, _ name: String, _ path: String, _ ticket: Int, _ records: Records) -> [JSON] {
    booked(family, on: ticket, records).map { record in
      .record([
        ("id", record["id"]), ("description", family == .products ? record["description"] : nil),
        ("_info", .record([("\(name)_href", .text("\(records.base)/\(path)/\(record["id"]?.int ?? 0)"))])),
      ])
    }
  }

  private func notes(_ kind: RecordKind, _ records: Records) -> [JSON] {
    guard let index = DemoInvoice.index(ofTicket: kind.parent), data.invoices.indices.contains(index) else { return [] }
    let family: Family = kind.family == .notes ? .tickets : .projectTickets
    let summary = one(RecordKind(family), kind.parent, records)?["summary"]?.string ?? ""
    return records.notes(ofTicket: kind.parent, summary, data.invoices[index])
  }

  /// What a list looks at, in order of id: few where the filter names what it wants.
  func candidates(_ kind: RecordKind, _ filter: Filter?, _ records: Records) -> any Sequence<JSON> {
    let created = world.overlay.created[kind].map { $0.sorted { $0.key < $1.key }.map(\.value) } ?? []
    let overlay = world.overlay
    let isTouched = overlay.changed[kind] != nil || overlay.removed[kind] != nil
    func laid(_ records: [JSON]) -> [JSON] { (isTouched ? records.compactMap { overlay.apply(kind, $0) } : records) + created }
    switch kind.family {
    case .timeEntries, .expenses, .products, .tickets, .projectTickets:
      let family = kind.family
      if let wanted = indices(family, filter) { return laid(wanted.flatMap { lines(family, of: data.invoices[$0], records) }) }
      if isTouched || !created.isEmpty { return laid(data.invoices.flatMap { lines(family, of: $0, records) }) }
      // Lines are as old as their invoice, so that what was not touched need not be made.
      let oldest = filter?.oldest(["lastupdated"]) ?? filter?.oldest(["_info", "lastupdated"]) ?? .min
      return data.invoices.lazy.filter { $0.created >= oldest }.flatMap { lines(family, of: $0, records) }
    case .companies, .contacts, .agreements:
      if let wanted = filter?.required(["id"]) { return Set(wanted).sorted().compactMap { one(kind, $0, records) } }
      let all = (0..<data.companies).lazy.map { DemoCast.company($0) }
      return laid(
        kind.family == .companies
          ? all.map(records.companyRecord)
          : kind.family == .contacts ? all.map(records.contactRecord) : all.compactMap(records.agreementRecord))
    case .unpostedInvoices:
      return data.invoices.lazy.compactMap { records.unposted($0, change($0.index)) }
    case .invoices: return []
    default: return laid(table(kind, records))
    }
  }

  /// The invoices whose lines can match, if the filter says so much.
  private func indices(_ family: Family, _ filter: Filter?) -> [Int]? {
    func valid(_ indices: [Int?]) -> [Int] {
      Set(indices.compactMap { $0 }.filter { data.invoices.indices.contains($0) }).sorted()
    }
    guard let filter else { return nil }
    if let ids = filter.required(["invoice", "id"]) { return valid(ids.map { index(ofInvoice: $0) }) }
    let isTicket = family == .tickets || family == .projectTickets
    if let ids = filter.required(["id"]) {
      return valid(ids.map { isTicket ? DemoInvoice.index(ofTicket: $0) : DemoInvoice.index(ofLine: $0) })
    }
    if let ids = filter.required(["ticket", "id"]) ?? filter.required(["chargetoid"]) {
      return valid(ids.map { DemoInvoice.index(ofTicket: $0) })
    }
    let companies =
      filter.required(["company", "id"])?.map { $0 - 301 } ?? filter.required(["agreement", "id"])?.map { $0 - 41 }
    guard let companies else { return nil }
    let wanted = Set(companies)
    return data.invoices.filter { wanted.contains($0.script.company) }.map(\.index)
  }

  /// Values of an invoice that lists filter and sort by most, without making the whole record.
  func quickFact(_ invoice: DemoInvoice, _ path: [String]) -> Fact? {
    let index = invoice.index
    switch path.count == 1 ? path[0] : path.joined(separator: "/") {
    case "id": return .number(Double(invoice.id))
    case "status/id": return .number(Double(status(invoice).rawValue))
    case "status/name": return .text(status(invoice).name)
    case "status/isclosed": return .flag(status(invoice).isClosed)
    case "type": return .text(invoice.type)
    case "company/id": return .number(Double(301 + invoice.script.company))
    case "total": return .number(Double(invoice.totals.total) / 100)
    case "lastupdated", "_info/lastupdated": return .moment((world.changes[index]?.lastUpdated ?? invoice.created) / 1000 * 1000)
    default: return nil
    }
  }

  private func status(_ invoice: DemoInvoice) -> DemoStatus { world.changes[invoice.index]?.status ?? invoice.script.status }
}
