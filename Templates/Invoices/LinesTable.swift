import Markup

/// What is billed, grouped the way people check it: agreement, products, time by ticket, expenses, adjustments.
public struct LinesTable: Sendable {
  public var groups: [LineGroup]
  public var currency: String  // "USD"
  public var showsMargin: Bool = true

  public init(groups: [LineGroup], currency: String, showsMargin: Bool = true) {
    self.groups = groups
    self.currency = currency
    self.showsMargin = showsMargin
  }
}

/// Lines that belong together, with their subtotal.
public struct LineGroup: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case agreement, product, time, expense, adjustment }

  public var kind: Kind
  public var title: String  // "Products", "Ticket 77120 · Printer offline"
  public var connectWise: ExternalLink?
  public var quantity: String = ""  // "6.50 h"
  public var subtotal: String
  public var lines: [LineRow]

  public init(
    kind: Kind, title: String, connectWise: ExternalLink? = nil, quantity: String = "", subtotal: String, lines: [LineRow]
  ) {
    self.kind = kind
    self.title = title
    self.connectWise = connectWise
    self.quantity = quantity
    self.subtotal = subtotal
    self.lines = lines
  }
}

/// One billed thing.
public struct LineRow: Sendable {
  public enum Change: String, Sendable, CaseIterable { case added, changed, removed }

  public var item: String
  public var detail: String = ""  // "12 Nov · J. Park · Remote support: Replaced the fuser …"
  public var mark: String = ""  // "No charge", "Do not bill", "Covered by agreement"
  public var quantity: String
  public var price: String
  public var total: String
  public var margin: String = ""  // "31.4 %"
  public var isBelowCost: Bool = false
  public var change: Change?
  public var oldTotal: String = ""  // struck through beside the new one

  public init(
    item: String, detail: String = "", mark: String = "", quantity: String, price: String, total: String, margin: String = "",
    isBelowCost: Bool = false, change: Change? = nil, oldTotal: String = ""
  ) {
    self.item = item
    self.detail = detail
    self.mark = mark
    self.quantity = quantity
    self.price = price
    self.total = total
    self.margin = margin
    self.isBelowCost = isBelowCost
    self.change = change
    self.oldTotal = oldTotal
  }
}
