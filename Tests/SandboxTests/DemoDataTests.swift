import Domain
import Testing

@testable import Sandbox

@Suite struct DemoDataTests {
  func everything(_ data: DemoData) -> [UInt8] {
    var sandbox = Sandbox(data)
    let paths = [
      "/finance/invoices", "/time/entries", "/expense/entries", "/procurement/products", "/company/companies", "/system/members",
    ]
    var bytes: [UInt8] = []
    for path in paths {
      for page in 1...5 { bytes += sandbox.respond(to: get(path, [("pageSize", "1000"), ("page", "\(page)")]), now: 0).body }
    }
    for id in 7001..<(7001 + data.count) { bytes += sandbox.respond(to: get("/finance/invoices/\(id)/routings"), now: 0).body }
    return bytes
  }

  @Test func `the same seed gives the same bytes, another seed other ones`() {
    let first = everything(DemoData(seed: 3, invoices: 60))
    #expect(first == everything(DemoData(seed: 3, invoices: 60)))
    #expect(first != everything(DemoData(seed: 4, invoices: 60)))
  }

  @Test func `an invoice does not depend on how many there are, as long as the customers are the same`() {
    let small = DemoData(invoices: 30)
    let large = DemoData(invoices: 100)
    for index in 0..<30 { #expect(small.invoices[index].totals == large.invoices[index].totals) }
  }

  @Test(arguments: [30, 240, 300])
  func `every amount on the wire adds up, to the cent`(count: Int) throws {
    var sandbox = Sandbox(DemoData(invoices: count))
    func cents(_ record: JSON, _ name: String) throws -> Int64 {
      guard case .number(let digits) = record[name] else {
        Issue.record("\(name) is missing")
        return 0
      }
      return try Money(digits, currency: #require(Currency("USD"))).minor
    }
    var invoices: [JSON] = []
    for page in 1...((count + 99) / 100) {
      invoices += sandbox.respond(to: get("/finance/invoices", [("pageSize", "100"), ("page", "\(page)")]), now: 0).list
    }
    #expect(invoices.count == count)
    for invoice in invoices {
      let id = try #require(invoice["id"]?.int)
      let filter: [(name: String, value: String)] = [("conditions", "invoice/id=\(id)"), ("pageSize", "1000")]
      let time = sandbox.respond(to: get("/time/entries", filter), now: 0).list
      let expenses = sandbox.respond(to: get("/expense/entries", filter), now: 0).list
      let products = sandbox.respond(to: get("/procurement/products", filter), now: 0).list
      var service: Int64 = 0
      for entry in time {
        let hours = try cents(entry, "invoiceHours")
        #expect(
          try cents(entry, "extendedInvoiceAmount") * 100 == hours * cents(entry, "hourlyRate"), "time \(entry["id"]?.int ?? 0)")
        if entry["billableOption"]?.string == "Billable" { service += try cents(entry, "extendedInvoiceAmount") }
      }
      var product: Int64 = 0
      var taxable: Int64 = 0
      for line in products {
        #expect(try cents(line, "extPrice") * 100 == cents(line, "quantity") * cents(line, "price"))
        #expect(try cents(line, "extCost") * 100 == cents(line, "quantity") * cents(line, "cost"))
        #expect(try cents(line, "margin") == cents(line, "price") - cents(line, "cost"))
        guard line["billableOption"]?.string == "Billable", line["cancelledFlag"]?.bool == false else { continue }
        product += try cents(line, "extPrice")
        if line["taxableFlag"]?.bool == true { taxable += try cents(line, "extPrice") }
      }
      let expense = try expenses.reduce(0 as Int64) { try $0 + cents($1, "invoiceAmount") }
      let adjustment = try cents(invoice, "serviceAdjustmentAmount")
      let agreement = try cents(invoice, "agreementAmount")
      let subtotal = service + product + expense + adjustment + agreement
      var tax: Int64 = 0
      switch invoice["taxCode"]?["name"]?.string {
      case "VA-STATE": tax = rounded(taxable * 530)
      case "MD-STATE": tax = rounded(taxable * 600)
      case "DE-UST19": tax = rounded((taxable + service + expense + adjustment + agreement) * 1900)
      case "GB-VAT20": tax = rounded((taxable + service + expense + adjustment + agreement) * 2000)
      case "CH-MWST": tax = rounded((taxable + service + expense + adjustment + agreement) * 810)
      default: break
      }
      #expect(try cents(invoice, "serviceTotal") == service, "\(id)")
      #expect(try cents(invoice, "productTotal") == product, "\(id)")
      #expect(try cents(invoice, "expenseTotal") == expense, "\(id)")
      #expect(try cents(invoice, "subtotal") == subtotal, "\(id)")
      // Where a wrong tax was planted it is wrong.
      let oddities = sandbox.data.invoices[id - 7001].script.oddities
      let isWrong = oddities.contains(.wrongTax) || oddities.contains(.zeroTax)
      let shown = try cents(invoice, "salesTax")
      #expect((shown == tax) != isWrong, "\(id)")
      #expect(try cents(invoice, "total") == subtotal + shown, "\(id)")
      #expect(try cents(invoice, "balance") == cents(invoice, "total") - cents(invoice, "payments"), "\(id)")
    }
  }

  private func rounded(_ scaled: Int64) -> Int64 { (abs(scaled) + 5_000) / 10_000 * (scaled < 0 ? -1 : 1) }

  @Test func `the thirty are believable: all types, two currencies, long names, umlauts, and something for every eye`() {
    let data = DemoData()
    #expect(data.invoices.count == 30)
    #expect(
      Set(data.invoices.map(\.type)) == ["Agreement", "Standard", "Progress", "DownPayment", "Miscellaneous", "CreditMemo"])
    #expect(Set(data.invoices.map(\.company.currency.code)) == ["USD", "EUR"])
    // 50 characters are the most that ConnectWise takes.
    #expect(data.invoices.map { $0.company.name.count }.max() == 50)
    #expect(data.invoices.contains { ($0.company.agreement?.name.count ?? 0) > 75 })
    #expect(data.invoices.contains { $0.company.name.contains("ü") })
    #expect(Set(data.invoices.map(\.script.company)).count >= 12)
    #expect(data.invoices.filter { !$0.script.status.isClosed && !$0.script.status.isSent }.count >= 25)
    #expect(data.invoices.allSatisfy { $0.totals.total != 0 || $0.script.kind == .credit })
  }

