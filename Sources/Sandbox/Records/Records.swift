/// Turns demo data into the records that the API shows: null fields left out, numbers with a decimal point, dates in UTC,
/// references with their links (API-NOTES §3).
struct Records {
  let data: DemoData
  /// `https://host/v4_6_release/apis/3.0`
  let base: String
  /// Names of accounting batches beside the first.
  var batches: [Int: String] = [:]

  func batchName(_ id: Int) -> String { batches[id] ?? AccountingBatch.first.identifier }

  static func money(_ cents: Int) -> JSON {
    let magnitude = abs(cents)
    let rest = magnitude % 100
    let fraction = rest % 10 == 0 ? String(rest / 10) : rest < 10 ? "0\(rest)" : String(rest)
    return .number("\(cents < 0 ? "-" : "")\(magnitude / 100).\(fraction)")
  }

  func reference(_ id: Int, _ name: String, _ link: String, _ path: String) -> JSON {
    .record([("id", .integer(id)), ("name", .text(name)), ("_info", .record([(link + "_href", .text("\(base)/\(path)/\(id)"))]))])
  }

  static func reference(_ id: Int, _ name: String) -> JSON { .record([("id", .integer(id)), ("name", .text(name))]) }

  func company(_ company: DemoCast.Company) -> JSON {
    .record([
      ("id", .integer(company.id)), ("identifier", .text(company.identifier)), ("name", .text(company.name)),
      ("_info", .record([("company_href", .text("\(base)/company/companies/\(company.id)"))])),
    ])
  }

  func member(_ member: DemoCast.Member) -> JSON {
    .record([
      ("id", .integer(member.id)), ("identifier", .text(member.identifier)), ("name", .text(member.name)),
      (
        "_info",
        .record([
          ("member_href", .text("\(base)/system/members/\(member.id)")),
          ("image_href", .text("\(base)/system/members/\(member.id)/image?lm=2026-01-05T10:00:00Z")),
        ])
      ),
    ])
  }

  func currency(_ currency: DemoCast.Currency) -> JSON {
    .record([
      ("id", .integer(currency.id)), ("symbol", .text(currency.symbol)), ("currencyCode", .text(currency.code)),
      ("decimalSeparator", .text(".")), ("numberOfDecimals", .integer(2)), ("thousandsSeparator", .text(",")),
      ("negativeParenthesesFlag", .flag(false)), ("displaySymbolFlag", .flag(true)), ("currencyIdentifier", .text(currency.code)),
      ("displayIdFlag", .flag(false)), ("rightAlign", .flag(false)), ("name", .text(currency.name)),
      ("_info", .record([("currency_href", .text("\(base)/finance/currencies/\(currency.id)"))])),
    ])
  }

  func taxCode(_ code: DemoCast.TaxCode) -> JSON { reference(code.id, code.name, "taxCode", "finance/taxCodes") }

  func agreement(_ agreement: DemoCast.Agreement) -> JSON {
    .record([
      ("id", .integer(agreement.id)), ("name", .text(agreement.name)), ("type", .text(agreement.type)),
      ("chargeFirmFlag", .flag(false)),
      ("_info", .record([("agreement_href", .text("\(base)/finance/agreements/\(agreement.id)")), ("typeId", .text("5"))])),
    ])
  }

  func ticket(_ id: Int, _ story: Int) -> JSON {
    .record([
      ("id", .integer(id)), ("summary", .text(DemoStory.all[story].summary)),
      (
        "_info",
        .record([
          ("ticket_href", .text("\(base)/service/tickets/\(id)")), ("billingMethod", .text("A")), ("status", .text(">Closed")),
        ])
      ),
    ])
  }

  func project(_ index: Int) -> JSON { reference(701 + index, DemoStory.projects[index].name, "project", "project/projects") }

  func phase(_ index: Int) -> JSON {
    reference(801 + index, DemoStory.projects[index].phase, "phase", "project/projects/\(701 + index)/phases")
  }

  var location: JSON { reference(DemoCast.location.id, DemoCast.location.name, "location", "system/locations") }
  func department(_ id: Int = 10) -> JSON {
    reference(id, id == 10 ? "Professional Services" : "Managed Services", "department", "system/departments")
  }

  func info(_ lastUpdated: Int64, _ updatedBy: String, _ more: [(String, JSON?)] = []) -> JSON {
    .record([("lastUpdated", .text(Moment.text(lastUpdated))), ("updatedBy", .text(updatedBy))] + more)
  }
}

extension Records {
  /// The ticket under which the work of a project invoice was booked.
  func projectTicket(of invoice: DemoInvoice) -> JSON? {
    guard let project = invoice.script.kind.project else { return nil }
    let id = invoice.ticketID()
    return .record([
      ("id", .integer(id)), ("summary", .text(DemoStory.projects[project].phase)),
      ("_info", .record([("ticket_href", .text("\(base)/project/tickets/\(id)"))])),
    ])
  }
}

extension DemoInvoice {
  /// What the invoice says, whatever the company has.
  var terms: DemoCast.Terms { script.oddities.contains(.otherTerms) ? DemoCast.net10 : company.terms }

  /// Tickets are numbered by invoice; an agreement's entries each have their own.
  func ticketID(_ offset: Int = 0) -> Int { Self.firstTicketID + index * Self.ticketsPerInvoice + offset }

  var due: Int { script.oddities.contains(.dueBeforeDate) ? script.date - 1 : script.date + terms.days }

  /// Created at 13:00 UTC of its date, a little later for each.
  var created: Int64 { Int64(script.date) * 86_400_000 + 46_800_000 + Int64(index % 3600) * 1000 }
}
