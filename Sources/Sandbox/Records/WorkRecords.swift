/// What work is booked on: types, roles, projects, tickets and their notes.
extension Records {
  var workTypes: [JSON] {
    DemoCast.workTypes.map { type in
      row(
        type.id,
        [
          ("name", .text(type.name)), ("billTime", .text("Billable")), ("rateType", .text("Multiplier")),
          ("rate", .number(type.id == DemoCast.afterHours.id ? "1.5" : "1.0")), ("hoursMin", Self.money(0)),
          ("hoursMax", Self.money(0)),
          ("roundBillHoursTo", .number("0.25")), ("inactiveFlag", .flag(false)),
          ("overallDefaultFlag", .flag(type.id == DemoCast.remote.id)), ("activityDefaultFlag", .flag(false)),
          ("utilizationFlag", .flag(true)), ("costMultiplier", .number("1.0")),
        ])
    }
  }

  var workRoles: [JSON] {
    DemoCast.workRoles.map { role in
      row(
        role.id,
        [
          ("name", .text(role.name)), ("hourlyRate", Self.money(role.rate)), ("inactiveFlag", .flag(false)),
          ("locationIds", .list([.integer(DemoCast.location.id)])),
        ])
    }
  }

  var expenseTypes: [JSON] {
    DemoCast.expenseTypes.map { type in
      row(
        type.id,
        [
          ("name", .text(type.name)), ("amountCaption", .text("Amount")), ("reimbursementRate", .number("1.0")),
          ("billExpenses", .text("Billable")), ("invoiceMarkupOption", .text("Percent")), ("invoiceMarkupAmount", Self.money(0)),
          ("advancedAmountFlag", .flag(false)), ("mileageFlag", .flag(false)), ("quantityFlag", .flag(false)),
          ("inactiveFlag", .flag(false)), ("maxAmount", Self.money(type.maximum)),
          ("defaultFlag", .flag(type.id == DemoCast.parts.id)),
        ])
    }
  }

  var paymentTypes: [JSON] {
    [row(2, [("name", .text("Paid by employee")), ("classification", classification), ("defaultFlag", .flag(true))])]
  }

  private var classification: JSON { reference(1, "Reimbursable", "classification", "expense/classifications") }

  var classifications: [JSON] {
    [
      row(
        1,
        [
          ("name", .text("Reimbursable")), ("multiplier", .number("1.0")), ("defaultFlag", .flag(true)),
          ("companyFlag", .flag(false)), ("employeeFlag", .flag(true)),
        ])
    ]
  }

  // MARK: Projects

  var projects: [JSON] {
    DemoStory.projects.enumerated().map { index, project in
      let company = DemoCast.company(project.company)
      return row(
        701 + index,
        [
          ("actualHours", .number("120.0")), ("billExpenses", .text("Billable")), ("billingAmount", Self.money(0)),
          ("billingMethod", .text(project.isFixedFee ? "FixedFee" : "ActualRates")), ("billingRateType", .text("WorkRole")),
          ("billingTerms", Self.reference(company.terms.id, company.terms.name)), ("billProducts", .text("Billable")),
          ("billTime", .text("Billable")), ("billToCompany", self.company(company)),
          ("board", reference(5, "Projects", "board", "project/boards")), ("company", self.company(company)),
          ("contact", contact(company)), ("estimatedEnd", .text(Moment.midnight(data.anchor + 60))),
          ("estimatedStart", .text(Moment.midnight(data.anchor - 120))), ("location", location), ("department", department()),
          ("manager", member(DemoCast.members[4])), ("name", .text(project.name)), ("percentComplete", .number("0.65")),
          ("status", reference(1, "Open", "status", "project/statuses")), ("closedFlag", .flag(false)),
          ("currency", currency(company.currency)),
        ])
    }
  }

