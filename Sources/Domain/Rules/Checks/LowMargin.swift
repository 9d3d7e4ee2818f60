extension Rule {
  static let lowMargin = Rule(
    "low-margin", title: "Low profit margin",
    summary: "A product is sold with less margin than the floor, or below its cost.", severity: .warning,
    tunables: [LowMargin.floor, LowMargin.smallest, LowMargin.leftOut], check: LowMargin.check, examples: { LowMargin.examples })
}

private enum LowMargin {
  static let floor = Tunable.percent("floor", "Margin floor", default: 20, 0...100)
  static let smallest = Tunable.amount("smallest", "Ignore lines under", default: .zero, 0...1_000_000)
  static let leftOut = Tunable.names("left-out", "Product types left out", whenEmpty: "none")

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let floor = look.figure(floor)
    let smallest = look.figure(smallest)
    let leftOut = look.names(leftOut)
    for product in facts.lines.products {
      let line = product.line
      let target = Target(.product, line.source)
      guard line.isBilled else {
        look.skips(target, line.name, line.isCancelled ? "It is cancelled." : "It is not charged.")
        continue
      }
      guard !leftOut.contains(product.detail.productClass) else {
        look.skips(target, line.name, "Products of type \(product.detail.productClass) are left out.")
        continue
      }
      guard let cost = line.cost, cost.currency == line.amount.currency else {
        look.skips(target, line.name, "Its cost is not known.")
        continue
      }
      let price = line.amount
      guard !price.isNegative else {
        look.skips(target, line.name, "Its price is negative.")
        continue
      }
      guard Figure.compare(price, smallest) >= 0 else {
        look.skips(target, line.name, "It is smaller than the lines that are judged.")
        continue
      }
      let profit = Int128(price.minor) - Int128(cost.minor)
      let judged = [JudgedValue("price", price), JudgedValue("cost", cost)]
      let sold = { "“\(line.name)” is sold for \(look.conventions.amountWithCode(price))" }
      if profit < 0 {
        let loss = price.distance(to: cost).map { look.conventions.amountWithCode($0) + " below" } ?? "far below"
        look.flag(
          target, line.name, "\(sold()), \(loss) its cost of \(look.conventions.amountWithCode(cost)).", judged, raised: true)
      } else if price.isZero {
        look.passes(target, line.name, "It is free and costs nothing.")
      } else if Share.compare(profit, of: Int128(price.minor), with: floor) < 0 {
        look.flag(
          target, line.name, "\(sold()) at a cost of \(look.conventions.amountWithCode(cost)): \(share(line, look)).", judged)
      } else {
        look.passes(target, line.name, "It has \(share(line, look)).")
      }
    }
  }

  private static func share(_ line: Line, _ look: Look) -> String {
    line.margin?.percent.map { look.conventions.exactPercent($0) + " margin" } ?? "an enormous margin"
  }

  static let examples = [
    RuleExample(
      "less margin than the floor", Example.facts([Example.product(1, 329_00, cost: 296_00)]),
      .flag(.warning, .product, 1, "10.03% margin")),
    RuleExample("exactly at the floor", Example.facts([Example.product(1, 100_00, cost: 80_00)])),
    RuleExample(
      "a cent below the floor", Example.facts([Example.product(1, 100_00, cost: 80_01)]), .flag(.warning, .product, 1, "19.99%")),
    RuleExample(
      "below cost weighs more", Example.facts([Example.product(1, 158_00, cost: 168_00)]),
      .flag(.error, .product, 1, "10.00 USD below its cost of 168.00 USD")),
    RuleExample(
      "below cost counts also with a floor of zero", Example.facts([Example.product(1, 99_99, cost: 100_00)]),
      with: ["floor": .figure(0)], .flag(.error, .product, 1, "0.01 USD below")),
    RuleExample(
      "sold at cost with a floor of zero", Example.facts([Example.product(1, 100_00, cost: 100_00)]), with: ["floor": .figure(0)]),
    RuleExample(
      "given away though it costs something", Example.facts([Example.product(1, 0, cost: 5_00)]),
      .flag(.error, .product, 1, "sold for 0.00 USD, 5.00 USD below its cost")),
    RuleExample("free and without cost", Example.facts([Example.product(1, 0, cost: 0)])),
    RuleExample("no charge", Example.facts([Example.product(1, 0, cost: 5_00, billing: .noCharge)])),
    RuleExample("not billed", Example.facts([Example.product(1, 10, cost: 5_00, billing: .doNotBill)])),
    RuleExample("cancelled", Example.facts([Example.product(1, 10, cost: 5_00, isCancelled: true)])),
    RuleExample("a credit line", Example.facts([Example.product(1, -40_00, cost: -30_00)], type: .creditMemo)),
    RuleExample("a cost that is not known", Example.facts([Example.product(1, 10, cost: nil)])),
    RuleExample(
      "a currency without decimals", Example.facts([Example.product(1, 1000, cost: 900, currency: .jpy)], currency: .jpy),
      .flag(.warning, .product, 1, "1,000 JPY")),
    RuleExample(
      "a line under the amount that is judged", Example.facts([Example.product(1, 4_99, cost: 4_98)]),
      with: ["smallest": .figure(5)]),
    RuleExample(
      "a line of exactly that amount", Example.facts([Example.product(1, 5_00, cost: 4_98)]), with: ["smallest": .figure(5)],
      .flag(.warning, .product, 1, "0.4% margin")),
    RuleExample(
      "a type that is left out", Example.facts([Example.product(1, 1_00, cost: 4_98, productClass: "Service")]),
      with: ["left-out": .names(NameList(["service"]))]),
    RuleExample("time has no margin here", Example.facts([Example.time(1, rate: 0)])),
  ]
}
