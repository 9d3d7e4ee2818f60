import Crypto
import Domain
import Glibc
import SQLite
import Store

/// Fills a database with as many invoices as a load needs, and signs in somebody whose work the inbox is. Never shipped.
///
/// `seed-store DIRECTORY INVOICES` prints the cookie of a session, for the load to send.
enum SeedStore {
  static func main() {
    let words = CommandLine.arguments
    guard words.count == 3, let count = Int(words[2]), count > 0 else {
      print("usage: seed-store DIRECTORY INVOICES")
      exit(2)
    }
    do {
      print("sid=\(try fill(words[1], count))")
    } catch {
      print("seed-store: \(error)")
      exit(1)
    }
  }

  static func fill(_ directory: String, _ count: Int) throws -> String {
    mkdir(directory, 0o700)
    let database = try Database(path: directory + "/countersign.sqlite", migrations: Database.schema, hash: sha256)
    defer { database.close() }
    let now = Instant(milliseconds: Int64(time(nil)) * 1_000)
    for start in stride(from: 0, to: count, by: 2_000) {
      try database.write { writer in
        for number in start..<min(start + 2_000, count) { try place(number, in: writer, at: now) }
      }
    }
    let token = Token(from: SecureRandom())
    try database.write { writer in
      for (id, name) in [(1, "New"), (2, "In Review"), (3, "Approved - Ready to Send")] as [(Int64, String)] {
        try writer.execute(
          """
          INSERT INTO billing_status (id, name, sort_order, is_default, closed, sent, inactive)
          VALUES (\(id), \(name), \(id), \(id == 1), 0, 0, 0)
          """)
      }
      var mapping = WriteBackMapping(mode: .on)
      mapping[.finallyApproved] = ID(3)
      try writer.save(mapping, by: "seed", at: now)
      let person = try writer.addPerson(
        name: "Hanna Vogel", email: "hanna@brackwater.example.test", role: .billingManager, passwordHash: nil, member: ID(151),
        at: now)
      try writer.begin(
        Session(
          tokenHash: token.hash, createdAt: now, seenAt: now, absoluteUntil: now.adding(milliseconds: 86_400_000), method: "link",
          device: "A load", network: "127.0.0.0/24"), of: person)
      let sweep = try writer.beginSweep(.open, askedBy: "seed", at: now)
      try writer.endSweep(sweep, problem: nil, at: now)
    }
    return token.text
  }

  private static let companies = [
    "Harbor Dental Group", "Northgate Family Medicine", "Müller & Söhne Präzisionstechnik GmbH", "Rook & Ledger Accountants",
    "Cedar Hollow Dental", "Quill & Copper Print Works", "The Honourable Society of Lower Pembrook Antiquarians",
  ]
  private static let people = ["Hanna Vogel", "Tunde Okafor", "Marta Silva", "Priya Nair", "Rüdiger Bauer"]

  private static func place(_ number: Int, in writer: Writer, at now: Instant) throws {
    let kinds: [InvoiceKind] = [.standard, .agreement, .project, .standard, .salesOrder, .agreement, .creditMemo]
    let kind = kinds[number % kinds.count]
    let total = Money(minor: Int64(number % 9_000) * 137 + 4_500, currency: .usd)
    var totals = InvoiceTotals.zero(.usd)
    (totals.total, totals.subtotal) = (total, total)
    let company = Reference<Company>(Int64(300 + number % 97), name: companies[number % companies.count])
    let date = Day(ordinal: 20_500 + number % 80)
    let content = InvoiceContent(
      number: "\(100_000 + number)", type: kind == .agreement ? .agreement : .standard, currency: .usd, company: company,
      date: date, totals: totals,
      lines: (0..<4).map { line in
        Line(
          source: Int64(number * 10 + line), detail: .product(ProductDetail()), text: "Managed endpoint, monthly",
          amount: Money(minor: total.minor / 4, currency: .usd))
      })
    guard let fingerprint = Fingerprint(sha256(content.canonicalBytes)) else { return }
    let id = ID<Invoice>(Int64(number + 1))
    try writer.save(
      Invoice(
        id: id, number: content.number, kind: kind, company: company, status: BillingStatus(id: ID(1), name: "New"), date: date,
        dueDate: nil, total: total, payments: .zero(.usd), credits: .zero(.usd), balance: total, version: 1),
      agreement: kind == .agreement ? ID(Int64(number % 500)) : nil,
      previousTotal: kind == .agreement ? Money(minor: total.minor - 900, currency: .usd) : nil,
      summary: "\(number % 7).50 h, \(number % 12 + 2) products", at: now.adding(milliseconds: -Int64(number % 200) * 3_600_000))
    try writer.add(Version(number: 1, fingerprint: fingerprint, content: content, seenAt: now), of: id)
    for position in 0...(number % 3) {
      let person = (number + position) % people.count
      try writer.save(
        Reviewer(
          name: people[person], member: ID(Int64(151 + person)), position: position + 1, source: .routingList,
          state: (number + position) % 4 == 0 ? .approved(version: 1, at: now) : .waiting), of: id)
    }
    try writer.refreshRow(of: id, at: now)
  }
}