  func phases(_ id: Int) -> [JSON] {
    let index = id - 701
    guard DemoStory.projects.indices.contains(index) else { return [] }
    let project = DemoStory.projects[index]
    return [
      row(
        801 + index,
        [
          ("projectId", .integer(id)), ("description", .text(project.phase)),
          ("status", reference(1, "Open", "status", "project/phaseStatuses")), ("wbsCode", .text("1")),
          ("billTime", .text("Billable")), ("billExpenses", .text("Billable")), ("billProducts", .text("Billable")),
          ("markAsMilestoneFlag", .flag(false)), ("billSeparatelyFlag", .flag(false)),
          ("billingMethod", .text(project.isFixedFee ? "FixedFee" : "ActualRates")), ("scheduledHours", .number("80.0")),
          ("actualHours", .number("52.0")),
        ])
    ]
  }

  // MARK: Tickets

  /// The service tickets that an invoice's work was booked on.
  func tickets(of invoice: DemoInvoice) -> [JSON] {
    switch invoice.script.kind {
    case .ticket(let story): [ticketRecord(invoice.ticketID(), DemoStory.all[story], invoice)]
    case .agreement:
      data.lines(of: invoice).time.enumerated().compactMap { place, entry in
        entry.story.map { ticketRecord(invoice.ticketID(min(place, 50) + 1), DemoStory.all[$0], invoice) }
      }
    case .project, .fixedFeeProject, .phase, .salesOrder, .progress, .downPayment, .miscellaneous, .credit: []
    }
  }

  func projectTickets(of invoice: DemoInvoice) -> [JSON] {
    guard let project = invoice.script.kind.project else { return [] }
    let id = invoice.ticketID()
    var members = ticketMembers(id, DemoStory.projects[project].phase, invoice)
    members += [("project", self.project(project)), ("phase", phase(project)), ("wbsCode", .text("1.1"))]
    members.append(("_info", ticketInfo(id, "project", invoice)))
    return [.record(members)]
  }

  private func ticketRecord(_ id: Int, _ story: DemoStory, _ invoice: DemoInvoice) -> JSON {
    var members = ticketMembers(id, story.summary, invoice)
    members += [
      ("recordType", .text("ServiceTicket")), ("type", reference(19, story.type, "type", "service/boards/1/types")),
      ("team", reference(1, "Service Team", "team", "service/boards/1/teams")), ("severity", .text("Medium")),
      ("impact", .text("Medium")), ("billingMethod", .text("ActualRates")), ("subBillingMethod", .text("ActualRates")),
      ("agreement", invoice.script.kind == .agreement ? invoice.company.agreement.map(agreement) : nil),
      ("resolveMinutes", .integer(0)), ("resPlanMinutes", .integer(0)), ("respondMinutes", .integer(0)), ("isInSla", .flag(true)),
      ("hasChildTicket", .flag(false)), ("hasMergedChildTicketFlag", .flag(false)),
      ("sla", reference(3, "Standard SLA", "sla", "service/SLAs")), ("escalationLevel", .integer(0)),
    ]
    members.append(("_info", ticketInfo(id, "service", invoice)))
    return .record(members)
  }

  private func ticketMembers(_ id: Int, _ summary: String, _ invoice: DemoInvoice) -> [(String, JSON?)] {
    let company = invoice.company
    let owner = DemoCast.members[DemoCast.engineers[id % 3]]
    let closed = Moment.text(invoice.created - 86_400_000)
    return [
      ("id", .integer(id)), ("summary", .text(summary)), ("board", reference(1, "Helpdesk", "board", "service/boards")),
      (
        "status",
        .record([
          ("id", .integer(17)), ("name", .text(">Closed")),
          ("_info", .record([("status_href", .text("\(base)/service/boards/1/statuses/17"))])),
        ])
      ), ("company", self.company(company)), ("site", site(company)), ("siteName", .text("Main")), ("contact", contact(company)),
      ("contactName", .text(company.contact)), ("owner", member(owner)),
      ("priority", reference(8, "Priority 3 - Normal", "priority", "service/priorities")),
      ("allowAllClientsPortalView", .flag(false)), ("customerUpdatedFlag", .flag(false)),
      ("automaticEmailContactFlag", .flag(false)), ("automaticEmailResourceFlag", .flag(false)),
      ("automaticEmailCcFlag", .flag(false)), ("closedDate", .text(closed)), ("closedBy", .text(owner.identifier)),
      ("closedFlag", .flag(true)), ("approved", .flag(true)), ("billTime", .text("NoDefault")),
      ("billExpenses", .text("NoDefault")),
      ("billProducts", .text("NoDefault")), ("location", location), ("department", department()),
      ("currency", currency(company.currency)),
      (
        "customFields",
        .list([
          .record([
            ("id", .integer(7)), ("caption", .text("PO Required")), ("type", .text("Checkbox")),
            ("entryMethod", .text("EntryField")), ("numberOfDecimals", .integer(0)),
          ])
        ])
      ),
    ]
  }

