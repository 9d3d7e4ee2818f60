/// Names of records, see `Shape`: what `conditions`, `orderBy`, `fields` and patches may name.
extension Shape {
  static let billingTerm = Shape([
    .number: """
    id dueDays
    """,
    .text: """
    name termsXref
    """,
    .flag: """
    defaultFlag
    """,
  ])

  static let billingCycle = Shape([
    .number: """
    id
    """,
    .text: """
    identifier name
    """,
    .flag: """
    defaultFlag
    """,
    .word: """
    billingOptions
    """,
  ])

  static let billingSetup = Shape([
    .number: """
    id
    """,
    .text: """
    remitName addressOne addressTwo city zip phone invoiceTitle payableName topcomment invoiceFooter quoteFooter
    prefixSuffixText businessNumber customLabel customText companyCode connectWiseId
    """,
    .reference: """
    location state country overallInvoiceDefault standardInvoiceActual standardInvoiceFixed progressInvoice
    agreementInvoice creditMemoInvoice downPaymentInvoice miscInvoice salesOrderInvoice emailTemplate localizedCountry
    currency
    """,
    .flag: """
    excludeDoNotBillTimeFlag excludeDoNotBillExpenseFlag excludeDoNotBillProductFlag chargeAdjToFirmFlag noWatermarkFlag
    displayTaxFlag allowRestrictedDeptOnRoutingFlag billTicketSeparatelyFlag billTicketCompleteFlag
    billTicketUnapprovedFlag billProjectCompleteFlag billProjectUnapprovedFlag progressTimeFlag
    restrictProjectDownpaymentFlag billSalesOrderCompleteFlag billProductAfterShipFlag restrictDownpaymentFlag
    copyNonServiceProductsFlag copyServiceProductsFlag copyAgreementProductsFlag printLogoFlag readReceiptFlag
    deliveryReceiptFlag attachXmlInvoiceFlag disableRoutingEmailFlag excludeAvalaraFlag
    """,
    .word: """
    prefixSuffixFlag
    """,
  ])

  static let billingSetupRouting = Shape([
    .number: """
    id sequenceNumber parentId grandParentId
    """,
    .word: """
    invoiceRule routingRule
    """,
    .reference: """
    member
    """,
    .text: """
    connectWiseId parentConnectWiseId grandParentConnectWiseId
    """,
  ])

  static let taxCode = Shape([
    .number: """
    id levelOneRate levelOneTaxableMax levelOneApplySingleUnitMin levelOneApplySingleUnitMax levelTwoRate
    levelTwoTaxableMax
    """,
    .text: """
    identifier description invoiceCaption levelOneCaption levelOneTaxCodeXref levelOneAgencyXref levelTwoCaption
    levelTwoTaxCodeXref levelTwoAgencyXref
    """,
    .reference: """
    country
    """,
    .moment: """
    effectiveDate cancelDate
    """,
    .flag: """
    defaultFlag displayOnInvoiceFlag canadaCalculateGSTFlag levelOneServicesFlag levelOneExpensesFlag levelOneProductsFlag
    levelOneApplySingleUnitFlag levelTwoServicesFlag levelTwoExpensesFlag levelTwoProductsFlag
    """,
    .word: """
    levelOneRateType levelTwoRateType
    """,
    .list: """
    workRoleIds expenseTypeIds productTypeIds
    """,
  ])

  static let taxCodeLevel = Shape([
    .number: """
    id taxLevel taxRate taxableMax singleUnitMinimum singleUnitMaximum
    """,
    .word: """
    rateType
    """,
    .text: """
    caption taxCodeXref agencyXref
    """,
    .flag: """
    taxServicesFlag taxExpensesFlag taxProductsFlag singleUnitFlag
    """,
  ])

  static let currency = Shape([
    .number: """
    id numberOfDecimals
    """,
    .text: """
    currencyIdentifier name symbol thousandsSeparator decimalSeparator reportFormat
    """,
    .flag: """
    displayIdFlag displaySymbolFlag negativeParenthesesFlag rightAlign
    """,
    .reference: """
    currencyCode
    """,
  ])

  static let glAccount = Shape([
    .number: """
    id
    """,
    .word: """
    glType
    """,
    .reference: """
    mappedType mappedRecord
    """,
    .text: """
    segment1 segment2 segment3 cogs1 cogs2 cogs3 productId inventory salesCode
    """,
  ])

  static let invoiceEmailTemplate = Shape([
    .number: """
    id
    """,
    .text: """
    name firstName lastName emailAddress subject body connectWiseId
    """,
    .reference: """
    serviceSurvey invoiceStatus
    """,
    .flag: """
    useSenderFlag copySenderFlag attachInvoiceFlag
    """,
  ])

