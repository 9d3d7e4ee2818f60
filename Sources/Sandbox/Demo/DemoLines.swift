/// The lines of one demo invoice: made from its script and the seed, the same every time.
struct DemoLines: Sendable {
  struct Time: Sendable {
    let id: Int
    let member: DemoCast.Member
    let role: DemoCast.WorkRole
    /// Milliseconds since 1970.
    let start: Int64
    /// Hundredths of an hour, a multiple of 25, so that hours × rate is whole cents.
    let actual: Int
    let billed: Int
    let option: String
    let notes: String?
    let internalNotes: String?
    let isCovered: Bool
    let workType: DemoCast.WorkType
    let story: Int?
    /// Cents an hour.
    let rate: Int
    /// False for what was forgotten: it is on no invoice.
    let isInvoiced: Bool

    /// `invoiceHours × hourlyRate`, also where nothing is billed (API-NOTES §5).
    var extended: Int { isCovered ? 0 : billed * rate / 100 }
    var counts: Bool { option == "Billable" && !isCovered && isInvoiced }
  }

  struct Expense: Sendable {
    let id: Int
    let member: DemoCast.Member
    let type: DemoCast.ExpenseType
    let amount: Int
    let date: Int
    let notes: String
    let hasReceipt: Bool
    let isInvoiced: Bool
  }

  struct Product: Sendable {
    let id: Int
    let item: DemoCast.Item
    let sequence: Int
    let quantity: Int
    let price: Int
    let cost: Int
    let description: String
    let option: String
    let isTaxable: Bool
    let isCancelled: Bool
    let isInvoiced: Bool

    var extended: Int { quantity * price }
    var counts: Bool { option == "Billable" && !isCancelled && isInvoiced }
  }

  var time: [Time] = []
  var expenses: [Expense] = []
  var products: [Product] = []

  static let firstID = 1_000_000
  static let idsPerInvoice = 100
}

extension DemoLines {
  init(_ index: Int, _ script: DemoScript, seed: UInt64) {
    var chance = Chance(seed: seed, stream: index)
    var maker = Maker(index: index, script: script)
    let isLoad = index >= DemoInvoices.writtenCount
    switch script.kind {
    case .agreement:
      maker.addAgreementItems()
      for _ in 0..<(isLoad ? chance.between(3, 9) : chance.between(2, 4)) {
        maker.addTime(&chance, story: chance.below(DemoStory.all.count), isCovered: true)
      }
    case .ticket(let story):
      for _ in 0..<(isLoad ? chance.between(6, 14) : DemoStory.all[story].notes.count) { maker.addTime(&chance, story: story) }
      for item in DemoStory.all[story].items.prefix(isLoad ? 4 : 2) where chance.percent(75) {
        maker.addProduct(item, quantity: DemoCast.catalog[item].price > 500_00 ? 1 : chance.between(1, 4))
      }
      if chance.percent(isLoad ? 60 : 40) { maker.addExpense(&chance) }
    case .project, .phase:
      for _ in 0..<chance.between(5, 9) { maker.addTime(&chance, story: nil) }
      for item in [9, 10, 13] where chance.percent(60) { maker.addProduct(item, quantity: chance.between(1, 6)) }
      if chance.percent(70) { maker.addExpense(&chance) }
    case .salesOrder:
      for item in [6, 7, 12] { maker.addProduct(item, quantity: chance.between(1, 5)) }
      maker.addProduct(15, quantity: chance.between(1, 3))
    case .credit: maker.addProduct(12, quantity: 1, sign: script.oddities.contains(.creditIsPositive) ? 1 : -1)
    case .fixedFeeProject, .progress, .downPayment, .miscellaneous: break
    }
    maker.plant(&chance)
    self = maker.lines
  }

  /// Adds lines with running ids; half of the id room is for time, a quarter each for expenses and products.
  private struct Maker {
    let index: Int
    let script: DemoScript
    var lines = DemoLines()
    private var firstDay: Int { index * 7 % 23 }

    private var firstID: Int { DemoLines.firstID + index * DemoLines.idsPerInvoice }

