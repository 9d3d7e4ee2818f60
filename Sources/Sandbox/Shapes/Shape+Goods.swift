/// Names of records, see `Shape`: what `conditions`, `orderBy`, `fields` and patches may name.
extension Shape {
  static let component = Shape([
    .number: """
    id sequenceNumber quantity price cost
    """,
    .reference: """
    catalogItem vendor parentProductItem productItem
    """,
    .flag: """
    hidePriceFlag hideItemIdentifierFlag hideDescriptionFlag hideQuantityFlag hideExtendedPriceFlag
    """,
  ])

  static let catalogItem = Shape([
    .number: """
    id minStockLevel price cost recurringRevenue recurringCost calculatedPrice calculatedCost markupPercentage
    """,
    .text: """
    identifier description customerDescription manufacturerPartNumber vendorSku notes integrationXRef connectWiseID
    """,
    .flag: """
    inactiveFlag serializedFlag serializedCostFlag phaseProductFlag taxableFlag dropShipFlag specialOrderFlag
    recurringFlag recurringOneTimeFlag calculatedPriceFlag calculatedCostFlag markupFlag autoUpdateUnitCostFlag
    autoUpdateUnitPriceFlag
    """,
    .reference: """
    subcategory type unitOfMeasure manufacturer vendor sla entityType recurringBillCycle category agreementType
    """,
    .word: """
    productClass priceAttribute recurringCycleType billableOption
    """,
  ])

  static let category = Shape([
    .number: """
    id
    """,
    .text: """
    name priceLevelXref integrationXref
    """,
    .flag: """
    inactiveFlag defaultFlag
    """,
    .list: """
    locationIds
    """,
  ])

  static let subcategory = Shape([
    .number: """
    id
    """,
    .text: """
    name integrationXref
    """,
    .flag: """
    inactiveFlag defaultFlag
    """,
    .reference: """
    category
    """,
  ])

  static let productType = Shape([
    .number: """
    id
    """,
    .text: """
    name
    """,
    .flag: """
    inactiveFlag defaultFlag
    """,
    .word: """
    typeXref
    """,
  ])

  static let unit = Shape([
    .number: """
    id
    """,
    .text: """
    name uomScheduleXref
    """,
    .flag: """
    inactiveFlag defaultFlag
    """,
  ])

  static let invoiceGrouping = Shape([
    .number: """
    id
    """,
    .text: """
    name customerDescription
    """,
    .flag: """
    inactiveFlag showPriceFlag showSubItemsFlag groupParentChildAdditionsFlag
    """,
  ])
}
