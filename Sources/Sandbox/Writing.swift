/// Creating, changing and removing records other than invoices: names, types, required fields and references are checked, and
/// everything that changes is in the ledger.
extension Sandbox {
  mutating func create(_ kind: RecordKind, _ request: SandboxRequest, _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    var fields = try fields(kind, try object(request, kind), records)
    let missing = kind.family.facts.required.filter { fields[$0] == nil || fields[$0] == .null }
    guard missing.isEmpty else {
      throw .invalid(
        kind.resource,
        missing.map {
          .init(code: "MissingRequiredField", message: "The \($0) field is required.", resource: kind.resource, field: $0)
        })
    }
    try check(kind, fields, records)
    remember(world, until: now)
    let id = world.overlay.nextID()
    complete(kind, id, &fields, existing: nil, records, now: now)
    let stamp = records.info(
      now, Self.apiMember, [("dateEntered", .text(Moment.text(now))), ("enteredBy", .text(Self.apiMember))])
    let record = JSON.record(
      [("id", .integer(id))] + fields.sorted { $0.key < $1.key }.filter { $0.value != .null }.map { ($0.key, $0.value) }
        + [("_info", stamp)])
    world.overlay.created[kind, default: [:]][id] = record
    pay(kind, record, 1)
    note(
      Effect(
        number: 0, at: now, invoice: invoiceID(kind, record), field: "created", before: "",
        after: Self.word(request.body.count > 4_000 ? .text("…") : record.without("_info")), resource: kind.family.noun, id: id),
      action: "added", kind, record, request)
    return .init(status: 201, headers: [], body: record.bytes)
  }

  mutating func replace(_ kind: RecordKind, _ id: Int, _ request: SandboxRequest, _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    var fields = try fields(kind, try object(request, kind), records)
    guard case .object(let members)? = one(kind, id, records) else { throw .notFound("\(kind.family.noun) \(id) not found") }
    // What is missing falls back to null.
    for member in members where !["id", "_info", "customFields"].contains(member.name) && fields[member.name] == nil {
      fields[member.name] = .null
    }
    return try change(kind, id, fields, request, records, now: now)
  }

  mutating func patch(_ kind: RecordKind, _ id: Int, _ request: SandboxRequest, _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    guard one(kind, id, records) != nil else { throw .notFound("\(kind.family.noun) \(id) not found") }
    var given: [JSON.Member] = []
    for operation in try operations(in: request) {
      guard let verb = operation["op"]?.string?.lowercased(), ["add", "replace", "remove"].contains(verb),
        let path = operation["path"]?.string
      else { throw kind.refuse("InvalidOperation", "An operation needs op (add, replace or remove) and path.", "") }
      let segments = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
      guard let field = segments.first, segments.count <= 2 else {
        throw kind.refuse("InvalidPath", "The path \(path.prefix(60)) was not found.", String(path.prefix(60)))
      }
      let value = verb == "remove" ? JSON.null : operation["value"] ?? .null
      if segments.count == 2 {
        // Inside a reference only the id has an effect.
        guard segments[1] == "id" else { continue }
        given.append(.init(name: field, value: .record([("id", value)])))
      } else {
        given.append(.init(name: field, value: value))
      }
    }
    return try change(kind, id, try fields(kind, given, records), request, records, now: now)
  }

  mutating func remove(_ kind: RecordKind, _ id: Int, _ request: SandboxRequest, _ records: Records, now: Int64) throws(Refused)
    -> SandboxAnswer
  {
    guard let record = one(kind, id, records) else { throw .notFound("\(kind.family.noun) \(id) not found") }
    remember(world, until: now)
    world.overlay.remove(kind, id)
    pay(kind, record, -1)
    note(
      Effect(
        number: 0, at: now, invoice: invoiceID(kind, record), field: "deleted", before: String(id), after: "",
        resource: kind.family.noun, id: id), action: "deleted", kind, record, request)
    return .init(status: 204, headers: [], body: [])
  }

  /// Sets fields that were checked.
  mutating func change(
    _ kind: RecordKind, _ id: Int, _ given: [String: JSON], _ request: SandboxRequest, _ records: Records, now: Int64
  ) throws(Refused) -> SandboxAnswer {
    guard let record = one(kind, id, records) else { throw .notFound("\(kind.family.noun) \(id) not found") }
    for name in kind.family.facts.required where given[name] == .null {
      throw kind.refuse("MissingRequiredField", "The \(name) field is required.", name)
    }
    let effective = given.filter { record[$0.key] ?? .null != $0.value }
    guard !effective.isEmpty else { return .init(status: 200, headers: [], body: record.bytes) }
    var fields = effective
    complete(kind, id, &fields, existing: record, records, now: now)
    let last = record["_info"]?["lastUpdated"]?.string.flatMap { Moment.parse($0) } ?? 0
    fields["_info"] = records.info(max(now / 1000 * 1000, last + 1000), Self.apiMember)
    remember(world, until: now)
    world.overlay.set(kind, id, fields)
    let changed = one(kind, id, records) ?? record
    for (name, value) in effective.sorted(by: { $0.key < $1.key }) {
      note(
        Effect(
          number: 0, at: now, invoice: invoiceID(kind, record), field: name, before: Self.word(record[name] ?? .text("")),
          after: Self.word(value), resource: kind.family.noun, id: id), action: nil, kind, changed, request)
    }
    announce("updated", kind, changed, request, now: now)
    return .init(status: 200, headers: [], body: changed.bytes)
  }

