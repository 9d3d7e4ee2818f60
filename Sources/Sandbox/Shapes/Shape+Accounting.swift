/// Names of records, see `Shape`: what `conditions`, `orderBy`, `fields` and patches may name.
extension Shape {
  static let glEntry = Shape([
    .number: """
    id amount cost
    """,
    .text: """
    type description segment1 segment2 segment3 productId salesCode inventory cogs1 cogs2 cogs3
    """,
    .flag: """
    isBatched
    """,
  ])

  static let unpostedInvoice = Shape([
    .number: """
    id billingLogId locationId departmentId subTotal total salesTaxAmount stateTaxAmount countyTaxAmount cityTaxAmount
    countryTaxAmount compositeTaxAmount
    """,
    .reference: """
    location department company billToCompany billToSite shipToCompany shipToSite billingTerms currency taxCode
    """,
    .text: """
    accountNumber invoiceNumber description dueDays stateTaxXref countyTaxXref cityTaxXref countryTaxXref compositeTaxXref
    createdBy
    """,
    .moment: """
    invoiceDate dueDate dateClosed
    """,
    .word: """
    invoiceType
    """,
    .flag: """
    hasTime hasExpenses hasProducts invoiceTaxableFlag avalaraTaxFlag itemTaxableFlag stateTaxFlag countyTaxFlag
    cityTaxFlag countryTaxFlag compositeTaxFlag
    """,
  ])

  static let unpostedExpense = Shape([
    .number: """
    id locationId departmentId expenseDetailId total billableAmount nonBillableAmount agreementAmountCovered
    salesTaxAmount stateTaxAmount countyTaxAmount cityTaxAmount countryTaxAmount compositeTaxAmount
    """,
    .reference: """
    company expenseType member chargeCode paymentMethod currency agreement ticket project projectPhase taxCode
    """,
    .text: """
    accountNumber creditAccount chargeDescription stateTaxXref countyTaxXref cityTaxXref countryTaxXref compositeTaxXref
    """,
    .word: """
    classification glType
    """,
    .moment: """
    dateExpense dateClosed
    """,
    .flag: """
    inPolicy avalaraTaxFlag itemTaxableFlag stateTaxFlag countyTaxFlag cityTaxFlag countryTaxFlag compositeTaxFlag
    """,
  ])

  static let unpostedProcurement = Shape([
    .number: """
    id locationId departmentId total stateTaxAmount countyTaxAmount cityTaxAmount countryTaxAmount compositeTaxAmount
    taxTotal freightTaxTotal freightCost
    """,
    .text: """
    description unpostedProductId trackingNumber stateTaxXref countyTaxXref cityTaxXref countryTaxXref compositeTaxXref
    vendorAccountNumber vendorInvoiceNumber
    """,
    .word: """
    procurementType
    """,
    .reference: """
    purchaseOrder billingTerms currency taxCode customer vendor
    """,
    .moment: """
    purchaseDate vendorInvoiceDate dateClosed
    """,
    .flag: """
    avalaraTaxFlag itemTaxableFlag purchaseOrderTaxableFlag stateTaxFlag countyTaxFlag cityTaxFlag countryTaxFlag
    compositeTaxFlag taxFreightFlag
    """,
  ])

  static let unpostedPayment = Shape([
    .number: """
    id amount
    """,
    .text: """
    type appliedBy paymentSyncStatus paymentAccount aRPaymentAccount
    """,
    .word: """
    source
    """,
    .reference: """
    invoice wisePayPayment
    """,
    .moment: """
    paymentDate paymentSyncDate
    """,
  ])

  static let batch = Shape([
    .number: """
    id
    """,
    .text: """
    batchIdentifier
    """,
    .flag: """
    exportInvoicesFlag exportExpensesFlag exportProductsFlag closedFlag
    """,
  ])

  static let batchEntry = Shape([
    .number: """
    id debit credit cost
    """,
    .text: """
    accountType name accountNumber item salesCode costOfGoodsSoldAccountNumber transfer
    """,
    .reference: """
    invoice purchaseOrder lineItem expense adjustmentDetail
    """,
  ])
}
