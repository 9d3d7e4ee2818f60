import Domain
import SQLite

extension Reader {
  /// Oldest first; `after` continues a long one.
  public func timeline(of invoice: ID<Invoice>, after: ID<TimelineEntry> = ID(0), limit: Int = 500) throws -> [TimelineEntry] {
    try all(
      """
      SELECT id, invoice_id, at, actor_kind, actor_id, actor_name, body FROM event
      WHERE invoice_id = \(invoice) AND id > \(after) ORDER BY id LIMIT \(limit)
      """
    ) { row in
      guard let actor = Actor(kind: row.text(3), id: row.int64OrNil(4), name: row.text(5)) else {
        throw Damage(what: "actor of an event", found: row.text(3))
      }
      return TimelineEntry(
        id: row.id(0), invoice: row.idOrNil(1), at: row.instant(2), actor: actor, event: try Event(stored: row.text(6)))
    }
  }
}

extension Writer {
  @discardableResult public func record(
    _ event: Event, by actor: Actor, invoice: ID<Invoice>?, at now: Instant, request: String? = nil
  ) throws -> ID<TimelineEntry> {
    let stored = actor.stored
    try execute(
      """
      INSERT INTO event (invoice_id, at, actor_kind, actor_id, actor_name, body, request_id)
      VALUES (\(invoice), \(now), \(stored.kind), \(stored.id), \(stored.name), \(event.stored), \(request))
      """)
    return ID(lastInsertedID)
  }
}
