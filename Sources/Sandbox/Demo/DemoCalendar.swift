/// The rest of the demo's three months: what a provider of this size bills, month by month, and in it whatever each rule looks
/// for at least twice among the open invoices.
extension DemoScript {
  static let calendarCount = 210
  /// Older than this is closed or sent.
  private static let openDays = 27

  static func calendar(anchor: Int) -> [DemoScript] {
    var scripts = agreements(anchor: anchor)
    scripts += pairs(anchor: anchor)
    var chance = Chance(seed: 0xCA1E_0DA6)
    // Of a hundred and some: tickets most, then projects, goods, and a few of each special kind.
    let kinds: [(share: Int, kind: (inout Chance, Int) -> Kind)] = [
      (101, { chance, _ in .ticket(story: chance.below(DemoStory.all.count)) }), (14, { chance, turn in .project(turn % 8) }),
      (8, { _, turn in .phase((turn * 3 + 1) % 8) }), (16, { _, _ in .salesOrder }),
      (8, { chance, turn in .progress(turn % 8, amount: chance.between(8, 60) * 100_00) }),
      (6, { chance, turn in .fixedFeeProject(turn % 2 == 0 ? 2 : 7, amount: chance.between(9, 80) * 100_00) }),
      (4, { chance, _ in .downPayment(amount: chance.between(6, 40) * 100_00) }),
      (4, { chance, _ in .miscellaneous(amount: chance.between(60, 700) * 1_00) }), (4, { _, _ in .credit }),
    ]
    var thrown: [DemoScript] = []
    for (share, kind) in kinds {
      for turn in 0..<share {
        let kind = kind(&chance, turn)
        let company = kind.project.map { DemoStory.projects[$0].company } ?? (turn * 7 + share) % DemoCast.known.count
        // One day after the other, so that every kind has old and new ones.
        let age = 1 + (turn * 89 / max(1, share - 1) + chance.below(3)) % 89
        thrown.append(bill(DemoScript(company: company, kind: kind, date: anchor - age), anchor: anchor, &chance))
      }
    }
    scripts += thrown.prefix(calendarCount - scripts.count)
    plant(in: &scripts, anchor: anchor)
    return scripts
  }

  /// One invoice a month for each agreement that runs; the first thirty have some of them.
  private static func agreements(anchor: Int) -> [DemoScript] {
    let months = months(anchor: anchor)
    let written = Set(known(anchor: anchor).filter { $0.kind == .agreement }.map { [$0.company, $0.date] })
    var chance = Chance(seed: 0xA6_8EE)
    var scripts: [DemoScript] = []
    for month in months.reversed() {
      for (company, customer) in DemoCast.known.enumerated() {
        guard let agreement = customer.agreement, !written.contains([company, month]),
          month == months[0] || months[0] + agreement.starts <= month
        else { continue }
        scripts.append(bill(DemoScript(company: company, kind: .agreement, date: month), anchor: anchor, &chance))
      }
    }
    return scripts
  }

  /// The first of the anchor's month and of the two before.
  static func months(anchor: Int) -> [Int] {
    let first = Moment.firstOfMonth(anchor)
    let second = Moment.firstOfMonth(first - 1)
    return [first, second, Moment.firstOfMonth(second - 1)]
  }

  /// The same thing billed twice within a few days.
  private static func pairs(anchor: Int) -> [DemoScript] {
    let finance = [DemoCast.finance]
    return [
      DemoScript(
        company: 6, kind: .miscellaneous(amount: 240_00), date: anchor - 9, topComment: "Disposal of old equipment, flat rate.",
        routing: finance),
      DemoScript(
        company: 6, kind: .miscellaneous(amount: 240_00), date: anchor - 5, topComment: "Disposal of old equipment, flat rate.",
        routing: finance),
      DemoScript(
        company: 16, kind: .downPayment(amount: 1_800_00), date: anchor - 8, topComment: "Down payment for the new tills.",
        routing: finance),
      DemoScript(
        company: 16, kind: .downPayment(amount: 1_800_00), date: anchor - 2, topComment: "Down payment for the new tills.",
        routing: finance),
    ]
  }

