// How people know what a finding is about.

extension InvoiceFacts {
  var name: String { "Invoice \(content.number)" }

  /// Every ticket with its time, and every entry without a ticket by itself: what rules about tickets fall back to
  /// (PRODUCT §3.4).
  func forEachTicket(orEntry: Bool = true, _ look: (Target, () -> String, [SortedLines.Time]) -> Void) {
    for group in lines.tickets {
      look(Target(.ticket, group.ticket.id.raw), { group.ticket.ticketName }, group.times.map { lines.times[$0] })
    }
    guard orEntry else { return }
    for place in lines.withoutTicket {
      let time = lines.times[place]
      look(Target(.timeEntry, time.line.source), { time.line.name }, [time])
    }
  }
}

extension Reference<Ticket> {
  var ticketName: String { name.isEmpty ? "Ticket \(id)" : "Ticket \(id): \(name)" }
}

extension Line {
  /// Short enough to stand in a sentence.
  var name: String {
    switch detail {
    case .time(let time):
      guard let member = time.member, !member.name.isEmpty else { return "Time entry \(source)" }
      return "Time entry \(source) of \(member.name)"
    case .product(let product):
      let own = text.isBlank ? product.item?.name ?? "" : text
      return own.isBlank ? "Product \(source)" : own.shortened
    case .expense(let expense):
      guard let type = expense.type, !type.name.isEmpty else { return "Expense \(source)" }
      return "Expense \(source), \(type.name)"
    case .agreement: return "Agreement amount"
    case .adjustment: return "Adjustment"
    }
  }
}

extension String {
  /// At most sixty characters of its first line.
  var shortened: String {
    let line = trimmedOfSpaces.prefix { !$0.isNewline }
    let start = line.prefix(60)
    return start.endIndex < line.endIndex ? String(start).trimmedOfSpaces + "…" : String(start)
  }
}

extension Reference {
  /// A name that can stand in a sentence, also where ConnectWise gave none.
  func named(_ noun: String) -> String { name.isBlank ? "\(noun) \(id)" : name }
}
