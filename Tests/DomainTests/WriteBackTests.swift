import Domain
import Testing

@Suite struct WriteBackTests {
  private let other = Reference<BillingStatus>(9, name: "On Hold")

  private func writeBack(_ state: WriteBack.State) -> WriteBack {
    WriteBack(
      id: ID(1), invoice: ID(7001), trigger: .finallyApproved, desired: ready.reference, expected: inReview.reference,
      state: state, attempt: 1, notBefore: noon)
  }

  private var steps: [(String, WriteBack.Step)] {
    [
      ("send", .send), ("found desired", .foundDesired), ("found expected", .foundExpected), ("found other", .foundOther(other)),
      ("found unclear", .foundUnclear(inReview.reference)),
      ("delayed", .delayed(reason: "ConnectWise asked to wait 30 s")),
      ("refused", .refused(reason: "the company has no account number")),
      ("outcome unknown", .outcomeUnknown(reason: "no answer within 60 s")), ("withdraw", .withdraw),
      ("call off", .callOff(reason: "the decision no longer stands")),
      ("give up", .giveUp(reason: "the invoice was deleted in ConnectWise")),
      ("write ours", .writeOurs(over: other, by: ID(5))), ("keep theirs", .keepTheirs), ("try again", .tryAgain(by: ID(5))),
    ]
  }

  @Test func `the table of states and steps is the accepted one`() {
    var text = "Outbox machine: what each step makes of each write-back state.\n"
    for state in WriteBack.State.allCases {
      text += "\n\(state.rawValue): “\(state.word)”\n"
      for (name, step) in steps {
        let label = name + String(repeating: " ", count: 16 - name.count)
        do {
          let (after, event) = try writeBack(state).apply(step, at: noon)
          let indent = String(repeating: " ", count: 16)
          text += "  \(label) → \(after.state.rawValue)\n  \(indent) · \(event.sentence(by: .writeBack))\n"
        } catch {
          text += "  \(label) ✗ \(error.sentence)\n"
        }
      }
    }
    Golden.expect(text, "write-back-table.txt")
  }

  @Test func `nothing that may have been sent is sent again without proof`() throws {
    for state in [WriteBack.State.sending, .unknown] {
      #expect(throws: Refusal.self) { try writeBack(state).apply(.send, at: noon) }
    }
    for (name, step) in steps {
      guard let (after, _) = try? writeBack(.unknown).apply(step, at: noon), after.state == .queued else { continue }
      #expect(name == "found expected")
    }
  }

  @Test func `done is only reached by reading the desired status`() {
    for state in WriteBack.State.allCases where state != .done {
      for (name, step) in steps {
        guard let (after, _) = try? writeBack(state).apply(step, at: noon), after.state == .done else { continue }
        #expect(name == "found desired")
      }
    }
  }

  @Test func `what has ended stays as it is, but for a refusal that a person takes up again`() {
    for state in WriteBack.State.allCases where state.isFinal {
      for (name, step) in steps {
        let after = try? writeBack(state).apply(step, at: noon).0
        #expect(after == nil || (state == .rejected && ["withdraw", "try again"].contains(name)))
      }
    }
  }

  @Test func `each sending counts an attempt, and writing ours expects what was found`() throws {
    #expect(try writeBack(.queued).apply(.send, at: noon).0.attempt == 2)
    let ours = try writeBack(.conflict).apply(.writeOurs(over: other, by: ID(5)), at: noon.adding(seconds: 5)).0
    #expect(ours.expected == other)
    #expect(ours.desired == ready.reference)
    #expect(ours.askedBy == ID(5))
    #expect(ours.notBefore == noon.adding(seconds: 5))
  }

  @Test func `the mapping plans what a decision does`() {
    let known = [inReview, ready, closed]
    var mapping = WriteBackMapping(mode: .on, statuses: [.finallyApproved: ready.id, .rejected: ID(99)])
    #expect(
      mapping.plan(.finallyApproved, current: inReview, known: known) == .queue(ready.reference, expecting: inReview.reference))
    #expect(mapping.plan(.approvedInPart, current: inReview, known: known) == .nothing(.notMapped))
    #expect(mapping.plan(.finallyApproved, current: ready, known: known) == .nothing(.alreadySo(ready.reference)))
    #expect(mapping.plan(.rejected, current: inReview, known: known) == .nothing(.statusUnknown(ID(99))))
    mapping.mode = .dryRun
    #expect(mapping.plan(.finallyApproved, current: inReview, known: known) == .show(ready.reference))
    mapping.mode = .off
    #expect(mapping.plan(.finallyApproved, current: inReview, known: known) == .nothing(.off))
    mapping[.finallyApproved] = nil
    #expect(mapping.plan(.finallyApproved, current: inReview, known: known) == .nothing(.notMapped))
  }

  @Test func `the words never claim more than is known`() {
    for state in WriteBack.State.allCases { #expect(!state.word.contains("sent")) }
    #expect(WriteBack.State.unknown.word == "being checked")
  }
}