  /// Who looks at it, how far it is, and whether the customer gave an order number.
  private static func bill(_ script: DemoScript, anchor: Int, _ chance: inout Chance) -> DemoScript {
    var script = script
    let customer = DemoCast.company(script.company)
    let routings: [[Int]] =
      switch script.kind {
      case .agreement: [[DemoCast.accountManager, DemoCast.finance], [DemoCast.serviceManager, DemoCast.finance]]
      case .ticket:
        [
          [DemoCast.serviceManager, DemoCast.finance], [DemoCast.serviceManager], [DemoCast.finance],
          [DemoCast.serviceManager, DemoCast.finance], [DemoCast.serviceManager],
        ]
      case .project, .phase, .progress, .fixedFeeProject:
        [[4, DemoCast.finance], [4, DemoCast.accountManager, DemoCast.finance]]
      case .salesOrder: [[DemoCast.accountManager, DemoCast.finance]]
      case .downPayment, .miscellaneous, .credit: [[DemoCast.finance]]
      }
    script.routing = chance.pick(routings)
    if ordersByNumber.contains(script.company) || chance.percent(20) {
      script.purchaseOrder = "PO-\(chance.between(10_000, 99_999))"
    }
    if anchor - script.date > openDays {
      script.status = customer.accountNumber == nil ? .sent : chance.pick([.closedEmailed, .closedEmailed, .closed, .sent])
      script.reviewed = script.routing.count
    } else {
      script.status = chance.pick([.new, .new, .new, .new, .new, .inReview, .new, .rejected, .approved, .new, .new, .new])
      script.reviewed =
        switch script.status {
        case .inReview: max(0, script.routing.count - 1)
        case .approved: script.routing.count
        case .new, .rejected, .sent, .closed, .closedEmailed: 0
        }
    }
    return script
  }

  /// Customers who always give an order number.
  private static let ordersByNumber: Set<Int> = [12, 18]

  private func age(_ anchor: Int) -> Int { anchor - date }

  // MARK: What the rules look for

  private static func plant(in scripts: inout [DemoScript], anchor: Int) {
    for (oddity, count) in planted {
      var left = count
      for place in scripts.indices where left > 0 {
        let script = scripts[place]
        guard script.age(anchor) <= openDays, script.oddities.isEmpty, script.topComment.isEmpty, oddity.suits(script) else {
          continue
        }
        scripts[place].oddities.insert(oddity)
        scripts[place].status = .new
        scripts[place].reviewed = 0
        left -= 1
      }
    }
    // Somebody promised something, and one order number is missing.
    let open = scripts.indices.filter {
      scripts[$0].status == .new && scripts[$0].oddities.isEmpty && scripts[$0].topComment.isEmpty
    }
    for place in open.suffix(2) { scripts[place].topComment = "Includes the goodwill hour that we promised on the phone." }
    if let place = scripts.firstIndex(where: { $0.company == 18 && $0.kind == .agreement && $0.date == months(anchor: anchor)[0] }
    ) {
      scripts[place].purchaseOrder = ""
      scripts[place].status = .new
    }
  }

  /// How many more of each the calendar needs, beside what the first thirty have.
  private static let planted: [(DemoOddity, Int)] = [
    (.wrongTax, 1), (.zeroTax, 1), (.creditIsPositive, 1), (.lineGone, 1), (.dueBeforeDate, 1), (.noTaxCode, 1), (.noNotes, 1),
    (.thinNotes, 1), (.staleTime, 1), (.afterHours, 2), (.oddRate, 1), (.zeroRate, 1), (.overlap, 1), (.leftBehind, 2),
    (.largeExpense, 1), (.noReceipt, 1), (.overMaximum, 1), (.otherTerms, 1), (.twinProduct, 1), (.negativeLine, 1),
    (.emptyDescription, 1), (.belowCost, 1),
  ]
}

extension DemoOddity {
  /// Whether an invoice of that kind can have it.
  func suits(_ script: DemoScript) -> Bool {
    let company = DemoCast.company(script.company)
    let isTicket = if case .ticket = script.kind { true } else { false }
    switch self {
    case .priceChanged, .lineGone, .cancelledLine: return script.kind == .agreement && (company.agreement?.starts ?? 0) < -60
    case .belowCost, .thinMargin, .twinProduct, .negativeLine, .zeroLine, .emptyDescription, .internalWords:
      return isTicket || script.kind == .salesOrder
    case .noNotes, .thinNotes, .noCharge, .doNotBill, .staleTime, .afterHours, .oddRate, .zeroRate, .overlap, .duplicateTime,
      .longDay, .roundedUp, .leftBehind, .largeExpense, .noReceipt, .overMaximum:
      return isTicket
    case .wrongTax, .zeroTax:
      return script.kind == .salesOrder && company.taxCode != nil || isTicket && company.taxCode?.taxesServices == true
    case .notTaxable: return isTicket && company.taxCode != nil
    case .noTaxCode: return company.taxCode != nil && script.kind != .credit && script.kind != .agreement
    case .otherTerms: return isTicket && company.terms.id != DemoCast.net10.id
    case .dueBeforeDate: return script.kind.project != nil
    case .creditIsPositive: return script.kind == .credit
    case .inactiveReviewer: return false
    }
  }
}
