import Domain

@testable import Sandbox

/// Everything the demo says over the wire, and what each rule of PRODUCT §3 makes of it: written a second time, from the text
/// of §3.4 alone, so that the demo's promise does not hang on the product's own rules.
struct DemoBooks {
  let invoices: [JSON]
  let time: [JSON]
  let expenses: [JSON]
  let products: [JSON]
  let companies: [Int: JSON]
  let contacts: [Int: JSON]
  let agreements: [Int: JSON]
  let taxCodes: [Int: JSON]
  let maxima: [Int: Int]
  let receipts: Set<Int>
  let sent: Set<Int>

  init(_ data: DemoData) {
    var sandbox = Sandbox(data)
    func all(_ path: String) -> [JSON] {
      var records: [JSON] = []
      for page in 1... {
        let list = sandbox.respond(to: get(path, [("pageSize", "1000"), ("page", "\(page)")]), now: 0).list
        records += list
        if list.count < 1000 { return records }
      }
      return records
    }
    func keyed(_ path: String) -> [Int: JSON] {
      Dictionary(all(path).map { ($0["id"]?.int ?? 0, $0) }, uniquingKeysWith: { $1 })
    }
    invoices = all("/finance/invoices")
    time = all("/time/entries")
    expenses = all("/expense/entries")
    products = all("/procurement/products")
    companies = keyed("/company/companies")
    contacts = keyed("/company/contacts")
    agreements = keyed("/finance/agreements")
    taxCodes = keyed("/finance/taxCodes")
    maxima = keyed("/expense/types").mapValues { $0["maxAmount"]?.cents ?? .max }
    sent = Set(all("/finance/billingStatuses").filter { $0["sentFlag"]?.bool == true }.compactMap { $0["id"]?.int })
    var receipts: Set<Int> = []
    for expense in expenses {
      let id = expense["id"]?.int ?? 0
      let query = [(name: "recordType", value: "Expense"), (name: "recordId", value: "\(id)")]
      if !sandbox.respond(to: get("/system/documents", query), now: 0).list.isEmpty { receipts.insert(id) }
    }
    self.receipts = receipts
  }

  /// Ids of the invoices that are reviewed and that the rule would flag, with defaults; lists and off rules as the test says.
  func fired(_ rule: String) -> [Int] {
    invoices.filter { isOpen($0) && fires(rule, on: $0) }.map(\.id).sorted()
  }

  private func isOpen(_ invoice: JSON) -> Bool {
    invoice["status"]?["isClosed"]?.bool == false && !sent.contains(invoice["status"]?["id"]?.int ?? 0)
  }