  /// Enters the effect, numbered, and tells who asked to be told.
  mutating func note(_ effect: Effect, action: String?, _ kind: RecordKind, _ record: JSON, _ request: SandboxRequest) {
    ledger.append(
      Effect(
        number: ledger.count + 1, at: effect.at, invoice: effect.invoice, field: effect.field, before: effect.before,
        after: effect.after, resource: effect.resource, id: effect.id, by: effect.by))
    if let action { announce(action, kind, record, request, now: effect.at) }
  }

  /// A payment moves the balance of its invoice.
  private mutating func pay(_ kind: RecordKind, _ payment: JSON, _ sign: Int) {
    guard kind.family == .payments, let index = index(ofInvoice: kind.parent) else { return }
    var changed = change(index)
    changed.paid += sign * (payment["amount"]?.cents ?? 0)
    world.changes[index] = changed
  }

  /// The invoice that a record belongs to, 0 for none.
  private func invoiceID(_ kind: RecordKind, _ record: JSON) -> Int {
    if kind.family.parent == .invoices { return kind.parent }
    return record["invoice"]?["id"]?.int ?? 0
  }

  // MARK: What may be written

  private func object(_ request: SandboxRequest, _ kind: RecordKind) throws(Refused) -> [JSON.Member] {
    guard request.headers["content-type"]?.lowercased().contains("json") == true else {
      throw Refused(status: 415, code: "UnsupportedMediaType", message: "Send application/json.")
    }
    guard case .object(let members)? = JSONReader.read(request.body) else {
      throw kind.refuse("InvalidBody", "A JSON object is required.", "")
    }
    return members
  }

  private func fields(_ kind: RecordKind, _ members: [JSON.Member], _ records: Records) throws(Refused) -> [String: JSON] {
    var fields: [String: JSON] = [:]
    for member in members where !["id", "_info"].contains(member.name) {
      let isCustom = member.name == "customFields"
      guard isCustom || kind.family.shape.names.contains(member.name) else {
        throw kind.refuse("InvalidPath", "The field \(member.name.prefix(60)) was not found.", String(member.name.prefix(60)))
      }
      let shape = isCustom ? .list : kind.family.shape.kind(of: [member.name.lowercased()])
      switch (shape, member.value) {
      case (_, .null), (.number, .number), (.text, .text), (.word, .text), (.flag, .flag), (.list, .list):
        fields[member.name] = member.value
      case (.moment, .text(let text)) where Moment.parse(text) != nil: fields[member.name] = member.value
      case (.reference, .object): fields[member.name] = try resolve(kind, member.name, member.value, records)
      default: throw kind.refuse("InvalidType", "The value of \(member.name) has the wrong type.", member.name)
      }
    }
    return fields
  }

  private static let families: [String: Family] = [
    "company": .companies, "billToCompany": .companies, "shipToCompany": .companies, "contact": .contacts,
    "billToContact": .contacts, "billingContact": .contacts, "member": .members, "owner": .members, "manager": .members,
    "product": .catalog, "catalogItem": .catalog, "agreement": .agreements, "taxCode": .taxCodes, "location": .locations,
    "department": .departments, "billingTerms": .billingTerms, "billingCycle": .billingCycles, "workType": .workTypes,
    "workRole": .workRoles, "invoice": .invoices, "ticket": .tickets, "project": .projects, "currency": .currencies,
    "category": .categories, "subcategory": .subcategories, "paymentMethod": .paymentTypes, "classification": .classifications,
    "unitOfMeasure": .units, "invoiceTemplate": .invoiceTemplates, "emailTemplate": .invoiceEmailTemplates,
  ]

  /// A reference is set by id, identifier or name, and must lead somewhere.
  private func resolve(_ kind: RecordKind, _ field: String, _ value: JSON, _ records: Records) throws(Refused) -> JSON {
    let family: Family? =
      switch (field, kind.family) {
      case ("type", .agreements): .agreementTypes
      case ("type", .expenses): .expenseTypes
      case ("type", .catalog): .productTypes
      default: Self.families[field]
      }
    guard let family else { return value.without("_info") }
    let target = RecordKind(family)
    var found: JSON?
    if let id = value["id"].flatMap({ $0.int ?? $0.string.flatMap { Int($0) } }) {
      found = one(target, id, records) ?? (family == .tickets ? one(RecordKind(.projectTickets), id, records) : nil)
    } else if let wanted = (value["identifier"] ?? value["name"])?.string?.lowercased() {
      found = list(target, records).first {
        $0["identifier"]?.string?.lowercased() == wanted || $0["name"]?.string?.lowercased() == wanted
      }
    }
    guard let found else { throw kind.refuse("InvalidReference", "The \(field) was not found.", field) }
    let names = [found["firstName"]?.string, found["lastName"]?.string].compactMap { $0 }.joined(separator: " ")
    return .record([
      ("id", found["id"]), ("identifier", found["identifier"] ?? found["invoiceNumber"]),
      ("name", found["name"] ?? (names.isEmpty ? nil : .text(names))), ("summary", found["summary"]),
    ])
  }
}

extension RecordKind {
  /// As error bodies call it.
  var resource: String { family.noun.prefix(1).lowercased() + family.noun.dropFirst() }

  func refuse(_ code: String, _ message: String, _ field: String) -> Refused {
    .invalid(resource, [.init(code: code, message: message, resource: resource, field: field)])
  }
}

extension JSON {
  func without(_ name: String) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }

  /// Exact, for sums: hundredths of a number with at most two decimals, rounded beyond.
  var cents: Int? {
    guard case .number(let digits) = self, let value = Double(digits), abs(value) < 1e12 else { return nil }
    return Int((value * 100).rounded())
  }
}
