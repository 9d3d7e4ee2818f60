import Domain
import Store

/// Lists what was or will be written to ConnectWise, and how far each change is.
struct ListOutbox: Command {
  static let verb = "outbox"
  static let summary = "List every change meant for ConnectWise, and its state"
  static let flags: [Flag] = [.data]
  static let about = "Reads only, while the server runs and while it does not. With --json an array, one object for each change."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let listed = try App.look(session.configuration()) { try $0.allWriteBacks() }
    let rows = listed.map { [$0.number, $0.stored.writeBack.desired.name, $0.stored.writeBack.state.word, $0.stored.problem] }
    session.answer(
      .list(listed.map { Self.json($0) }),
      text: rows.isEmpty ? "The outbox is empty.\n" : TextColumns.text(["INVOICE", "STATUS", "STATE", "REMARK"], rows))
    return .ok
  }

  private static func json(_ listed: ListedWriteBack) -> JSON {
    let stored = listed.stored
    let writeBack = stored.writeBack
    return .fields([
      "id": .int(Int(writeBack.id.raw)), "invoice": .int(Int(writeBack.invoice.raw)), "number": .text(listed.number),
      "reason": .text(writeBack.trigger.rawValue), "state": .text(writeBack.state.rawValue), "attempt": .int(writeBack.attempt),
      "desired": Self.json(writeBack.desired), "expected": Self.json(writeBack.expected),
      "not_before": .text(Moment.text(writeBack.notBefore.milliseconds)),
      "changed": .text(Moment.text(stored.changedAt.milliseconds)), "problem": .text(stored.problem),
      "found": .text(stored.found?.name ?? ""),
    ])
  }

  private static func json(_ status: Reference<BillingStatus>) -> JSON {
    .fields(["id": .int(Int(status.id.raw)), "name": .text(status.name)])
  }
}
