import ConnectWise
import Domain
import Store

/// Who is asked about an invoice, and where ConnectWise names them.
struct RoutingAnswer: Sendable, Equatable {
  let source: SeedSource
  /// Why a better source was not used.
  let gap: SeedGap
  let candidates: [Candidate]

  /// Somebody as ConnectWise names them, still to be looked up among the members.
  enum Candidate: Sendable, Equatable {
    case member(id: Int, name: String)
    case login(String)
    /// A rule that names nobody in particular.
    case rule(String)
  }
}

extension RoutingAnswer.Candidate {
  init(_ reference: WireReference) {
    self = .member(id: reference.id, name: reference.name ?? reference.identifier ?? "Member \(reference.id)")
  }
}

/// Finds an invoice's first reviewers: its own routing list, else the default routing of its billing setup, else the company
/// team (PRODUCT §2, §3.4). What the role may not read is skipped, and named.
struct ReadRouting {
  let client: ConnectWiseClient
  /// Default routings that were read already: a handful of setups serve thousands of invoices.
  private var setups: [Int: [BillingSetupRoutingRecord]] = [:]
  private var teams: [Int: [TeamMemberRecord]] = [:]
  private(set) var gaps: Set<String> = []

  init(client: ConnectWiseClient) { self.client = client }

  mutating func of(_ invoice: Int) throws -> RoutingAnswer {
    let gap: SeedGap
    do throws(ConnectWiseFailure) {
      let members = try client.routings(ofInvoice: invoice).compactMap(\.member)
      if !members.isEmpty { return RoutingAnswer(source: .routingList, gap: .none, candidates: members.map { .init($0) }) }
      gap = .empty
    } catch {
      switch error {
      case .roleGap(let resource, _):
        gaps.insert(resource.permission)
        gap = .denied
      case .notFound: gap = .missing
      default: throw error
      }
    }
    return try fallback(invoice, gap)
  }

  private mutating func fallback(_ invoice: Int, _ gap: SeedGap) throws -> RoutingAnswer {
    let record = try client.invoice(invoice)
    var candidates: [RoutingAnswer.Candidate] = []
    if let setup = record.billingSetupReference?.id {
      for row in try routing(ofSetup: setup) where row.applies(to: record.type) { candidates += try people(row, record) }
      if candidates.contains(where: \.isSomebody) {
        return RoutingAnswer(source: .billingSetup, gap: gap, candidates: candidates)
      }
    }
    let team = try record.company.map { try self.team(ofCompany: $0.id) } ?? []
    let managers = team.filter { $0.accountManagerFlag == true }.compactMap(\.member)
    let asked = managers.isEmpty ? team.compactMap(\.member) : managers
    if !asked.isEmpty { return RoutingAnswer(source: .companyTeam, gap: gap, candidates: asked.map { .init($0) }) }
    // Rules that name nobody are worth telling when there is nothing else.
    return RoutingAnswer(source: candidates.isEmpty ? .nowhere : .billingSetup, gap: gap, candidates: candidates)
  }

  private mutating func people(_ row: BillingSetupRoutingRecord, _ record: InvoiceRecord) throws -> [RoutingAnswer.Candidate] {
    switch row.routingRule?.lowercased() {
    case "member": return row.member.map { [.init($0)] } ?? [.rule("Member")]
    case "creator": return record.info?.enteredBy.map { [.login($0)] } ?? [.rule("Creator")]
    case "account":
      let team = try record.company.map { try self.team(ofCompany: $0.id) } ?? []
      let managers = team.filter { $0.accountManagerFlag == true }.compactMap(\.member)
      return managers.isEmpty ? [.rule("Account")] : managers.map { .init($0) }
    default: return [.rule(row.routingRule ?? "unnamed")]
    }
  }

  private mutating func routing(ofSetup id: Int) throws -> [BillingSetupRoutingRecord] {
    if let known = setups[id] { return known }
    let found = try allowed(.routings(ofBillingSetup: id))
      .sorted { ($0.sequenceNumber ?? .max, $0.id) < ($1.sequenceNumber ?? .max, $1.id) }
    setups[id] = found
    return found
  }

  private mutating func team(ofCompany id: Int) throws -> [TeamMemberRecord] {
    if let known = teams[id] { return known }
    let found = try allowed(.team(ofCompany: id))
    teams[id] = found
    return found
  }

  /// Nothing, where the role may not look or an old server has no such list.
  private mutating func allowed<Record>(_ list: RecordList<Record>) throws(ConnectWiseFailure) -> [Record] {
    do {
      return try client.all(list).records
    } catch {
      switch error {
      case .roleGap(let resource, _): gaps.insert(resource.permission)
      case .notFound: break
      default: throw error
      }
      return []
    }
  }
}

extension RoutingAnswer.Candidate {
  fileprivate var isSomebody: Bool {
    switch self {
    case .member, .login: true
    case .rule: false
    }
  }
}

extension BillingSetupRoutingRecord {
  /// `All`, or the kind of invoices that it is for.
  fileprivate func applies(to type: String) -> Bool {
    guard let rule = invoiceRule?.lowercased(), rule != "all" else { return true }
    return rule == type.lowercased()
  }
}
