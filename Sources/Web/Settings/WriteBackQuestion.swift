import Domain

/// What an admin is asked before decisions begin to change invoices in ConnectWise, with what each of them will do there.
struct WriteBackQuestion {
  let title: String
  let yes: String
  let sentences: [String]

  /// Nil where nothing is written, or nothing is added to what an admin has agreed to before.
  init?(from before: WriteBackMapping, to after: WriteBackMapping, _ statuses: [BillingStatus]) {
    guard after.mode == .on else { return nil }
    let turnsOn = before.mode != .on
    let writes: [String] = WriteBackTrigger.allCases.compactMap { trigger in
      guard let id = after[trigger], let status = statuses.first(where: { $0.id == id }) else { return nil }
      guard turnsOn || before[trigger] != id && !status.consequence.isEmpty else { return nil }
      let what = "“\(trigger.title)” sets \(status.name)."
      return status.consequence.isEmpty ? what : "\(what) \(status.consequence)"
    }
    if turnsOn {
      title = "Turn write-back on?"
      yes = "Turn write-back on"
      let nothing = "No decision is mapped to a billing status yet, so nothing is written until you choose one."
      sentences =
        (writes.isEmpty ? [nothing] : writes)
        + ["This counts for decisions from now on. Those taken before are not written afterwards."]
    } else {
      guard !writes.isEmpty else { return nil }
      title = "Save this mapping?"
      yes = "Save the mapping"
      sentences = writes
    }
  }
}