  private func fires(_ rule: String, on invoice: JSON) -> Bool {
    let lines = (
      time: time.filter { $0.invoiceID == invoice.id }, expenses: expenses.filter { $0.invoiceID == invoice.id },
      products: products.filter { $0.invoiceID == invoice.id && $0["cancelledFlag"]?.bool != true }
    )
    let billed = lines.time.filter(\.isBillable)
    let goods = lines.products.filter(\.isBillable)
    let day = invoice.day("date")
    let company = companies[invoice["company"]?["id"]?.int ?? 0] ?? .null
    func tickets(_ test: ([JSON]) -> Bool) -> Bool {
      Dictionary(grouping: billed.filter { $0["ticket"] != nil }, by: { $0["ticket"]?["id"]?.int ?? 0 }).values.contains {
        $0.reduce(0) { $0 + $1.cents("hoursBilled") } > 0 && test($0)
      }
    }
    func notes(_ entries: [JSON]) -> Int {
      entries.reduce(0) { $0 + ($1["notes"]?.string ?? "").trimmed.count }
    }
    switch rule {
    case "low-margin":
      return goods.contains { line in
        let (price, cost) = (line.cents("extPrice"), line.cents("extCost"))
        return price >= 0 && (price == 0 ? cost > 0 : (price - cost) * 100 < price * 20)
      }
    case "agreement-changed": return previous(invoice).map { $0.cents("total") != invoice.cents("total") } ?? false
    case "ticket-no-notes": return tickets { notes($0) == 0 }
    case "ticket-thin-notes": return tickets { (1..<20).contains(notes($0)) }
    case "credit-positive": return invoice.text("type") == "CreditMemo" && invoice.cents("total") > 0
    case "non-billable": return lines.time.contains { ["DoNotBill", "NoCharge"].contains($0.text("billableOption")) }
    case "stale-time": return billed.contains { day - $0.day("timeStart") > 60 }
    case "work-type": return billed.contains { $0["workType"]?.text("name") == "After-hours Emergency" }
    case "no-tax-code": return invoice["taxCode"] == nil && company["taxCode"] != nil && invoice.cents("total") != 0
    case "product-not-taxable": return goods.contains { $0["taxableFlag"]?.bool == false }
    case "large-expense": return lines.expenses.contains { $0.cents("invoiceAmount") > 500_00 }
    case "keyword":
      let texts =
        [invoice.text("topComment"), invoice.text("reference"), invoice.text("customerPO")] + billed.map { $0.text("notes") }
      return texts.contains { $0.words.contains("goodwill") }
    case "cannot-close": return company.text("accountNumber").isEmpty
    case "left-behind":
      let ids = Set(lines.time.compactMap { $0["ticket"]?["id"]?.int } + lines.products.compactMap { $0["ticket"]?["id"]?.int })
      return (time + expenses + products).contains { line in
        line["invoice"] == nil && line.isBillable && ids.contains(line["ticket"]?["id"]?.int ?? 0)
          || line["invoice"] == nil && line.isBillable && line["agreement"] != nil && invoice["agreement"] != nil
            && line["agreement"]?["id"] == invoice["agreement"]?["id"]
            && Day(ordinal: line.day("timeStart")).map { line in
              Day(ordinal: day).map { line.month == $0.month || line.month % 12 + 1 == $0.month } ?? false
            } == true
      }
    case "rate-out-of-line":
      return billed.contains { entry in
        let rate = entry.cents("hourlyRate")
        let others = time.filter {
          $0.id != entry.id && $0.isBillable && $0["workRole"]?["id"] == entry["workRole"]?["id"]
            && $0["company"]?["id"] == entry["company"]?["id"] && (0...180).contains(day - $0.day("timeStart"))
        }.map { $0.cents("hourlyRate") }.sorted()
        if rate == 0 { return true }
        guard others.count >= 3 else { return false }
        let usual = (others[(others.count - 1) / 2] + others[others.count / 2]) / 2
        return abs(rate - usual) * 100 > usual * 25
      }
    case "zero-line":
      return goods.contains {
        $0.cents("extPrice") == 0 || $0.cents("extPrice") < 0 && invoice.text("type") != "CreditMemo"
      }
    case "missing-po":
      let earlier = invoices.filter {
        $0["company"]?["id"] == invoice["company"]?["id"] && $0.text("type") != "CreditMemo"
          && ($0.day("date"), $0.id) < (day, invoice.id)
      }.sorted { ($0.day("date"), $0.id) > ($1.day("date"), $1.id) }.prefix(3)
      return invoice.text("customerPO").isEmpty && earlier.count == 3 && earlier.allSatisfy { !$0.text("customerPO").isEmpty }
        && invoice.text("type") != "CreditMemo"
    case "duplicate":
      let twins = lines.time.map {
        "\($0["member"]?["id"]?.int ?? 0) \($0.day("timeStart")) \($0["ticket"]?["id"]?.int ?? 0) \($0.cents("actualHours"))"
      }
      let things = lines.products.map { "\($0["catalogItem"]?["id"]?.int ?? 0) \($0.cents("quantity")) \($0.cents("price"))" }
      return Set(twins).count < twins.count || Set(things).count < things.count
        || invoices.contains { other in
          other["company"]?["id"] == invoice["company"]?["id"] && other.text("type") == invoice.text("type")
            && other["agreement"]?["id"] == invoice["agreement"]?["id"] && (other.day("date"), other.id) < (day, invoice.id)
            && day - other.day("date") <= 10
            && abs(other.cents("total") - invoice.cents("total")) * 100 <= abs(other.cents("total"))
        }
    case "odd-hours":
      return lines.time.contains { entry in
        entry.cents("actualHours") > 12_00
          || entry.isBillable && entry["agreement"] == nil && abs(entry.cents("invoiceHours") - entry.cents("actualHours")) > 1_00
          || lines.time.contains {
            $0.id < entry.id && $0["member"]?["id"] == entry["member"]?["id"] && $0.moment("timeStart") < entry.moment("timeEnd")
              && entry.moment("timeStart") < $0.moment("timeEnd")
          }
      }
    case "agreement-drift":
      guard let agreement = invoice["agreement"]?["id"]?.int, invoice.text("type") == "Agreement" else { return false }
      let end = agreements[agreement]?["endDate"] == nil ? Int.max : agreements[agreement]?.day("endDate") ?? .max
      guard let before = previous(invoice) else { return true }
      func shape(_ invoice: JSON) -> [String] {
        products.filter { $0.invoiceID == invoice.id && $0["cancelledFlag"]?.bool != true }.map {
          "\($0["catalogItem"]?["id"]?.int ?? 0) \($0.cents("quantity")) \($0.cents("price"))"
        }.sorted()
      }
      return day > end || shape(before) != shape(invoice)
    case "expense-receipt":
      return lines.expenses.contains {
        $0.isBillable && (!receipts.contains($0.id) || $0.cents("amount") > maxima[$0["type"]?["id"]?.int ?? 0] ?? .max)
      }
    case "tax-mismatch":
      guard let code = taxCodes[invoice["taxCode"]?["id"]?.int ?? 0] else { return false }
      var base = goods.filter { $0["taxableFlag"]?.bool == true }.reduce(0) { $0 + $1.cents("extPrice") }
      if code["levelOneServicesFlag"]?.bool == true {
        base += invoice.cents("serviceTotal") + invoice.cents("serviceAdjustmentAmount") + invoice.cents("agreementAmount")
      }
      if code["levelOneExpensesFlag"]?.bool == true { base += invoice.cents("expenseTotal") }
      guard case .number(let digits)? = code["levelOneRate"], let rate = Double(digits) else { return false }
      let owed = Int((Double(base) * rate).rounded())
      return abs(invoice.cents("salesTax") - owed) > 2
    case "internal-words":
      let words = ["internal only", "do not bill", "don't bill", "not billable", "todo", "fixme", "tbd", "test entry"]
      let texts =
        lines.products.map { $0["customerDescription"]?.string ?? $0.text("description") } + billed.map { $0.text("notes") }
        + [invoice.text("topComment")]
      return texts.contains { text in words.contains { text.lowercased().contains($0) } }
        || lines.products.contains { $0["customerDescription"]?.string == "" }
    case "dates-delivery":
      let agreement = agreements[invoice["agreement"]?["id"]?.int ?? 0]
      let terms = invoice["billingTerms"]?["id"]
      let contact = contacts[company["billingContact"]?["id"]?.int ?? 0]
      var mails: [JSON] = []
      if case .list(let items)? = contact?["communicationItems"] {
        mails = items.filter { $0.text("communicationType") == "Email" && $0["defaultFlag"]?.bool == true }
      }
      return invoice.day("dueDate") < day || terms != company["billingTerms"]?["id"] && terms != agreement?["billingTerms"]?["id"]
        || agreement.map { day < $0.day("startDate") } ?? false || company.text("invoiceToEmailAddress").isEmpty && mails.isEmpty
    default: return false
    }
  }

  /// Type Agreement, same agreement, latest date before, then id.
  private func previous(_ invoice: JSON) -> JSON? {
    guard invoice.text("type") == "Agreement" else { return nil }
    return invoices.filter {
      $0.text("type") == "Agreement" && $0["agreement"]?["id"] == invoice["agreement"]?["id"]
        && ($0.day("date"), $0.id) < (invoice.day("date"), invoice.id)
    }.max { ($0.day("date"), $0.id) < ($1.day("date"), $1.id) }
  }
}

extension JSON {
  fileprivate var id: Int { self["id"]?.int ?? 0 }
  fileprivate var invoiceID: Int? { self["invoice"]?["id"]?.int }
  fileprivate var isBillable: Bool { ["Billable", "NoDefault"].contains(text("billableOption")) }
  fileprivate func text(_ name: String) -> String { self[name]?.string ?? "" }
  fileprivate func cents(_ name: String) -> Int { self[name]?.cents ?? 0 }
  fileprivate func moment(_ name: String) -> Int64 { Moment.parse(text(name)) ?? 0 }
  fileprivate func day(_ name: String) -> Int { Int(moment(name) / 86_400_000) }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
  fileprivate var words: [String] { lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init) }
}
