/// Names of records, see `Shape`: what `conditions`, `orderBy`, `fields` and patches may name.
extension Shape {
  static let companyStatus = Shape([
    .number: """
    id
    """,
    .text: """
    name notificationMessage connectWiseId
    """,
    .flag: """
    defaultFlag inactiveFlag notifyFlag disallowSavingFlag customNoteFlag cancelOpenTracksFlag
    """,
    .reference: """
    track
    """,
  ])

  static let companyType = Shape([
    .number: """
    id
    """,
    .text: """
    name serviceAlertMessage connectWiseId
    """,
    .flag: """
    defaultFlag vendorFlag serviceAlertFlag
    """,
  ])

  static let team = Shape([
    .number: """
    id
    """,
    .reference: """
    company teamRole location department contact member
    """,
    .flag: """
    accountManagerFlag techFlag salesFlag
    """,
  ])

  static let site = Shape([
    .number: """
    id expenseReimbursement
    """,
    .text: """
    name addressLine1 addressLine2 city zip addressFormat phoneNumber phoneNumberExt faxNumber mobileGuid
    """,
    .reference: """
    stateReference country taxCode entityType calendar timeZone company
    """,
    .flag: """
    primaryAddressFlag defaultShippingFlag defaultBillingFlag defaultMailingFlag inactiveFlag billSeparateFlag
    """,
  ])

  static let contact = Shape([
    .number: """
    id defaultMergeContactId portalSecurityLevel
    """,
    .text: """
    firstName lastName addressLine1 addressLine2 city state zip relationshipOverride securityIdentifier title school
    nickName children significantOther portalPassword birthDay anniversary mobileGuid facebookUrl twitterUrl linkedInUrl
    defaultPhoneType defaultPhoneNbr defaultPhoneExtension
    """,
    .reference: """
    company site country relationship department managerContact assistantContact companyLocation photo
    """,
    .flag: """
    inactiveFlag marriedFlag childrenFlag disablePortalLoginFlag unsubscribeFlag defaultBillingFlag defaultFlag
    ignoreDuplicates
    """,
    .word: """
    gender presence
    """,
    .list: """
    communicationItems types integratorTags typeIds
    """,
  ])

  static let communication = Shape([
    .number: """
    id contactId
    """,
    .reference: """
    type
    """,
    .text: """
    value extension mobileGuid domain
    """,
    .flag: """
    defaultFlag
    """,
    .word: """
    communicationType
    """,
  ])

  static let memberInfo = Shape([
    .number: """
    id
    """,
    .text: """
    identifier firstName middleInitial lastName fullName defaultEmail
    """,
    .reference: """
    photo
    """,
    .word: """
    licenseClass
    """,
    .flag: """
    inactiveFlag
    """,
  ])

  static let location = Shape([
    .number: """
    id ownerLevelId
    """,
    .reference: """
    structureLevel manager reportsTo timeZoneSetup calendar
    """,
    .text: """
    name salesRep owaUrl payrollXref
    """,
    .flag: """
    locationFlag clientFlag
    """,
    .list: """
    workRoleIds departmentIds
    """,
  ])

  static let department = Shape([
    .number: """
    id
    """,
    .text: """
    identifier name
    """,
  ])

  static let callback = Shape([
    .number: """
    id objectId memberId
    """,
    .text: """
    description url type level payloadVersion connectWiseID
    """,
    .flag: """
    inactiveFlag isSoapCallbackFlag isSelfSuppressedFlag
    """,
  ])

  static let document = Shape([
    .number: """
    id size
    """,
    .text: """
    title fileName serverFileName owner guid guidSecondary
    """,
    .flag: """
    linkFlag imageFlag publicFlag htmlTemplateFlag readOnlyFlag urlFlag
    """,
    .moment: """
    createdOnDate
    """,
    .reference: """
    documentType
    """,
  ])

  static let auditTrail = Shape([
    .text: """
    text enteredBy auditType auditSubType auditSource
    """,
    .moment: """
    enteredDate
    """,
  ])
}
