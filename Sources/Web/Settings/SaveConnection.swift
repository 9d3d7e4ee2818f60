import Crypto
import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Tries what an admin typed and stores it, sealed, when ConnectWise lets us in. What holds now stays until then.
struct SaveConnection: WorkAction {
  /// The box that stores a connection although its test failed: a ConnectWise may be down for the night.
  static let anyway = "anyway"

  var queue: WorkQueue { .outside }

  func work(on visit: Visit) throws -> Response {
    let form = try visit.form(expecting: Set(ConnectionField.allCases.map(\.rawValue) + [Self.anyway]))
    let (premises, person) = (visit.premises, try visit.person)
    let typed = ConnectionDraft(form)
    switch premises.connectWise.attempt(typed, person.name, visit.now) {
    case .refused(let problems):
      return try again(visit, typed, problems)
    case .failed(let problem, let detail, let ready):
      premises.log(
        LogLine(
          .warning, "connection-test-failed", requestID: visit.request.id,
          fields: [("by", person.email), ("sentence", problem.sentence), ("detail", detail)]))
      guard form.single(Self.anyway) != nil, let ready else { return try again(visit, typed, [problem], offersAnyway: true) }
      return try store(
        ready, ConnectionReport(at: visit.now, askedBy: person.name, problem: problem.sentence), visit, typed)
    case .welcomed(let report, let ready):
      guard let ready else { return visit.redirect(to: .connectWiseSettings) }
      return try store(ready, report, visit, typed)
    }
  }

  private func store(
    _ ready: ReadyConnection, _ report: ConnectionReport, _ visit: Visit, _ typed: ConnectionDraft
  ) throws -> Response {
    let problem: ConnectionProblem? = try visit.premises.database.write { writer in
      if let problem = try ConnectionChange(to: ready, visit).problem(writer) { return problem }
      try ConnectionChange(to: ready, visit).save(report, in: writer)
      return nil
    }
    if let problem { return try again(visit, typed, [problem]) }
    visit.premises.connectWise.adopt()
    return visit.redirect(to: .connectWiseSettings, saying: report.problem.isEmpty ? .connected : .savedUntested)
  }

  private func again(
    _ visit: Visit, _ typed: ConnectionDraft, _ problems: [ConnectionProblem], offersAnyway: Bool = false
  ) throws -> Response {
    var view = ConnectWiseSettingsView(visit: visit)
    view.problems = problems.map { FieldProblem($0.field.rawValue, $0.sentence) }
    view.typed = typed
    view.offersAnyway = offersAnyway
    return visit.page(try visit.premises.database.read { [view] in try view.build($0) }, status: .unprocessable)
  }
}

/// What changing the connection means for what is stored already.
struct ConnectionChange {
  let ready: ReadyConnection
  let visit: Visit
  private let before: ConnectionStanding

  init(to ready: ReadyConnection, _ visit: Visit) {
    self.ready = ready
    self.visit = visit
    before = visit.premises.connectWise.standing()
  }

  private var isAnotherSite: Bool { before[.site].isSet && before[.site].shown != ready.site }
  private var isAnotherCompany: Bool {
    before[.company].isSet && before[.company].shown.lowercased() != ready.company.lowercased()
  }

  /// Why it must not be: two companies' invoices have the same numbers, and a write-back belongs to where it was decided.
  func problem(_ store: Reader) throws -> ConnectionProblem? {
    if isAnotherCompany, try store.hasInvoices() {
      return ConnectionProblem(
        .company,
        "This Countersign holds invoices of \(before[.company].shown). Another company's would be mixed with them: give it a Countersign with a data directory of its own."
      )
    }
    guard isAnotherSite else { return nil }
    let counts = try store.writeBackCounts()
    let waiting = [WriteBack.State.queued, .sending, .unknown].reduce(0) { $0 + (counts[$1] ?? 0) }
    guard waiting > 0 else { return nil }
    return ConnectionProblem(
      .site,
      "\(waiting == 1 ? "1 write-back waits" : "\(waiting) write-backs wait") for \(before[.site].shown). Let them finish, or undo the decisions behind them, and change the site then."
    )
  }

  func save(_ report: ConnectionReport, in store: Writer) throws {
    var events: [Event] = [.connectionChanged(site: ready.site, company: ready.company, keys: ready.hasNewKeys)]
    try store.save(ready.stored)
    try store.save(report)
    // Nothing is written into another ConnectWise before an admin has looked at what would be.
    var mapping = try store.writeBackMapping(fallback: visit.premises.freshMode)
    if isAnotherSite, mapping.mode == .on {
      mapping.mode = .dryRun
      try store.save(mapping, by: try visit.person.name, at: visit.now)
      events.append(.writeBackModeChanged(.dryRun))
    }
    try visit.tell(events, in: store)
  }
}

extension ConnectionDraft {
  init(_ form: Form) {
    func text(_ field: ConnectionField) -> String { form.single(field.rawValue)?.trimmed ?? "" }
    func key(_ field: ConnectionField) -> Secret? {
      let typed = text(field)
      return typed.isEmpty ? nil : Secret(typed)
    }
    self.init(
      site: text(.site), company: text(.company), publicKey: key(.publicKey), privateKey: key(.privateKey),
      clientID: text(.clientID))
  }
}
