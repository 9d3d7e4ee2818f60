import Domain
import Testing

@Suite struct ContentTests {
  @Test func `content reads back from its canonical bytes`() throws {
    var content = fullContent()
    let again = try InvoiceContent(canonicalBytes: content.canonicalBytes)
    content.lines.sort { $0.text < $1.text }
    var sorted = again
    sorted.lines.sort { $0.text < $1.text }
    #expect(sorted == content)
    #expect(again.canonicalBytes == content.canonicalBytes)
  }

  @Test func `the order of the lines does not matter`() {
    let content = fullContent()
    var random = Seeded(5)
    for _ in 0..<50 {
      var other = content
      other.lines.shuffle(using: &random)
      #expect(other.canonicalBytes == content.canonicalBytes)
    }
  }

  @Test func `a line twice is not a line once`() {
    var content = fullContent()
    content.lines.append(timeLine())
    #expect(content.canonicalBytes != fullContent().canonicalBytes)
  }

  @Test func `every field of the content counts`() {
    let changes: [(String, (inout InvoiceContent) -> Void)] = [
      ("number", { $0.number = "10453" }), ("type", { $0.type = .progress }), ("appliesTo", { $0.appliesTo = .project }),
      ("billingMethod", { $0.billingMethod = .fixedFee }), ("currency", { $0.currency = .cad }),
      ("company", { $0.company = Reference(999, name: $0.company.name) }), ("billTo", { $0.billTo = nil }),
      ("attention", { $0.attention += "." }), ("billingAddress", { $0.billingAddress.reverse() }),
      ("date", { $0.date = $0.date?.adding(days: 1) }), ("dueDate", { $0.dueDate = nil }), ("terms", { $0.terms = nil }),
      ("agreement", { $0.agreement = nil }), ("project", { $0.project = nil }), ("phase", { $0.phase = nil }),
      ("salesOrder", { $0.salesOrder = nil }), ("ticket", { $0.ticket = nil }), ("reference", { $0.reference = "" }),
      ("purchaseOrder", { $0.purchaseOrder = "" }), ("topComment", { $0.topComment += " " }),
      ("bottomComment", { $0.bottomComment = "" }), ("isTaxable", { $0.isTaxable = false }),
      ("taxCode", { $0.taxCode = Reference(7, name: "FL") }), ("totals", { $0.totals.total = usd(1) }),
      ("lines", { $0.lines.removeLast() }),
    ]
    expectSensitive(fullContent(), changes) { $0.canonicalBytes }
  }

  @Test func `every total counts`() {
    let changes: [(String, (inout InvoiceTotals) -> Void)] = [
      ("services", { $0.services = usd(1) }), ("expenses", { $0.expenses = usd(1) }), ("products", { $0.products = usd(1) }),
      ("agreement", { $0.agreement = usd(1) }), ("serviceAdjustment", { $0.serviceAdjustment = usd(1) }),
      ("previousProgressApplied", { $0.previousProgressApplied = usd(1) }),
      ("downPaymentApplied", { $0.downPaymentApplied = usd(1) }), ("subtotal", { $0.subtotal = usd(1) }),
      ("tax", { $0.tax = usd(1) }), ("total", { $0.total = Money(minor: $0.total.minor, currency: .eur) }),
    ]
    expectSensitive(fullContent().totals, changes) { totals in
      var content = fullContent()
      content.totals = totals
      return content.canonicalBytes
    }
  }

  @Test func `every field of a line counts`() {
    let changes: [(String, (inout Line) -> Void)] = [
      ("source", { $0.source = 1 }), ("detail", { $0.detail = .adjustment }), ("text", { $0.text = "" }),
      ("quantity", { $0.quantity = .zero }), ("price", { $0.price = nil }), ("amount", { $0.amount = usd(1) }),
      ("cost", { $0.cost = nil }), ("billing", { $0.billing = .noCharge }), ("isTaxable", { $0.isTaxable = false }),
      ("taxCode", { $0.taxCode = nil }), ("ticket", { $0.ticket = Reference(2, name: "") }),
      ("agreement", { $0.agreement = nil }),
    ]
    expectSensitive(productLine(), changes, bytes: bytes)
  }

