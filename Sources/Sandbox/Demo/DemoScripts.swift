/// The first thirty invoices, written by hand one by one, and those of a load, thrown by the dice in believable proportions.
extension DemoScript {
  static let knownCount = known(anchor: 0).count

  /// Dates count back from the anchor day; agreements are billed on the first of a month.
  static func known(anchor: Int) -> [DemoScript] {
    let firstOfMonth = Moment.firstOfMonth(anchor)
    let monthBefore = Moment.firstOfMonth(firstOfMonth - 1)
    let finance = DemoCast.finance
    let service = DemoCast.serviceManager
    let account = DemoCast.accountManager
    return [
      DemoScript(company: 0, kind: .agreement, date: firstOfMonth, oddities: [.belowCost], routing: [service, finance]),
      DemoScript(
        company: 6, kind: .ticket(story: 0), date: anchor - 6, status: .inReview,
        oddities: [.noCharge, .largeExpense, .staleTime],
        routing: [service, finance], reviewed: 1),
      DemoScript(company: 1, kind: .agreement, date: firstOfMonth, oddities: [.priceChanged], routing: [account, finance]),
      DemoScript(
        company: 1, kind: .project(0), date: anchor - 4, oddities: [.thinMargin], purchaseOrder: "PO-88121",
        routing: [4, account, finance]),
      DemoScript(company: 2, kind: .ticket(story: 8), date: anchor - 3, oddities: [.noNotes], routing: [service]),
      DemoScript(
        company: 3, kind: .agreement, date: firstOfMonth,
        topComment: "Please quote the cooperative's membership number with your payment.", routing: [service, account, finance]),
      DemoScript(
        company: 3, kind: .ticket(story: 14), date: anchor - 5, oddities: [.longDay, .thinMargin],
        purchaseOrder: "LPV/2026/000417",
        routing: [service, finance]),
      DemoScript(company: 4, kind: .agreement, date: firstOfMonth, routing: [account, finance]),
      DemoScript(
        company: 5, kind: .agreement, date: firstOfMonth, status: .inReview, oddities: [.zeroLine], routing: [service, finance],
        reviewed: 1),
      DemoScript(company: 5, kind: .ticket(story: 6), date: anchor - 2, oddities: [.duplicateTime], routing: [service, finance]),
      DemoScript(company: 6, kind: .agreement, date: firstOfMonth, routing: [account, finance]),
      DemoScript(company: 7, kind: .agreement, date: firstOfMonth, routing: [finance]),
      DemoScript(company: 8, kind: .ticket(story: 7), date: anchor - 7, oddities: [.thinNotes], routing: [service, finance]),
      DemoScript(company: 9, kind: .ticket(story: 11), date: anchor - 1, routing: [service]),
      DemoScript(
        company: 10, kind: .ticket(story: 3), date: anchor - 8, oddities: [.doNotBill, .roundedUp], routing: [service, finance]),
      DemoScript(company: 11, kind: .ticket(story: 12), date: anchor - 2, oddities: [.notTaxable], routing: [service]),
      DemoScript(
        company: 12, kind: .salesOrder, date: anchor - 3, oddities: [.internalWords], purchaseOrder: "4500019",
        routing: [account, finance]),
      DemoScript(company: 13, kind: .agreement, date: firstOfMonth, oddities: [.cancelledLine], routing: [service, finance]),
      DemoScript(
        company: 13, kind: .ticket(story: 4), date: anchor - 1, oddities: [.inactiveReviewer],
        routing: [DemoCast.formerMember, service, finance]),
      DemoScript(company: 10, kind: .credit, date: anchor - 4, oddities: [.creditIsPositive], routing: [finance]),
      DemoScript(
        company: 8, kind: .downPayment(amount: 2_500_00), date: anchor - 9,
        topComment: "Down payment for the server replacement, 40 % on order.", routing: [4, finance]),
      DemoScript(
        company: 8, kind: .progress(1, amount: 3_750_00), date: anchor - 2,
        topComment: "Second instalment on completion of the cut-over.",
        routing: [4, account, finance]),
      DemoScript(
        company: 12, kind: .miscellaneous(amount: 180_00), date: anchor - 11, oddities: [.noTaxCode],
        topComment: "Data rescue, flat rate.",
        routing: [finance]),
      DemoScript(
        company: 7, kind: .fixedFeeProject(2, amount: 6_400_00), date: anchor - 5, purchaseOrder: "HG-2026-031",
        routing: [4, finance]),
      DemoScript(company: 4, kind: .phase(3), date: anchor - 6, purchaseOrder: "B-2026/118", routing: [4, account]),
      DemoScript(company: 2, kind: .agreement, date: firstOfMonth, status: .approved, routing: [service, finance], reviewed: 2),
      DemoScript(company: 9, kind: .ticket(story: 13), date: anchor - 12, oddities: [.dueBeforeDate], routing: []),
      DemoScript(
        company: 1, kind: .agreement, date: monthBefore, status: .closedEmailed, routing: [account, finance], reviewed: 2),
      DemoScript(company: 0, kind: .agreement, date: monthBefore, status: .closed, routing: [service, finance], reviewed: 2),
      DemoScript(company: 11, kind: .ticket(story: 1), date: anchor - 20, status: .sent, routing: [service], reviewed: 1),
    ]
  }

