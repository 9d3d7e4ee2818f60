import Domain
import HTTP
import Pages
import SQLite
import Store

/// What an operator wants to know before asking; red lines say what to do.
struct ShowSystem: ReadAction {
  func respond(to visit: Visit, from store: Reader) throws -> Response {
    let health = visit.premises.health()
    let trouble = health.checks.count { $0.state != .fine }
    var groups: [CheckGroup] = []
    for check in health.checks {
      let shown = Check(name: check.name, value: check.value, tone: Tone(check.state), advice: check.advice)
      if let index = groups.firstIndex(where: { $0.title == check.group }) {
        groups[index].checks.append(shown)
      } else {
        groups.append(CheckGroup(title: check.group, checks: [shown]))
      }
    }
    return visit.page(
      SystemPage(
        shell: try visit.shell("System", at: .settings, from: store),
        verdict: trouble == 0
          ? StatusPill(.ok, "Everything is fine")
          : StatusPill(health.isReady ? .warning : .error, trouble == 1 ? "1 thing needs you" : "\(trouble) things need you"),
        groups: groups))
  }
}

extension Tone {
  fileprivate init(_ state: Health.Check.State) {
    switch state {
    case .fine: self = .ok
    case .attention: self = .warning
    case .broken: self = .error
    }
  }
}
