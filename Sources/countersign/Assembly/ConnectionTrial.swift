import ConnectWise
import Crypto
import Curl
import Domain
import Sandbox
import Store
import Web

/// Tries a connection: what is wrong before anything is sent, then who answers, then right by right what the role allows.
struct ConnectionTrial {
  /// A test is for somebody who waits; what is not found out until then says so.
  static let patience: Int64 = 60_000

  let present: ConnectWiseConnection
  let fixed: ConnectWiseSettings
  let sandbox: String?
  let outboundAllow: [String]
  let keyRing: KeyRing
  let who: String
  let now: Instant

  func attempt(_ draft: ConnectionDraft?) -> ConnectionAttempt {
    guard let draft else { return attemptPresent() }
    guard sandbox == nil else {
      return .refused([ConnectionProblem(.site, "The demo talks to its own sandbox only.")])
    }
    var problems: [ConnectionProblem] = []
    let site = fixed.site ?? self.site(draft.site, &problems)
    let company = fixed.company ?? text(draft.company, .company, "the company id of the sign-in page", &problems)
    let clientID = fixed.clientID ?? text(draft.clientID, .clientID, "the client id of the integration", &problems)
    let publicKey = fixed.publicKey ?? key(draft.publicKey, .publicKey, present.keys.public, for: site, &problems)
    let privateKey = fixed.privateKey ?? key(draft.privateKey, .privateKey, present.keys.private, for: site, &problems)
    guard problems.isEmpty, let site, let company, let publicKey, let privateKey, let clientID else { return .refused(problems) }

    let ready: ReadyConnection
    do throws(CryptoError) {
      ready = try self.ready(draft, site, company, clientID, publicKey, privateKey)
    } catch {
      return .refused([ConnectionProblem(.privateKey, error.sentence)])
    }
    let connection = Connection(
      site: site, company: company, publicKey: publicKey.revealText(), privateKey: privateKey.revealText(), clientID: clientID)
    return ask(connection, ready)
  }

  private func attemptPresent() -> ConnectionAttempt {
    guard let client = present.client else {
      return .refused([ConnectionProblem(.site, "There is no complete connection to test.")])
    }
    return ask(client.connection, nil)
  }

  private func ask(_ connection: Connection, _ ready: ReadyConnection?) -> ConnectionAttempt {
    do throws(CommandFailure) {
      let allow = outboundAllow + [sandbox].compactMap(\.self)
      let transport = ImpatientTransport(try ConnectWiseConnection.transport(allowing: allow), milliseconds: Self.patience)
      let client = ConnectWiseClient(connection: connection, transport: transport)
      do throws(ConnectWiseFailure) {
        return .welcomed(ConnectionReport(try client.permissions(), by: who, at: now), ready: ready)
      } catch {
        return .failed(ConnectionProblem(error), detail: error.detail, ready: ready)
      }
    } catch {
      return .refused([ConnectionProblem(.site, error.sentence)])
    }
  }

  // MARK: What was typed

  private func site(_ typed: String, _ problems: inout [ConnectionProblem]) -> ConnectWise.Site? {
    if let site = Site(typed) { return site }
    let sentence =
      typed.isEmpty
      ? "A site is missing. Type the host that people sign in at, like na.myconnectwise.net."
      : "\(quoted(typed)) is not the name of a server. Type only the host that people sign in at, like na.myconnectwise.net."
    problems.append(ConnectionProblem(.site, sentence))
    return nil
  }

  private func text(
    _ typed: String, _ field: ConnectionField, _ what: String, _ problems: inout [ConnectionProblem]
  ) -> String? {
    if let problem = Self.problem(typed, what) {
      problems.append(ConnectionProblem(field, problem))
      return nil
    }
    return typed
  }

  /// A key that was left empty is the stored one, and that goes nowhere but to its own site.
  private func key(
    _ typed: Secret?, _ field: ConnectionField, _ stored: Secret?, for site: ConnectWise.Site?,
    _ problems: inout [ConnectionProblem]
  ) -> Secret? {
    let what = field == .publicKey ? "the public key of the API member" : "the private key of the API member"
    guard let typed else {
      let home = present.standing[.site].shown
      if let stored, site?.origin == home { return stored }
      let sentence =
        stored == nil || site == nil
        ? "A value is missing. Type \(what)."
        : "The stored key belongs to \(home) and is not sent to another address. Type \(what) for the new one."
      problems.append(ConnectionProblem(field, sentence))
      return nil
    }
    // What is wrong with a key is told without the key.
    guard Self.problem(typed.revealText(), what) == nil, !typed.revealText().contains(" ") else {
      problems.append(ConnectionProblem(field, "This is no key: it has \(typed.count) bytes, a space or an invisible character."))
      return nil
    }
    return typed
  }

  private static func problem(_ typed: String, _ what: String) -> String? {
    if typed.isEmpty { return "A value is missing. Type \(what)." }
    if typed.count > 200 { return "It has \(typed.count) characters; at most 200 are allowed. Type \(what)." }
    if !typed.unicodeScalars.allSatisfy(Printable.isHarmless) { return "It contains an invisible character. Type \(what)." }
    return nil
  }

