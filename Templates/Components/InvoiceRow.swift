import Domain
import Markup
import Routes

/// One invoice in the list, two lines high; the whole row is one link.
///
/// Fifty of these are the product's hottest page: every field is a finished text, so that a row is a handful of copies.
public struct InvoiceRow: Sendable {
  public var link: Route
  public var number: String
  public var company: String
  public var kind: InvoiceKind
  public var meta: String  // top flag in words, or what is on it: "14 products, 6.50 h"
  public var pill: StatusPill
  public var reviewers: [ReviewerGlance] = []  // all; the row draws three and counts the rest
  public var amount: String  // "1,462.50"; with ISO code where the list mixes currencies
  public var change: ChangeMark?
  public var isUnread: Bool = false
  public var isCurrent: Bool = false

  public init(
    link: Route, number: String, company: String, kind: InvoiceKind, meta: String, pill: StatusPill,
    reviewers: [ReviewerGlance] = [], amount: String, change: ChangeMark? = nil, isUnread: Bool = false, isCurrent: Bool = false
  ) {
    self.link = link
    self.number = number
    self.company = company
    self.kind = kind
    self.meta = meta
    self.pill = pill
    self.reviewers = reviewers
    self.amount = amount
    self.change = change
    self.isUnread = isUnread
    self.isCurrent = isCurrent
  }
}

/// How the amount compares with the last invoice of the same kind.
public struct ChangeMark: Sendable {
  public var text: String  // "+46.1%", "new", "—"
  public var words: String  // "46.1 percent more than last time"
  public var isUnusual: Bool = false

  public init(text: String, words: String, isUnusual: Bool = false) {
    self.text = text
    self.words = words
    self.isUnusual = isUnusual
  }
}
