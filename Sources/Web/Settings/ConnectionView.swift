import Domain
import Pages
import Routes
import SQLite
import Store

/// The form of the connection as it stands, or with what somebody typed.
struct ConnectionView {
  let visit: Visit
  let problems: [FieldProblem]
  let typed: ConnectionDraft?
  let offersAnyway: Bool

  func form(_ store: Reader) throws -> ConnectionForm {
    let standing = visit.premises.connectWise.standing()
    let mayChange = visit.viewer.may(.editConnections)
    let stored = try store.storedConnection()
    return ConnectionForm(
      save: .saveConnection, token: visit.token(for: .saveConnection),
      fields: ConnectionField.allCases.map { input($0, standing) }, trouble: standing.trouble,
      offersAnyway: offersAnyway, mayChange: mayChange && !standing.isLocked,
      test: mayChange && standing.isComplete ? visit.button("Test", .testConnection) : nil,
      change: stored.map { SettingChange(by: $0.changedBy, at: visit.words.moment($0.changedAt)) },
      report: try store.connectionReport().map { ReportCard($0, visit.words) })
  }

  private func lock(_ entry: ConnectionStanding.Entry) -> String {
    if entry.lock.isEmpty { return "" }
    return visit.premises.isDemo
      ? "Fixed: the demo talks to its own sandbox." : "Set by \(entry.lock). Change it there and restart."
  }

  private func input(_ field: ConnectionField, _ standing: ConnectionStanding) -> ConnectionInput {
    let entry = standing[field]
    let isKey = field == .publicKey || field == .privateKey
    let help: String =
      switch field {
      case .site: "Where people sign in, like na.myconnectwise.net. Always https."
      case .company: "The company id of the sign-in page."
      case .publicKey:
        entry.isSet
          ? "Set\(entry.shown.isEmpty ? "" : ", ends in \(entry.shown)"). Leave it empty to keep it." : "Of an API member."
      case .privateKey:
        entry.isSet
          ? "Set, and never shown. Leave it empty to keep it." : "Shown once by ConnectWise, and never by Countersign."
      case .clientID: "From the ConnectWise developer portal."
      }
    return ConnectionInput(
      field: field.rawValue, label: field.label, isKey: isKey, value: isKey ? "" : typed?.text(field) ?? entry.shown,
      standing: entry.isSet ? (isKey ? "Set" + (entry.shown.isEmpty ? "" : ", ends in \(entry.shown)") : entry.shown) : "Not set",
      help: help, lock: lock(entry),
      problem: problems.first { $0.field == field.rawValue }?.text, mustBeTyped: !(isKey && entry.isSet))
  }
}

extension ConnectionDraft {
  /// Nil for a key: what was typed there is not sent back.
  fileprivate func text(_ field: ConnectionField) -> String? {
    switch field {
    case .site: site
    case .company: company
    case .clientID: clientID
    case .publicKey, .privateKey: nil
    }
  }
}

extension ConnectionField {
  fileprivate var label: String {
    switch self {
    case .site: "Site"
    case .company: "Company"
    case .publicKey: "Public key"
    case .privateKey: "Private key"
    case .clientID: "Client id"
    }
  }
}

extension ReportCard {
  init(_ report: ConnectionReport, _ words: Words) {
    let (missing, excess) = (report.rights(.missing), report.rights(.excess))
    let verdict: StatusPill =
      switch (report.problem.isEmpty, missing.isEmpty, excess.isEmpty) {
      case (false, _, _): StatusPill(.error, "Not let in")
      case (true, false, _): StatusPill(.warning, missing.count == 1 ? "1 right missing" : "\(missing.count) rights missing")
      case (true, true, false): StatusPill(.warning, excess.count == 1 ? "1 right too many" : "\(excess.count) rights too many")
      case (true, true, true): StatusPill(.ok, "Everything needed, nothing more")
      }
    let server = [report.company, report.version].filter { !$0.isEmpty }.joined(separator: ", ")
    self.init(
      verdict: verdict, at: words.moment(report.at), by: report.askedBy, server: server, problem: report.problem,
      missing: missing.map(RightRow.init), excess: excess.map(RightRow.init),
      others: report.rights.filter { $0.finding != .missing && $0.finding != .excess }.map(RightRow.init))
  }
}

extension RightRow {
  init(_ right: RightFinding) {
    let finding: String =
      switch right.finding {
      case .readable: "Allowed"
      case .empty: "Allowed, and empty"
      case .missing: "Missing"
      case .absent: "This server does not have it"
      case .excess: "Allowed and not needed"
      case .withheld: "Not allowed and not needed"
      case .unproven: "Shown by the first write"
      case .untried: "Nothing there to try it on"
      case .unknown: "Not found out"
      }
    self.init(permission: right.permission, finding: finding, note: right.note)
  }
}
