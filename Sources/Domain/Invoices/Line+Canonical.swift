extension Line {
  var canonicalBytes: [UInt8] {
    var out = CanonicalBytes()
    out.text(1, kind.rawValue)
    out.number(2, source)
    out.text(3, text)
    out.number(4, quantity.millionths)
    out.price(5, price)
    out.money(6, amount)
    out.money(7, cost)
    out.text(8, billing.rawValue)
    out.answer(9, isTaxable)
    out.reference(10, taxCode)
    out.reference(11, ticket)
    out.reference(12, agreement)
    switch detail {
    case .time(let time):
      out.reference(20, time.member)
      out.reference(21, time.workType)
      out.reference(22, time.workRole)
      out.instant(23, time.start)
      out.instant(24, time.end)
      out.number(25, time.actual.millionths)
      out.number(26, time.billed.millionths)
      out.number(27, time.invoiced.millionths)
      out.price(28, time.hourlyCost)
    case .product(let product):
      out.reference(40, product.item)
      out.text(41, product.productClass)
      out.text(42, product.unit)
      out.price(43, product.unitCost)
      out.flag(44, product.isCancelled)
    case .expense(let expense):
      out.reference(60, expense.member)
      out.reference(61, expense.type)
      out.day(62, expense.day)
    case .agreement, .adjustment:
      break
    }
    return out.bytes
  }

  init(canonicalBytes bytes: ArraySlice<UInt8>) throws(UnreadableContent) {
    var fields = try CanonicalFields(bytes)
    guard let kind = LineKind(rawValue: try fields.text(1)) else { throw .badField(1) }
    guard let amount = try fields.money(6) else { throw .missingField(6) }
    guard let billing = BillingOption(rawValue: try fields.text(8)) else { throw .badField(8) }
    self.init(
      source: try fields.number(2), detail: try LineDetail(kind, &fields), text: try fields.text(3),
      quantity: Quantity(millionths: try fields.number(4)), price: try fields.price(5), amount: amount,
      cost: try fields.money(7), billing: billing, isTaxable: try fields.answer(9), taxCode: try fields.reference(10),
      ticket: try fields.reference(11), agreement: try fields.reference(12))
    try fields.finish()
  }
}

extension LineDetail {
  fileprivate init(_ kind: LineKind, _ fields: inout CanonicalFields) throws(UnreadableContent) {
    switch kind {
    case .time:
      self = .time(
        TimeDetail(
          member: try fields.reference(20), workType: try fields.reference(21), workRole: try fields.reference(22),
          start: try fields.instant(23), end: try fields.instant(24),
          actual: Hours(millionths: try fields.number(25)), billed: Hours(millionths: try fields.number(26)),
          invoiced: Hours(millionths: try fields.number(27)), hourlyCost: try fields.price(28)))
    case .product:
      self = .product(
        ProductDetail(
          item: try fields.reference(40), productClass: try fields.text(41), unit: try fields.text(42),
          unitCost: try fields.price(43), isCancelled: fields.flag(44)))
    case .expense:
      self = .expense(
        ExpenseDetail(member: try fields.reference(60), type: try fields.reference(61), day: try fields.day(62)))
    case .agreement: self = .agreement
    case .adjustment: self = .adjustment
    }
  }
}
