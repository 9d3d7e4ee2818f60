import Domain
import HTTP
import Pages
import Routes
import SQLite
import Store

/// Switches callbacks on or off. A job registers with ConnectWise, or takes that back; the page tells how it stands.
struct SaveCallbacks: WriteAction {
  static let field = "on"

  func perform(_ visit: Visit, in store: Writer) throws -> Response {
    let form = try visit.form(expecting: [Self.field])
    guard let typed = form.single(Self.field), ["yes", "no"].contains(typed) else { throw Failure.unreadableForm }
    let (premises, person, isOn) = (visit.premises, try visit.person, typed == "yes")
    // The page offers no switch then; what stood in the way has come since it was read.
    guard !isOn || premises.callbacks.obstacle().isEmpty else { return visit.redirect(to: .connectWiseSettings) }
    if try store.callback()?.isWanted ?? false != isOn {
      try visit.tell([.callbacksChanged(on: isOn)], in: store)
    }
    try store.wantCallbacks(isOn, by: person.name, at: visit.now)
    store.afterCommit { premises.callbacks.keep() }
    return visit.redirect(to: .connectWiseSettings, saying: isOn ? .callbacksOn : .callbacksOff)
  }
}
