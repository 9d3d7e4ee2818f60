/// Names of records, see `Shape`: what `conditions`, `orderBy`, `fields` and patches may name.
extension Shape {
  static let workType = Shape([
    .number: """
    id rate hoursMin hoursMax roundBillHoursTo costMultiplier
    """,
    .text: """
    name integrationXRef
    """,
    .word: """
    billTime rateType accrualType
    """,
    .flag: """
    inactiveFlag overallDefaultFlag activityDefaultFlag utilizationFlag
    """,
  ])

  static let workRole = Shape([
    .number: """
    id hourlyRate
    """,
    .text: """
    name integrationXref
    """,
    .flag: """
    inactiveFlag
    """,
    .list: """
    locationIds
    """,
  ])

  static let entryAudit = Shape([
    .number: """
    id
    """,
    .reference: """
    member
    """,
    .word: """
    source type
    """,
    .text: """
    message oldValue newValue value
    """,
  ])

  static let expenseType = Shape([
    .number: """
    id reimbursementRate invoiceMarkupAmount maxAmount
    """,
    .text: """
    name amountCaption integrationXRef connectWiseId
    """,
    .word: """
    billExpenses invoiceMarkupOption
    """,
    .flag: """
    advancedAmountFlag mileageFlag quantityFlag inactiveFlag defaultFlag
    """,
  ])

  static let paymentType = Shape([
    .number: """
    id
    """,
    .text: """
    name
    """,
    .reference: """
    classification
    """,
    .flag: """
    defaultFlag companyFlag
    """,
  ])

  static let classification = Shape([
    .number: """
    id multiplier
    """,
    .text: """
    name
    """,
    .flag: """
    defaultFlag companyFlag employeeFlag
    """,
  ])

  static let project = Shape([
    .number: """
    id actualHours billingAmount budgetHours downpayment percentComplete estimatedExpenseRevenue estimatedHours
    estimatedProductRevenue estimatedTimeRevenue projectTemplateId scheduledHours poAmount estimatedTimeCost
    estimatedExpenseCost estimatedProductCost
    """,
    .moment: """
    actualEnd actualStart estimatedEnd estimatedStart scheduledEnd scheduledStart billingStartDate
    """,
    .reference: """
    agreement billingTerms billToCompany billToContact billToSite board company contact currency expenseApprover location
    department manager opportunity shipToCompany shipToContact shipToSite site status timeApprover type taxCode
    companyLocation
    """,
    .word: """
    billExpenses billingMethod billingRateType billProducts billTime budgetAnalysis
    """,
    .text: """
    billingAttention customerPO description name
    """,
    .flag: """
    billProjectAfterClosedFlag billUnapprovedTimeAndExpense budgetFlag includeDependenciesFlag includeEstimatesFlag
    restrictDownPaymentFlag closedFlag doNotDisplayInPortalFlag showOverridePercentFlag
    """,
  ])

  static let phase = Shape([
    .number: """
    id projectId scheduledHours actualHours budgetHours locationId businessUnitId hourlyRate downpayment poAmount
    estimatedTimeCost estimatedExpenseCost estimatedProductCost estimatedTimeRevenue estimatedExpenseRevenue
    estimatedProductRevenue
    """,
    .text: """
    description wbsCode notes scheduledStart scheduledEnd actualStart actualEnd poNumber
    """,
    .reference: """
    board status agreement opportunity department parentPhase currency billToCompany billToContact billToSite
    shipToCompany shipToContact shipToSite billingTerms taxCode
    """,
    .word: """
    billTime billExpenses billProducts billingMethod
    """,
    .flag: """
    markAsMilestoneFlag billSeparatelyFlag billPhaseClosedFlag billProjectClosedFlag
    """,
    .moment: """
    deadlineDate startDate endDate billingStartDate
    """,
  ])

