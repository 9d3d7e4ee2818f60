import Curl
import Foundation
import Synchronization

/// The vendor's API as Swift calls. Blocks, never retries, and tells what happened; when to try again is for the caller.
public final class ConnectWiseClient: Sendable {
  public let connection: Connection
  private let transport: any Transport
  private let version: String
  /// Guards what the last companyinfo said about where the API lives.
  private let known: Mutex<String?>

  /// `codebase` is what an earlier `companyInfo()` found; without it the first call asks by itself.
  /// `version` pins the model, so that a server's upgrade does not change what we read (API-NOTES §1).
  public init(connection: Connection, transport: any Transport, codebase: String? = nil, version: String = "2025.8") {
    self.connection = connection
    self.transport = transport
    self.version = version
    self.known = Mutex(codebase.flatMap(Self.cleaned(codebase:)))
  }

  /// Where the API lives, as far as we know.
  public var codebase: String? { known.withLock { $0 } }

  // MARK: Finding the API

  /// Asks without credentials, and remembers the answer for the calls that follow. Ask again when a call that used to work
  /// answers `.notFound`: a cloud upgrade changes the codebase.
  public func companyInfo() throws(ConnectWiseFailure) -> CompanyInfo {
    let url = "\(connection.site.origin)/login/companyinfo/\(percentEncoded(connection.company))"
    let response = try send(
      OutboundRequest(
        .get, url, headers: [.init("Accept", "application/json")],
        limits: .init(
          connect: .seconds(5), total: .seconds(30), quiet: .seconds(25), answer: 64 << 10)))
    guard response.status == 200 else { throw Answering.failure(response, .systemInfo) }
    let info: CompanyInfo?
    do {
      info = try JSONDecoder().decode(CompanyInfo?.self, from: Data(response.body))
    } catch {
      throw .wrongHost(.init(status: 200, code: nil, message: nil, errors: [], requestID: nil))
    }
    guard let info else { throw .unknownCompany(connection.company) }
    guard let codebase = Self.cleaned(codebase: info.codebase) else {
      throw .unreadable(detail: "a codebase that is no path segment")
    }
    known.withLock { $0 = codebase }
    return info
  }

  /// The codebase becomes part of a URL, so it must be one plain path segment.
  private static func cleaned(codebase: String) -> String? {
    let name = codebase.hasSuffix("/") ? codebase.dropLast() : codebase[...]
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
    guard isPlain, (1...64).contains(name.utf8.count), name != ".", name != ".." else { return nil }
    return name + "/"
  }

  // MARK: Reading

  public func systemInfo() throws(ConnectWiseFailure) -> SystemInfo {
    try Answering.decode(SystemInfo.self, get("/system/info", [], .systemInfo))
  }

