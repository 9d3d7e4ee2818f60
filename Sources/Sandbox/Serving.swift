/// From a path to what it does: the families of records, and the few addresses that are none.
extension Sandbox {
  func records(for request: SandboxRequest) -> Records {
    Records(data: data, base: "\(request.origin)/\(codebase)apis/3.0", batches: world.batches.mapValues(\.identifier))
  }

  /// `path` in lower case, without the base.
  mutating func serve(_ request: SandboxRequest, _ path: [String], now: Int64) throws(Refused) -> SandboxAnswer {
    let records = records(for: request)
    if let answer = try special(request, path, records, now: now) { return answer }
    guard let (kind, rest) = Family.find(path), exists(kind, records) else {
      throw .notFound("The requested resource was not found.")
    }
    switch kind.family {
    case .invoices where !rest.isEmpty && rest != ["count"]: return try invoice(request, rest, records, now: now)
    case .documents: return try documents(request, rest, records, now: now)
    case .batches where request.method != "GET": return try batch(request, rest, records, now: now)
    default: break
    }
    let canWrite = !kind.family.isReadOnly && kind.family != .invoices
    switch rest {
    case []:
      try allow(request, canWrite ? ["GET", "POST"] : ["GET"])
      return request.method == "GET" ? try list(kind, request, records) : try create(kind, request, records, now: now)
    case ["count"]:
      try allow(request, ["GET"])
      return try count(kind, request, records)
    case ["search"] where kind.family == .tickets || kind.family == .projectTickets:
      try allow(request, ["POST"])
      guard let body = JSONReader.read(request.body), case .object = body else {
        throw kind.refuse("InvalidBody", "A JSON object is required.", "")
      }
      return try list(kind, request.searching(body), records)
    default: break
    }
    guard let id = rest.first.flatMap({ Int($0) }) else { throw .notFound("The requested resource was not found.") }
    if rest.count == 2, rest[1] == "detach", kind.family == .timeEntries || kind.family == .products {
      try allow(request, ["POST"])
      return try detach(kind, id, request, records, now: now)
    }
    if rest == [String(id), "image"], kind.family == .members, one(kind, id, records) != nil { return Self.portrait }
    guard rest.count == 1 else { throw .notFound("The requested resource was not found.") }
    switch request.method {
    case "PATCH" where canWrite: return try patch(kind, id, request, records, now: now)
    case "PUT" where canWrite: return try replace(kind, id, request, records, now: now)
    case "DELETE" where canWrite && kind.family != .members: return try remove(kind, id, request, records, now: now)
    default: break
    }
    try allow(request, ["GET"])
    guard let record = one(kind, id, records) else { throw .notFound("\(kind.family.noun) \(id) not found") }
    let fields = try Fields(request.value("fields"), kind.family.shape)
    return .init(status: 200, headers: [], body: fields.trim(record).bytes)
  }

  private func allow(_ request: SandboxRequest, _ methods: [String]) throws(Refused) {
    guard methods.contains(request.method) else {
      throw Refused(
        status: 405, code: "MethodNotAllowed", message: "The requested resource does not support http method '\(request.method)'."
      )
    }
  }