  @Test func `the demo is three months of twenty-five customers in believable proportions`() {
    let data = DemoData(invoices: DemoData.demoCount)
    let invoices = data.invoices
    #expect(invoices.count == 240)
    #expect(Set(invoices.map(\.script.company)).count == 25)
    #expect(invoices.map(\.script.age).max() ?? 0 <= 92 && invoices.map(\.script.age).min() ?? 0 >= 1)
    let types = Dictionary(grouping: invoices, by: \.type).mapValues(\.count)
    #expect(types.count == 6)
    #expect(types["Standard"] ?? 0 > 120 && types["Agreement"] ?? 0 > 40, "\(types)")
    for type in ["CreditMemo", "DownPayment", "Miscellaneous", "Progress"] {
      #expect((4...12).contains(types[type] ?? 0), "\(types)")
    }
    let open = invoices.filter { !$0.script.status.isClosed && !$0.script.status.isSent }
    #expect((80...130).contains(open.count), "\(open.count)")
    #expect(Set(invoices.map(\.company.currency.code)) == ["USD", "EUR", "GBP", "CHF"])
    #expect(Set(DemoOddity.allCases).subtracting(invoices.flatMap(\.script.oddities)) == [])
    // Most of what waits has nothing wrong with it.
    #expect(open.filter(\.script.oddities.isEmpty).count * 2 > open.count, "\(open.count)")
  }

  @Test func `a hundred thousand invoices cost nothing until they are asked for`() {
    let data = DemoData(invoices: 100_000)
    #expect(data.companies == 10_000)
    #expect(data.invoices[99_999].id == 107_000)
    #expect(data.invoices[239].totals == DemoData(invoices: 240).invoices[239].totals)
  }

  @Test func `ids are unique over all lines, and a line finds its invoice`() {
    let data = DemoData(invoices: 400)
    var seen: Set<Int> = []
    for invoice in data.invoices {
      let lines = data.lines(of: invoice)
      for id in lines.time.map(\.id) + lines.expenses.map(\.id) + lines.products.map(\.id) {
        #expect(seen.insert(id).inserted)
        #expect(DemoInvoice.index(ofLine: id) == invoice.index)
      }
    }
    #expect(seen.count > 2_000)
  }

  @Test func `a load has about twelve lines an invoice`() {
    let data = DemoData(invoices: 2_240)
    let lines = data.invoices.dropFirst(240).reduce(0) { sum, invoice in
      let lines = data.lines(of: invoice)
      return sum + lines.time.count + lines.expenses.count + lines.products.count
    }
    #expect((18_000...30_000).contains(lines), "\(lines)")
  }

  @Test func `names are only invented ones, and mail leads nowhere`() {
    for index in 0..<200 {
      if let email = DemoCast.company(index).email { #expect(email.hasSuffix(".example.test")) }
    }
    for member in DemoCast.members { #expect(member.email?.hasSuffix(".example.test") != false) }
  }
}
