/// Companies' people and places, and those of the provider itself.
extension Records {
  func site(_ company: DemoCast.Company) -> JSON {
    reference(1_000 + company.id, "Main", "site", "company/companies/\(company.id)/sites")
  }

  func contact(_ company: DemoCast.Company) -> JSON {
    reference(1_200 + company.id, company.contact, "contact", "company/contacts")
  }

  var companyStatuses: [JSON] {
    [row(1, [("name", .text("Active")), ("defaultFlag", .flag(true)), ("inactiveFlag", .flag(false))])]
  }

  var companyTypes: [JSON] {
    [row(1, [("name", .text("Client")), ("defaultFlag", .flag(true)), ("vendorFlag", .flag(false))])]
  }

  func teams(_ company: DemoCast.Company) -> [JSON] {
    let roles: [(name: String, member: Int)] = [
      ("Account Manager", DemoCast.accountManager), ("Primary Engineer", DemoCast.engineers[company.id % 3]),
    ]
    return roles.enumerated().map { place, role in
      row(
        3_000 + company.id * 4 + place,
        [
          ("company", self.company(company)), ("teamRole", reference(place + 1, role.name, "teamRole", "company/teamRoles")),
          ("member", member(DemoCast.members[role.member])), ("accountManagerFlag", .flag(place == 0)),
          ("techFlag", .flag(place == 1)), ("salesFlag", .flag(false)),
        ])
    }
  }

  func sites(_ company: DemoCast.Company) -> [JSON] {
    [
      row(
        1_000 + company.id,
        [
          ("name", .text("Main")), ("addressLine1", .text(company.street)), ("city", .text(company.city)),
          ("zip", .text(company.zip)), ("phoneNumber", .text("7035550100")), ("primaryAddressFlag", .flag(true)),
          ("defaultShippingFlag", .flag(true)), ("defaultBillingFlag", .flag(true)), ("defaultMailingFlag", .flag(true)),
          ("inactiveFlag", .flag(false)), ("company", self.company(company)),
        ])
    ]
  }

  /// One for each company.
  func contactRecord(_ company: DemoCast.Company) -> JSON {
    let names = company.contact.split(separator: " ").map(String.init)
    return row(
      1_200 + company.id,
      [
        ("firstName", .text(names.dropLast().joined(separator: " "))), ("lastName", .text(names.last ?? "")),
        ("company", self.company(company)), ("site", site(company)), ("inactiveFlag", .flag(false)),
        ("title", .text("Office Manager")), ("marriedFlag", .flag(false)), ("childrenFlag", .flag(false)),
        ("unsubscribeFlag", .flag(false)), ("defaultPhoneType", .text("Direct")), ("defaultPhoneNbr", .text("7035550100")),
        ("defaultBillingFlag", .flag(true)), ("defaultFlag", .flag(true)),
        ("communicationItems", .list(communicationItems(company))),
        ("types", .list([reference(2, "Approver", "type", "company/contacts/types")])), ("ignoreDuplicates", .flag(false)),
      ])
  }

  private func communicationItems(_ company: DemoCast.Company) -> [JSON] {
    let phone: [(String, JSON?)] = [
      ("id", .integer(20_000 + company.id * 2)), ("type", reference(2, "Direct", "type", "company/communicationTypes")),
      ("value", .text("7035550100")), ("defaultFlag", .flag(true)), ("communicationType", .text("Phone")),
    ]
    guard let email = company.contactEmail else { return [.record(phone)] }
    let domain = email.split(separator: "@").last.map(String.init) ?? ""
    let mail: [(String, JSON?)] = [
      ("id", .integer(20_001 + company.id * 2)), ("type", reference(1, "Email", "type", "company/communicationTypes")),
      ("value", .text(email)), ("defaultFlag", .flag(true)), ("domain", .text("@" + domain)),
      ("communicationType", .text("Email")),
    ]
    return [.record(phone), .record(mail)]
  }

  func communications(_ company: DemoCast.Company) -> [JSON] {
    communicationItems(company).map { item in
      item.with([("contactId", .integer(1_200 + company.id)), ("_info", info(Self.setUp, "hvogel"))])
    }
  }

  var memberInfos: [JSON] {
    DemoCast.members.map { member in
      row(
        member.id,
        [
          ("identifier", .text(member.identifier)), ("firstName", .text(member.first)), ("lastName", .text(member.last)),
          ("fullName", .text(member.name)), ("defaultEmail", member.email.map { .text($0) }),
          ("licenseClass", .text(member.license)), ("inactiveFlag", .flag(member.isInactive)),
        ])
    }
  }

  var locations: [JSON] {
    [
      row(
        DemoCast.location.id,
        [
          ("ownerLevelId", .integer(2)), ("structureLevel", Self.reference(2, "Location")),
          ("name", .text(DemoCast.location.name)), ("locationFlag", .flag(true)), ("clientFlag", .flag(false)),
        ])
    ]
  }

  var departments: [JSON] {
    [(10, "ProfSvcs", "Professional Services"), (11, "MgdSvcs", "Managed Services")].map {
      row($0.0, [("identifier", .text($0.1)), ("name", .text($0.2))])
    }
  }
}
