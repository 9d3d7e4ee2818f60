import Crypto
import Domain
import Glibc
import SQLite
import Store

/// How long it takes to put together what rules see of every open invoice, and to run the rules over it. Never shipped.
///
/// `measure-facts DIRECTORY OPEN DONE` fills a database and prints `name value unit` lines.
enum MeasureFacts {
  static func main() {
    let words = CommandLine.arguments
    guard words.count == 4, let open = Int(words[2]), let done = Int(words[3]), open > 0, done >= 0 else {
      print("usage: measure-facts DIRECTORY OPEN DONE")
      exit(2)
    }
    do {
      try measure(words[1], open, done)
    } catch {
      print("measure-facts: \(error)")
      exit(1)
    }
  }

  private static func measure(_ directory: String, _ open: Int, _ done: Int) throws {
    mkdir(directory, 0o700)
    let database = try Database(path: directory + "/countersign.sqlite", migrations: Database.schema, hash: sha256)
    defer { database.close() }
    try fill(database, open, done)
    let plan = RulePlan()
    for _ in 0..<3 {
      var (invoices, findings) = (0, 0)
      let began = milliseconds()
      try database.read { reader throws in try FactsReader(reader).eachOpen { _ in invoices += 1 } }
      let assembled = milliseconds()
      try database.read { reader throws in
        try FactsReader(reader).eachOpen { findings += plan.findings($0).count }
      }
      let judged = milliseconds()
      print("facts.invoices \(invoices) invoices")
      print("facts.assembled \(assembled - began) ms")
      print("facts.assembled-and-judged \(judged - assembled) ms")
      print("facts.findings \(findings) findings")
    }
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  private static func fill(_ database: Database, _ open: Int, _ done: Int) throws {
    let now = Instant(milliseconds: 1_780_000_000_000)
    for start in stride(from: 0, to: open + done, by: 1_000) {
      try database.write { writer in
        for number in start..<min(start + 1_000, open + done) {
          try place(number, isOpen: number >= done, of: open + done, writer, now)
        }
      }
    }
    try database.write { writer in
      for part in Surrounding.allCases { try writer.note(part, readTo: now) }
      for name in [Backfill.Name.history, .unbilledTime, .unbilledExpenses, .unbilledProducts] {
        try writer.begin(name, expected: 0, at: now)
        try writer.end(name, at: now)
      }
      for company in 0..<companies {
        try writer.save(
          CompanyRow(
            accountNumber: "A\(company)", terms: Reference(1, name: "Net 30"), taxCode: Reference(1, name: "STATE"),
            deliveryMethod: "E-Mail", invoiceAddress: "books@example.test", contact: nil), ID(Int64(300 + company)))
        try writer.save(AgreementFacts(name: "Managed", type: "Managed"), cycle: "Monthly", ID(Int64(company)))
        let work = UnbilledWork(
          kind: .time, id: Int64(company), ticket: Reference(Int64(company), name: "Printer"), day: Day("2026-05-01"))
        try writer.save(UnbilledRow(work: work, amount: "150.00"))
      }
    }
  }

  private static let companies = 250

  private static func place(_ number: Int, isOpen: Bool, of all: Int, _ writer: Writer, _ now: Instant) throws {
    let isAgreement = number % 3 == 0
    let company = number % companies
    let date = Day(ordinal: 20_220 + number * 380 / all)
    let money = Money(minor: Int64(number % 900) * 137 + 4_500, currency: .usd)
    var totals = InvoiceTotals.zero(.usd)
    (totals.total, totals.subtotal) = (money, money)
    let agreement: Reference<Agreement>? = isAgreement ? Reference(Int64(company), name: "Managed") : nil
    let start = Instant(milliseconds: Int64(20_220 + number * 380 / all) * 86_400_000 + 36_000_000)
    let lines = (0..<12).map { place in
      let source = Int64(number * 12 + place)
      if place < 6 {
        return Line(
          source: source,
          detail: .time(
            TimeDetail(
              member: Reference(Int64(150 + place), name: "Hanna Vogel"), workType: Reference(1, name: "Remote"),
              workRole: Reference(Int64(1 + place % 3), name: "Engineer"), start: start,
              end: start.adding(seconds: 5_400), actual: Hours(millionths: 1_500_000), billed: Hours(millionths: 1_500_000),
              invoiced: Hours(millionths: 1_500_000))),
          text: "Replaced the fuser of the printer on the second floor and tested it with the people there.",
          quantity: Quantity(millionths: 1_500_000), price: Price(millionths: 150_000_000, currency: .usd),
          amount: Money(minor: 22_500, currency: .usd), ticket: Reference(Int64(number % 700), name: "Printer offline"),
          agreement: agreement)
      }
      return Line(
        source: source, detail: .product(ProductDetail(item: Reference(Int64(place), name: "M365"), productClass: "Service")),
        text: "Managed endpoint, monthly", price: Price(millionths: 12_000_000, currency: .usd),
        amount: Money(minor: 1_200, currency: .usd), cost: Money(minor: 800, currency: .usd), agreement: agreement)
    }
    let content = InvoiceContent(
      number: "\(100_000 + number)", type: isAgreement ? .agreement : .standard, currency: .usd,
      company: Reference(Int64(300 + company), name: "Harbor Dental Group"), date: date, agreement: agreement, totals: totals,
      lines: lines)
    guard let fingerprint = Fingerprint(sha256(content.canonicalBytes)) else { return }
    let id = ID<Invoice>(Int64(number + 1))
    try writer.save(
      Invoice(
        id: id, number: content.number, kind: content.kind, company: content.company,
        status: BillingStatus(id: ID(1), name: "New"), presence: isOpen ? .open : .done, date: date, dueDate: nil, total: money,
        payments: .zero(.usd), credits: .zero(.usd), balance: money, version: 1),
      agreement: isAgreement ? agreement?.id : nil, previousTotal: nil, summary: "9.00 h", at: now)
    try writer.add(Version(number: 1, fingerprint: fingerprint, content: content, seenAt: now), of: id)
  }
}
