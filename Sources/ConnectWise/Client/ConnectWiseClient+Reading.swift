import Curl

/// The reads that have a name of their own.
extension ConnectWiseClient {
  public func systemInfo() throws(ConnectWiseFailure) -> SystemInfo {
    try Answering.decode(SystemInfo.self, read(Call(path: "/system/info", resource: .systemInfo, isList: true)))
  }

  public func members(_ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<MemberRecord> {
    try page(.members, listing)
  }

  /// All of them; a site has a handful.
  public func billingStatuses() throws(ConnectWiseFailure) -> [BillingStatusRecord] { try all(.billingStatuses).records }

  public func invoices(_ listing: Listing = Listing()) throws(ConnectWiseFailure) -> Page<InvoiceRecord> {
    try page(.invoices, listing)
  }

  public func invoiceCount(_ condition: Condition? = nil) throws(ConnectWiseFailure) -> Int {
    try count(.invoices, where: condition)
  }

  public func invoice(_ id: Int) throws(ConnectWiseFailure) -> InvoiceRecord { try one(.invoices, id) }

  /// All lines of these invoices. A kind that the role may not read is listed in `gaps` instead of failing the call.
  public func lines(ofInvoices ids: [Int]) throws(ConnectWiseFailure) -> InvoiceLines {
    var lines = InvoiceLines()
    for some in Condition.portions(of: ids) {
      lines.time += try linesOrGap(.timeEntries, some, &lines)
      lines.expenses += try linesOrGap(.expenses, some, &lines)
      lines.products += try linesOrGap(.products, some, &lines)
    }
    return lines
  }

  private func linesOrGap<Record>(
    _ list: RecordList<Record>, _ invoices: [Int], _ lines: inout InvoiceLines
  ) throws(ConnectWiseFailure) -> [Record] {
    guard !lines.gaps.contains(list.resource) else { return [] }
    do throws(ConnectWiseFailure) {
      let found = try all(list, where: .oneOf("invoice/id", invoices))
      lines.unreadable += found.unreadable
      return found.records
    } catch {
      guard case .roleGap = error else { throw error }
      lines.gaps.append(list.resource)
      return []
    }
  }

  /// In the order of the list. `.roleGap` and `.notFound` mean that there is no routing list to be had (API-NOTES §5).
  public func routings(ofInvoice id: Int) throws(ConnectWiseFailure) -> [RoutingRecord] {
    try all(.routings(ofInvoice: id)).records
      .sorted { ($0.sequenceNumber ?? .max, $0.id) < ($1.sequenceNumber ?? .max, $1.id) }
  }

  public func companies(_ ids: [Int]) throws(ConnectWiseFailure) -> [CompanyRecord] { try all(.companies, of: ids).records }

  /// ConnectWise's own history of a record, newest first as it comes, back to `since`. Entries that agree in all fields are one.
  public func auditTrail(
    of kind: AuditedKind, _ id: Int, since: Stamp? = nil
  ) throws(ConnectWiseFailure) -> [AuditEntry] {
    var entries: [AuditEntry] = []
    var seen: Set<AuditEntry> = []
    var listing = Listing()
    for _ in 0..<Listing.mostPages {
      let page = try page(.auditTrail(of: kind, id), listing)
      for entry in page.records where seen.insert(entry).inserted { entries.append(entry) }
      guard let next = page.next, !page.isEmpty else { break }
      if let since, page.records.allSatisfy({ $0.moment.map { $0 < since } ?? false }) { break }
      listing.page = next
    }
    guard let since else { return entries }
    // One whose date we cannot read is kept: better shown twice than never.
    return entries.filter { $0.moment.map { $0 >= since } ?? true }
  }

  /// The invoice as ConnectWise prints it: pages of text, so what is larger than this is something else. May take its minute.
  public func pdf(ofInvoice id: Int) throws(ConnectWiseFailure) -> [UInt8] {
    var limits = OutboundRequest.Limits.document
    limits.answer = 16 << 20
    let body = try read(
      Call(path: "/finance/invoices/\(id)/pdf", accept: "application/pdf, */*", limits: limits, resource: .pdf)
    ).body
    guard body.starts(with: "%PDF-".utf8) else { throw .unreadable(detail: "the PDF of invoice \(id) does not begin like one") }
    return body
  }

  /// The bytes of an attached document, such as a receipt.
  public func document(_ id: Int) throws(ConnectWiseFailure) -> [UInt8] {
    let response = try exchange(
      Call(path: "/system/documents/\(id)/download", accept: "*/*", limits: .document, resource: .documents))
    guard response.status == 200 else { throw Answering.failure(response, .documents) }
    return response.body
  }
}