  static func generated(_ index: Int, companies: Int, seed: UInt64, anchor: Int) -> DemoScript {
    var chance = Chance(seed: seed ^ 0x5C12_1B7, stream: index)
    let company = chance.below(companies)
    let hasAgreement = DemoCast.company(company).agreement != nil
    let project = chance.below(DemoStory.projects.count)
    let kind: Kind
    switch chance.below(100) {
    case 0..<45 where hasAgreement: kind = .agreement
    case 0..<80: kind = .ticket(story: chance.below(DemoStory.all.count))
    case 80..<86: kind = .project(project)
    case 86..<89: kind = .phase(project)
    case 89..<94: kind = .salesOrder
    case 94..<96: kind = .progress(project, amount: chance.between(5, 80) * 100_00)
    case 96: kind = .fixedFeeProject(project, amount: chance.between(5, 120) * 100_00)
    case 97: kind = .downPayment(amount: chance.between(5, 50) * 100_00)
    case 98: kind = .miscellaneous(amount: chance.between(50, 900) * 1_00)
    default: kind = .credit
    }
    let date = kind == .agreement ? Moment.firstOfMonth(anchor - chance.below(75)) : anchor - chance.between(1, 75)
    var script = DemoScript(company: kind.project.map { DemoStory.projects[$0].company } ?? company, kind: kind, date: date)
    for oddity in oddities(for: kind) where chance.percent(4) { script.oddities.insert(oddity) }
    if chance.percent(30) { script.purchaseOrder = "PO-\(chance.between(10_000, 99_999))" }
    script.routing = chance.pick([
      [DemoCast.serviceManager, DemoCast.finance], [DemoCast.finance], [DemoCast.accountManager, DemoCast.finance],
      [4, DemoCast.accountManager, DemoCast.finance], [],
    ])
    switch chance.below(20) {
    case 0: script.status = .inReview
    case 1: script.status = .closedEmailed
    case 2: script.status = .sent
    default: script.status = .new
    }
    if script.status.isClosed, DemoCast.company(company).accountNumber == nil { script.status = .sent }
    if script.status.isClosed || script.status.isSent { script.reviewed = script.routing.count }
    return script
  }

  private static func oddities(for kind: Kind) -> [DemoOddity] {
    switch kind {
    case .agreement: [.belowCost, .thinMargin, .zeroLine, .cancelledLine, .priceChanged, .noTaxCode, .noCharge]
    case .ticket:
      [
        .belowCost, .thinMargin, .noNotes, .thinNotes, .noCharge, .doNotBill, .staleTime, .notTaxable, .largeExpense,
        .internalWords,
        .zeroLine, .duplicateTime, .longDay, .roundedUp, .noTaxCode, .dueBeforeDate,
      ]
    case .project, .phase: [.thinMargin, .staleTime, .largeExpense, .notTaxable, .dueBeforeDate]
    case .salesOrder: [.belowCost, .thinMargin, .internalWords, .zeroLine, .notTaxable, .cancelledLine]
    case .credit: [.creditIsPositive]
    case .fixedFeeProject, .progress, .downPayment, .miscellaneous: [.noTaxCode, .dueBeforeDate]
    }
  }
}
