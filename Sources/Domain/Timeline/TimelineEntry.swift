/// One line of the timeline: what happened, who did it, and when.
public struct TimelineEntry: Hashable, Sendable {
  /// 0 until stored.
  public let id: ID<TimelineEntry>
  /// Nil for what concerns no invoice, such as signing in.
  public let invoice: ID<Invoice>?
  public let at: Instant
  public let actor: Actor
  public let event: Event

  public init(id: ID<TimelineEntry> = ID(0), invoice: ID<Invoice>?, at: Instant, actor: Actor, event: Event) {
    self.id = id
    self.invoice = invoice
    self.at = at
    self.actor = actor
    self.event = event
  }
}
