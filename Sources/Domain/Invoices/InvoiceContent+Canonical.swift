extension InvoiceContent {
  /// One content, one sequence of bytes: what the fingerprint hashes, and what the store keeps.
  ///
  ///     content = "countersign content 1" 0x0A field*
  ///     field   = tag (1 byte) ‖ length (4 bytes, big endian) ‖ value
  ///
  /// Fields stand in the order of their tags. Lines are themselves fields of fields, sorted by their bytes, so that the
  /// order in which ConnectWise lists them does not matter. A tag is never given to another field.
  public var canonicalBytes: [UInt8] {
    var out = CanonicalBytes()
    out.text(1, number)
    out.text(2, type.rawValue)
    out.text(3, appliesTo.rawValue)
    out.text(4, billingMethod?.rawValue ?? "")
    out.currency(5, currency)
    out.reference(6, company)
    out.reference(7, billTo)
    out.text(8, attention)
    for line in billingAddress { out.field(9, Array(line.utf8)) }
    out.day(10, date)
    out.day(11, dueDate)
    out.reference(12, terms)
    out.reference(13, agreement)
    out.reference(14, project)
    out.reference(15, phase)
    out.reference(16, salesOrder)
    out.reference(17, ticket)
    out.text(18, reference)
    out.text(19, purchaseOrder)
    out.text(20, topComment)
    out.text(21, bottomComment)
    out.flag(22, isTaxable)
    out.reference(23, taxCode)
    out.money(24, totals.services)
    out.money(25, totals.expenses)
    out.money(26, totals.products)
    out.money(27, totals.agreement)
    out.money(28, totals.serviceAdjustment)
    out.money(29, totals.previousProgressApplied)
    out.money(30, totals.downPaymentApplied)
    out.money(31, totals.subtotal)
    out.money(32, totals.tax)
    out.money(33, totals.total)
    for line in lines.map(\.canonicalBytes).sorted(by: { $0.lexicographicallyPrecedes($1) }) { out.field(34, line) }
    return Self.heading + out.bytes
  }

  private static let heading = Array("countersign content 1\n".utf8)

  /// Reads back what `canonicalBytes` wrote; lines come in the order of their bytes.
  public init(canonicalBytes bytes: [UInt8]) throws(UnreadableContent) {
    guard bytes.starts(with: Self.heading) else { throw .unknownFormat }
    var fields = try CanonicalFields(bytes.dropFirst(Self.heading.count))
    let currency = try fields.currency(5)
    guard let company: Reference<Company> = try fields.reference(6) else { throw .missingField(6) }
    let number = try fields.text(1)
    guard let type = InvoiceType(rawValue: try fields.text(2)) else { throw .badField(2) }
    guard let appliesTo = AppliesTo(rawValue: try fields.text(3)) else { throw .badField(3) }
    let method = try fields.text(4)
    let billingMethod = BillingMethod(rawValue: method)
    guard method.isEmpty || billingMethod != nil else { throw .badField(4) }
    self.init(
      number: number, type: type, appliesTo: appliesTo, billingMethod: billingMethod, currency: currency,
      company: company, totals: try Self.totals(&fields))
    billTo = try fields.reference(7)
    attention = try fields.text(8)
    for line in fields.takeAll(9) { billingAddress.append(try CanonicalFields.text(line, 9)) }
    date = try fields.day(10)
    dueDate = try fields.day(11)
    terms = try fields.reference(12)
    agreement = try fields.reference(13)
    project = try fields.reference(14)
    phase = try fields.reference(15)
    salesOrder = try fields.reference(16)
    ticket = try fields.reference(17)
    reference = try fields.text(18)
    purchaseOrder = try fields.text(19)
    topComment = try fields.text(20)
    bottomComment = try fields.text(21)
    isTaxable = fields.flag(22)
    taxCode = try fields.reference(23)
    for line in fields.takeAll(34) { lines.append(try Line(canonicalBytes: line)) }
    try fields.finish()
  }

  private static func totals(_ fields: inout CanonicalFields) throws(UnreadableContent) -> InvoiceTotals {
    InvoiceTotals(
      services: try money(24, &fields), expenses: try money(25, &fields), products: try money(26, &fields),
      agreement: try money(27, &fields), serviceAdjustment: try money(28, &fields),
      previousProgressApplied: try money(29, &fields), downPaymentApplied: try money(30, &fields),
      subtotal: try money(31, &fields), tax: try money(32, &fields), total: try money(33, &fields))
  }

  private static func money(_ tag: UInt8, _ fields: inout CanonicalFields) throws(UnreadableContent) -> Money {
    guard let money = try fields.money(tag) else { throw .missingField(tag) }
    return money
  }
}
