import Domain
import Store

/// Lists who is asked about which invoice, and where each of them stands.
struct ListReviewers: Command {
  static let verb = "reviewers"
  static let summary = "List the reviewers of every invoice"
  static let flags: [Flag] = [.data]
  static let about =
    "Reads only, while the server runs and while it does not. With --json an array, one object for each reviewer."

  init(_ call: Call) {}

  func run(in session: Session) throws(CommandFailure) -> ExitCode {
    let listed = try App.look(session.configuration()) { try $0.allReviewers() }
    let rows = listed.map { [$0.number, "\($0.reviewer.position)", $0.reviewer.name, $0.reviewer.state.title] }
    session.answer(
      .list(listed.map { Self.json($0) }),
      text: rows.isEmpty
        ? "Nobody is asked about any invoice.\n" : TextColumns.text(["INVOICE", "NO.", "REVIEWER", "STATE"], rows))
    return .ok
  }

  private static func json(_ listed: ListedReviewer) -> JSON {
    let reviewer = listed.reviewer
    let state = StateFields(reviewer.state)
    return .fields([
      "invoice": .int(Int(listed.invoice.raw)), "number": .text(listed.number), "name": .text(reviewer.name),
      "member": reviewer.member.map {
        .fields(["id": .int(Int($0.raw)), "identifier": .optional(listed.identifier)])
      } ?? .null,
      "person": reviewer.person.map { .int(Int($0.raw)) } ?? .null, "position": .int(reviewer.position),
      "source": .text(reviewer.source.rawValue), "state": .text(reviewer.state.code),
      "version": state.version.map { .int($0) } ?? .null, "at": .optional(state.at.map { Moment.text($0.milliseconds) }),
      "reason": .optional(state.reason),
    ])
  }

  /// What a state says besides its name.
  private struct StateFields {
    var version: Int?
    var at: Instant?
    var reason: String?

    init(_ state: ReviewerState) {
      switch state {
      case .waiting: break
      case .viewed(let at): self.at = at
      case .approved(let version, let at): (self.version, self.at) = (version, at)
      case .rejected(let version, let rejection, let at):
        (self.version, self.at, reason) = (version, at, rejection.sentencePart)
      case .stale(let verdict, let version, let at): (self.version, self.at, reason) = (version, at, verdict.rawValue)
      case .skipped(let skip): reason = skip.phrase
      }
    }
  }
}
