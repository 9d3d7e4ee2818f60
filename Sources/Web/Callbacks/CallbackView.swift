import Domain
import Pages
import Routes
import SQLite
import Store

/// How callbacks stand, for the page Settings › ConnectWise.
struct CallbackView {
  let visit: Visit

  func card(_ store: Reader) throws -> CallbackCard {
    let desk = visit.premises.callbacks
    let stored = try store.callback()
    let isWanted = stored?.isWanted ?? false
    let obstacle = desk.obstacle()
    let last = try stored?.lastReceived.map { last in
      LastCallback(
        number: try store.invoice(last.invoice)?.invoice.number ?? "\(last.invoice)", route: .invoice(last.invoice),
        moment: visit.words.moment(last.at))
    }
    let mayChange = visit.viewer.may(.editConnections)
    return CallbackCard(
      pill: pill(stored), problem: stored?.problem ?? "", obstacle: obstacle, address: isWanted ? desk.address : "", last: last,
      count: stored.map { $0.received > 0 ? visit.words.conventions.count($0.received) : "" } ?? "",
      toggle: mayChange && (isWanted || obstacle.isEmpty)
        ? visit.button(
          isWanted ? "Switch off" : "Switch on", .saveCallbacks,
          fields: [HiddenField(SaveCallbacks.field, isWanted ? "no" : "yes")]) : nil,
      again: mayChange && isWanted && !(stored?.problem.isEmpty ?? true)
        ? visit.button("Try again", .saveCallbacks, fields: [HiddenField(SaveCallbacks.field, "yes")]) : nil,
      change: stored.map { SettingChange(by: $0.changedBy, at: visit.words.moment($0.changedAt)) })
  }

  private func pill(_ stored: StoredCallback?) -> StatusPill {
    guard let stored else { return StatusPill(.neutral, "Off") }
    switch (stored.isWanted, stored.registration != nil, stored.problem.isEmpty) {
    case (_, _, false): return StatusPill(.error, stored.isWanted ? "Not registered" : "Not taken back")
    case (true, true, true): return StatusPill(.ok, "On")
    case (true, false, true): return StatusPill(.info, "Registering")
    case (false, true, true): return StatusPill(.info, "Being taken back")
    case (false, false, true): return StatusPill(.neutral, "Off")
    }
  }
}