  private mutating func special(_ request: SandboxRequest, _ path: [String], _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer?
  {
    switch path {
    case ["system", "info"]:
      try allow(request, ["GET"])
      return .init(status: 200, headers: [], body: records.systemInfo.bytes)
    case ["system", "audittrail"], ["system", "audittrail", "count"]:
      try allow(request, ["GET"])
      return try auditTrail(request, countOnly: path.count == 3)
    case ["finance", "accounting", "export"]:
      try allow(request, ["POST"])
      return try export(request, records)
    default: break
    }
    if path.count == 4, path.starts(with: ["finance", "info", "invoice"]) {
      try allow(request, ["GET"])
      guard let invoice = Int(path[3]).flatMap({ invoice($0) }) else {
        throw .notFound("Invoice \(path[3].prefix(20)) not found")
      }
      return .init(status: 200, headers: [], body: info(of: invoice, records).bytes)
    }
    if path.count == 3, path.starts(with: ["finance", "closedinvoices"]) {
      try allow(request, ["PATCH", "PUT"])
      return try patchClosedInvoice(request, path[2], now: now)
    }
    if path.count == 4, path.starts(with: ["finance", "agreements"]), path[3] == "invoice" {
      // Billing runs happen in the UI; what this call really returns is an open question (API-NOTES §13).
      try allow(request, ["POST"])
      throw Refused(status: 403, code: "Security", message: "The sandbox has no billing run.")
    }
    return nil
  }

  private mutating func invoice(_ request: SandboxRequest, _ rest: [String], _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    guard let id = Int(rest[0]) else { throw .notFound("The requested resource was not found.") }
    guard let index = index(ofInvoice: id) else { throw .notFound("Invoice \(id) not found") }
    if rest == [rest[0], "pdf"] {
      try allow(request, ["GET"])
      let record = records.invoice(data.invoices[index], change(index))
      var answer = SandboxAnswer(
        status: 200, headers: [("Content-Disposition", "inline; filename=\"invoice-\(data.invoices[index].number).pdf\"")],
        body: InvoicePDF.document(data.invoices[index], record, data.lines(of: data.invoices[index])))
      answer.type = "application/pdf"
      return answer
    }
    guard rest.count == 1 else { throw .notFound("The requested resource was not found.") }
    switch request.method {
    case "PATCH": return try patchInvoice(request, id, records, now: now)
    case "DELETE":
      try removeInvoice(index, by: Self.apiMember, request, now: now)
      return .init(status: 204, headers: [], body: [])
    default:
      try allow(request, ["GET"])
      let fields = try Fields(request.value("fields"), .invoice)
      return .init(status: 200, headers: [], body: fields.trim(records.invoice(data.invoices[index], change(index))).bytes)
    }
  }

  private mutating func batch(_ request: SandboxRequest, _ rest: [String], _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    if rest.isEmpty, request.method == "POST" { return try createBatch(request, records, now: now) }
    guard let id = rest.first.flatMap({ Int($0) }) else { throw .notFound("The requested resource was not found.") }
    if rest.count == 2, rest[1] == "export", request.method == "POST" { return try exportBatch(id, records) }
    guard rest.count == 1 else { throw .notFound("The requested resource was not found.") }
    try allow(request, ["DELETE"])
    return try removeBatch(id, now: now)
  }

  /// Takes a line off its invoice; the invoice's totals stay.
  private mutating func detach(_ kind: RecordKind, _ id: Int, _ request: SandboxRequest, _ records: Records, now: Int64)
    throws(Refused) -> SandboxAnswer
  {
    guard let record = one(kind, id, records) else { throw .notFound("\(kind.family.noun) \(id) not found") }
    let body = JSONReader.read(request.body)
    guard kind.family == .timeEntries || body?["removeFromInvoice"]?.bool == true else {
      throw kind.refuse("MissingRequiredField", "The removeFromInvoice field is required.", "removeFromInvoice")
    }
    guard record["invoice"] != nil else { throw kind.refuse("InvalidOperation", "It is on no invoice.", "invoice") }
    var fields: [String: JSON] = ["invoice": .null]
    if kind.family == .timeEntries { fields["status"] = .text("Open") }
    _ = try change(kind, id, fields, request, records, now: now)
    return .init(status: kind.family == .products ? 204 : 200, headers: [], body: [])
  }

  /// An invoice with its lines in one call.
  private func info(of invoice: DemoInvoice, _ records: Records) -> JSON {
    let name = Filter.Name(path: ["invoice", "id"], kind: .number)
    let filter = Filter.compare(name, .equal, .number(Double(invoice.id)))
    let agreement = invoice.script.kind == .agreement ? invoice.company.agreement : nil
    return .record([
      ("id", .integer(invoice.id)), ("invoice", records.invoice(invoice, change(invoice.index))),
      ("products", .list(list(RecordKind(.products), records, filter))), ("bundledComponentsInfo", .list([])),
      ("expenses", .list(list(RecordKind(.expenses), records, filter))),
      ("timeEntries", .list(list(RecordKind(.timeEntries), records, filter))), ("billingSetup", records.billingSetups.first),
      (
        "agreementBillingInfo",
        .list(
          agreement.map {
            [
              .record([
                ("agreementName", .text($0.name)), ("agreementType", .text($0.type)), ("agreementAmount", Records.money($0.base)),
                ("agreementRecId", .integer($0.id)),
              ])
            ]
          } ?? [])
      ),
    ])
  }

  /// One grey pixel: who wants faces brings them.
  private static let portrait: SandboxAnswer = {
    var answer = SandboxAnswer(
      status: 200, headers: [],
      body: [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x88, 0x88, 0x88, 0xFF, 0xFF, 0xFF, 0x2C,
        0x00,
        0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x02, 0x44, 0x01, 0x00, 0x3B,
      ])
    answer.type = "image/gif"
    return answer
  }()
}
