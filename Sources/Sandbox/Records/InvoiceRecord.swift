/// What has become of a demo invoice since the start.
struct InvoiceChange: Sendable {
  var status: DemoStatus
  var lastUpdated: Int64
  var updatedBy: String
  var closedBy: String?
  /// Text, flag and date fields that were patched; null was removed.
  var fields: [String: JSON] = [:]
  /// Cents that were paid beside what the demo data has.
  var paid = 0
  /// The accounting batch that took it, if any.
  var batch: Int?
  var isRemoved = false

  init(_ invoice: DemoInvoice) {
    status = invoice.script.status
    lastUpdated = invoice.created
    updatedBy = DemoCast.members[DemoCast.finance].identifier
    closedBy = status.isClosed ? DemoCast.members[DemoCast.finance].identifier : nil
    batch = invoice.isBatched ? AccountingBatch.first.id : nil
  }
}

extension Records {
  func invoice(_ invoice: DemoInvoice, _ change: InvoiceChange) -> JSON {
    let script = invoice.script
    let company = invoice.company
    let totals = invoice.totals
    let isSpecial =
      switch script.kind {
      case .credit, .downPayment, .miscellaneous: true
      case .agreement, .ticket, .project, .fixedFeeProject, .phase, .salesOrder, .progress: false
      }
    let site = reference(1_000 + company.id, "Main", "site", "company/companies/\(company.id)/sites")
    let filter = "?conditions=invoice/id=\(invoice.id)"
    let paid = (invoice.isPaid ? totals.total : 0) + change.paid
    var members: [(String, JSON?)] = [
      ("id", .integer(invoice.id)), ("invoiceNumber", .text(invoice.number)), ("type", .text(invoice.type)),
      (
        "status",
        .record([
          ("id", .integer(change.status.rawValue)), ("name", .text(change.status.name)),
          ("isClosed", .flag(change.status.isClosed)),
        ])
      ), ("company", self.company(company)), ("billToCompany", self.company(company)), ("shipToCompany", self.company(company)),
      ("accountNumber", company.accountNumber.map { .text($0) }), ("applyToType", .text(applyToType(script.kind))),
      ("applyToId", applyToID(invoice)), ("attention", .text(company.contact)), ("billingSite", site),
      ("billingSiteAddressLine1", .text(company.street)), ("billingSiteCity", .text(company.city)),
      ("billingSiteState", company.state.isEmpty ? nil : .text(company.state)), ("billingSiteZip", .text(company.zip)),
      ("billingSiteCountry", .text(company.country)), ("shippingSite", site),
      ("billingTerms", Self.reference(invoice.terms.id, invoice.terms.name)), ("reference", .text("")),
      ("customerPO", .text(script.purchaseOrder)), ("templateSetupId", .integer(9)),
      ("invoiceTemplate", Self.reference(9, "Brackwater Standard")), ("emailTemplateId", .integer(1)),
      ("addToBatchEmailList", .flag(true)), ("date", .text(Moment.midnight(script.date))),
      ("restrictDownpaymentFlag", .flag(false)),
      ("locationId", .integer(DemoCast.location.id)), ("location", location), ("departmentId", .integer(10)),
      ("department", department()),
      ("territoryId", .integer(DemoCast.location.id)), ("territory", location), ("topComment", .text(script.topComment)),
      ("bottomComment", .text("")), ("taxableFlag", .flag(company.taxCode != nil)),
      ("taxCode", script.oddities.contains(.noTaxCode) ? nil : company.taxCode.map(taxCode)), ("internalNotes", nil),
      ("downpaymentPreviouslyTaxedFlag", .flag(false)), ("serviceTotal", Self.money(totals.service)),
      ("overrideDownPaymentAmountFlag", .flag(false)), ("currency", currency(company.currency)),
      ("dueDate", .text(Moment.midnight(invoice.due))), ("expenseTotal", Self.money(totals.expense)),
      ("productTotal", Self.money(totals.product)), ("previousProgressApplied", Self.money(0)),
      ("serviceAdjustmentAmount", Self.money(totals.adjustment)), ("agreementAmount", Self.money(totals.agreement)),
      ("downpaymentApplied", Self.money(0)), ("subtotal", Self.money(totals.subtotal)), ("total", Self.money(totals.total)),
      ("remainingDownpayment", Self.money(0)), ("salesTax", Self.money(totals.tax)),
      ("closedBy", change.closedBy.map { .text($0) }),
      ("payments", Self.money(paid)), ("credits", Self.money(0)),
      ("balance", Self.money(totals.total - paid)), ("specialInvoiceFlag", .flag(isSpecial)),
      ("billingSetupReference", Self.reference(2, DemoCast.provider)),
      ("glBatch", change.batch.map { Self.reference($0, batchName($0)) }),
    ]
    switch script.kind {
    case .agreement: members.append(("agreement", company.agreement.map(agreement)))
    case .ticket(let story): members.append(("ticket", ticket(invoice.ticketID(), story)))
    case .project(let index), .fixedFeeProject(let index, _), .progress(let index, _): members.append(("project", project(index)))
    case .phase(let index):
      members.append(("project", project(index)))
      members.append(("phase", phase(index)))
    case .salesOrder:
      members.append(
        (
          "salesOrder",
          .record([
            ("id", .integer(6_000 + invoice.index)), ("identifier", .text("SO-\(6_000 + invoice.index)")),
            ("_info", .record([("salesOrder_href", .text("\(base)/sales/orders/\(6_000 + invoice.index)"))])),
          ])
        ))
    case .downPayment, .miscellaneous, .credit: break
    }
    if !change.fields.isEmpty {
      members = members.map { name, value in (name, change.fields[name] ?? value) }.filter { $0.1 != .null }
    }
    members.append(
      (
        "_info",
        info(
          change.lastUpdated, change.updatedBy,
          [
            ("dateEntered", .text(Moment.text(invoice.created))),
            ("enteredBy", .text(DemoCast.members[DemoCast.finance].identifier)),
            ("products_href", .text("\(base)/procurement/products\(filter)")),
            ("timeEntries_href", .text("\(base)/time/entries\(filter)")),
            ("expenseEntries_href", .text("\(base)/expense/entries\(filter)")),
          ])
      ))
    return .record(members)
  }

