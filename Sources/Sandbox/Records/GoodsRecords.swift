/// What is sold: the catalog and its tables.
extension Records {
  func catalogRecord(_ item: DemoCast.Item) -> JSON {
    let isRecurring = item.productClass == "Agreement"
    return row(
      item.id,
      [
        ("identifier", .text(item.identifier)), ("description", .text(item.description)), ("inactiveFlag", .flag(false)),
        (
          "subcategory",
          isRecurring
            ? reference(12, "Cloud", "subcategory", "procurement/subcategories")
            : reference(13, "Equipment", "subcategory", "procurement/subcategories")
        ),
        (
          "type",
          isRecurring
            ? reference(3, "Software", "type", "procurement/types")
            : item.productClass == "Service"
              ? reference(5, "Labor", "type", "procurement/types") : reference(4, "Hardware", "type", "procurement/types")
        ), ("productClass", .text(item.productClass)), ("serializedFlag", .flag(false)), ("serializedCostFlag", .flag(false)),
        ("phaseProductFlag", .flag(false)), ("unitOfMeasure", reference(1, "Each", "uom", "procurement/unitOfMeasures")),
        ("price", Self.money(item.price)), ("cost", Self.money(item.cost)), ("taxableFlag", .flag(item.isTaxable)),
        ("dropShipFlag", .flag(false)), ("specialOrderFlag", .flag(false)), ("customerDescription", .text(item.description)),
        ("recurringFlag", .flag(isRecurring)), ("calculatedPriceFlag", .flag(false)), ("calculatedCostFlag", .flag(false)),
        (
          "category",
          isRecurring
            ? reference(4, "Recurring", "category", "procurement/categories")
            : reference(5, "Hardware", "category", "procurement/categories")
        ), ("markupFlag", .flag(false)), ("autoUpdateUnitCostFlag", .flag(false)), ("autoUpdateUnitPriceFlag", .flag(false)),
      ])
  }

  var categories: [JSON] {
    [(4, "Recurring"), (5, "Hardware")].map {
      row($0.0, [("name", .text($0.1)), ("inactiveFlag", .flag(false)), ("defaultFlag", .flag($0.0 == 4))])
    }
  }

  var subcategories: [JSON] {
    [(12, "Cloud", 4, "Recurring"), (13, "Equipment", 5, "Hardware")].map {
      row(
        $0.0,
        [
          ("name", .text($0.1)), ("inactiveFlag", .flag(false)), ("defaultFlag", .flag($0.0 == 12)),
          ("category", reference($0.2, $0.3, "category", "procurement/categories")),
        ])
    }
  }

  var productTypes: [JSON] {
    [(3, "Software", "NonInventoryPart"), (4, "Hardware", "InventoryPart"), (5, "Labor", "Service")].map {
      row(
        $0.0,
        [
          ("name", .text($0.1)), ("inactiveFlag", .flag(false)), ("typeXref", .text($0.2)), ("defaultFlag", .flag($0.0 == 3)),
        ])
    }
  }

  var units: [JSON] { [row(1, [("name", .text("Each")), ("inactiveFlag", .flag(false)), ("defaultFlag", .flag(true))])] }

  var invoiceGroupings: [JSON] {
    [
      row(
        1,
        [
          ("name", .text("Workplace bundle")), ("customerDescription", .text("Workplace, complete")),
          ("inactiveFlag", .flag(false)),
          ("showPriceFlag", .flag(true)), ("showSubItemsFlag", .flag(false)), ("groupParentChildAdditionsFlag", .flag(false)),
        ])
    ]
  }
}