  @Test func `every field of every kind of line counts`() {
    guard case .time(let time) = timeLine().detail, case .product(let product) = productLine().detail,
      case .expense(let expense) = expenseLine().detail
    else { return }
    let times: [(String, (inout TimeDetail) -> Void)] = [
      ("member", { $0.member = nil }), ("workType", { $0.workType = nil }), ("workRole", { $0.workRole = nil }),
      ("start", { $0.start = nil }), ("end", { $0.end = $0.end?.adding(milliseconds: 1) }), ("actual", { $0.actual = .zero }),
      ("billed", { $0.billed = .zero }), ("invoiced", { $0.invoiced = .zero }), ("hourlyCost", { $0.hourlyCost = nil }),
    ]
    expectSensitive(time, times) { detail in bytes(timeLine(), .time(detail)) }
    let products: [(String, (inout ProductDetail) -> Void)] = [
      ("item", { $0.item = nil }), ("productClass", { $0.productClass = "" }), ("unit", { $0.unit = "" }),
      ("unitCost", { $0.unitCost = nil }), ("isCancelled", { $0.isCancelled = true }),
    ]
    expectSensitive(product, products) { detail in bytes(productLine(), .product(detail)) }
    let expenses: [(String, (inout ExpenseDetail) -> Void)] = [
      ("member", { $0.member = nil }), ("type", { $0.type = nil }), ("day", { $0.day = nil }),
    ]
    expectSensitive(expense, expenses) { detail in bytes(expenseLine(), .expense(detail)) }
  }

  private func bytes(_ line: Line) -> [UInt8] {
    var content = fullContent()
    content.lines = [line]
    return content.canonicalBytes
  }

  private func bytes(_ line: Line, _ detail: LineDetail) -> [UInt8] {
    var line = line
    line.detail = detail
    return bytes(line)
  }

  /// Each change gives other bytes than all others; and a field without a change here is found by reflection.
  private func expectSensitive<T>(
    _ value: T, _ changes: [(String, (inout T) -> Void)], bytes: (T) -> [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let fields = Mirror(reflecting: value).children.compactMap(\.label)
    #expect(fields.sorted() == changes.map(\.0).sorted(), sourceLocation: sourceLocation)
    var seen: [[UInt8]: String] = [bytes(value): "nothing"]
    for (name, change) in changes {
      var changed = value
      change(&changed)
      if let other = seen.updateValue(name, forKey: bytes(changed)) {
        Issue.record("changing \(name) looks like changing \(other)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func `texts cannot move from one field into its neighbour`() {
    var left = fullContent()
    (left.topComment, left.bottomComment) = ("ab", "c")
    var right = left
    (right.topComment, right.bottomComment) = ("a", "bc")
    #expect(left.canonicalBytes != right.canonicalBytes)
    (left.billingAddress, right.billingAddress) = (["a", "b"], ["ab"])
    right.topComment = left.topComment
    right.bottomComment = left.bottomComment
    #expect(left.canonicalBytes != right.canonicalBytes)
  }

  @Test func `damaged bytes are refused and never trap`() {
    let good = fullContent().canonicalBytes
    var random = Seeded(6)
    for length in 0..<good.count { _ = try? InvoiceContent(canonicalBytes: Array(good.prefix(length))) }
    for _ in 0..<5000 {
      var bad = good
      for _ in 0...random.below(3) { bad[random.below(bad.count)] = UInt8(truncatingIfNeeded: random.next()) }
      if let read = try? InvoiceContent(canonicalBytes: bad) {
        #expect((try? InvoiceContent(canonicalBytes: read.canonicalBytes)) == read)
      }
    }
    #expect(throws: UnreadableContent.unknownFormat) { try InvoiceContent(canonicalBytes: []) }
    #expect(throws: UnreadableContent.cutShort) { try InvoiceContent(canonicalBytes: good.dropLast()) }
    #expect(throws: UnreadableContent.unknownField(200)) { try InvoiceContent(canonicalBytes: good + [200, 0, 0, 0, 0]) }
  }

  @Test func `the bytes of a given content stay what they are`() {
    Golden.expect(hexDump(fullContent().canonicalBytes), "content-bytes.txt")
  }

  private func hexDump(_ bytes: [UInt8]) -> String {
    stride(from: 0, to: bytes.count, by: 32).map { start in
      let row = bytes[start..<min(start + 32, bytes.count)]
      let hex = row.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      let text = String(row.map { (0x20..<0x7F).contains($0) ? Character(UnicodeScalar($0)) : "." })
      return hex + String(repeating: " ", count: 98 - hex.count) + text + "\n"
    }.joined()
  }

  @Test func `a fingerprint is 32 bytes and prints in hexadecimal`() throws {
    let bytes = (0..<32).map { UInt8($0 * 8) }
    let fingerprint = try #require(Fingerprint(bytes))
    #expect(fingerprint.bytes == bytes)
    #expect(fingerprint.hex.hasPrefix("0008101820"))
    #expect(fingerprint.short == "00081018")
    #expect(Fingerprint(bytes.dropLast()) == nil)
  }
}
