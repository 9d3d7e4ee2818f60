extension Records {
  /// When the invented site was set up.
  static let setUp: Int64 = 1_736_496_000_000  // 2025-01-10T08:00:00Z

  var billingStatuses: [JSON] {
    DemoStatus.allCases.map { status in
      .record([
        ("id", .integer(status.rawValue)), ("name", .text(status.name)), ("sortOrder", .integer(status.rawValue)),
        ("defaultFlag", .flag(status == .new)), ("closedFlag", .flag(status.isClosed)), ("inactiveFlag", .flag(false)),
        ("sentFlag", .flag(status.isSent)), ("_info", info(Self.setUp, "hvogel")),
      ])
    }
  }

  var members: [JSON] {
    DemoCast.members.map { member in
      let fields: [(String, JSON?)] = [
        ("id", .integer(member.id)), ("identifier", .text(member.identifier)), ("disableOnlineFlag", .flag(false)),
        ("licenseClass", .text(member.license)), ("enableMobileGpsFlag", .flag(false)),
        ("inactiveDate", member.isInactive ? .text(Moment.midnight(data.anchor - 45)) : nil),
        ("inactiveFlag", .flag(member.isInactive)),
        ("firstName", .text(member.first)), ("lastName", .text(member.last)), ("hireDate", .text("2019-03-04T00:00:00Z")),
        ("officeEmail", member.email.map { .text($0) }), ("defaultEmail", .text("Office")),
        ("primaryEmail", member.email.map { .text($0) }), ("officePhone", .text("7035550140")), ("defaultPhone", .text("Office")),
        ("securityRole", Self.reference(63, member.isAdmin ? "Admin" : "Technician")), ("title", .text(member.title)),
        ("timeZone", reference(1, "US Eastern", "timeZoneSetup", "system/timeZoneSetups")), ("adminFlag", .flag(member.isAdmin)),
        ("defaultLocation", location),
        (
          "defaultDepartment",
          .record([
            ("id", .integer(10)), ("identifier", .text("ProfSvcs")), ("name", .text("Professional Services")),
            ("_info", .record([("department_href", .text("\(base)/system/departments/10"))])),
          ])
        ), ("dailyCapacity", .number("8.0")), ("hourlyCost", Self.money(member.cost)), ("minimumHours", .number("8.0")),
        ("daysTolerance", .integer(1)), ("invoiceScreenDefaultTabFormat", .text("ShowInvoicingTab")),
        ("invoicingDisplayOptions", .text("RemainOnInvoicingScreen")),
        ("agreementInvoicingDisplayOptions", .text("RemainOnInvoicingScreen")),
        (
          "_info",
          info(Self.setUp, "hvogel", [("image_href", .text("\(base)/system/members/\(member.id)/image?lm=2026-01-05T10:00:00Z"))])
        ),
      ]
      return .record(fields)
    }
  }

  func companyRecord(_ company: DemoCast.Company) -> JSON {
    let site = reference(1_000 + company.id, "Main", "site", "company/companies/\(company.id)/sites")
    let contact = reference(1_200 + company.id, company.contact, "contact", "company/contacts")
    let fields: [(String, JSON?)] = [
      ("id", .integer(company.id)), ("identifier", .text(company.identifier)), ("name", .text(company.name)),
      ("status", reference(1, "Active", "status", "company/companies/statuses")), ("addressLine1", .text(company.street)),
      ("city", .text(company.city)), ("state", company.state.isEmpty ? nil : .text(company.state)), ("zip", .text(company.zip)),
      (
        "country",
        reference(company.country == "Germany" ? 2 : 1, company.country, "country", "company/countries")
      ), ("phoneNumber", .text("7035550100")), ("faxNumber", .text("")), ("website", .text("")), ("territory", location),
      // Empty and not absent, as seen live.
      ("accountNumber", .text(company.accountNumber ?? "")), ("defaultContact", contact),
      ("dateAcquired", .text("2021-06-14T00:00:00Z")),
      ("annualRevenue", .number("0.0")), ("leadFlag", .flag(false)), ("unsubscribeFlag", .flag(false)),
      ("vendorIdentifier", .text("")),
      ("taxIdentifier", .text("")), ("taxCode", company.taxCode.map(taxCode)),
      ("billingTerms", Self.reference(company.terms.id, company.terms.name)), ("billToCompany", self.company(company)),
      ("billingSite", site), ("billingContact", contact), ("invoiceDeliveryMethod", Self.reference(2, "E-Mail")),
      ("invoiceToEmailAddress", company.email.map { .text($0) }), ("deletedFlag", .flag(false)),
      ("currency", currency(company.currency)), ("isVendorFlag", .flag(false)),
      ("types", .list([reference(1, "Client", "type", "company/companies/types")])), ("site", site),
      ("_info", info(Self.setUp, "hvogel", [("dateEntered", .text("2021-06-14T13:05:51Z")), ("enteredBy", .text("hvogel"))])),
    ]
    return .record(fields)
  }

  var systemInfo: JSON {
    .record([
      ("version", .text("v2025.8.11870")), ("isCloud", .flag(false)), ("serverTimeZone", .text("Eastern Standard Time")),
      (
        "licenseBits",
        .list(
          ["AuditTrail", "GLInterface", "Agreement", "CustomFields"].map {
            .record([("name", .text($0)), ("activeFlag", .flag(true))])
          })
      ), ("cloudRegion", .text("NA")), ("maxWorkFlowRecordsAllowed", .integer(1000)),
    ])
  }
}
