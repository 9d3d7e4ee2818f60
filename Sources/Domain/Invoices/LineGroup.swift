/// The groups in which an invoice's lines are read, in their order (UX §2.6).
public struct LineGroup: Hashable, Sendable {
  public let heading: Heading
  public let lines: [Line]
  /// Of the billed lines.
  public let amount: Money
  /// Of the billed lines whose cost is known; nil where none is.
  public let margin: Margin?

  public enum Heading: Hashable, Sendable {
    case agreement
    case products
    /// Time of one ticket; nil for time without one.
    case time(Reference<Ticket>?)
    case expenses
    case adjustments

    public var title: String {
      switch self {
      case .agreement: "Agreement"
      case .products: "Products"
      case .time(let ticket?): ticket.name.isEmpty ? "Ticket \(ticket.id)" : "Ticket \(ticket.id): \(ticket.name)"
      case .time(nil): "Time"
      case .expenses: "Expenses"
      case .adjustments: "Adjustments"
      }
    }
  }
}

extension InvoiceContent {
  /// The lines grouped: agreement, products, time by ticket, expenses, adjustments. Groups without lines are left out.
  public func groups() throws(AmountRefusal) -> [LineGroup] {
    var groups: [LineGroup] = []
    for kind in LineKind.allCases {
      let ofKind = lines.filter { $0.kind == kind }.sorted { ($0.source, $0.text) < ($1.source, $1.text) }
      switch kind {
      case .agreement: try groups.append(.agreement, ofKind, currency)
      case .product: try groups.append(.products, ofKind, currency)
      case .time:
        let tickets = Set(ofKind.map(\.ticket))
        for ticket in tickets.sorted(by: { ($0?.id.raw ?? .max) < ($1?.id.raw ?? .max) }) {
          try groups.append(.time(ticket), ofKind.filter { $0.ticket == ticket }, currency)
        }
      case .expense: try groups.append(.expenses, ofKind, currency)
      case .adjustment: try groups.append(.adjustments, ofKind, currency)
      }
    }
    return groups
  }

  /// Of all billed lines whose cost is known; nil where none is.
  public func margin() throws(AmountRefusal) -> Margin? { try LineGroup.margin(of: lines, currency) }

  /// Billed hours of all billable time.
  public func billedHours() throws(AmountRefusal) -> Hours {
    var sum = Hours.zero
    for line in lines where line.isBilled {
      if case .time(let time) = line.detail { sum = try sum.adding(time.billed) }
    }
    return sum
  }

  /// One line that says what is billed: `6.50 h, 14 products, 1 expense`.
  public func summary(_ conventions: Conventions = .american) -> String {
    var parts: [String] = []
    if let hours = try? billedHours(), hours > .zero { parts.append(conventions.hours(hours)) }
    for (kind, one, many) in [
      (LineKind.product, "product", "products"), (.expense, "expense", "expenses"), (.adjustment, "adjustment", "adjustments"),
    ] {
      let count = lines.count { $0.kind == kind }
      if count > 0 { parts.append(count == 1 ? "1 \(one)" : "\(conventions.count(count)) \(many)") }
    }
    if parts.isEmpty { return lines.isEmpty ? "No lines" : agreement?.name ?? "Agreement" }
    return parts.joined(separator: ", ")
  }
}

extension LineGroup {
  static func margin(of lines: [Line], _ currency: Currency) throws(AmountRefusal) -> Margin? {
    var price = Money.zero(currency)
    var cost = Money.zero(currency)
    var isKnown = false
    for line in lines where line.isBilled {
      guard let known = line.cost else { continue }
      isKnown = true
      price = try price.adding(line.amount)
      cost = try cost.adding(known)
    }
    return isKnown ? try Margin(price: price, cost: cost) : nil
  }
}

extension [LineGroup] {
  fileprivate mutating func append(
    _ heading: LineGroup.Heading, _ lines: [Line], _ currency: Currency
  ) throws(AmountRefusal) {
    guard !lines.isEmpty else { return }
    append(
      LineGroup(
        heading: heading, lines: lines, amount: try Money.sum(lines.lazy.filter(\.isBilled).map(\.amount), in: currency),
        margin: try LineGroup.margin(of: lines, currency)))
  }
}
