import Domain
import Store

/// Lists what the rules found on every invoice, and what has become of it.
struct ListFlags: Command {
  static let verb = "flags"
  static let summary = "List the flags of every invoice"
  static let flags: [Flag] = [.data]
  static let about =
    "Reads only, while the server runs and while it does not. With --json an array, one object for each flag, closed ones too."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let listed = try App.look(session.configuration()) { try $0.allFlags() }
    let rows = listed.map { [$0.number, $0.flag.severity.title, $0.flag.state.title, $0.flag.title, $0.flag.sentence] }
    session.answer(
      .list(listed.map { Self.json($0) }),
      text: rows.isEmpty
        ? "No rule has found anything.\n" : TextColumns.text(["INVOICE", "SEVERITY", "STATE", "RULE", "FOUND"], rows))
    return .ok
  }

  private static func json(_ listed: ListedFlag) -> JSON {
    let flag = listed.flag
    return .fields([
      "invoice": .int(Int(flag.invoice.raw)), "number": .text(listed.number), "rule": .text(flag.key.rule.rawValue),
      "severity": .text(flag.severity.rawValue), "state": .text(flag.state.code),
      "target": .fields(["kind": .text(flag.key.target.kind.rawValue), "id": .int(Int(flag.key.target.id))]),
      "sentence": .text(flag.sentence),
    ])
  }
}
