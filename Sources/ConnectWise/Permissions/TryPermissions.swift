/// Tries every right by reading one record of it. Writes nothing, and prints no invoice: that is slow, and no right of its own.
struct TryPermissions {
  let client: ConnectWiseClient
  /// Records to try the lists on that belong to one.
  private var invoice: Int?
  private var company: Int?

  init(client: ConnectWiseClient) { self.client = client }

  mutating func run() throws(ConnectWiseFailure) -> Permissions {
    let info = try client.companyInfo()
    let system = try signIn()
    var checks: [Permissions.Check] = []
    // The invoice first: much hangs on it.
    let resources = [ConnectWiseFailure.Resource.invoices] + ConnectWiseFailure.Resource.allCases.filter { $0 != .invoices }
    for resource in resources { checks.append(.init(right: .needed(resource), finding: finding(resource))) }
    for area in Permissions.Unneeded.allCases { checks.append(.init(right: .unneeded(area), finding: finding(area))) }
    return Permissions(company: info, system: system, checks: checks)
  }

  private func signIn() throws(ConnectWiseFailure) -> SystemInfo {
    do throws(ConnectWiseFailure) {
      return try client.systemInfo()
    } catch {
      // On cloud wrong keys are answered with 404 (API-NOTES §4), and every server has this address.
      if case .notFound(let answer) = error { throw .wrongKeys(answer) }
      throw error
    }
  }

  private mutating func finding(_ resource: ConnectWiseFailure.Resource) -> Permissions.Finding {
    switch resource {
    case .systemInfo: .readable(isEmpty: false)
    case .invoiceStatus, .invoiceNotes, .routingReviewed: .unproven
    case .invoices: tryInvoices()
    case .pdf: invoice == nil ? .untried : .readable(isEmpty: false)
    case .routings: invoice.map { tryList(.routings(ofInvoice: $0)) } ?? .untried
    case .payments: invoice.map { tryList(.payments(ofInvoice: $0)) } ?? .untried
    case .auditTrail: invoice.map { tryList(.auditTrail(of: .invoice, $0)) } ?? .untried
    case .documents: invoice.map { tryList(.documents(of: .invoice, $0)) } ?? .untried
    case .teams: company.map { tryList(.team(ofCompany: $0)) } ?? .untried
    case .members: tryList(.members)
    case .billingStatuses: tryList(.billingStatuses)
    case .timeEntries: tryList(.timeEntries)
    case .expenses: tryList(.expenses)
    case .products: tryList(.products)
    case .companies: tryList(.companies)
    case .contacts: tryList(.contacts)
    case .agreements: tryList(.agreements)
    case .serviceTickets: tryList(.tickets(.service))
    case .projectTickets: tryList(.tickets(.project))
    case .projects: tryList(.projects)
    case .billingSetups: tryList(.billingSetups)
    case .billingTerms: tryList(.billingTerms)
    case .taxCodes: tryList(.taxCodes)
    case .workRoles: tryList(.workRoles)
    case .workTypes: tryList(.workTypes)
    case .expenseTypes: tryList(.expenseTypes)
    case .callbacks: tryList(.callbacks)
    }
  }

  private mutating func tryInvoices() -> Permissions.Finding {
    do throws(ConnectWiseFailure) {
      let page = try client.page(.invoices, Listing(orderBy: "id desc", pageSize: 1))
      invoice = page.records.first?.id
      company = page.records.first?.company?.id
      return .readable(isEmpty: page.isEmpty)
    } catch {
      return Self.finding(error)
    }
  }

  private func tryList<Record>(_ list: RecordList<Record>) -> Permissions.Finding {
    do throws(ConnectWiseFailure) {
      // Records cut down to their id may not decode: they count all the same.
      let page = try client.page(list, Listing(fields: list.isPlain ? [] : ["id"], pageSize: 1))
      return .readable(isEmpty: page.isEmpty)
    } catch {
      return Self.finding(error)
    }
  }

  private func finding(_ area: Permissions.Unneeded) -> Permissions.Finding {
    switch tryList(RecordList<Anything>(path: area.rawValue, resource: .systemInfo)) {
    case .readable(isEmpty: false): return .excess
    case .missing: return .withheld
    case let other: return other
    }
  }

  private static func finding(_ failure: ConnectWiseFailure) -> Permissions.Finding {
    switch failure {
    case .roleGap: .missing(failure)
    case .notFound: .absent
    default: .unknown(failure)
    }
  }
}

/// A record of which nothing matters but that it is there.
private struct Anything: Decodable {}

extension ConnectWiseClient {
  /// For the Test button: who we are, and what the role lets us do. Throws only when it is not even a ConnectWise that lets us
  /// in; a right that is missing is a finding. Some thirty reads of one record each.
  public func permissions() throws(ConnectWiseFailure) -> Permissions {
    var trying = TryPermissions(client: self)
    return try trying.run()
  }
}