  private func ticketInfo(_ id: Int, _ area: String, _ invoice: DemoInvoice) -> JSON {
    let charged = "conditions=(chargeToType='ServiceTicket' OR chargeToType='ProjectTicket') AND chargeToId=\(id)"
    return info(
      invoice.created - 86_400_000, "msilva",
      [
        ("dateEntered", .text(Moment.text(invoice.created - 30 * 86_400_000))), ("enteredBy", .text("msilva")),
        ("notes_href", .text("\(base)/\(area)/tickets/\(id)/notes")),
        ("products_href", .text("\(base)/procurement/products?conditions=ticket/id=\(id)")),
        ("timeentries_href", .text("\(base)/time/entries?\(charged)")),
        ("expenseEntries_href", .text("\(base)/expense/entries?\(charged)")),
        ("documents_href", .text("\(base)/system/documents?recordType=Ticket&recordId=\(id)")),
      ])
  }

  /// What the customer reported, and how it ended.
  func notes(ofTicket id: Int, _ summary: String, _ invoice: DemoInvoice) -> [JSON] {
    let texts = [
      ("\(summary). Reported by \(invoice.company.contact).", true, 30),
      ("Done, see the time entries. Confirmed by the customer.", false, 1),
    ]
    return texts.enumerated().map { place, text in
      .record([
        ("id", .integer(id * 4 + place)), ("ticketId", .integer(id)), ("text", .text(text.0)),
        ("detailDescriptionFlag", .flag(text.1)), ("internalAnalysisFlag", .flag(false)), ("resolutionFlag", .flag(!text.1)),
        ("issueFlag", .flag(false)), ("member", text.1 ? nil : member(DemoCast.members[2])),
        ("contact", text.1 ? contact(invoice.company) : nil), ("customerUpdatedFlag", .flag(false)),
        ("internalFlag", .flag(false)), ("externalFlag", .flag(true)),
        ("_info", info(invoice.created - Int64(text.2) * 86_400_000, "msilva")),
      ])
    }
  }

  /// Notes of the ticket and of its time entries in one list.
  func wholeNotes(_ notes: [JSON], time: [JSON], ticket: JSON?) -> [JSON] {
    let reference = JSON.record([("id", ticket?["id"]), ("summary", ticket?["summary"])])
    return notes.map { note in
      .record([
        ("id", note["id"]), ("noteType", .text("TicketNote")), ("ticket", reference), ("text", note["text"]),
        ("detailDescriptionFlag", note["detailDescriptionFlag"]), ("internalAnalysisFlag", note["internalAnalysisFlag"]),
        ("resolutionFlag", note["resolutionFlag"]), ("issueFlag", .flag(false)), ("bundledFlag", .flag(false)),
        ("mergedFlag", .flag(false)), ("member", note["member"]), ("contact", note["contact"]), ("_info", note["_info"]),
      ])
    }
      + time.filter { $0["notes"] != nil }.map { entry in
        .record([
          ("id", entry["id"]), ("noteType", .text("TimeEntryNote")), ("ticket", reference), ("text", entry["notes"]),
          ("detailDescriptionFlag", .flag(false)), ("internalAnalysisFlag", .flag(false)), ("resolutionFlag", .flag(true)),
          ("timeStart", entry["timeStart"]), ("timeEnd", entry["timeEnd"]), ("bundledFlag", .flag(false)),
          ("mergedFlag", .flag(false)), ("issueFlag", .flag(false)), ("member", entry["member"]), ("_info", entry["_info"]),
        ])
      }
  }
}