  private func applyToType(_ kind: DemoScript.Kind) -> String {
    switch kind {
    case .agreement: "Agreement"
    case .ticket: "Ticket"
    case .project, .fixedFeeProject, .progress: "Project"
    case .phase: "ProjectPhase"
    case .salesOrder: "SalesOrder"
    case .downPayment, .miscellaneous, .credit: "All"
    }
  }

  private func applyToID(_ invoice: DemoInvoice) -> JSON? {
    switch invoice.script.kind {
    case .agreement: invoice.company.agreement.map { .integer($0.id) }
    case .ticket: .integer(invoice.ticketID())
    case .project(let index), .fixedFeeProject(let index, _), .progress(let index, _): .integer(701 + index)
    case .phase(let index): .integer(801 + index)
    case .salesOrder: .integer(6_000 + invoice.index)
    case .downPayment, .miscellaneous, .credit: nil
    }
  }

  /// The invoice as its lines and routing rows point to it.
  func reference(to invoice: DemoInvoice) -> JSON {
    .record([
      ("id", .integer(invoice.id)), ("identifier", .text(invoice.number)), ("billingType", .text(invoice.type)),
      ("applyToType", .text(applyToType(invoice.script.kind))), ("invoiceDate", .text(Moment.midnight(invoice.script.date))),
      ("chargeFirmFlag", .flag(false)), ("_info", .record([("invoice_href", .text("\(base)/finance/invoices/\(invoice.id)"))])),
    ])
  }

  func routings(of invoice: DemoInvoice) -> [JSON] {
    invoice.script.routing.enumerated().map { place, member in
      let isReviewed = place < invoice.script.reviewed
      let reviewed = invoice.created + Int64(place + 1) * 9_660_000
      return .record([
        ("id", .integer(500_000 + invoice.index * 10 + place)), ("invoice", reference(to: invoice)),
        ("sequenceNumber", .integer(place + 1)), ("member", self.member(DemoCast.members[member])),
        ("reviewedFlag", .flag(isReviewed)),
        ("dateReviewedUTC", isReviewed ? .text(Moment.text(reviewed)) : nil),
        (
          "_info",
          info(isReviewed ? reviewed : invoice.created, DemoCast.members[isReviewed ? member : DemoCast.finance].identifier)
        ),
      ])
    }
  }
}

extension DemoInvoice {
  /// Paid and in the books before the demo begins.
  var isPaid: Bool { script.status == .closedEmailed }
  var isBatched: Bool { isPaid && script.age > 45 }

  var type: String {
    switch script.kind {
    case .agreement: "Agreement"
    case .ticket, .project, .fixedFeeProject, .phase, .salesOrder: "Standard"
    case .progress: "Progress"
    case .downPayment: "DownPayment"
    case .miscellaneous: "Miscellaneous"
    case .credit: "CreditMemo"
    }
  }
}
