/// What the server works out by itself when a record is written; nothing else is recomputed.
extension Sandbox {
  func check(_ kind: RecordKind, _ fields: [String: JSON], _ records: Records) throws(Refused) {
    switch kind.family {
    case .callbacks:
      guard
        Self.callbackLevels[fields["type"]?.string?.lowercased() ?? ""]?.contains(fields["level"]?.string?.lowercased() ?? "")
          == true
      else { throw kind.refuse("InvalidValue", "The level does not fit the type.", "level") }
      guard fields["description"]?.string?.count ?? 0 <= 100 else {
        throw kind.refuse("OutOfRange", "The description field must be at most 100 characters.", "description")
      }
    case .additions:
      guard fields["invoiceDescription"]?.string?.count ?? 0 <= 6000 else {
        throw kind.refuse("OutOfRange", "The invoiceDescription field must be at most 6000 characters.", "invoiceDescription")
      }
    default: break
    }
  }

  func complete(_ kind: RecordKind, _ id: Int, _ fields: inout [String: JSON], existing: JSON?, _ records: Records, now: Int64) {
    func value(_ name: String) -> JSON? { fields[name] ?? existing?[name] }
    func fill(_ name: String, _ value: JSON) {
      if fields[name] == nil, existing?[name] == nil { fields[name] = value }
    }
    switch kind.family {
    case .additions:
      let item = value("product")?["id"]?.int.flatMap { id in DemoCast.catalog.first { $0.id == id } }
      fill("quantity", .number("1.0"))
      fill("unitPrice", Records.money(item?.price ?? 0))
      fill("unitCost", Records.money(item?.cost ?? 0))
      fill("effectiveDate", .text(Moment.midnight(Int(now / 86_400_000))))
      fill("taxableFlag", .flag(item?.isTaxable ?? false))
      fill("invoiceDescription", .text(item?.description ?? ""))
      fill("description", .text(item?.description ?? ""))
      fill("agreementId", .integer(kind.parent))
      fill("uom", .text("Each"))
      fill("agreementStatus", .text("Active"))
      let (quantity, price, cost) = (value("quantity")?.cents ?? 0, value("unitPrice")?.cents ?? 0, value("unitCost")?.cents ?? 0)
      fields["billedQuantity"] = Records.money(quantity)
      fields["extPrice"] = Records.money(quantity * price / 100)
      fields["extCost"] = Records.money(quantity * cost / 100)
      fields["margin"] = Records.money(price - cost)
    case .products:
      fill("quantity", .number("1.0"))
      let item = value("catalogItem")?["id"]?.int.flatMap { id in DemoCast.catalog.first { $0.id == id } }
      fill("price", Records.money(item?.price ?? 0))
      fill("cost", Records.money(item?.cost ?? 0))
      fill("description", .text(item?.description ?? ""))
      fill("customerDescription", .text(item?.description ?? ""))
      fill("cancelledFlag", .flag(false))
      fill("taxableFlag", .flag(item?.isTaxable ?? false))
      let (quantity, price, cost) = (value("quantity")?.cents ?? 0, value("price")?.cents ?? 0, value("cost")?.cents ?? 0)
      fields["extPrice"] = Records.money(quantity * price / 100)
      fields["extCost"] = Records.money(quantity * cost / 100)
      fields["margin"] = Records.money(price - cost)
    case .routings:
      // Whether the real server stamps the date is unverified (API-NOTES §5); this one does.
      if fields["reviewedFlag"] == .flag(true) { fields["dateReviewedUTC"] = .text(Moment.text(now)) }
      if fields["reviewedFlag"] == .flag(false) { fields["dateReviewedUTC"] = .null }
      fill("reviewedFlag", .flag(false))
      if let invoice = invoice(kind.parent) { fill("invoice", records.reference(to: invoice)) }
    case .payments:
      if let index = index(ofInvoice: kind.parent) {
        let invoice = data.invoices[index]
        let total = invoice.totals.total
        fill("invoice", records.reference(to: invoice))
        fill("invoiceTotal", Records.money(total))
        fill("invoiceBalance", Records.money(total - paid(index) - (value("amount")?.cents ?? 0)))
      }
      fill("source", .text("Default"))
      fill("balance", .number("0.0"))
      fill("paymentDate", .text(Moment.midnight(Int(now / 86_400_000))))
      fill("appliedBy", .text(Self.apiMember))
      fill("paymentSyncStatus", .text("Applied"))
    case .callbacks:
      fill("memberId", .integer(DemoCast.members[DemoCast.apiMember].id))
      fill("payloadVersion", .text("3.0.0"))
      for flag in ["inactiveFlag", "isSoapCallbackFlag", "isSelfSuppressedFlag"] { fill(flag, .flag(false)) }
      fill("connectWiseID", .text(Self.identifier(UInt64(bitPattern: Int64(id)))))
    case .notes, .projectNotes:
      fill("ticketId", .integer(kind.parent))
      fill("member", records.member(DemoCast.members[DemoCast.apiMember]).without("_info"))
      for flag in ["detailDescriptionFlag", "internalAnalysisFlag", "resolutionFlag", "issueFlag"] { fill(flag, .flag(false)) }
    case .agreements:
      fill("agreementStatus", .text("Active"))
      fill("cancelledFlag", .flag(false))
      if fields["cancelledFlag"] == .flag(true) { fields["agreementStatus"] = .text("Cancelled") }
    case .timeEntries:
      fill("status", .text("Open"))
      fill("billableOption", .text("Billable"))
      fill("enteredBy", .text(Self.apiMember))
      fill("dateEntered", .text(Moment.text(now)))
      if existing == nil, fields["hoursBilled"] == nil { fields["hoursBilled"] = fields["actualHours"] }
    case .expenses: fill("status", .text("Open"))
    case .tickets, .projectTickets:
      fill("closedFlag", .flag(false))
      fill("status", Records.reference(1, "New"))
      fill("board", Records.reference(1, "Helpdesk"))
    default: break
    }
  }

  /// Cents that were paid on an invoice.
  func paid(_ index: Int) -> Int {
    let invoice = data.invoices[index]
    return (invoice.isPaid ? invoice.totals.total : 0) + change(index).paid
  }

  /// A GUID that follows from a number.
  static func identifier(_ number: UInt64) -> String {
    var chance = Chance(seed: number)
    let digits = Array(
      [chance.next(), chance.next()].map { word in String(word, radix: 16) }.map {
        String(repeating: "0", count: 16 - $0.count) + $0
      }.joined())
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { String(digits[$0..<$1]) }.joined(separator: "-")
  }
}
