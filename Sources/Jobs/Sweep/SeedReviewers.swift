import Domain
import SQLite
import Store

/// Asks the people whom ConnectWise names for an invoice, once, in its order. A sweep never adds them again.
struct SeedReviewers {
  let answer: RoutingAnswer
  let invoice: ID<Invoice>
  let now: Instant

  func run(in store: Writer) throws {
    // Somebody else may have read them meanwhile, and a reviewer who was removed must not come back.
    guard let known = try store.invoice(invoice), known.seededFrom == nil else { return }
    let asked = Reviewer.seeded(from: try answer.candidates.map { try candidate($0, store) }, source: answer.source)
    for reviewer in asked { try store.save(reviewer, of: invoice) }
    try store.noteSeeded(answer.source, because: answer.gap, invoice: invoice)
    try store.record(
      .reviewersSeeded(answer.source, because: answer.gap, names: asked.map(\.name)), by: .sweep, invoice: invoice, at: now)
    try store.refreshRow(of: invoice, at: now)
  }

  private func candidate(_ candidate: RoutingAnswer.Candidate, _ store: Reader) throws -> SeedCandidate {
    switch candidate {
    case .member(let id, let name):
      let id = ID<Member>(Int64(id))
      // Whoever is not among the members that were read is new there, and asked all the same.
      return .member(try store.member(id) ?? Member(id: id, identifier: "", name: name, email: nil, isActive: true))
    case .login(let identifier):
      return try store.member(identifier: identifier).map { .member($0) } ?? .rule("Creator")
    case .rule(let rule): return .rule(rule)
    }
  }
}