    mutating func addTime(_ chance: inout Chance, story: Int?, isCovered: Bool = false, minimum: Int = 1) {
      guard lines.time.count < 50 else { return }
      let staff = story == nil ? DemoCast.projectStaff : DemoCast.engineers
      let member = DemoCast.members[chance.pick(staff)]
      let texts =
        story.map { DemoStory.all[$0].notes } ?? [
          "Planning call with the customer and minutes sent to all attendees.",
          "Racked and cabled the new equipment, labelled both ends, updated the documentation.",
          "Configured and tested according to the plan; open points are in the project board.",
          "Hand-over with the site contact, acceptance list signed.",
        ]
      let hours = chance.between(minimum, story == nil ? 14 : 8) * 25
      // A day for each entry, so that nobody is at two places unless it is meant.
      let day = script.date - 2 - (firstDay + lines.time.count * 5) % 23
      lines.time.append(
        DemoLines.Time(
          id: firstID + lines.time.count, member: member, role: member.workRole,
          start: Int64(day) * 86_400_000 + Int64(chance.between(26, 60)) * 900_000, actual: hours, billed: hours,
          option: "Billable",
          notes: texts[lines.time.count % texts.count], internalNotes: chance.percent(25) ? "Agreed by phone." : nil,
          isCovered: isCovered,
          workType: story == nil ? DemoCast.projectWork : member.workRole.id == 21 ? DemoCast.onSite : DemoCast.remote,
          story: story, rate: member.workRole.rate, isInvoiced: true))
    }

    mutating func addExpense(
      _ chance: inout Chance, _ given: DemoCast.ExpenseType? = nil, amount: Int? = nil, hasReceipt: Bool = true,
      isInvoiced: Bool = true
    ) {
      guard lines.expenses.count < 20 else { return }
      let thrown = chance.pick(DemoCast.expenseTypes)
      let type = given ?? thrown
      lines.expenses.append(
        DemoLines.Expense(
          id: firstID + 50 + lines.expenses.count, member: DemoCast.members[5], type: type,
          amount: amount ?? chance.between(type.usual.lowerBound, type.usual.upperBound),
          date: script.date - chance.between(2, 20),
          notes: amount ?? 0 <= 500_00
            ? hasReceipt ? "Receipt attached." : "Paid in cash on site."
            : "Replacement part bought locally to avoid two days of waiting, receipt attached.",
          hasReceipt: hasReceipt, isInvoiced: isInvoiced))
    }

    mutating func addProduct(
      _ item: Int, quantity: Int, price: Int? = nil, cost: Int? = nil, sign: Int = 1, option: String = "Billable",
      description: String? = nil, isTaxable: Bool? = nil, isCancelled: Bool = false, isInvoiced: Bool = true
    ) {
      guard lines.products.count < 25 else { return }
      let thing = DemoCast.catalog[item]
      lines.products.append(
        DemoLines.Product(
          id: firstID + 70 + lines.products.count, item: thing, sequence: lines.products.count + 1, quantity: quantity,
          price: (price ?? thing.price) * sign, cost: (cost ?? thing.cost) * sign, description: description ?? thing.description,
          option: option, isTaxable: isTaxable ?? thing.isTaxable, isCancelled: isCancelled, isInvoiced: isInvoiced))
    }

    mutating func addAgreementItems() {
      guard let agreement = DemoCast.company(script.company).agreement else { return }
      for (place, entry) in agreement.items.enumerated() {
        if script.oddities.contains(.lineGone), place == agreement.items.count - 1 { continue }
        let item = DemoCast.catalog[entry.item]
        let rise = script.oddities.contains(.priceChanged) && place == 0 ? 1_20 : 0
        addProduct(entry.item, quantity: entry.quantity, price: item.price + rise)
      }
    }

