import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Saves what decisions write into ConnectWise. What would change invoices there is asked about first.
struct SaveConnectWiseSettings: WriteAction {
  static let confirmed = "confirmed"

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: Set(WriteBackTrigger.allCases.map(\.rawValue) + ["mode", Self.confirmed]))
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
    var view = ConnectWiseSettingsView(visit: visit, mapping: mapping, problems: problems)
    guard problems.isEmpty else { return visit.page(try view.build(store), status: .unprocessable) }
    if form.single(Self.confirmed) == nil, let question = WriteBackQuestion(from: before, to: mapping, statuses) {
      view.question = question
      return visit.page(try view.build(store))
    }
    try save(mapping, insteadOf: before, statuses, by: person, visit, in: store)
    return visit.redirect(to: .connectWiseSettings, saying: .saved)
  }

  private func save(
    _ mapping: WriteBackMapping, insteadOf before: WriteBackMapping, _ statuses: [BillingStatus], by person: Person,
    _ visit: Visit, in store: Writer
  ) throws {
    try store.save(mapping, by: person.name, at: visit.now)
    var changes: [Event] = []
    if mapping.mode != before.mode { changes.append(.writeBackModeChanged(mapping.mode)) }
    for trigger in WriteBackTrigger.allCases where mapping[trigger] != before[trigger] {
      changes.append(.mappingChanged(trigger, to: statuses.first { $0.id == mapping[trigger] }?.reference))
    }
    try visit.tell(changes, in: store)
  }
}

extension Visit {
  /// Each change of a setting leaves an event and, once it is committed, a line in the log: what, and who did it.
  func tell(_ changes: [Event], in store: Writer) throws {
    let person = try person
    for change in changes { try store.record(change, by: person.actor, invoice: nil, at: now, request: request.id) }
    let (log, id, sentences) = (premises.log, request.id, changes.map { $0.sentence(by: person.actor) })
    store.afterCommit {
      for sentence in sentences {
        log(LogLine(.info, "setting-changed", requestID: id, fields: [("by", person.email), ("sentence", sentence)]))
      }
    }
  }
}
