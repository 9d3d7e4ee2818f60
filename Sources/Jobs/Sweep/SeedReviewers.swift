import ConnectWise
import Domain
import SQLite
import Store

/// Asks the people on an invoice's routing list, once, in ConnectWise's order. A sweep never adds them again.
struct SeedReviewers {
  let routing: RoutingAnswer
  let invoice: ID<Invoice>
  let now: Instant

  func run(in store: Writer) throws {
    switch routing {
    case .unavailable(let gap): try note([], .nowhere, gap, in: store)
    case .list(let rows):
      let named = rows.compactMap(\.member)
      if named.isEmpty { return try note([], .nowhere, .empty, in: store) }
      var seen: Set<Int> = []
      var names: [String] = []
      // A member listed twice is asked once; a row already reviewed in ConnectWise waits here all the same.
      for member in named where seen.insert(member.id).inserted {
        let id = ID<Member>(Int64(member.id))
        let known = try store.member(id)
        let name = known?.name ?? member.name ?? member.identifier ?? "Member \(member.id)"
        let isActive = known?.isActive ?? true
        try store.save(
          Reviewer(
            name: name, member: id, position: seen.count, source: .routingList,
            state: isActive ? .waiting : .skipped(.inactiveMember)), of: invoice)
        names.append(name)
      }
      try note(names, .routingList, .none, in: store)
    }
  }

  private func note(_ names: [String], _ source: SeedSource, _ gap: SeedGap, in store: Writer) throws {
    try store.noteSeeded(source, because: gap, invoice: invoice)
    try store.record(.reviewersSeeded(source, because: gap, names: names), by: .sweep, invoice: invoice, at: now)
  }
}
