import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Sets how often ConnectWise is read. The new rhythm begins with a sweep now.
struct SaveSchedule: WriteAction {
  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: ["minutes"])
    let typed = form.single("minutes")?.trimmed ?? ""
    let (premises, person) = (visit.premises, try visit.person)
    let schedule = premises.schedule
    guard schedule.fixed == nil else {
      return try refused(visit, typed, "The schedule is set by \(schedule.fixedBy). Change it there.", store)
    }
    guard let minutes = Int(typed), SweepSchedule.range.contains(minutes) else {
      let found = typed.isEmpty ? "A number is missing." : "“\(typed.prefix(20))” is not allowed."
      return try refused(visit, typed, "\(found) Choose a whole number of minutes from 1 to 1,440 (a day).", store)
    }
    if try schedule.minutes(in: store) != minutes {
      try store.setSweepMinutes(minutes, by: person.name, at: visit.now)
      try visit.tell([.scheduleChanged(minutes: minutes)], in: store)
      store.afterCommit { premises.askForSweep(person.name) }
    }
    return visit.redirect(to: .connectWiseSettings, saying: .saved)
  }

  private func refused(_ visit: Visit, _ typed: String, _ sentence: String, _ store: Reader) throws -> Response {
    var view = ConnectWiseSettingsView(visit: visit, problems: [FieldProblem("minutes", sentence)])
    view.minutes = typed
    return visit.page(try view.build(store), status: .unprocessable)
  }
}