  /// Only what the operator did not fix is stored.
  private func ready(
    _ draft: ConnectionDraft, _ site: ConnectWise.Site, _ company: String, _ clientID: String, _ publicKey: Secret,
    _ privateKey: Secret
  ) throws(CryptoError) -> ReadyConnection {
    var stored = StoredConnection(
      site: fixed.site == nil ? site.origin : "", company: fixed.company == nil ? company : "",
      clientID: fixed.clientID == nil ? clientID : "", changedAt: now, changedBy: who)
    if fixed.publicKey == nil {
      stored.publicKey = try seal(publicKey, "public_key", site)
      stored.publicKeyEnd = publicKey.count >= 12 ? String(publicKey.revealText().suffix(4)) : ""
    }
    if fixed.privateKey == nil { stored.privateKey = try seal(privateKey, "private_key", site) }
    return ReadyConnection(
      stored: stored, site: site.origin, company: company, hasNewKeys: draft.publicKey != nil || draft.privateKey != nil)
  }

  private func seal(_ key: Secret, _ column: String, _ site: ConnectWise.Site) throws(CryptoError) -> [UInt8] {
    try keyRing.seal(key, at: StoredConnection.place(of: column, for: site.origin), random: SecureRandom())
  }
}

/// Lets a test end: after its time nothing more is asked.
private struct ImpatientTransport: Transport {
  let inner: CourteousTransport
  let end: Int64

  init(_ inner: CourteousTransport, milliseconds: Int64) {
    self.inner = inner
    end = Moment.steady() + milliseconds
  }

  func send(_ request: OutboundRequest) -> Result<OutboundResponse, CurlFailure> {
    guard Moment.steady() < end else { return .failure(.unknown(.timeout, detail: "the time of the test is over")) }
    return inner.send(request)
  }
}

extension ConnectionProblem {
  /// At the field that is to be looked at first.
  init(_ failure: ConnectWiseFailure) {
    switch failure {
    case .transport(.refused(let refusal)): self.init(.site, refusal.sentence)
    case .unknownCompany: self.init(.company, failure.sentence)
    case .wrongKeys: self.init(.publicKey, failure.sentence)
    case .wrongClientID: self.init(.clientID, failure.sentence)
    case .transport, .wrongHost, .roleGap, .notFound, .tooManyRequests, .unavailable, .rejected, .unreadable, .notApplied:
      self.init(.site, failure.sentence)
    }
  }
}

extension ConnectionReport {
  init(_ found: Permissions, by who: String, at now: Instant) {
    self.init(
      at: now, askedBy: who, company: found.company.companyName ?? "", version: found.system.version,
      rights: found.checks.map { RightFinding($0) })
  }
}

extension RightFinding {
  init(_ check: Permissions.Check) {
    let (permission, use): (String, String) =
      switch check.right {
      case .needed(let resource): (resource.permission, resource.use)
      case .unneeded(let area): (area.permission, "")
      }
    switch check.finding {
    case .readable(let isEmpty): self.init(permission: permission, finding: isEmpty ? .empty : .readable, note: "")
    case .missing: self.init(permission: permission, finding: .missing, note: use)
    case .absent: self.init(permission: permission, finding: .absent, note: use)
    case .excess: self.init(permission: permission, finding: .excess, note: "")
    case .withheld: self.init(permission: permission, finding: .withheld, note: "")
    case .unproven: self.init(permission: permission, finding: .unproven, note: use)
    case .untried: self.init(permission: permission, finding: .untried, note: "")
    case .unknown(let failure): self.init(permission: permission, finding: .unknown, note: failure.sentence)
    }
  }
}

extension ConnectWiseFailure.Resource {
  /// What goes without the right.
  fileprivate var use: String {
    switch self {
    case .systemInfo: "The version of ConnectWise is not known."
    case .members: "Nobody can be asked: reviewers are members."
    case .billingStatuses: "Nothing can be read: the statuses say which invoices are open."
    case .invoices: "Nothing can be read."
    case .invoiceStatus: "Decisions cannot be written back."
    case .invoiceNotes: "Decisions cannot be noted on the invoice."
    case .routings: "Reviewers do not come from the invoice's routing list."
    case .routingReviewed: "Routing lists cannot be marked as reviewed."
    case .payments: "Payments are not shown."
    case .pdf: "The printed invoice cannot be opened."
    case .timeEntries: "Invoices are read without their time."
    case .expenses: "Invoices are read without their expenses."
    case .products: "Invoices are read without their products."
    case .companies: "Account numbers, terms and tax codes of customers are not checked."
    case .teams: "Reviewers cannot come from the company's team."
    case .contacts: "Billing contacts are not checked."
    case .agreements: "Agreements are not compared with what is billed."
    case .serviceTickets: "Service tickets are shown by their number only."
    case .projectTickets: "Project tickets are shown by their number only."
    case .projects: "Projects are shown by their number only."
    case .auditTrail: "What happened in ConnectWise is missing from the activity."
    case .documents: "Receipts are not checked."
    case .billingSetups: "Reviewers cannot come from the default routing."
    case .billingTerms: "Due dates are not checked against the terms."
    case .taxCodes: "Tax is not checked."
    case .workRoles: "Work roles are shown by their number only."
    case .workTypes: "Work types are shown by their number only."
    case .callbacks: "ConnectWise cannot tell of changes; they are read with the next sweep."
    case .expenseTypes: "The maximum of an expense type is not checked."
    }
  }
}
