/// Changes to an invoice (API-NOTES §4 and §5): all accepted path forms, the whole record checked again, `_info` moved.
extension Sandbox {
  /// What a patch may set besides the status.
  private enum Writable {
    case text(limit: Int)
    case flag
    case date
  }

  private static let writable: [String: Writable] = [
    "invoiceNumber": .text(limit: 15), "attention": .text(limit: 60), "reference": .text(limit: 50),
    "customerPO": .text(limit: 50),
    "topComment": .text(limit: 6000), "bottomComment": .text(limit: 6000), "internalNotes": .text(limit: 6000),
    "addToBatchEmailList": .flag, "restrictDownpaymentFlag": .flag, "date": .date, "dueDate": .date,
  ]

  /// A deleted invoice takes its lines along.
  mutating func removeInvoice(_ index: Int, by member: String, _ request: SandboxRequest, now: Int64) throws(Refused) {
    guard change(index).batch == nil else {
      throw Refused(status: 409, code: "Conflict", message: "An invoice in a batch cannot be deleted.")
    }
    let record = records(for: request).invoice(data.invoices[index], change(index))
    remember(world, until: now)
    var changed = change(index)
    changed.isRemoved = true
    world.changes[index] = changed
    let id = data.invoices[index].id
    note(
      Effect(number: 0, at: now, invoice: id, field: "deleted", before: String(id), after: "", by: member), action: nil,
      RecordKind(.invoices), record, request)
    announce("deleted", RecordKind(.invoices), record, request, by: member, now: now)
  }

  mutating func patchInvoice(_ request: SandboxRequest, _ id: Int, _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    guard let index = index(ofInvoice: id) else { throw .notFound("Invoice \(id) not found") }
    guard !change(index).status.isClosed else {
      throw .invalid(
        "invoice",
        [
          .init(
            code: "InvalidOperation", message: "A closed invoice can only be changed as a closed invoice.", resource: "invoice",
            field: "status")
        ])
    }
    _ = try carry(try operations(in: request), to: index, only: nil, by: Self.apiMember, request, now: now)
    return .init(status: 200, headers: [], body: records.invoice(data.invoices[index], change(index)).bytes)
  }

  /// `/finance/closedInvoices` knows only `status` and `internalNotes`.
  mutating func patchClosedInvoice(_ request: SandboxRequest, _ text: String, now: Int64) throws(Refused) -> SandboxAnswer {
    guard let id = Int(text), let index = index(ofInvoice: id), change(index).status.isClosed else {
      throw .notFound("ClosedInvoice \(text.prefix(20)) not found")
    }
    // A PUT brings the same two fields as an object.
    let operations =
      request.method == "PATCH" ? try operations(in: request) : try Self.operations(JSONReader.read(request.body))
    let changed = try carry(
      operations, to: index, only: ["status", "internalNotes"], by: Self.apiMember, request, now: now)
    let body = JSON.record([
      ("id", .integer(id)),
      (
        "status",
        .record([
          ("id", .integer(changed.status.rawValue)), ("name", .text(changed.status.name)),
          ("isClosed", .flag(changed.status.isClosed)),
        ])
      ), ("internalNotes", changed.fields["internalNotes"].flatMap { $0 == .null ? nil : $0 }),
      ("_info", Records(data: data, base: "").info(changed.lastUpdated, changed.updatedBy)),
    ])
    return .init(status: 200, headers: [], body: body.bytes)
  }

  /// An object as the replacements that it stands for.
  private static func operations(_ body: JSON?) throws(Refused) -> [JSON] {
    guard case .object(let members)? = body else {
      throw .invalid(
        "invoice", [.init(code: "InvalidBody", message: "A JSON object is required.", resource: "invoice", field: "")])
    }
    return members.filter { !["id", "_info"].contains($0.name) }.map {
      .record([("op", .text("replace")), ("path", .text($0.name)), ("value", $0.value)])
    }
  }

  func operations(in request: SandboxRequest) throws(Refused) -> [JSON] {
    guard request.headers["content-type"]?.lowercased().contains("json") == true else {
      throw Refused(status: 415, code: "UnsupportedMediaType", message: "Send application/json.")
    }
    guard case .list(let operations) = JSONReader.read(request.body), !operations.isEmpty else {
      throw .invalid(
        "invoice",
        [
          .init(code: "InvalidBody", message: "A list of patch operations is required.", resource: "invoice", field: "")
        ])
    }
    return operations
  }

