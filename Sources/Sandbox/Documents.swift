import HTTP

/// A document that was uploaded.
struct UploadedDocument: Sendable {
  let record: JSON
  let recordType: String
  let recordID: Int
  let bytes: [UInt8]
}

/// Documents (API-NOTES §5): receipts of expenses are there from the start, whatever else is uploaded.
extension Sandbox {
  private static let receiptOffset = 60_000_000
  private static let uploadLimit = 512 << 10

  /// The receipt that has this id.
  func receipt(_ id: Int, _ records: Records) -> JSON? {
    let line = id - Self.receiptOffset
    guard let index = DemoInvoice.index(ofLine: line), data.invoices.indices.contains(index) else { return nil }
    let invoice = data.invoices[index]
    guard let expense = data.lines(of: invoice).expenses.first(where: { $0.id == line }), expense.hasReceipt else { return nil }
    return records.document(
      id, "Receipt \(expense.type.name)", "receipt-\(line).pdf", 900, invoice.created, expense.member.identifier)
  }

  /// The documents of one record.
  private func documents(_ type: String, _ id: Int, _ records: Records) -> [JSON] {
    var found: [JSON] = []
    if type == "expense", let receipt = receipt(id + Self.receiptOffset, records) { found.append(receipt) }
    let uploads = world.files.filter { $0.value.recordType == type && $0.value.recordID == id }
    found += uploads.sorted { $0.key < $1.key }.map(\.value.record)
    return found.compactMap { world.overlay.apply(RecordKind(.documents), $0) }
  }

  mutating func documents(_ request: SandboxRequest, _ rest: [String], _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    switch (request.method, rest) {
    case ("GET", []), ("GET", ["count"]):
      guard let type = request.value("recordType")?.lowercased(), let id = request.value("recordId").flatMap({ Int($0) }) else {
        throw Refused(status: 400, code: "InvalidArgument", message: "recordType and recordId are required.")
      }
      let listing = try Listing(request, .document)
      let found = documents(type, id, records)
      if rest == ["count"] { return .init(status: 200, headers: [], body: JSON.record([("count", .integer(found.count))]).bytes) }
      let start = min((listing.page - 1) * listing.pageSize, found.count)
      let page = found[start..<min(start + listing.pageSize, found.count)]
      return .init(status: 200, headers: [], body: JSON.list(page.map(listing.fields.trim)).bytes)
    case ("POST", []): return try upload(request, records, now: now)
    default: break
    }
    guard let id = rest.first.flatMap({ Int($0) }), let record = world.files[id]?.record ?? receipt(id, records),
      world.overlay.removed[RecordKind(.documents)]?.contains(id) != true
    else { throw .notFound("Document \(rest.first?.prefix(20) ?? "") not found") }
    switch (request.method, rest.dropFirst()) {
    case ("GET", []): return .init(status: 200, headers: [], body: record.bytes)
    case ("GET", ["download"]):
      let name = record["fileName"]?.string ?? "document"
      var answer = SandboxAnswer(
        status: 200, headers: [("Content-Disposition", "attachment; filename=\"\(name.filter { $0.isASCII && $0 != "\"" })\"")],
        body: world.files[id]?.bytes ?? InvoicePDF.receipt(record))
      answer.type = "application/octet-stream"
      return answer
    case ("DELETE", []):
      remember(world, until: now)
      if world.files.removeValue(forKey: id) == nil { world.overlay.remove(RecordKind(.documents), id) }
      note(
        Effect(number: 0, at: now, invoice: 0, field: "deleted", before: String(id), after: "", resource: "DocumentInfo", id: id),
        action: nil, RecordKind(.documents), record, request)
      return .init(status: 204, headers: [], body: [])
    default: throw .notFound("The requested resource was not found.")
    }
  }

  private mutating func upload(_ request: SandboxRequest, _ records: Records, now: Int64) throws(Refused) -> SandboxAnswer {
    guard let boundary = Multipart.boundary(request.headers["content-type"] ?? "") else {
      throw Refused(status: 415, code: "UnsupportedMediaType", message: "Send multipart/form-data.")
    }
    guard let parts = Multipart.parse(request.body.span, boundary: boundary) else {
      throw Refused(status: 400, code: "InvalidBody", message: "The form cannot be read.")
    }
    var fields: [String: String] = [:]
    var file: (name: String, bytes: [UInt8])?
    for part in parts {
      let content = Array(request.body[part.content])
      if let name = part.fileName { file = (name, content) } else { fields[part.name] = String(decoding: content, as: UTF8.self) }
    }
    guard let type = fields["recordType"]?.lowercased(), let recordID = fields["recordId"].flatMap({ Int($0) }), let file else {
      throw RecordKind(.documents).refuse("MissingRequiredField", "file, recordType and recordId are required.", "recordId")
    }
    guard file.bytes.count <= Self.uploadLimit else {
      throw Refused(status: 413, code: "TooLarge", message: "The sandbox keeps documents of at most 512 KiB.")
    }
    remember(world, until: now)
    let id = world.overlay.nextID()
    let record = records.document(id, fields["title"] ?? file.name, file.name, file.bytes.count, now, Self.apiMember)
    world.files[id] = UploadedDocument(record: record, recordType: type, recordID: recordID, bytes: file.bytes)
    let invoice = type == "invoice" ? recordID : 0
    note(
      Effect(
        number: 0, at: now, invoice: invoice, field: "created", before: "", after: fields["title"] ?? file.name,
        resource: "DocumentInfo", id: id), action: nil, RecordKind(.documents), record, request)
    return .init(status: 201, headers: [], body: record.bytes)
  }
}

extension Records {
  func document(_ id: Int, _ title: String, _ fileName: String, _ size: Int, _ at: Int64, _ owner: String) -> JSON {
    .record([
      ("id", .integer(id)), ("title", .text(title)), ("fileName", .text(fileName)),
      ("serverFileName", .text("\(String(id, radix: 16)).pdf")), ("owner", .text(owner)), ("linkFlag", .flag(false)),
      ("imageFlag", .flag(false)), ("publicFlag", .flag(false)), ("htmlTemplateFlag", .flag(false)),
      ("readOnlyFlag", .flag(false)),
      ("size", .integer(size)), ("urlFlag", .flag(false)), ("createdOnDate", .text(Moment.text(at))),
      ("guid", .text(Sandbox.identifier(UInt64(id)))), ("_info", info(at, owner)),
    ])
  }
}