  static let invoiceTemplate = Shape([
    .number: """
    id
    """,
    .text: """
    name connectWiseId
    """,
  ])

  static let deliveryMethod = Shape([
    .number: """
    id
    """,
    .text: """
    name
    """,
    .flag: """
    defaultFlag emailFlag integrationEmailFlag integrationPrintFlag integrationActiveFlag
    """,
  ])

  static let agreement = Shape([
    .number: """
    id applicationLimit expiredDays limit compHourlyRate compLimitAmount billAmount prorateFirstBill
    """,
    .text: """
    name customerPO reasonCancelled workOrder internalNotes invoiceDescription
    """,
    .reference: """
    type company contact site subContractCompany subContractContact parentAgreement location department opportunity sla
    billingCycle billingTerms billToCompany billToContact billToSite taxCode workRole workType projectType invoiceTemplate
    currency companyLocation shipToCompany shipToContact shipToSite
    """,
    .flag: """
    restrictLocationFlag restrictDepartmentFlag noEndingDateFlag cancelledFlag applicationUnlimitedFlag oneTimeFlag
    coverAgreementTime coverAgreementProduct coverAgreementExpense coverSalesTax carryOverUnused allowOverruns
    expireWhenZero chargeToFirm billOneTimeFlag taxable restrictDownPayment prorateFlag invoiceProratedAdditionsFlag
    topComment bottomComment billableTimeInvoice billableExpenseInvoice billableProductInvoice autoInvoiceFlag
    """,
    .moment: """
    startDate endDate dateCancelled billStartDate nextInvoiceDate
    """,
    .word: """
    applicationUnits applicationCycle employeeCompRate employeeCompNotExceed invoicingCycle billTime billExpenses
    billProducts periodType agreementStatus
    """,
  ])

  static let agreementType = Shape([
    .number: """
    id applicationLimit expiredDays limit compHourlyRate compLimitAmount billAmount
    """,
    .text: """
    name invoicePreSuffix invoiceDescription integrationXRef connectWiseId
    """,
    .word: """
    prefixSuffixOption applicationUnits applicationCycle employeeCompRate employeeCompNotExceed invoicingCycle billTime
    billExpenses billProducts
    """,
    .flag: """
    defaultFlag inactiveFlag prePaymentFlag restrictLocationFlag restrictDepartmentFlag applicationUnlimitedFlag
    oneTimeFlag coverAgreementTimeFlag coverAgreementProductFlag coverAgreementExpenseFlag coverSalesTaxFlag
    carryOverUnusedFlag allowOverrunsFlag expireWhenZero chargeToFirmFlag billOneTimeFlag taxableFlag
    restrictDownPaymentFlag topCommentFlag bottomCommentFlag billableTimeInvoiceFlag billableExpenseInvoiceFlag
    billableProductInvoiceFlag copyWorkRolesFlag copyWorkTypesFlag prorateFlag autoInvoiceFlag
    invoiceProratedAdditionsFlag
    """,
    .reference: """
    location department sla billingCycle billingTerms workRole workType projectType invoiceTemplate emailTemplate
    """,
    .list: """
    exclusionWorkRoleIds exclusionWorkTypeIds
    """,
  ])

  static let addition = Shape([
    .number: """
    id quantity lessIncluded unitPrice unitCost agreementId billedQuantity extPrice extCost sequenceNumber margin
    prorateCost proratePrice extendedProrateCost extendedProratePrice
    """,
    .reference: """
    product opportunity invoiceGrouping
    """,
    .word: """
    billCustomer agreementStatus
    """,
    .moment: """
    effectiveDate cancelledDate
    """,
    .flag: """
    taxableFlag purchaseItemFlag specialOrderFlag prorateCurrentPeriodFlag
    """,
    .text: """
    serialNumber invoiceDescription description uom
    """,
  ])

  static let adjustment = Shape([
    .number: """
    id amount agreementId
    """,
    .text: """
    description
    """,
    .moment: """
    effectiveDate
    """,
  ])

  static let payment = Shape([
    .number: """
    id amount balance invoiceBalance invoiceTotal
    """,
    .text: """
    type appliedBy glBatchID paymentAccount aRPaymentAccount
    """,
    .word: """
    source paymentSyncStatus
    """,
    .reference: """
    invoice credit wisePayPayment
    """,
    .moment: """
    paymentDate paymentSyncDate
    """,
  ])
}
