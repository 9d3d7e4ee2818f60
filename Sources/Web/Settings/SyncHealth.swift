import Domain
import Pages
import Routes
import SQLite
import Store

/// When ConnectWise was last read, and how that went: asked once for a page.
struct LastSweeps {
  let newest: Sweep?
  let good: Instant?
  /// Of what was billed before; nil before it is begun.
  let history: Backfill?

  /// Rights that the API member lacks.
  let gaps: [String]

  init(_ store: Reader) throws {
    newest = try store.newestSweep()
    good = try store.lastGoodSweep()
    history = try store.backfill(.history)
    gaps = Set(try store.lastingGaps() + (newest?.gaps ?? [])).sorted()
  }
}

/// Whether what people see is still what ConnectWise holds: nothing as long as it is.
struct SyncHealth {
  /// From then on a page says how old it is.
  static let staleAfter: Int64 = 3_600_000

  let visit: Visit
  let lastGood: Instant?
  let newest: Sweep?
  let missingRights: [String]

  var note: StatusNote? {
    let connection = visit.premises.connectWise.standing()
    if !connection.isComplete {
      let why = connection.trouble.isEmpty ? "" : " \(connection.trouble)"
      return StatusNote(
        tone: .warning, text: "Countersign is not connected to a ConnectWise.\(why)",
        act: visit.viewer.may(.editConnections) ? PageLink("Connect it", .connectWiseSettings) : nil)
    }
    let words = visit.words
    func told(_ instant: Instant) -> String { words.conventions.relative(instant, now: visit.now, in: words.zone) }
    if let newest, let problem = newest.problem, let ended = newest.endedAt {
      let known = lastGood.map { "Pages show what was read \(told($0))." } ?? "Nothing has been read yet."
      return StatusNote(tone: .error, text: "The sweep of \(told(ended)) stopped. \(problem) \(known)", act: why)
    }
    guard let lastGood, lastGood.milliseconds(until: visit.now) > Self.staleAfter else { return gaps }
    return StatusNote(
      tone: .warning, text: "ConnectWise was last read \(told(lastGood)). What you see may have changed there.", act: why)
  }

  /// How far the thirteen months are that new invoices are compared with; nothing once they are read.
  static func history(_ history: Backfill?, _ conventions: Conventions) -> StatusNote? {
    guard let history, history.doneAt == nil, let expected = history.expected else { return nil }
    let (seen, all) = (conventions.count(history.seen), conventions.count(max(expected, history.seen)))
    return StatusNote(tone: .info, text: "History: \(seen) of \(all) invoices read.")
  }

  /// For whoever can have them closed: a sweep goes on without what it may not read.
  private var gaps: StatusNote? {
    guard !missingRights.isEmpty, visit.viewer.may(.readConnections) else { return nil }
    let count = missingRights.count
    return StatusNote(
      tone: .warning,
      text: "ConnectWise is read without \(count == 1 ? "1 right" : "\(count) rights") that the API member lacks.",
      act: PageLink("See which", .connectWiseSettings))
  }

  private var why: PageLink? { visit.viewer.may(.readConnections) ? PageLink("See why", .connectWiseSettings) : nil }
}
