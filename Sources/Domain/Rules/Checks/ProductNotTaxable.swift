extension Rule {
  static let productNotTaxable = Rule(
    "product-not-taxable", title: "Product not marked taxable", summary: "A billed product is marked as not taxable.",
    isOnByDefault: false, severity: .warning, tunables: [ProductNotTaxable.types], check: ProductNotTaxable.check,
    examples: { ProductNotTaxable.examples })
}

private enum ProductNotTaxable {
  static let types = Tunable.names("types", "Product types", whenEmpty: "all")

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let types = look.names(types)
    for product in facts.lines.products {
      let line = product.line
      let target = Target(.product, line.source)
      guard line.isBilled else {
        look.skips(target, line.name, line.isCancelled ? "It is cancelled." : "It is not charged.")
        continue
      }
      guard types.isEmpty || types.contains(product.detail.productClass) else {
        look.skips(target, line.name, "Products of type \(product.detail.productClass) are not judged.")
        continue
      }
      switch line.isTaxable {
      case true?: look.passes(target, line.name, "It is marked as taxable.")
      case nil: look.skips(target, line.name, "ConnectWise does not say whether it is taxable.")
      case false?:
        look.flag(
          target, line.name,
          "“\(line.name)” is billed for \(look.conventions.amountWithCode(line.amount)) and is not marked as taxable.",
          [JudgedValue("amount", line.amount)])
      }
    }
  }

  static let examples = [
    RuleExample(
      "not taxable", Example.facts([Example.product(1, isTaxable: false)]),
      .flag(.warning, .product, 1, "billed for 119.00 USD and is not marked as taxable")),
    RuleExample("taxable", Example.facts([Example.product(1)])),
    RuleExample("not said", Example.facts([Example.product(1, isTaxable: nil)])),
    RuleExample("no charge", Example.facts([Example.product(1, billing: .noCharge, isTaxable: false)])),
    RuleExample("cancelled", Example.facts([Example.product(1, isTaxable: false, isCancelled: true)])),
    RuleExample(
      "a price of zero", Example.facts([Example.product(1, 0, isTaxable: false)]), .flag(.warning, .product, 1, "0.00 USD")),
    RuleExample(
      "a type that is judged", Example.facts([Example.product(1, productClass: "Service", isTaxable: false)]),
      with: ["types": .names(NameList(["service"]))], .flag(.warning, .product, 1, "119.00")),
    RuleExample(
      "a type that is not", Example.facts([Example.product(1, isTaxable: false)]), with: ["types": .names(NameList(["service"]))]),
    RuleExample(
      "a credit in another currency",
      Example.facts([Example.product(1, -500, isTaxable: false, currency: .jpy)], type: .creditMemo, currency: .jpy),
      .flag(.warning, .product, 1, "−500 JPY")),
    RuleExample("an expense", Example.facts([Example.expense(1, 5_00)])),
  ]
}
