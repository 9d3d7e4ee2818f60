import Domain
import SQLite

/// The invoices whose write-back is in trouble: contradicted, refused, of unknown outcome, or waiting for so long that a person was
/// told. One row an invoice, of the write-back that stands in front.
///
/// The condition is the index's own, word for word: only so does SQLite use it.
private let isInTrouble: SQL =
  """
  (state IN ('unknown', 'rejected', 'conflict') OR told_at IS NOT NULL AND state IN ('queued', 'sending'))
    AND NOT EXISTS (SELECT 1 FROM write_back AS other WHERE other.invoice_id = trouble.invoice_id AND (
      trouble.state = 'rejected' AND other.id > trouble.id
      OR trouble.state <> 'rejected' AND other.id < trouble.id AND other.state IN ('queued', 'sending', 'unknown', 'conflict')))
  """

/// Completes a WHERE over `trouble`.
private func among(_ scope: InboxScope, matching text: String) -> SQL {
  var sql: SQL = ""
  if !text.isEmpty { sql += " AND (number = \(text) OR company LIKE \("%" + LikePattern.escaped(text) + "%") ESCAPE '\\')" }
  sql += scope.condition
  return sql
}

extension Reader {
  /// A page, newest invoice first, with the write-back of each. Gives behind which invoice the next page begins, or nil.
  public func eachInTrouble(
    _ scope: InboxScope, matching text: String, after invoice: ID<Invoice>?, limit: Int,
    _ body: (InboxRow, StoredWriteBack) throws -> Void
  ) throws -> ID<Invoice>? {
    try eachInTrouble(troublePage(scope, matching: text, after: invoice, limit: limit), limit, body)
  }

  /// Apart, so that a test can ask how it is carried out.
  func troublePage(_ scope: InboxScope, matching text: String, after invoice: ID<Invoice>?, limit: Int) -> SQL {
    var sql: SQL =
      """
      SELECT invoice.id, sort_key, glance, trouble.id FROM write_back AS trouble JOIN invoice ON invoice.id = trouble.invoice_id
      WHERE \(isInTrouble)
      """
    if let invoice { sql += " AND trouble.invoice_id < \(invoice)" }
    sql += among(scope, matching: text)
    sql += " ORDER BY trouble.invoice_id DESC LIMIT \(limit + 1)"
    return sql
  }

  private func eachInTrouble(
    _ sql: SQL, _ limit: Int, _ body: (InboxRow, StoredWriteBack) throws -> Void
  ) throws -> ID<Invoice>? {
    var (count, last, next): (Int, ID<Invoice>?, ID<Invoice>?) = (0, nil, nil)
    try each(sql) { columns in
      guard count < limit else {
        next = last
        return
      }
      guard let stored = try writeBack(columns.id(3)) else { return }
      try withInboxRow(columns) { row in
        try body(row, stored)
        last = row.id
      }
      count += 1
    }
    return next
  }

  /// How many there are. Nearly always none: then it costs a look into an empty index.
  public func troubleCount(_ scope: InboxScope, matching text: String) throws -> Int {
    // Without a filter the invoices themselves need not be looked at.
    if text.isEmpty, case .everybody = scope {
      return try first(troubleTotal) { $0.int(0) } ?? 0
    }
    return try first(
      """
      SELECT count(*) FROM write_back AS trouble JOIN invoice ON invoice.id = trouble.invoice_id
      WHERE \(isInTrouble)\(among(scope, matching: text))
      """
    ) { $0.int(0) } ?? 0
  }

  var troubleTotal: SQL { "SELECT count(*) FROM write_back AS trouble WHERE \(isInTrouble)" }
}
