import Domain
import Markup
import Pages
import Routes

/// The lines as people check them: grouped, with what each costs and what is left of it.
struct LinesView {
  let content: InvoiceContent
  let visit: Visit

  private var words: Words { visit.words }

  func build() throws -> LinesTable {
    let showsMargin = visit.viewer.may(.seeCosts)
    return LinesTable(
      groups: try content.groups().map { group($0, showsMargin) }, currency: content.currency.code, showsMargin: showsMargin)
  }

  private func group(_ group: Domain.LineGroup, _ showsMargin: Bool) -> Pages.LineGroup {
    var quantity = ""
    var link: ExternalLink?
    if case .time(let ticket) = group.heading {
      let hours = group.lines.reduce(into: Int64(0)) { sum, line in
        if case .time(let time) = line.detail, line.isBilled { sum += time.billed.millionths }
      }
      quantity = words.conventions.hours(Hours(millionths: hours))
      link = ticket.flatMap { visit.premises.deepLinks?.ticket($0.id) }
    }
    return Pages.LineGroup(
      kind: kind(group.heading), title: group.heading.title, connectWise: link, quantity: quantity,
      subtotal: words.conventions.amount(group.amount), lines: group.lines.map { row($0, showsMargin) })
  }

  private func kind(_ heading: Domain.LineGroup.Heading) -> Pages.LineGroup.Kind {
    switch heading {
    case .agreement: .agreement
    case .products: .product
    case .time: .time
    case .expenses: .expense
    case .adjustments: .adjustment
    }
  }

  private func row(_ line: Line, _ showsMargin: Bool) -> LineRow {
    let margin = showsMargin ? line.margin : nil
    return LineRow(
      item: item(line), detail: detail(line), mark: mark(line), quantity: quantity(line),
      price: line.price.map { words.conventions.price($0) } ?? "", total: words.conventions.amount(line.amount),
      margin: margin?.percent.map { words.conventions.percent($0) } ?? "", isBelowCost: margin?.isBelowCost ?? false)
  }

  private func item(_ line: Line) -> String {
    if case .time(let time) = line.detail {
      return [time.member?.name, time.workType?.name].compactMap(\.self).joined(separator: " · ")
    }
    return line.text.isEmpty ? "No description" : line.text
  }

  private func detail(_ line: Line) -> String {
    switch line.detail {
    case .time(let time):
      let day = time.start.map { words.conventions.date(words.zone.wall(at: $0).day) }
      return [day, line.text.isEmpty ? "No notes" : line.text].compactMap(\.self).joined(separator: " · ")
    case .product(let product): return product.item?.name ?? ""
    case .expense(let expense):
      return [expense.day.map { words.conventions.date($0) }, expense.member?.name, expense.type?.name].compactMap(\.self)
        .joined(separator: " · ")
    case .agreement: return line.agreement?.name == line.text ? "" : line.agreement?.name ?? ""
    case .adjustment: return ""
    }
  }

  private func mark(_ line: Line) -> String {
    if line.isCancelled { return "Cancelled" }
    switch line.billing {
    case .billable, .noDefault: return ""
    case .doNotBill: return "Do not bill"
    case .noCharge: return "No charge"
    }
  }

  private func quantity(_ line: Line) -> String {
    switch line.detail {
    case .time(let time): words.conventions.hours(time.billed)
    case .product, .expense, .agreement, .adjustment: words.conventions.quantity(line.quantity)
    }
  }
}
