import Bytes
import Domain
import Markup
import Routes

/// One invoice in the list, two lines high; the whole row is one link.
///
/// Fifty of these are the product's hottest page. A row is therefore written the moment it is read, its texts still standing in
/// the store's memory, and goes into the page as a `Fragment`.
public struct InvoiceRow {
  public let link: Route
  public let number: LentText
  public let company: LentText
  public let kind: InvoiceKind
  public let meta: LentText  // top flag in words, or what is on it: "14 products, 6.50 h"
  public let pill: StatusPill
  public let reviewers: ReviewerGlances  // all; the row draws three and counts the rest
  public let amount: String  // "1,462.50"; with ISO code where the list mixes currencies
  public let change: ChangeMark?
  public let isUnread: Bool
  public let isCurrent: Bool

  public init(
    link: Route, number: LentText, company: LentText, kind: InvoiceKind, meta: LentText, pill: StatusPill,
    reviewers: ReviewerGlances, amount: String, change: ChangeMark? = nil, isUnread: Bool = false, isCurrent: Bool = false
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
public enum ChangeMark: Sendable {
  case first
  case incomparable
  case by(String, isMore: Bool?, isUnusual: Bool)  // "+46.1%"; neither more nor less is nil

  var isUnusual: Bool {
    if case .by(_, _, isUnusual: true) = self { true } else { false }
  }
}
