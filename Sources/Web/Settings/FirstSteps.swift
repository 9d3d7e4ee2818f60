import Domain
import Pages
import Routes
import SQLite
import Store

/// What a fresh install still needs, shown in the inbox to whoever can do it until nothing is left.
struct FirstSteps {
  let visit: Visit

  func items(hasRead: Bool, _ store: Reader) throws -> [ChecklistItem] {
    guard visit.viewer.may(.editConnections) else { return [] }
    let isConnected = visit.premises.connectWise.standing().isComplete
    let mapping = try store.writeBackMapping(fallback: visit.premises.freshMode)
    let isMapped = mapping.mode == .off || mapping[.finallyApproved] != nil || mapping[.approvedAndClosed] != nil
    let here = PageLink("", .connectWiseSettings)
    let items = [
      ChecklistItem(done: true, text: "Create the first admin"),
      ChecklistItem(done: isConnected, text: "Connect to ConnectWise", link: here),
      ChecklistItem(done: hasRead, text: "Read the open invoices: run the first sweep", link: here),
      ChecklistItem(done: isMapped, text: "Choose which status an approval sets", link: here),
      ChecklistItem(
        done: mapping.mode != .dryRun, text: "Look at what the dry run would write, then turn write-back on", link: here),
    ]
    return items.allSatisfy(\.done) ? [] : items.map { $0.done ? ChecklistItem(done: true, text: $0.text) : $0 }
  }
}
