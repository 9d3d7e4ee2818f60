/// An invoice's lines by kind. The order is that of their ids, so that nothing a rule says depends on the order in which
/// ConnectWise lists them.
struct SortedLines: Sendable {
  struct Time: Sendable {
    let line: Line
    let detail: TimeDetail
  }

  struct Product: Sendable {
    let line: Line
    let detail: ProductDetail
  }

  struct Expense: Sendable {
    let line: Line
    let detail: ExpenseDetail
  }

  let all: [Line]
  private(set) var times: [Time] = []
  private(set) var products: [Product] = []
  private(set) var expenses: [Expense] = []
  /// Places in `times`, by ticket; oldest ticket first. Time without a ticket is not among them.
  let tickets: [(ticket: Reference<Ticket>, times: [Int])]
  /// Places in `times` without a ticket.
  let withoutTicket: [Int]

  init(_ lines: [Line]) {
    all = Self.sorted(lines)
    for line in all {
      switch line.detail {
      case .time(let detail): times.append(Time(line: line, detail: detail))
      case .product(let detail): products.append(Product(line: line, detail: detail))
      case .expense(let detail): expenses.append(Expense(line: line, detail: detail))
      case .agreement, .adjustment: break
      }
    }
    var groups: [ID<Ticket>: (ticket: Reference<Ticket>, times: [Int])] = [:]
    var loose: [Int] = []
    for (place, time) in times.enumerated() {
      if let ticket = time.line.ticket {
        groups[ticket.id, default: (ticket, [])].times.append(place)
      } else {
        loose.append(place)
      }
    }
    tickets = groups.count < 2 ? Array(groups.values) : groups.values.sorted { $0.ticket.id < $1.ticket.id }
    withoutTicket = loose
  }

  /// Lines that share an id (amounts of the invoice itself have none) are told apart by all that they hold.
  private static func sorted(_ lines: [Line]) -> [Line] {
    if zip(lines, lines.dropFirst()).allSatisfy({ $0.source < $1.source }) { return lines }
    var sorted = lines.sorted { $0.source < $1.source }
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].source == sorted[start].source { end += 1 }
      if end - start > 1 {
        let ties = sorted[start..<end].map { (line: $0, bytes: $0.canonicalBytes) }
          .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        for (offset, tie) in ties.enumerated() { sorted[start + offset] = tie.line }
      }
      start = end
    }
    return sorted
  }
}