  public func members(_ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<MemberRecord> {
    try list("/system/members", listing, .members)
  }

  /// All of them; a site has a handful.
  public func billingStatuses() throws(ConnectWiseFailure) -> [BillingStatusRecord] {
    try everyPage("/finance/billingStatuses", where: nil, .billingStatuses).records
  }

  public func invoices(_ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<InvoiceRecord> {
    try list("/finance/invoices", listing, .invoices)
  }

  public func invoiceCount(_ condition: Condition? = nil) throws(ConnectWiseFailure) -> Int {
    struct Count: Decodable { let count: Int }
    let query = condition.map { [("conditions", $0.text)] } ?? []
    return try Answering.decode(Count.self, get("/finance/invoices/count", query, .invoices)).count
  }

  public func invoice(_ id: Int) throws(ConnectWiseFailure) -> InvoiceRecord {
    try Answering.decode(InvoiceRecord.self, get("/finance/invoices/\(id)", [], .invoices))
  }

  /// All lines of these invoices. A kind that the role may not read is listed in `gaps` instead of failing the call.
  public func lines(ofInvoices ids: [Int]) throws(ConnectWiseFailure) -> InvoiceLines {
    var lines = InvoiceLines()
    // Short enough for a URL (API-NOTES §2).
    for start in stride(from: 0, to: ids.count, by: 150) {
      let condition = Condition.oneOf("invoice/id", Array(ids[start..<min(start + 150, ids.count)]))
      lines.time += try linesOrGap("/time/entries", condition, .timeEntries, &lines)
      lines.expenses += try linesOrGap("/expense/entries", condition, .expenses, &lines)
      lines.products += try linesOrGap("/procurement/products", condition, .products, &lines)
    }
    return lines
  }

  private func linesOrGap<T: Decodable & Sendable>(
    _ path: String, _ condition: Condition, _ resource: ConnectWiseFailure.Resource, _ lines: inout InvoiceLines
  ) throws(ConnectWiseFailure) -> [T] {
    guard !lines.gaps.contains(resource) else { return [] }
    do throws(ConnectWiseFailure) {
      let found: (records: [T], unreadable: [String]) = try everyPage(path, where: condition, resource)
      lines.unreadable += found.unreadable
      return found.records
    } catch {
      guard case .roleGap = error else { throw error }
      lines.gaps.append(resource)
      return []
    }
  }

  /// In the order of the list. `.roleGap` and `.notFound` mean that there is no routing list to be had (API-NOTES §5).
  public func routings(ofInvoice id: Int) throws(ConnectWiseFailure) -> [RoutingRecord] {
    let found: (records: [RoutingRecord], unreadable: [String]) = try everyPage(
      "/finance/invoices/\(id)/routings", where: nil, .routings)
    return found.records.sorted { ($0.sequenceNumber ?? .max, $0.id) < ($1.sequenceNumber ?? .max, $1.id) }
  }

  public func companies(_ ids: [Int]) throws(ConnectWiseFailure) -> [CompanyRecord] {
    var companies: [CompanyRecord] = []
    for start in stride(from: 0, to: ids.count, by: 150) {
      let condition = Condition.oneOf("id", Array(ids[start..<min(start + 150, ids.count)]))
      companies += try everyPage("/company/companies", where: condition, .companies).records
    }
    return companies
  }

  // MARK: Writing

  /// Replaces the whole status object and checks the returned one: a path like `status/id` can answer 200 without effect
  /// (API-NOTES §4). A `closedFlag` status closes the invoice.
  public func setStatus(ofInvoice id: Int, to status: Int) throws(ConnectWiseFailure) -> InvoiceRecord {
    let patch = #"[{"op":"replace","path":"status","value":{"id":\#(status)}}]"#
    let response = try send(
      OutboundRequest(
        .patch, base() + "/finance/invoices/\(id)", headers: headers + [.init("Content-Type", "application/json")],
        body: Array(patch.utf8)))
    guard response.status == 200 else { throw Answering.failure(response, .invoiceStatus) }
    let invoice = try Answering.decode(InvoiceRecord.self, response)
    guard invoice.id == id, invoice.status?.id == status else {
      throw .notApplied(field: "status", wanted: String(status), returned: invoice.status.map { String($0.id) } ?? "nothing")
    }
    return invoice
  }

  // MARK: One exchange

  private var headers: [OutboundRequest.Header] {
    [
      .init("Authorization", connection.authorization), .init("clientId", connection.clientID),
      .init("Accept", "application/vnd.connectwise.com+json; version=\(version), application/json"),
    ]
  }

  private func base() throws(ConnectWiseFailure) -> String {
    if codebase == nil { _ = try companyInfo() }
    return "\(connection.site.apiOrigin)/\(codebase ?? "v4_6_release/")apis/3.0"
  }

  private func get(
    _ path: String, _ query: [(String, String)], _ resource: ConnectWiseFailure.Resource
  ) throws(ConnectWiseFailure) -> OutboundResponse {
    let pairs = query.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
    let response = try send(OutboundRequest(.get, try base() + path + (pairs.isEmpty ? "" : "?" + pairs), headers: headers))
    guard response.status == 200 else { throw Answering.failure(response, resource) }
    return response
  }

  private func list<T: Decodable & Sendable>(
    _ path: String, _ listing: Listing, _ resource: ConnectWiseFailure.Resource
  ) throws(ConnectWiseFailure) -> Page<T> {
    let response = try get(path, listing.query, resource)
    let (records, unreadable) = try Answering.decodeList(T.self, response)
    let next: Int?
    if let link = response.header("Link") {
      next = PageLink.nextPage(link)
    } else {
      // No word about pages: a full one may have a successor, and past the end comes an empty list.
      next = records.count + unreadable.count >= listing.pageSize ? listing.page + 1 : nil
    }
    return Page(records: records, unreadable: unreadable, next: next.flatMap { $0 > listing.page ? $0 : nil })
  }

  private func everyPage<T: Decodable & Sendable>(
    _ path: String, where condition: Condition?, _ resource: ConnectWiseFailure.Resource
  ) throws(ConnectWiseFailure) -> (records: [T], unreadable: [String]) {
    var all: (records: [T], unreadable: [String]) = ([], [])
    var listing = Listing(where: condition)
    while true {
      let page: Page<T> = try list(path, listing, resource)
      all.records += page.records
      all.unreadable += page.unreadable
      guard let next = page.next, !page.records.isEmpty || !page.unreadable.isEmpty else { return all }
      listing.page = next
    }
  }

  private func send(_ request: OutboundRequest) throws(ConnectWiseFailure) -> OutboundResponse {
    switch transport.send(request) {
    case .success(let response): return response
    case .failure(let failure): throw .transport(failure)
    }
  }
}
