import ConnectWise
import Domain

extension Reading {
  func line(_ entry: TimeEntryRecord) throws(Unreadable) -> Line {
    let hours = hours(entry.invoiceHours ?? entry.hoursBilled)
    let hourlyCost = price(entry.hourlyCost)
    let actual = self.hours(entry.actualHours)
    return Line(
      source: Int64(entry.id),
      detail: .time(
        TimeDetail(
          member: entry.member.map { reference($0) }, workType: entry.workType.map { reference($0) },
          workRole: entry.workRole.map { reference($0) }, start: entry.timeStart.map { Instant($0) },
          end: entry.timeEnd.map { Instant($0) }, actual: actual, billed: self.hours(entry.hoursBilled),
          invoiced: self.hours(entry.invoiceHours), hourlyCost: hourlyCost)),
      text: entry.notes ?? "", quantity: hours.quantity, price: price(entry.hourlyRate),
      amount: try money(entry.extendedInvoiceAmount, "extendedInvoiceAmount of time entry \(entry.id)"),
      cost: hourlyCost.flatMap { try? $0.times(actual.quantity) },
      billing: BillingOption(vendorText: entry.billableOption ?? ""), taxCode: entry.taxCode.map { reference($0) },
      ticket: entry.ticket.map { Reference(Int64($0.id), name: $0.summary ?? "") },
      agreement: entry.agreement.map { reference($0) })
  }

  func line(_ product: ProductRecord) throws(Unreadable) -> Line {
    Line(
      source: Int64(product.id),
      detail: .product(
        ProductDetail(
          item: product.catalogItem.map { reference($0) }, productClass: product.productClass ?? "",
          unit: product.uom ?? "", unitCost: price(product.cost), isCancelled: product.cancelledFlag ?? false)),
      text: product.customerDescription ?? product.description ?? "", quantity: quantity(product.quantity),
      price: price(product.price), amount: try money(product.extPrice, "extPrice of product \(product.id)"),
      cost: try product.extCost.map { amount throws(Unreadable) in try money(amount, "extCost of product \(product.id)") },
      billing: BillingOption(vendorText: product.billableOption ?? ""), isTaxable: product.taxableFlag,
      taxCode: product.taxCode.map { reference($0) },
      ticket: product.ticket.map { Reference(Int64($0.id), name: $0.summary ?? "") },
      agreement: product.agreement.map { reference($0) })
  }

  func line(_ expense: ExpenseRecord) throws(Unreadable) -> Line {
    Line(
      source: Int64(expense.id),
      detail: .expense(
        ExpenseDetail(
          member: expense.member.map { reference($0) }, type: expense.type.map { reference($0) }, day: day(expense.date))),
      text: expense.notes ?? "", amount: try money(expense.invoiceAmount ?? expense.amount, "amount of expense \(expense.id)"),
      cost: try money(expense.amount, "amount of expense \(expense.id)"),
      billing: BillingOption(vendorText: expense.billableOption ?? ""),
      ticket: expense.ticket.map { Reference(Int64($0.id), name: $0.summary ?? "") },
      agreement: expense.agreement.map { reference($0) })
  }

  private func hours(_ amount: Amount?) -> Hours {
    amount.flatMap { try? Hours($0.text, rounding: .halfAwayFromZero) } ?? .zero
  }

  private func quantity(_ amount: Amount?) -> Quantity {
    amount.flatMap { try? Quantity($0.text, rounding: .halfAwayFromZero) } ?? .one
  }
}