    /// What the script's oddities ask for.
    mutating func plant(_ chance: inout Chance) {
      let story: Int? = if case .ticket(let story) = script.kind { story } else { nil }
      let isCovered = script.kind == .agreement
      for oddity in DemoOddity.allCases where script.oddities.contains(oddity) {
        switch oddity {
        case .belowCost: addProduct(8, quantity: 2, price: 79_00, cost: 84_00)
        case .thinMargin: addProduct(11, quantity: 1, price: 329_00, cost: 296_00)
        case .noNotes: changeTime { $0.with(notes: "") }
        case .thinNotes:
          let first = lines.time.first?.id
          changeTime { $0.with(notes: $0.id == first ? "Fixed." : "") }
        case .noCharge:
          addTime(&chance, story: story, isCovered: isCovered)
          changeLastTime { $0.with(option: "NoCharge") }
        case .doNotBill:
          addTime(&chance, story: story, isCovered: isCovered)
          changeLastTime { $0.with(option: "DoNotBill") }
        case .staleTime:
          addTime(&chance, story: story)
          changeLastTime { $0.with(start: $0.start - 110 * 86_400_000) }
        case .notTaxable: addProduct(9, quantity: 1, isTaxable: false)
        case .largeExpense: addExpense(&chance, DemoCast.parts, amount: 612_40)
        case .internalWords:
          addProduct(13, quantity: 5, description: "Patch cables, internal only: do not bill before PO arrives")
        case .zeroLine: addProduct(7, quantity: 1, price: 0)
        case .duplicateTime:
          if let last = lines.time.last { lines.time.append(last.with(id: firstID + lines.time.count)) }
        case .longDay:
          addTime(&chance, story: story)
          changeLastTime { $0.with(actual: 1325, billed: 1325) }
        case .roundedUp:
          addTime(&chance, story: story)
          changeLastTime { $0.with(actual: 50, billed: 200) }
        case .cancelledLine: addProduct(10, quantity: 2, isCancelled: true)
        case .afterHours:
          addTime(&chance, story: story)
          changeLastTime { $0.with(workType: DemoCast.afterHours) }
        case .oddRate:
          addTime(&chance, story: story)
          changeLastTime { $0.with(rate: $0.rate * 2) }
        case .zeroRate:
          addTime(&chance, story: story)
          changeLastTime { $0.with(rate: 0) }
        case .negativeLine: addProduct(13, quantity: 1, price: -40_00, cost: 0, description: "Courtesy reduction")
        case .twinProduct:
          addProduct(12, quantity: 1)
          addProduct(12, quantity: 1)
        case .overlap:
          addTime(&chance, story: story, minimum: 8)
          if let last = lines.time.last {
            lines.time.append(last.with(id: firstID + lines.time.count, start: last.start + 1_800_000, actual: 100, billed: 100))
          }
        case .noReceipt: addExpense(&chance, DemoCast.parts, amount: 38_20, hasReceipt: false)
        case .overMaximum: addExpense(&chance, DemoCast.parking, amount: 74_00)
        case .emptyDescription: addProduct(14, quantity: 1, description: "")
        case .leftBehind:
          addTime(&chance, story: story, isCovered: isCovered)
          changeLastTime { $0.with(isInvoiced: false) }
          if !isCovered { addProduct(13, quantity: 3, isInvoiced: false) }
        case .priceChanged, .noTaxCode, .creditIsPositive, .dueBeforeDate, .inactiveReviewer, .wrongTax, .zeroTax, .otherTerms,
          .lineGone:
          break
        }
      }
    }

    private mutating func changeTime(_ change: (DemoLines.Time) -> DemoLines.Time) { lines.time = lines.time.map(change) }

    private mutating func changeLastTime(_ change: (DemoLines.Time) -> DemoLines.Time) {
      if let last = lines.time.popLast() { lines.time.append(change(last)) }
    }
  }

  /// Sums as ConnectWise shows them; every amount is in some line or in the invoice's own adjustment.
  func totals(_ script: DemoScript) -> DemoTotals {
    let company = DemoCast.company(script.company)
    var totals = DemoTotals()
    totals.service = time.reduce(0) { $0 + ($1.counts ? $1.extended : 0) }
    totals.expense = expenses.reduce(0) { $0 + ($1.isInvoiced ? $1.amount : 0) }
    totals.product = products.reduce(0) { $0 + ($1.counts ? $1.extended : 0) }
    switch script.kind {
    case .agreement: totals.agreement = company.agreement?.base ?? 0
    case .fixedFeeProject(_, let amount), .progress(_, let amount), .downPayment(let amount), .miscellaneous(let amount):
      totals.adjustment = amount
    case .ticket, .project, .phase, .salesOrder, .credit: break
    }
    guard let code = company.taxCode, !script.oddities.contains(.noTaxCode) else { return totals }
    totals.taxBase = products.reduce(0) { $0 + ($1.counts && $1.isTaxable ? $1.extended : 0) }
    if code.taxesServices { totals.taxBase += totals.service + totals.adjustment + totals.expense + totals.agreement }
    let scaled = totals.taxBase * code.rate
    totals.tax = (abs(scaled) + 5_000) / 10_000 * (scaled < 0 ? -1 : 1)
    if script.oddities.contains(.wrongTax) { totals.tax += 4_10 }
    if script.oddities.contains(.zeroTax) { totals.tax = 0 }
    return totals
  }
}

extension DemoLines.Time {
  func with(
    id: Int? = nil, start: Int64? = nil, actual: Int? = nil, billed: Int? = nil, option: String? = nil, notes: String? = nil,
    workType: DemoCast.WorkType? = nil, rate: Int? = nil, isInvoiced: Bool? = nil
  ) -> DemoLines.Time {
    DemoLines.Time(
      id: id ?? self.id, member: member, role: role, start: start ?? self.start, actual: actual ?? self.actual,
      billed: billed ?? self.billed, option: option ?? self.option,
      notes: (notes ?? self.notes).flatMap { $0.isEmpty ? nil : $0 },
      internalNotes: internalNotes, isCovered: isCovered, workType: workType ?? self.workType, story: story,
      rate: rate ?? self.rate,
      isInvoiced: isInvoiced ?? self.isInvoiced)
  }
}
