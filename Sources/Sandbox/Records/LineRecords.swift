extension Records {
  func timeEntries(of invoice: DemoInvoice) -> [JSON] {
    data.lines(of: invoice).time.enumerated().map { place, entry in time(entry, place: place, on: invoice) }
  }

  private func time(_ entry: DemoLines.Time, place: Int, on invoice: DemoInvoice) -> JSON {
    let company = invoice.company
    let ticketID = entry.isCovered ? invoice.ticketID(min(place, 50) + 1) : invoice.ticketID()
    let end = entry.start + Int64(entry.actual) * 36_000
    let ticket = entry.story.map { self.ticket(ticketID, $0) } ?? projectTicket(of: invoice)
    let (project, phase): (JSON?, JSON?) =
      switch invoice.script.kind {
      case .project(let index): (self.project(index), nil)
      case .phase(let index): (self.project(index), self.phase(index))
      case .agreement, .ticket, .fixedFeeProject, .salesOrder, .progress, .downPayment, .miscellaneous, .credit: (nil, nil)
      }
    let amount = entry.isCovered ? entry.billed * entry.rate / 100 : 0
    let members: [(String, JSON?)] = [
      ("id", .integer(entry.id)), ("company", self.company(company)), ("companyType", .text("Client")),
      ("chargeToId", .integer(ticketID)), ("chargeToType", .text(entry.story == nil ? "ProjectTicket" : "ServiceTicket")),
      ("member", member(entry.member)), ("locationId", .integer(DemoCast.location.id)), ("businessUnitId", .integer(10)),
      ("businessGroupDesc", .text("Professional Services")), ("location", location), ("department", department()),
      ("workType", reference(entry.workType.id, entry.workType.name, "workType", "time/workTypes")),
      ("workRole", reference(entry.role.id, entry.role.name, "workRole", "time/workRoles")),
      ("agreement", entry.isCovered ? company.agreement.map(agreement) : nil),
      ("agreementType", entry.isCovered ? company.agreement.map { .text($0.type) } : nil),
      ("territory", .text(DemoCast.location.name)), ("timeStart", .text(Moment.text(entry.start))),
      ("timeEnd", .text(Moment.text(end))),
      ("hoursDeduct", Self.money(0)), ("actualHours", Self.money(entry.actual)), ("billableOption", .text(entry.option)),
      ("notes", entry.notes.map { .text($0) }), ("internalNotes", entry.internalNotes.map { .text($0) }),
      ("addToDetailDescriptionFlag", .flag(false)), ("addToInternalAnalysisFlag", .flag(false)),
      ("addToResolutionFlag", .flag(true)),
      ("emailResourceFlag", .flag(false)), ("emailContactFlag", .flag(false)), ("emailCcFlag", .flag(false)),
      ("hoursBilled", Self.money(entry.billed)), ("invoiceHours", Self.money(entry.isCovered ? 0 : entry.billed)),
      ("hourlyCost", .text("\(entry.member.cost / 100).\(entry.member.cost % 100 < 10 ? "0" : "")\(entry.member.cost % 100)")),
      ("enteredBy", .text(entry.member.identifier)), ("dateEntered", .text(Moment.text(end + 100_000))),
      ("invoice", entry.isInvoiced ? reference(to: invoice) : nil), ("hourlyRate", Self.money(entry.rate)),
      ("agreementHours", Self.money(entry.isCovered ? entry.billed : 0)), ("agreementAmount", Self.money(amount)),
      ("agreementAdjustment", Self.money(0)), ("adjustment", Self.money(0)), ("invoiceReady", .integer(entry.isInvoiced ? 1 : 0)),
      ("status", .text(entry.isInvoiced ? entry.isCovered ? "BilledAgreement" : "Billed" : "Open")), ("ticket", ticket),
      ("project", project),
      ("phase", phase),
      ("ticketBoard", entry.story.map { .text(DemoStory.all[$0].board) }),
      ("ticketStatus", entry.story.map { _ in .text(">Closed") }),
      ("ticketType", entry.story.map { .text(DemoStory.all[$0].type) }), ("invoiceFlag", .flag(entry.isInvoiced)),
      ("extendedInvoiceAmount", Self.money(entry.extended)), ("locationName", .text(DemoCast.location.name)),
      ("taxCode", company.taxCode.map(taxCode)),
      ("_info", info(invoice.created, DemoCast.members[DemoCast.finance].identifier)),
    ]
    return .record(members)
  }

  func expenses(of invoice: DemoInvoice) -> [JSON] {
    data.lines(of: invoice).expenses.map { expense in
      let ticket: JSON? =
        if case .ticket(let story) = invoice.script.kind { self.ticket(invoice.ticketID(), story) } else {
          projectTicket(of: invoice)
        }
      let members: [(String, JSON?)] = [
        ("id", .integer(expense.id)), ("company", company(invoice.company)), ("chargeToId", .integer(invoice.ticketID())),
        ("chargeToType", .text(invoice.script.kind.project != nil ? "ProjectTicket" : "ServiceTicket")),
        ("type", reference(expense.type.id, expense.type.name, "type", "expense/types")), ("member", member(expense.member)),
        ("paymentMethod", reference(2, "Paid by employee", "method", "expense/paymentTypes")),
        ("classification", reference(1, "Reimbursable", "classification", "expense/classifications")),
        ("amount", Self.money(expense.amount)), ("billableOption", .text("Billable")),
        ("date", .text(Moment.midnight(expense.date))),
        ("locationId", .integer(DemoCast.location.id)), ("businessUnitId", .integer(10)), ("notes", .text(expense.notes)),
        ("invoiceAmount", Self.money(expense.amount)), ("invoice", expense.isInvoiced ? reference(to: invoice) : nil),
        ("currency", currency(invoice.company.currency)), ("status", .text(expense.isInvoiced ? "Billed" : "Open")),
        ("billAmount", Self.money(expense.amount)),
        ("agreementAmount", Self.money(0)), ("ticket", ticket),
        ("_info", info(invoice.created, DemoCast.members[DemoCast.finance].identifier)),
      ]
      return .record(members)
    }
  }

  func products(of invoice: DemoInvoice) -> [JSON] {
    data.lines(of: invoice).products.map { product(_: $0, on: invoice) }
  }

  private func product(_ product: DemoLines.Product, on invoice: DemoInvoice) -> JSON {
    let isAgreement = invoice.script.kind == .agreement
    let unit = isAgreement ? 11 : 10
    let ticket: JSON? = if case .ticket(let story) = invoice.script.kind { self.ticket(invoice.ticketID(), story) } else { nil }
    let members: [(String, JSON?)] = [
      ("id", .integer(product.id)),
      (
        "catalogItem",
        .record([
          ("id", .integer(product.item.id)), ("identifier", .text(product.item.identifier)),
          (
            "_info", .record([("typeId", .text("3")), ("catalog_href", .text("\(base)/procurement/catalog/\(product.item.id)"))])
          ),
        ])
      ), ("description", .text(product.item.description)), ("sequenceNumber", Self.money(product.sequence * 100)),
      ("quantity", Self.money(product.quantity * 100)),
      ("unitOfMeasure", reference(1, "Each", "uom", "procurement/unitOfMeasures")), ("price", Self.money(product.price)),
      ("cost", Self.money(product.cost)), ("extPrice", Self.money(product.extended)),
      ("extCost", Self.money(product.cost * product.quantity)), ("discount", Self.money(0)),
      // Per unit, in money (API-NOTES §5).
      ("margin", Self.money(product.price - product.cost)), ("agreementAmount", Self.money(0)),
      ("billableOption", .text(product.option)), ("agreement", isAgreement ? invoice.company.agreement.map(agreement) : nil),
      ("locationId", .integer(DemoCast.location.id)), ("location", location), ("businessUnitId", .integer(unit)),
      ("businessUnit", department(unit)), ("vendorSku", .text("")), ("taxableFlag", .flag(product.isTaxable)),
      ("dropshipFlag", .flag(false)), ("specialOrderFlag", .flag(false)), ("phaseProductFlag", .flag(false)),
      ("cancelledFlag", .flag(product.isCancelled)),
      ("quantityCancelled", Self.money(product.isCancelled ? product.quantity * 100 : 0)),
      ("customerDescription", .text(product.description)), ("productSuppliedFlag", .flag(false)),
      ("subContractorAmountLimit", Self.money(0)), ("ticket", ticket),
      ("invoice", product.isInvoiced ? reference(to: invoice) : nil),
      ("calculatedPriceFlag", .flag(false)), ("calculatedCostFlag", .flag(false)),
      ("taxCode", invoice.company.taxCode.map(taxCode)),
      ("listPrice", Self.money(product.item.price)), ("company", company(invoice.company)),
      ("productClass", .text(product.item.productClass)), ("needToPurchaseFlag", .flag(false)),
      ("minimumStockFlag", .flag(false)),
      ("poApprovedFlag", .flag(false)), ("uom", .text("Each")),
      ("_info", info(invoice.created, DemoCast.members[DemoCast.finance].identifier)),
    ]
    return .record(members)
  }
}
