import Domain
import SQLite

/// A flag with the number of its invoice, for a list of all of them.
public struct ListedFlag: Sendable {
  public let number: String
  public let flag: Flag
}

private let columns: SQL = """
  flag.id, invoice_id, rule, target_kind, target_id, title, name, severity, sentence, evidence, judged, fingerprint, flag.state,
  closing, flag.first_seen, last_changed, ok_at, ok_by_kind, ok_by_id, ok_by_name, ok_preset, ok_text, ok_judged, ok_fingerprint,
  ok_exception, ok_expires
  """

extension Reader {
  /// Every flag of the invoice, closed ones too, in an order that does not change.
  public func flags(of invoice: ID<Invoice>) throws -> [Flag] {
    try all("SELECT \(columns) FROM flag WHERE invoice_id = \(invoice)") { try flag($0) }.sorted { $0.key < $1.key }
  }

  /// Every flag of every invoice, in the order of the invoices' ids.
  public func allFlags() throws -> [ListedFlag] {
    try all(
      """
      SELECT \(columns), number FROM flag JOIN invoice ON invoice.id = invoice_id
      ORDER BY invoice_id, rule, target_kind, target_id
      """
    ) { ListedFlag(number: $0.text(26), flag: try flag($0)) }
  }
}

extension Writer {
  /// Adds a flag, or writes what has become of a known one.
  public func save(_ flag: Flag) throws {
    let stored = StoredFlagState(flag.state)
    let ok = stored.acceptance
    let by = ok?.by.stored
    try execute(
      """
      INSERT INTO flag (invoice_id, rule, target_kind, target_id, title, name, severity, sentence, evidence, judged, fingerprint,
        state, closing, first_seen, last_changed, ok_at, ok_by_kind, ok_by_id, ok_by_name, ok_preset, ok_text, ok_judged,
        ok_fingerprint, ok_exception, ok_expires)
      VALUES (\(flag.invoice), \(flag.key.rule.rawValue), \(flag.key.target.kind.rawValue), \(flag.key.target.id), \(flag.title),
        \(flag.name), \(flag.severity.rawValue), \(flag.sentence),
        \(PartedText.joined(flag.evidence.flatMap { [$0.title, $0.text] })), \(PartedText.joined(flag.judged.map(\.stored))),
        \(flag.fingerprint), \(stored.name), \(stored.closing?.rawValue), \(flag.firstSeen), \(flag.lastChanged), \(ok?.at),
        \(by?.kind), \(by?.id), \(by?.name), \(ok?.reason.preset.rawValue), \(ok?.reason.text),
        \(ok.map { PartedText.joined($0.judged.map(\.stored)) }), \(ok?.fingerprint), \(ok?.exception), \(ok?.expires))
      ON CONFLICT (invoice_id, rule, target_kind, target_id) DO UPDATE SET title = excluded.title, name = excluded.name,
        severity = excluded.severity, sentence = excluded.sentence, evidence = excluded.evidence, judged = excluded.judged,
        fingerprint = excluded.fingerprint, state = excluded.state, closing = excluded.closing,
        last_changed = excluded.last_changed, ok_at = excluded.ok_at, ok_by_kind = excluded.ok_by_kind,
        ok_by_id = excluded.ok_by_id, ok_by_name = excluded.ok_by_name, ok_preset = excluded.ok_preset,
        ok_text = excluded.ok_text, ok_judged = excluded.ok_judged, ok_fingerprint = excluded.ok_fingerprint,
        ok_exception = excluded.ok_exception, ok_expires = excluded.ok_expires
      """)
  }
}

private func flag(_ row: borrowing Row) throws -> Flag {
  let target = Target(try row.coded(3, "target of a flag") { Target.Kind(rawValue: $0) }, row.int64(4))
  return Flag(
    id: row.id(0), invoice: row.id(1), key: Flag.Key(RuleCode(rawValue: row.text(2)), target), title: row.text(5),
    name: row.text(6), severity: try row.coded(7, "severity of a flag") { Severity(rawValue: $0) }, sentence: row.text(8),
    evidence: evidence(row.text(9)), judged: try judged(row.text(10)), fingerprint: try row.fingerprint(11),
    state: try state(row), firstSeen: row.instant(14), lastChanged: row.instant(15))
}

private func state(_ row: borrowing Row) throws -> Flag.State {
  let acceptance = try acceptance(row)
  switch (row.text(12), acceptance) {
  case ("open", _): return .open
  case ("reopened", _): return .reopened
  case ("accepted", let acceptance?): return .accepted(acceptance)
  case ("changed", let acceptance?): return .changed(since: acceptance)
  case ("closed", let last):
    return .closed(try row.coded(13, "closing of a flag") { Flag.Closing(rawValue: $0) }, last: last)
  case (let other, _): throw Damage(what: "state of a flag", found: other)
  }
}

private func acceptance(_ row: borrowing Row) throws -> Acceptance? {
  guard let at = row.instantOrNil(16) else { return nil }
  guard let by = Actor(kind: row.text(17), id: row.int64OrNil(18), name: row.text(19)) else {
    throw Damage(what: "who accepted a flag", found: row.text(17))
  }
  let preset = try row.coded(20, "reason of an acceptance") { AcceptReason.Preset(rawValue: $0) }
  return Acceptance(
    by: by, reason: AcceptReason(stored: preset, text: row.text(21)), at: at, judged: try judged(row.text(22)),
    fingerprint: try row.fingerprint(23), exception: row.idOrNil(24), expires: row.instantOrNil(25))
}

private func evidence(_ text: String) -> [Finding.Evidence] {
  let parts = PartedText.parts(text)
  return stride(from: 0, to: parts.count - 1, by: 2).map { Finding.Evidence(title: parts[$0], text: parts[$0 + 1]) }
}

private func judged(_ text: String) throws -> [JudgedValue] {
  try PartedText.parts(text).map { part in
    guard let value = JudgedValue(stored: part) else { throw Damage(what: "judged value of a flag", found: part) }
    return value
  }
}

extension Row {
  fileprivate func fingerprint(_ column: Int32) throws -> Fingerprint {
    guard let fingerprint = Fingerprint(bytes(column)) else { throw Damage(what: "fingerprint of a flag", found: "") }
    return fingerprint
  }
}

/// A state as its columns hold it.
private struct StoredFlagState {
  let name: String
  let closing: Flag.Closing?
  let acceptance: Acceptance?

  init(_ state: Flag.State) {
    name = state.code
    acceptance = state.acceptance
    if case .closed(let closing, _) = state { self.closing = closing } else { closing = nil }
  }
}

/// Several texts in one column, each ended by a unit separator, which none of them can hold.
private enum PartedText {
  private static let separator: Unicode.Scalar = "\u{1F}"

  static func joined(_ parts: [String]) -> String {
    var text = ""
    for part in parts {
      text.unicodeScalars.append(contentsOf: part.unicodeScalars.lazy.map { $0 == separator ? " " : $0 })
      text.unicodeScalars.append(separator)
    }
    return text
  }

  static func parts(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).dropLast().map { String($0) }
  }
}