  static let projectTicket = Shape([
    .number: """
    id budgetHours knowledgeBaseCategoryId knowledgeBaseSubCategoryId knowledgeBaseLinkId actualHours subBillingAmount
    predecessorId lagDays duration
    """,
    .text: """
    summary wbsCode siteName addressLine1 addressLine2 city stateIdentifier zip contactName contactPhoneNumber
    contactPhoneExtension contactEmailAddress agreementType automaticEmailCc closedBy subDateAccepted resources mobileGuid
    initialDescription initialInternalAnalysis initialResolution contactEmailLookup
    """,
    .flag: """
    isIssueFlag allowAllClientsPortalView customerUpdatedFlag automaticEmailContactFlag automaticEmailResourceFlag
    automaticEmailCcFlag closedFlag approved predecessorClosedFlag lagNonworkingDaysFlag processNotifications skipCallback
    """,
    .reference: """
    board status workRole workType project phase company site country contact type subType item owner priority
    serviceLocation source opportunity agreement location department currency
    """,
    .moment: """
    requiredDate closedDate estimatedStartDate scheduleStartDate scheduleEndDate
    """,
    .word: """
    knowledgeBaseLinkType subBillingMethod billTime billExpenses billProducts predecessorType
    """,
    .list: """
    tasks
    """,
  ])

  static let ticket = Shape([
    .number: """
    id budgetHours knowledgeBaseCategoryId knowledgeBaseSubCategoryId actualHours estimatedExpenseCost
    estimatedExpenseRevenue estimatedProductCost estimatedProductRevenue estimatedTimeCost estimatedTimeRevenue
    billingAmount hourlyRate subBillingAmount resolveMinutes resPlanMinutes respondMinutes knowledgeBaseLinkId
    parentTicketId predecessorId lagDays duration escalationLevel minutesBeforeWaiting respondedSkippedMinutes
    resplanSkippedMinutes respondedHours resplanHours resolutionHours minutesWaiting
    """,
    .text: """
    summary siteName addressLine1 addressLine2 city stateIdentifier zip contactName contactPhoneNumber
    contactPhoneExtension contactEmailAddress agreementType externalXRef poNumber automaticEmailCc initialDescription
    initialInternalAnalysis initialResolution initialDescriptionFrom contactEmailLookup closedBy subDateAccepted resources
    mobileGuid slaStatus respondedBy resplanBy resolvedBy
    """,
    .word: """
    recordType severity impact billingMethod subBillingMethod knowledgeBaseLinkType billTime billExpenses billProducts
    predecessorType
    """,
    .reference: """
    board status workRole workType company site country contact type subType item team owner priority serviceLocation
    source opportunity agreement location department sla currency mergedParentTicket
    """,
    .moment: """
    requiredDate closedDate dateResolved dateResplan dateResponded estimatedStartDate escalationStartDateUTC
    """,
    .flag: """
    allowAllClientsPortalView customerUpdatedFlag automaticEmailContactFlag automaticEmailResourceFlag
    automaticEmailCcFlag processNotifications skipCallback closedFlag approved isInSla hasChildTicket
    hasMergedChildTicketFlag predecessorClosedFlag lagNonworkingDaysFlag requestForChangeFlag
    """,
    .list: """
    integratorTags
    """,
  ])

  static let ticketNote = Shape([
    .moment: """
    dateCreated
    """,
    .number: """
    id ticketId
    """,
    .text: """
    text
    """,
    .flag: """
    detailDescriptionFlag internalAnalysisFlag resolutionFlag issueFlag customerUpdatedFlag processNotifications
    internalFlag externalFlag
    """,
    .reference: """
    member contact
    """,
  ])

  static let wholeNote = Shape([
    .number: """
    id
    """,
    .word: """
    noteType
    """,
    .reference: """
    ticket member contact
    """,
    .text: """
    text timeStart timeEnd originalAuthor
    """,
    .flag: """
    isMarkdownFlag detailDescriptionFlag internalAnalysisFlag resolutionFlag bundledFlag mergedFlag issueFlag
    createdByParentFlag
    """,
  ])

  /// A record that is only pointed to.
  static let named = Shape([
    .number: "id", .text: "name description",
  ])
}
