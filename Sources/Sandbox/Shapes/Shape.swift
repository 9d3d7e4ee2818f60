/// The names that a kind of record has, and what can be compared with them. A name that is not here is answered with 400, as
/// the real server does; a null field is absent from the record but its name is still known.
struct Shape: Sendable {
  enum Kind: Sendable {
    case number, text, word, flag, moment, reference
    /// An array, which only `fields` and `childConditions` can name.
    case list
  }

  private let kinds: [String: Kind]
  /// As spelled; `PATCH` paths are case-sensitive, everything else is not.
  let names: Set<String>

  /// What stands at a path in lower case; nil if there is no such name.
  func kind(of path: [String]) -> Kind? {
    guard let first = path.first else { return nil }
    if path.count == 1 { return kinds[first] ?? Self.stampKinds[first] }
    guard path.count == 2 else { return nil }
    if first == "_info" { return Self.stampKinds[path[1]] }
    return kinds[first] == .reference ? Self.referenceKinds[path[1]] : nil
  }

  /// Whether `fields` may ask for it.
  func knows(_ path: [String]) -> Bool { path == ["_info"] || path == ["customfields"] || kind(of: path) != nil }

  /// What the elements of an array have.
  static func element(of array: String) -> Shape? {
    switch array {
    case "communicationitems": communicationItem
    case "customfields": customField
    default: nil
    }
  }

  private static let communicationItem = Shape([
    .number: "id", .text: "value extension domain", .word: "communicationType", .flag: "defaultFlag", .reference: "type",
  ])

  private static let customField = Shape([
    .number: "id numberOfDecimals", .text: "caption value connectWiseId", .word: "type entryMethod",
  ])

  /// `_info` values can be named bare (API-NOTES §2).
  private static let stampKinds: [String: Kind] = [
    "lastupdated": .moment, "updatedby": .text, "dateentered": .moment, "enteredby": .text,
  ]

  private static let referenceKinds: [String: Kind] = [
    "id": .number, "name": .text, "identifier": .text, "isclosed": .flag, "type": .text, "summary": .text, "currencycode": .text,
    "billingtype": .text, "applytotype": .text, "invoicedate": .moment, "chargefirmflag": .flag,
  ]

  init(_ names: [Kind: String]) {
    var kinds: [String: Kind] = [:]
    var spelled: Set<String> = []
    for (kind, list) in names {
      for name in list.split(whereSeparator: \.isWhitespace) {
        kinds[name.lowercased()] = kind
        spelled.insert(String(name))
      }
    }
    self.kinds = kinds
    self.names = spelled
  }

  static let invoice = Shape([
    .number: """
    id applyToId templateSetupId emailTemplateId locationId departmentId territoryId serviceTotal expenseTotal productTotal
    previousProgressApplied serviceAdjustmentAmount agreementAmount downpaymentApplied subtotal total remainingDownpayment
    salesTax payments credits balance
    """,
    .text: """
    invoiceNumber accountNumber attention shipToAttention billingSiteAddressLine1 billingSiteAddressLine2 billingSiteCity
    billingSiteState billingSiteZip billingSiteCountry shippingSiteAddressLine1 shippingSiteAddressLine2 shippingSiteCity
    shippingSiteState shippingSiteZip shippingSiteCountry reference customerPO topComment bottomComment internalNotes
    adjustmentReason adjustedBy closedBy
    """,
    .word: """
    type applyToType
    """,
    .reference: """
    status company billToCompany shipToCompany billingSite shippingSite billingTerms invoiceTemplate location department
    territory taxCode currency billingSetupReference ticket project phase salesOrder agreement glBatch unbatchedBatch
    """,
    .flag: """
    addToBatchEmailList restrictDownpaymentFlag taxableFlag downpaymentPreviouslyTaxedFlag overrideDownPaymentAmountFlag
    specialInvoiceFlag
    """,
    .moment: """
    date dueDate
    """,
  ])

  static let routing = Shape([
    .number: """
    id sequenceNumber
    """,
    .reference: """
    invoice member
    """,
    .flag: """
    reviewedFlag
    """,
    .moment: """
    dateReviewedUTC
    """,
  ])

  static let timeEntry = Shape([
    .number: """
    id chargeToId locationId businessUnitId opportunityRecid hoursDeduct actualHours hoursBilled invoiceHours hourlyRate
    overageRate agreementHours agreementAmount agreementAdjustment adjustment invoiceReady extendedInvoiceAmount
    """,
    .reference: """
    company member location department workType workRole agreement activity invoice timeSheet ticket project phase taxCode
    """,
    .text: """
    companyType businessGroupDesc agreementType projectActivity territory notes internalNotes emailCc hourlyCost enteredBy
    mobileGuid ticketBoard ticketStatus ticketType ticketSubType locationName
    """,
    .word: """
    chargeToType billableOption status
    """,
    .moment: """
    timeStart timeEnd dateEntered
    """,
    .flag: """
    addToDetailDescriptionFlag addToInternalAnalysisFlag addToResolutionFlag emailResourceFlag emailContactFlag emailCcFlag
    invoiceFlag
    """,
  ])

  static let expense = Shape([
    .number: """
    id chargeToId amount locationId businessUnitId invoiceAmount billAmount agreementAmount odometerStart odometerEnd
    """,
    .reference: """
    expenseReport company type member paymentMethod classification agreement invoice currency ticket project phase
    """,
    .word: """
    chargeToType billableOption status
    """,
    .moment: """
    date
    """,
    .text: """
    notes mobileGuid
    """,
  ])

