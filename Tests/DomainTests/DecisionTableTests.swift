import Domain
import Testing

/// The whole decision machine as text: every state, every step, what follows and what is told.
@Suite struct DecisionTableTests {
  private let rejection = Rejection(stored: .notes, text: "ticket 77120")

  private var states: [ReviewerState] {
    [
      .waiting, .viewed(at: noon), .approved(version: 1, at: noon), .rejected(version: 1, rejection, at: noon),
      .stale(.approved, version: 1, at: noon), .skipped(.inactiveMember),
    ]
  }

  private var steps: [(String, Step)] {
    [
      ("view", .view),
      ("approve", .approve(Approval(version: 2, amount: usd(146_250), isFinal: false))),
      ("reject", .reject(version: 2, rejection, override: false)),
      ("undo", .undo),
      ("content changed", .contentChanged(version: 2)),
      ("skip", .skip(.removed(by: "Ana Ruiz"))),
      ("ask again", .askAgain),
      ("hand over", .handOver(to: "Marcus Bell")),
    ]
  }

  @Test func `the table of states and steps is the accepted one`() {
    var text = "Decision machine: what each step makes of each reviewer state.\n"
    for state in states {
      text += "\n\(state.title)\n"
      for (name, step) in steps {
        do {
          let (after, event) = try asked(priya, 1, state).apply(step, by: priya.actor, at: noon.adding(seconds: 60))
          text += "  \(padded(name)) → \(described(after.state))\n  \(padded("")) · \(event.sentence(by: priya.actor))\n"
        } catch {
          text += "  \(padded(name)) ✗ \(error.sentence)\n"
        }
      }
    }
    Golden.expect(text, "decision-table.txt")
  }

  private func padded(_ name: String) -> String { name + String(repeating: " ", count: 16 - name.count) }

  private func described(_ state: ReviewerState) -> String {
    switch state {
    case .waiting, .viewed: state.title
    case .approved(let version, _): "\(state.title) version \(version)"
    case .rejected(let version, let rejection, _): "\(state.title) version \(version), \(rejection.sentencePart)"
    case .stale(let verdict, let version, _): "\(state.title), was \(verdict.word) on version \(version)"
    case .skipped(let reason): "\(state.title): \(reason.phrase)"
    }
  }
}
