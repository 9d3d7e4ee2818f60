import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Settings › ConnectWise: whether it works, what is written there, when it is read and what the last sweeps brought.
struct ShowConnectWiseSettings: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    visit.page(try ConnectWiseSettingsView(visit: visit).build(store))
  }
}

/// The page as it is read from the store, with what somebody typed in place of what is saved.
struct ConnectWiseSettingsView {
  let visit: Visit
  var mapping: WriteBackMapping?
  var minutes: String?
  var question: WriteBackQuestion?
  var problems: [FieldProblem] = []
  var typed: ConnectionDraft?
  var offersAnyway = false

  func build(_ store: Reader) throws -> ConnectWiseSettingsPage {
    let statuses = try store.billingStatuses()
    let mapping = try mapping ?? store.writeBackMapping(fallback: visit.premises.freshMode)
    let sweeps = try store.sweeps(limit: 10)
    return ConnectWiseSettingsPage(
      shell: try visit.shell("ConnectWise", at: .settings, from: store), health: try ConnectionHealth(store).pill,
      connection: try ConnectionView(visit: visit, problems: problems, typed: typed, offersAnyway: offersAnyway).form(store),
      save: .saveConnectWiseSettings, token: visit.token(for: .saveConnectWiseSettings),
      mode: ConnectWiseSettingsPage.Mode(mapping.mode),
      mappings: WriteBackTrigger.allCases.map { trigger in
        MappingSelect(
          field: trigger.rawValue, label: trigger.title, choices: choices(statuses, chosen: mapping[trigger]))
      },
      mappingChange: try change("write-back.", store), question: question.map { asked($0, about: mapping) },
      statuses: statuses.map(StatusRow.init), schedule: try schedule(store),
      callbacks: try CallbackView(visit: visit).card(store), problems: problems,
      mayChange: visit.viewer.may(.editConnections),
      runNow: visit.viewer.may(.runSweep) ? visit.button("Run a sweep now", .sweepNow) : nil,
      sweep: sweeps.first.flatMap { $0.isRunning ? SweepProgress($0, visit.words.conventions) : nil },
      history: try store.backfill(.history).map { SweepProgress(history: $0, visit.words.conventions) },
      missingRights: try store.permissionGaps(),
      sweeps: sweeps.filter { !$0.isRunning }.map { SweepRow($0, visit.words) })
  }

  private func choices(_ statuses: [BillingStatus], chosen: ID<BillingStatus>?) -> [Choice] {
    var choices = [Choice(value: "", label: "Nothing", isChosen: chosen == nil)]
    choices += statuses.filter { !$0.isInactive || $0.id == chosen }.map { status in
      let consequence = status.consequence
      let more = consequence.isEmpty ? "" : " (\(consequence.prefix(1).lowercased() + consequence.dropFirst().dropLast()))"
      return Choice(value: "\(status.id)", label: status.name + more, isChosen: status.id == chosen)
    }
    // Shown as it stands: a select that quietly said “Nothing” would be saved as nothing.
    if let chosen, !statuses.contains(where: { $0.id == chosen }) {
      choices.append(Choice(value: "\(chosen)", label: "Status \(chosen), which ConnectWise no longer has", isChosen: true))
    }
    return choices
  }

  /// The whole form once more, ready to be sent with the answer.
  private func asked(_ question: WriteBackQuestion, about mapping: WriteBackMapping) -> SaveQuestion {
    let fields = WriteBackTrigger.allCases.map { trigger in
      HiddenField(trigger.rawValue, mapping[trigger].map { "\($0)" } ?? "")
    }
    return SaveQuestion(
      title: question.title, sentences: question.sentences, yes: question.yes, save: .saveConnectWiseSettings,
      token: visit.token(for: .saveConnectWiseSettings),
      fields: fields + [
        HiddenField("mode", ConnectWiseSettingsPage.Mode(mapping.mode).rawValue),
        HiddenField(SaveConnectWiseSettings.confirmed, "yes"),
      ], cancel: .connectWiseSettings)
  }

  private func schedule(_ store: Reader) throws -> ScheduleForm {
    let schedule = visit.premises.schedule
    return ScheduleForm(
      save: .saveSchedule, token: visit.token(for: .saveSchedule), minutes: try minutes ?? "\(schedule.minutes(in: store))",
      lock: schedule.fixed == nil ? "" : "Set by \(schedule.fixedBy). Change it there and restart.",
      change: try change("sweep.", store), problem: problems.first { $0.field == "minutes" }?.text,
      mayChange: visit.viewer.may(.editConnections))
  }

  private func change(_ prefix: String, _ store: Reader) throws -> SettingChange? {
    try store.lastSetting(prefix).map { SettingChange(by: $0.by, at: visit.words.moment($0.at)) }
  }
}

extension StatusRow {
  init(_ status: BillingStatus) {
    let meaning: StatusPill =
      switch (status.isInactive, status.isClosed, status.isSent) {
      case (true, _, _): StatusPill(.neutral, "Inactive in ConnectWise")
      case (false, true, _): StatusPill(.neutral, "Closed: leaves the inbox")
      case (false, false, true): StatusPill(.neutral, "Sent: leaves the inbox")
      case (false, false, false): StatusPill(.info, "Open: reviewed here")
      }
    self.init(name: status.name, meaning: meaning)
  }
}

extension SweepRow {
  init(_ sweep: Sweep, _ words: Words) {
    let count = words.conventions.count
    let milliseconds = sweep.endedAt.map { sweep.startedAt.milliseconds(until: $0) } ?? 0
    let tenths = (milliseconds + 50) / 100
    let changes = [
      sweep.added > 0 ? "\(count(sweep.added)) new" : nil, sweep.changed > 0 ? "\(count(sweep.changed)) changed" : nil,
      sweep.leftInbox > 0 ? "\(count(sweep.leftInbox)) left the inbox" : nil,
    ].compactMap(\.self)
    let changed = changes.isEmpty ? "Nothing new" : changes.joined(separator: ", ")
    self.init(
      began: words.moment(sweep.startedAt), askedBy: SweepRow.reason(sweep.askedBy), took: "\(tenths / 10).\(tenths % 10) s",
      outcome: sweep.problem == nil ? StatusPill(.ok, "Done") : StatusPill(.error, "Stopped"), read: count(sweep.seen),
      changed: changed, problem: sweep.problem ?? "", gaps: sweep.gaps, leftOut: sweep.leftOut)
  }

  /// The jobs write down why a sweep ran; people are written down by their names.
  private static func reason(_ askedBy: String) -> String {
    switch askedBy {
    case "start": "Start of Countersign"
    case "schedule": "Schedule"
    default: askedBy.prefix(1).uppercased() + askedBy.dropFirst()
    }
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
  /// Of the thirteen months that new invoices are compared with. A bar only while there is something to come.
  init(history: Backfill, _ conventions: Conventions) {
    let seen = conventions.count(history.seen)
    if history.doneAt != nil {
      self.init(
        text: "History: all \(seen) invoices of the last thirteen months are read.", done: history.seen, total: history.seen)
    } else {
      let all = max(history.expected ?? 0, history.seen)
      self.init(
        text: "History: \(seen) of \(conventions.count(all)) invoices of the last thirteen months read.", done: history.seen,
        total: all)
    }
  }

  init(_ sweep: Sweep, _ conventions: Conventions) {
    let seen = conventions.count(sweep.seen)
    self.init(
      text: sweep.expected.map { "Reading invoices from ConnectWise: \(seen) of \(conventions.count($0))" }
        ?? "Reading invoices from ConnectWise", done: sweep.seen, total: sweep.expected ?? 0)
  }
}
