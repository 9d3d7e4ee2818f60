import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Settings › ConnectWise: whether it works, what is written there, what the last sweeps read.
struct ShowConnectWiseSettings: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    visit.page(try ConnectWiseSettingsView(visit: visit).build(store))
  }
}

struct SaveConnectWiseSettings: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: Set(WriteBackTrigger.allCases.map(\.rawValue) + ["mode"]))
    let person = try visit.person
    let statuses = try store.billingStatuses()
    let before = try store.writeBackMapping(fallback: visit.premises.freshMode)
    var mapping = before
    var problems: [FieldProblem] = []

    if let typed = form.single("mode") {
      if let mode = ConnectWiseSettingsPage.Mode(rawValue: typed) {
        mapping.mode = WriteBackMode(mode)
      } else {
        problems.append(FieldProblem("mode", "“\(typed.prefix(20))” is no mode. Choose off, dry run or on."))
      }
    }
    for trigger in WriteBackTrigger.allCases {
      guard let typed = form.single(trigger.rawValue) else { continue }
      if typed.isEmpty {
        mapping[trigger] = nil
      } else if let id = Int64(typed), statuses.contains(where: { $0.id.raw == id && !$0.isInactive }) {
        mapping[trigger] = ID(id)
      } else {
        problems.append(
          FieldProblem(trigger.rawValue, "ConnectWise has no active billing status \(typed.prefix(20)). Choose one of the list."))
      }
    }
    guard problems.isEmpty else {
      return visit.page(
        try ConnectWiseSettingsView(visit: visit, mapping: mapping, problems: problems).build(store), status: .unprocessable)
    }
    try store.save(mapping, by: person.name, at: visit.now)
    if mapping.mode != before.mode {
      try store.record(
        .writeBackModeChanged(mapping.mode), by: person.actor, invoice: nil, at: visit.now, request: visit.request.id)
    }
    for trigger in WriteBackTrigger.allCases where mapping[trigger] != before[trigger] {
      let chosen = statuses.first { $0.id == mapping[trigger] }?.reference
      try store.record(
        .mappingChanged(trigger, to: chosen), by: person.actor, invoice: nil, at: visit.now, request: visit.request.id)
    }
    return visit.redirect(to: .connectWiseSettings, saying: .saved)
  }
}

/// Asks for a sweep now. It runs by itself; the page shows how far it is.
struct SweepNow: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    _ = try visit.form(expecting: [])
    let (person, premises) = (try visit.person, visit.premises)
    store.afterCommit { premises.askForSweep(person.name) }
    let back: Route = visit.viewer.may(.readConnections) ? .connectWiseSettings : .inbox
    return visit.redirect(to: back, saying: .sweepAsked)
  }
}

struct ConnectWiseSettingsView {
  let visit: Visit
  var mapping: WriteBackMapping?
  var problems: [FieldProblem] = []

  func build(_ store: Reader) throws -> ConnectWiseSettingsPage {
    let statuses = try store.billingStatuses()
    let mapping = try mapping ?? store.writeBackMapping(fallback: visit.premises.freshMode)
    let sweeps = try store.sweeps(limit: 10)
    let mayChange = visit.viewer.may(.editConnections)
    return ConnectWiseSettingsPage(
      shell: try visit.shell("ConnectWise", at: .settings, from: store), health: try ConnectionHealth(store).pill,
      connection: visit.premises.connection.map { Fact(name: $0.name, value: $0.value, note: $0.source) },
      save: .saveConnectWiseSettings, token: visit.token(for: .saveConnectWiseSettings),
      mode: ConnectWiseSettingsPage.Mode(mapping.mode),
      mappings: WriteBackTrigger.allCases.map { trigger in
        MappingSelect(
          field: trigger.rawValue, label: trigger.title, choices: choices(statuses, chosen: mapping[trigger]))
      },
      problems: problems, mayChange: mayChange,
      runNow: visit.viewer.may(.runSweep) ? visit.button("Run a sweep now", .sweepNow) : nil,
      sweep: sweeps.first.flatMap { $0.isRunning ? SweepProgress($0, visit.words.conventions) : nil },
      sweeps: sweeps.filter { !$0.isRunning }.map(row))
  }

  private func choices(_ statuses: [BillingStatus], chosen: ID<BillingStatus>?) -> [Choice] {
    let none = Choice(value: "", label: "Nothing", isChosen: chosen == nil)
    return [none]
      + statuses.filter { !$0.isInactive || $0.id == chosen }.map { status in
        let more =
          status.consequence.isEmpty
          ? "" : " (\(status.consequence.prefix(1).lowercased() + status.consequence.dropFirst().dropLast()))"
        return Choice(value: "\(status.id)", label: status.name + more, isChosen: status.id == chosen)
      }
  }

  private func row(_ sweep: Sweep) -> SweepRow {
    let words = visit.words
    let count = words.conventions.count
    let milliseconds = sweep.endedAt.map { sweep.startedAt.milliseconds(until: $0) } ?? 0
    let tenths = (milliseconds + 50) / 100
    return SweepRow(
      began: words.moment(sweep.startedAt), took: "\(tenths / 10).\(tenths % 10) s",
      outcome: sweep.problem == nil ? StatusPill(.ok, "Done") : StatusPill(.error, "Stopped"), read: count(sweep.seen),
      changed: sweep.problem ?? "\(count(sweep.added)) new, \(count(sweep.changed)) changed, \(count(sweep.leftInbox)) left")
  }
}

extension WriteBackMode {
  init(_ mode: ConnectWiseSettingsPage.Mode) {
    switch mode {
    case .off: self = .off
    case .dryRun: self = .dryRun
    case .on: self = .on
    }
  }
}

extension ConnectWiseSettingsPage.Mode {
  init(_ mode: WriteBackMode) {
    switch mode {
    case .off: self = .off
    case .dryRun: self = .dryRun
    case .on: self = .on
    }
  }
}

extension SweepProgress {
  init(_ sweep: Sweep, _ conventions: Conventions) {
    let seen = conventions.count(sweep.seen)
    self.init(
      text: sweep.expected.map { "Reading invoices from ConnectWise: \(seen) of \(conventions.count($0))" }
        ?? "Reading invoices from ConnectWise", done: sweep.seen, total: sweep.expected ?? 0)
  }
}