  /// All operations or none; whatever changes is in the ledger.
  mutating func carry(
    _ operations: [JSON], to index: Int, only: Set<String>?, by member: String, _ request: SandboxRequest, now: Int64
  ) throws(Refused) -> InvoiceChange {
    let old = change(index)
    var new = old
    var effects: [(field: String, before: String, after: String)] = []
    for operation in operations {
      guard let effect = try apply(operation, to: &new, only: only) else { continue }
      effects.append(effect)
    }
    try check(new, was: old, of: data.invoices[index])
    guard !effects.isEmpty else { return old }
    if new.status.isClosed, !old.status.isClosed { new.closedBy = member }
    if !new.status.isClosed { new.closedBy = nil }
    // Never backwards and never the same, or nobody could find the change by its mark.
    new.lastUpdated = max(now / 1000 * 1000, old.lastUpdated + 1000)
    new.updatedBy = member
    remember(world, until: now)
    world.changes[index] = new
    for effect in effects {
      ledger.append(
        Effect(
          number: ledger.count + 1, at: now, invoice: data.invoices[index].id, field: effect.field, before: effect.before,
          after: effect.after, by: member))
    }
    if world.overlay.created[RecordKind(.callbacks)]?.isEmpty == false {
      let records = records(for: request)
      announce(
        "updated", RecordKind(.invoices), records.invoice(data.invoices[index], new), request, by: member, now: now)
    }
    return new
  }

  /// Nil for a change that is accepted and does nothing: the real server does that with paths inside most references.
  private func apply(
    _ operation: JSON, to change: inout InvoiceChange, only: Set<String>?
  ) throws(Refused) -> (field: String, before: String, after: String)? {
    func refuse(_ code: String, _ message: String, _ field: String) -> Refused {
      .invalid("invoice", [.init(code: code, message: message, resource: "invoice", field: field)])
    }
    guard let verb = operation["op"]?.string?.lowercased(), ["add", "replace", "remove"].contains(verb),
      let path = operation["path"]?.string
    else { throw refuse("InvalidOperation", "An operation needs op (add, replace or remove) and path.", "") }
    // `status`, `/status`, `status/id` and `/status/id` are all in use.
    let segments = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let field = segments.first, segments.count <= 2, Shape.invoice.names.contains(field) else {
      throw refuse("InvalidPath", "The path \(path.prefix(60)) was not found.", String(path.prefix(60)))
    }
    if let only, !only.contains(field) { throw refuse("InvalidPath", "The path \(path.prefix(60)) was not found.", field) }
    let value = verb == "remove" ? JSON.null : operation["value"] ?? .null
    if field == "status" {
      guard value != .null else { throw refuse("MissingRequiredField", "The status field is required.", "status") }
      let given = segments.count == 1 ? value : JSON.record([(segments[1], value)])
      guard let status = Self.status(given) else { throw refuse("InvalidReference", "The status was not found.", "status") }
      defer { change.status = status }
      return ("status", String(change.status.rawValue), String(status.rawValue))
    }
    guard segments.count == 1 else { return nil }
    guard let kind = Self.writable[field] else { throw refuse("ReadOnlyField", "The \(field) field cannot be changed.", field) }
    switch (kind, value) {
    case (_, .null) where field == "invoiceNumber" || field == "date":
      throw refuse("MissingRequiredField", "The \(field) field is required.", field)
    case (_, .null): break
    case (.text(let limit), .text(let text)):
      guard text.count <= limit else {
        throw refuse("OutOfRange", "The \(field) field must be at most \(limit) characters.", field)
      }
    case (.flag, .flag): break
    case (.date, .text(let text)) where Moment.parse(text) != nil: break
    default: throw refuse("InvalidType", "The value of \(field) has the wrong type.", field)
    }
    let before = change.fields[field].map(Self.word) ?? ""
    change.fields[field] = value
    return (field, before, Self.word(value))
  }

  static func word(_ value: JSON) -> String { value.string ?? String(decoding: value.bytes, as: UTF8.self) }

  private static func status(_ value: JSON) -> DemoStatus? {
    let id = value["id"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
    if let id { return DemoStatus(rawValue: id) }
    guard let name = value["name"]?.string?.lowercased() else { return nil }
    return DemoStatus.allCases.first { $0.name.lowercased() == name }
  }

  /// The whole record is checked again after each patch.
  private func check(_ change: InvoiceChange, was old: InvoiceChange, of invoice: DemoInvoice) throws(Refused) {
    guard !(old.status.isClosed && !change.status.isClosed && old.batch != nil) else {
      throw .invalid(
        "invoice",
        [
          .init(
            code: "InvalidOperation", message: "An invoice in a batch cannot be opened again.", resource: "invoice",
            field: "status")
        ])
    }
    guard !change.status.isClosed || invoice.company.accountNumber != nil else {
      throw .invalid(
        "invoice",
        [
          .init(
            code: "MissingRequiredField",
            message: "An account number is required on the company before its invoices can be closed.",
            resource: "invoice", field: "accountNumber")
        ])
    }
  }
}
