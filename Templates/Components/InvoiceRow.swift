import Domain
import Markup
import Routes

/// One invoice in the list, two lines high; the whole row is one link.
///
/// Fifty of these are the product's hottest page: every field is a finished text, so that a row is a handful of copies. And
/// a class, because a row has a dozen of them, and to pass them on one by one costs a third of writing them.
public final class InvoiceRow: Sendable {
  public let link: Route
  public let number: String
  public let company: String
  public let kind: InvoiceKind
  public let meta: String  // top flag in words, or what is on it: "14 products, 6.50 h"
  public let pill: StatusPill
  public let reviewers: [ReviewerGlance]  // all; the row draws three and counts the rest
  public let amount: String  // "1,462.50"; with ISO code where the list mixes currencies
  public let change: ChangeMark?
  public let isUnread: Bool
  public let isCurrent: Bool

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
