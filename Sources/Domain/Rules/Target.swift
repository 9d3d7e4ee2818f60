/// What a finding is about: one thing of ConnectWise.
public struct Target: Hashable, Comparable, Sendable {
  /// The stored name, which never changes.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case invoice, agreement, ticket
    case timeEntry = "time-entry"
    case product, expense

    public var title: String {
      switch self {
      case .invoice: "Invoice"
      case .agreement: "Agreement"
      case .ticket: "Ticket"
      case .timeEntry: "Time entry"
      case .product: "Product"
      case .expense: "Expense"
      }
    }

    fileprivate var place: Int {
      switch self {
      case .invoice: 0
      case .agreement: 1
      case .ticket: 2
      case .timeEntry: 3
      case .product: 4
      case .expense: 5
      }
    }
  }

  public let kind: Kind
  /// ConnectWise's.
  public let id: Int64

  public init(_ kind: Kind, _ id: Int64) {
    self.kind = kind
    self.id = id
  }

  static func invoice(_ facts: InvoiceFacts) -> Target { Target(.invoice, facts.invoice.raw) }

  /// The line itself; an amount without a record of its own belongs to the invoice.
  static func line(_ line: Line, of facts: InvoiceFacts) -> Target {
    switch line.kind {
    case .time: Target(.timeEntry, line.source)
    case .product: Target(.product, line.source)
    case .expense: Target(.expense, line.source)
    case .agreement, .adjustment: invoice(facts)
    }
  }

  public static func < (left: Target, right: Target) -> Bool { (left.kind.place, left.id) < (right.kind.place, right.id) }
}
