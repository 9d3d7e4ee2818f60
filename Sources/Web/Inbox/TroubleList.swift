import Bytes
import Domain
import Markup
import Pages
import Routes
import SQLite
import Store

/// The tab Write-back trouble: what ConnectWise contradicts, refuses, has not answered or keeps waiting, each with its reason in place
/// of what is billed, and leading to where it is decided.
struct TroubleList {
  let query: InboxQuery
  let visit: Visit
  let scope: InboxScope
  let searched: String

  func rows(from store: Reader) throws -> (rows: Fragment, next: InboxQuery?) {
    let words = visit.words
    var rows = HTML(base: visit.premises.basePath, capacity: 16 * 1024)
    let last = try store.eachInTrouble(scope, matching: searched, after: query.after?.id, limit: ShowInbox.pageSize) {
      row, stored in
      let trouble = Trouble(stored, words)
      trouble.reason.withLent { reason in
        rows.append(
          InvoiceRow(
            link: trouble.needsDecision ? .dispute(row.id) : .invoice(row.id), number: row.number, company: row.company,
            kind: row.kind, meta: reason, pill: trouble.pill, reviewers: row.reviewers,
            amount: words.conventions.amountWithCode(row.total)))
      }
    }
    return (Fragment(rows), last.map { query.continuing(after: InboxCursor(key: 0, id: $0)) })
  }

  static let nothing = EmptyState(
    title: "No write-back is in trouble",
    text: "What ConnectWise refuses, contradicts or does not answer stands here until it is settled.")
}

/// What is wrong with a write-back, in a word and in a sentence.
struct Trouble {
  let pill: StatusPill
  let reason: String
  let needsDecision: Bool

  init(_ stored: StoredWriteBack, _ words: Words) {
    let note = WriteBackNote(stored, words)
    let because = stored.problem.isEmpty ? "" : ": \(stored.problem)"
    switch stored.writeBack.state {
    case .conflict:
      (pill, needsDecision) = (StatusPill(.warning, "Please decide"), true)
      reason = "wanted “\(stored.writeBack.desired.name)”, ConnectWise shows “\(stored.found?.name ?? "")”"
    case .rejected:
      (pill, needsDecision) = (StatusPill(.error, "Refused"), true)
      reason = "\(note?.title ?? "")\(because)"
    case .unknown:
      (pill, needsDecision) = (StatusPill(.warning, "Checking"), false)
      reason = "\(note?.title ?? "")\(because)"
    case .queued, .sending, .done, .withdrawn:
      let age = words.conventions.waiting(since: stored.createdAt, now: words.now)
      (pill, needsDecision) = (StatusPill(.warning, "Waiting \(age)"), false)
      reason = "\(note?.title ?? "")\(because)"
    }
  }
}

extension String {
  /// Lends the text to a row for as long as it is written.
  fileprivate func withLent(_ body: (LentText) -> Void) {
    var text = self
    text.withUTF8 { body(LentText(UnsafeRawBufferPointer($0))) }
  }
}
