extension Review {
  /// What a look at the invoice leaves behind: nil unless the person is a reviewer who had not looked yet.
  public func viewed(by person: Person, at instant: Instant) -> (Reviewer, Event)? {
    guard presence.isInInbox, let reviewer = reviewers.first(where: { $0.isPerson(person) && $0.state == .waiting }) else {
      return nil
    }
    return try? reviewer.apply(.view, by: person.actor, at: instant)
  }

  /// What new content does to the decisions made on the old one: each becomes stale (PRODUCT §2.7).
  public func contentChanged(to version: Int, at instant: Instant) -> [(Reviewer, Event)] {
    reviewers.compactMap { try? $0.apply(.contentChanged(version: version), by: .sweep, at: instant) }
  }
}
