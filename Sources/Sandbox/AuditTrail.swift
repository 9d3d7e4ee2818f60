/// What `/system/audittrail` tells: what happened before the demo began, and every change since (API-NOTES §6).
struct AuditEntry {
  let at: Int64
  let by: String
  let text: String
  let type: String
  var source = "Application"

  var record: JSON {
    .record([
      ("text", .text(text)), ("enteredDate", .text(Moment.text(at))), ("enteredBy", .text(by)), ("auditType", .text(type)),
      ("auditSource", .text(source)),
    ])
  }
}

extension Sandbox {
  private static let auditTypes: Set<String> = [
    "none", "ticket", "contact", "company", "opportunity", "time", "activity", "productcatalog", "projectticket", "purchasing",
    "configuration", "schedule", "agreement", "agreementaddition", "project", "invoice", "purchaseorder", "expense",
    "productitem", "survey", "member", "purchaseorderlineitem",
  ]

  /// The ledger's name for what the audit trail calls by another one.
  private static let resources: [String: String] = [
    "ticket": "Ticket", "contact": "Contact", "company": "Company", "time": "TimeEntry", "productcatalog": "CatalogItem",
    "projectticket": "ProjectTicket", "agreement": "Agreement", "agreementaddition": "Addition", "project": "Project",
    "expense": "ExpenseEntry", "productitem": "ProductItem", "member": "Member",
  ]

  /// Newest first; forward-only paging does not exist here.
  func auditTrail(_ request: SandboxRequest, countOnly: Bool) throws(Refused) -> SandboxAnswer {
    guard let type = request.value("type")?.lowercased(), Self.auditTypes.contains(type) else {
      throw Refused(status: 400, code: "InvalidArgument", message: "type is not valid.")
    }
    guard let id = request.value("id").flatMap({ Int($0) }) else {
      throw Refused(status: 400, code: "InvalidArgument", message: "id is not valid.")
    }
    var request = request
    request.dropForwardOnly()
    let listing = try Listing(request, .auditTrail)
    var entries: [AuditEntry] = []
    if type == "invoice" { entries = invoice(id).map(history) ?? [] }
    let resource = type == "invoice" ? "Invoice" : Self.resources[type]
    for effect in ledger where effect.resource == resource && effect.id == id { entries.append(told(effect)) }
    if type == "invoice" {
      for effect in ledger where effect.resource == "InvoicePayment" && effect.invoice == id {
        entries.append(.init(at: effect.at, by: effect.by, text: "Payment \(effect.field).", type: "Payment", source: "API"))
      }
    }
    let found = entries.enumerated().sorted { ($0.element.at, $0.offset) > ($1.element.at, $1.offset) }.map(\.element.record)
      .filter {
        record in
        listing.filter?.matches { Fact(record.value(at: $0.path), kind: $0.kind) } ?? true
      }
    if countOnly { return .init(status: 200, headers: [], body: JSON.record([("count", .integer(found.count))]).bytes) }
    let start = min((listing.page - 1) * listing.pageSize, found.count)
    let page = found[start..<min(start + listing.pageSize, found.count)]
    var headers: [(name: String, value: String)] = []
    if let link = listing.link(request, total: found.count, lastID: nil) { headers.append(("Link", link)) }
    return .init(status: 200, headers: headers, body: JSON.list(page.map(listing.fields.trim)).bytes)
  }

  private func told(_ effect: Effect) -> AuditEntry {
    let source = effect.by == Self.apiMember ? "API" : "Application"
    func name(_ id: String) -> String { Int(id).flatMap { DemoStatus(rawValue: $0) }?.name ?? id }
    switch effect.field {
    case "status" where effect.resource == "Invoice":
      return .init(
        at: effect.at, by: effect.by,
        text: "Billing status has been updated from \"\(name(effect.before))\" to \"\(name(effect.after))\".",
        type: "BillingStatus",
        source: source)
    case "glBatch":
      return .init(
        at: effect.at, by: effect.by, text: effect.after.isEmpty ? "Removed from a batch." : "Added to batch \(effect.after).",
        type: "Batching", source: source)
    case "internalNotes":
      return .init(at: effect.at, by: effect.by, text: "Internal notes have been updated.", type: "Notes", source: source)
    default:
      return .init(
        at: effect.at, by: effect.by, text: "\(effect.field) has been updated from \"\(effect.before)\" to \"\(effect.after)\".",
        type: effect.resource == "Invoice" ? "BillingInformation" : "Record", source: source)
    }
  }

  /// How an invoice came to stand where the demo finds it.
  private func history(_ invoice: DemoInvoice) -> [AuditEntry] {
    let finance = DemoCast.members[DemoCast.finance].identifier
    let hour: Int64 = 3_600_000
    var entries = [
      AuditEntry(at: invoice.created, by: finance, text: "Invoice \(invoice.number) has been created.", type: "Record")
    ]
    let status = invoice.script.status
    func moved(_ from: DemoStatus, _ to: DemoStatus, _ after: Int64, by: String) {
      entries.append(
        .init(
          at: invoice.created + after, by: by,
          text: "Billing status has been updated from \"\(from.name)\" to \"\(to.name)\".", type: "BillingStatus"))
    }
    switch status {
    case .new: break
    case .inReview, .approved, .rejected:
      moved(.new, .inReview, hour, by: finance)
      let last = invoice.script.routing.last.map { DemoCast.members[$0].identifier } ?? finance
      if status != .inReview { moved(.inReview, status, 26 * hour, by: last) }
    case .sent, .closed, .closedEmailed:
      moved(.new, .approved, 20 * hour, by: finance)
      if status != .closed {
        entries.append(
          .init(
            at: invoice.created + 22 * hour, by: finance,
            text: "Invoice has been e-mailed to \(invoice.company.email ?? "the contact").",
            type: "Email"))
      }
      moved(.approved, status, 23 * hour, by: finance)
    }
    if invoice.isPaid {
      entries.append(
        .init(at: invoice.created + 288 * hour, by: finance, text: "Payment has been applied in full.", type: "Payment"))
    }
    return entries
  }

  /// Audits of time and expenses have a shape of their own.
  func audits(_ family: Family, _ id: Int, _ records: Records) -> [JSON] {
    guard let record = one(RecordKind(family), id, records) else { return [] }
    let entered = record["_info"]?["lastUpdated"]?.string ?? ""
    var list = [
      records.row(
        id * 10,
        [
          ("member", record["member"]), ("source", .text("Member")),
          ("type", .text(family == .expenses ? "ExpenseEntry" : "TimeEntry")),
          ("message", .text("Entered.")), ("oldValue", .text("")), ("newValue", .text(entered)),
        ])
    ]
    for effect in ledger where effect.resource == family.noun && effect.id == id {
      list.append(
        .record([
          ("id", .integer(id * 10 + list.count)), ("source", .text("API")), ("type", .text("Record")),
          ("message", .text("\(effect.field) has been updated.")), ("oldValue", .text(effect.before)),
          ("newValue", .text(effect.after)), ("_info", records.info(effect.at, effect.by)),
        ]))
    }
    return list
  }
}