  static let product = Shape([
    .number: """
    id sequenceNumber quantity price cost extPrice extCost discount margin agreementAmount locationId businessUnitId
    quantityCancelled subContractorShipToId subContractorAmountLimit warehouseId warehouseBinId forecastDetailId cancelledBy
    listPrice needToOrderQuantity calculatedPrice calculatedCost
    """,
    .reference: """
    catalogItem unitOfMeasure agreement location businessUnit vendor recurring sla entityType ticket project phase
    salesOrder opportunity invoice warehouseIdObject warehouseBinIdObject taxCode company forecastStatus invoiceGrouping
    """,
    .text: """
    description vendorSku cancelledReason customerDescription internalNotes warehouse warehouseBin integrationXRef shipSet
    uom asioSubscriptionsID
    """,
    .word: """
    priceMethod billableOption productClass
    """,
    .flag: """
    taxableFlag dropshipFlag specialOrderFlag phaseProductFlag cancelledFlag productSuppliedFlag calculatedPriceFlag
    calculatedCostFlag needToPurchaseFlag minimumStockFlag poApprovedFlag addComponentsFlag ignorePricingSchedulesFlag
    bypassForecastUpdate
    """,
    .moment: """
    cancelledDate purchaseDate
    """,
  ])

  static let member = Shape([
    .number: """
    id billableForecast dailyCapacity hourlyCost hourlyRate daysTolerance minimumHours scheduleCapacity fromMemberRecId
    fromMemberTemplateRecId
    """,
    .text: """
    identifier notes employeeIdentifer vendorNumber lastLogin clientId firstName middleInitial lastName officeEmail
    mobileEmail homeEmail primaryEmail officePhone officeExtension mobilePhone mobileExtension homePhone homeExtension
    mapiName ldapUserName signature title stsUserAdminUrl timeSheetStartDate phoneSource
    """,
    .flag: """
    disableOnlineFlag enableMobileGpsFlag inactiveFlag calendarSyncIntegrationFlag timebasedOneTimePasswordActivated
    enableLdapAuthenticationFlag useBrowserLanguageFlag enableMobileFlag partnerPortalFlag toastNotificationFlag adminFlag
    restrictLocationFlag restrictDepartmentFlag includeInUtilizationReportingFlag requireExpenseEntryFlag
    requireTimeSheetEntryFlag requireStartAndEndTimeOnTimeEntryFlag allowInCellEntryOnTimeSheet enterTimeAgainstCompanyFlag
    allowExpensesEnteredAgainstCompaniesFlag timeReminderEmailFlag restrictServiceDefaultLocationFlag
    restrictServiceDefaultDepartmentFlag restrictProjectDefaultLocationFlag restrictProjectDefaultDepartmentFlag
    restrictScheduleFlag hideMemberInDispatchPortalFlag restrictDefaultSalesTerritoryFlag restrictDefaultWarehouseFlag
    restrictDefaultWarehouseBinFlag autoStartStopwatch autoPopupQuickNotesWithStopwatch copyPodLayouts
    copySharedDefaultViews copyColumnLayoutsAndFilters
    """,
    .word: """
    licenseClass defaultEmail defaultPhone authenticationServiceType phoneIntegrationType companyActivityTabFormat
    invoiceTimeTabFormat invoiceScreenDefaultTabFormat invoicingDisplayOptions agreementInvoicingDisplayOptions
    globalSearchDefaultTicketFilter globalSearchDefaultSort
    """,
    .moment: """
    inactiveDate hireDate
    """,
    .reference: """
    country securityRole office365 ldapConfiguration directionalSync ssoSettings reportCard type timeZone structureLevel
    securityLocation defaultLocation defaultDepartment reportsTo workRole workType timeApprover expenseApprover
    serviceDefaultLocation serviceDefaultDepartment serviceDefaultBoard projectDefaultLocation projectDefaultDepartment
    projectDefaultBoard scheduleDefaultLocation scheduleDefaultDepartment serviceLocation calendar salesDefaultLocation
    warehouse warehouseBin
    """,
  ])

  static let billingStatus = Shape([
    .number: """
    id sortOrder
    """,
    .text: """
    name
    """,
    .flag: """
    defaultFlag closedFlag inactiveFlag sentFlag
    """,
  ])

  static let company = Shape([
    .number: """
    id annualRevenue creditLimit additionalDebt numberOfEmployees yearEstablished revenueYear
    """,
    .text: """
    identifier name addressLine1 addressLine2 city state zip phoneNumber faxNumber website accountNumber leadSource
    userDefinedField1 userDefinedField2 userDefinedField3 userDefinedField4 userDefinedField5 userDefinedField6
    userDefinedField7 userDefinedField8 userDefinedField9 userDefinedField10 vendorIdentifier taxIdentifier
    invoiceToEmailAddress invoiceCCEmailAddress deletedBy mobileGuid facebookUrl twitterUrl linkedInUrl resellerIdentifier
    """,
    .reference: """
    status country territory market defaultContact sicCode parentCompany ownershipType timeZoneSetup calendar taxCode
    billingTerms invoiceTemplate pricingSchedule companyEntityType billToCompany billingSite billingContact
    invoiceDeliveryMethod currency territoryManager site
    """,
    .list: """
    types
    """,
    .moment: """
    dateAcquired dateDeleted
    """,
    .flag: """
    leadFlag unsubscribeFlag deletedFlag isVendorFlag
    """,
  ])

}
