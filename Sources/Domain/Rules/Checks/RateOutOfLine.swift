extension Rule {
  static let rateOutOfLine = Rule(
    "rate-out-of-line", title: "Rate out of line",
    summary: "An hourly rate is zero, or far from what this company usually pays for that work role.", severity: .warning,
    tunables: [RateOutOfLine.percent], check: RateOutOfLine.check, examples: { RateOutOfLine.examples })
}

private enum RateOutOfLine {
  static let percent = Tunable.percent("percent", "Away by more than", default: 25, 0...1000)
  /// PRODUCT §3.4, Usual rate.
  private static let days = 180
  private static let enough = 3

  private struct Pay: Hashable {
    let role: ID<WorkRole>
    let currency: Currency
  }

  @Sendable static func check(_ facts: InvoiceFacts, _ look: Look) {
    let percent = look.figure(percent)
    // By role and currency, sorted: made when the first entry asks for it.
    var known: [Pay: [Int64]] = [:]
    for time in facts.lines.times {
      let line = time.line
      let target = Target(.timeEntry, line.source)
      guard line.isBilled else {
        look.skips(target, line.name, "It is not charged.")
        continue
      }
      guard let rate = line.price else {
        look.skips(target, line.name, "It has no hourly rate.")
        continue
      }
      guard rate.millionths != 0 else {
        look.flag(
          target, line.name, "\(line.name): \(look.conventions.hours(time.detail.billed)) are billed at a rate of zero.",
          [JudgedValue("rate", rate)])
        continue
      }
      guard let role = time.detail.workRole else {
        look.skips(target, line.name, "It has no work role to compare with.")
        continue
      }
      guard let history = facts.history else {
        look.lacks(.history, for: target, line.name)
        continue
      }
      let pay = Pay(role: role.id, currency: rate.currency)
      let rates = known[pay] ?? Self.rates(pay, facts, history)
      known[pay] = rates
      guard let usual = usual(rates, without: rate.millionths) else {
        look.passes(target, line.name, "Fewer than three other entries of this work role say what is usual.")
        continue
      }
      let price = Price(millionths: usual, currency: rate.currency)
      let difference = Int128(rate.millionths) - Int128(usual)
      guard Share.compare(difference < 0 ? -difference : difference, of: Int128(usual), with: percent) > 0 else {
        look.passes(target, line.name, "Its rate of \(text(rate, look)) is near the usual \(text(price, look)).")
        continue
      }
      look.flag(
        target, line.name,
        "\(line.name): the rate is \(text(rate, look)), while \(facts.content.company.named("this company")) usually pays \(text(price, look)) for \(role.named("work role")).",
        [JudgedValue("rate", rate), JudgedValue("usual rate", price)])
    }
  }

  private static func text(_ rate: Price, _ look: Look) -> String {
    "\(look.conventions.price(rate)) \(rate.currency.code) an hour"
  }

  /// The company's billable entries of that role in the 180 days before the invoice, with those of this invoice, each once.
  private static func rates(_ pay: Pay, _ facts: InvoiceFacts, _ history: CompanyHistory) -> [Int64] {
    guard let date = facts.content.date, let first = date.adding(days: -days) else { return [] }
    let window = first...date
    var own: Set<Int64> = []
    var rates: [Int64] = []
    for time in facts.lines.times where time.detail.workRole?.id == pay.role {
      own.insert(time.line.source)
      guard time.line.isBilled, let rate = time.line.price, rate.currency == pay.currency, let day = time.detail.start?.day,
        window.contains(day)
      else { continue }
      rates.append(rate.millionths)
    }
    for entry in history.rates(of: pay.role, in: pay.currency) where window.contains(entry.day) && !own.contains(entry.id) {
      if let rate = entry.rate { rates.append(rate.millionths) }
    }
    return rates.sorted()
  }

  /// The median of all but one of them; nil where fewer than three are left.
  private static func usual(_ rates: [Int64], without rate: Int64) -> Int64? {
    var others = rates.count
    var gap = rates.count
    // The entry itself is among them unless it lies outside the 180 days; of equal ones any may be left out.
    if let place = rates.binarySearch(rate) {
      others -= 1
      gap = place
    }
    guard others >= enough else { return nil }
    func at(_ place: Int) -> Int64 { rates[place < gap ? place : place + 1] }
    let (low, high) = (at((others - 1) / 2), at(others / 2))
    return Int64(clamping: (Int128(low) + Int128(high)) / 2)
  }

  private static func facts(_ rate: Int64?, usual: [Int64] = [165_00, 165_00, 165_00], currency: Currency = .usd) -> InvoiceFacts
  {
    Example.facts([Example.time(1, rate: rate, currency: currency)], currency: currency) {
      $0.history = CompanyHistory(
        invoices: [],
        entries: usual.enumerated().map { Example.worked(100 + Int64($0), "2026-05-04", rate: $1, currency: currency) })
    }
  }

  static let examples = [
    RuleExample("the usual rate", facts(165_00)),
    RuleExample("exactly as far as allowed", facts(100_00, usual: [80_00, 80_00, 80_00])),
    RuleExample(
      "a cent further", facts(100_01, usual: [80_00, 80_00, 80_00]),
      .flag(
        .warning, .timeEntry, 1,
        "the rate is 100.01 USD an hour, while Tidewater Dental Group usually pays 80.00 USD an hour for Engineer")),
    RuleExample("far below", facts(50_00), .flag(.warning, .timeEntry, 1, "50.00 USD an hour")),
    RuleExample("two others are too few", facts(500_00, usual: [165_00, 165_00])),
    RuleExample(
      "the median of an even number", facts(200_01, usual: [100_00, 150_00, 170_00, 900_00]),
      .flag(.warning, .timeEntry, 1, "usually pays 160.00 USD")),
    RuleExample("a rate of zero", facts(0, usual: []), .flag(.warning, .timeEntry, 1, "1.00 h are billed at a rate of zero")),
    RuleExample(
      "a rate of zero needs no history", Example.facts([Example.time(1, rate: 0)]), .flag(.warning, .timeEntry, 1, "zero")),
    RuleExample("no rate", facts(nil)),
    RuleExample("history not read", Example.facts([Example.time(1, rate: 900_00)])),
    RuleExample("no charge", Example.facts([Example.time(1, rate: 0, billing: .noCharge)])),
    RuleExample("no work role", Example.facts([Example.time(1, rate: 900_00, role: nil)]) { $0.history = facts(1).history }),
    RuleExample(
      "work before the 180 days does not count",
      Example.facts([Example.time(1, rate: 900_00)]) {
        $0.history = CompanyHistory(invoices: [], entries: (0..<3).map { Example.worked(100 + $0, "2026-01-14") })
      }),
    RuleExample(
      "work on the first of the 180 days counts",
      Example.facts([Example.time(1, rate: 900_00)]) {
        $0.history = CompanyHistory(invoices: [], entries: (0..<3).map { Example.worked(100 + $0, "2026-01-15") })
      }, .flag(.warning, .timeEntry, 1, "165.00")),
    RuleExample(
      "other entries of this invoice count",
      Example.facts([
        Example.time(1, rate: 165_00), Example.time(2, rate: 165_00), Example.time(3, rate: 165_00),
        Example.time(4, rate: 330_00),
      ]) { $0.history = CompanyHistory(invoices: [], entries: []) }, .flag(.warning, .timeEntry, 4, "330.00")),
    RuleExample(
      "an entry is not compared with itself",
      facts(900_00, usual: [165_00, 165_00]).with(entry: Example.worked(1, "2026-07-06", rate: 900_00))),
    RuleExample(
      "rates in another currency say nothing",
      Example.facts([Example.time(1, rate: 900_00, currency: .eur)], currency: .eur) { $0.history = facts(1).history }),
    RuleExample(
      "a currency without decimals", facts(30_000_00, usual: [15_000_00, 15_000_00, 15_000_00], currency: .jpy),
      .flag(.warning, .timeEntry, 1, "30,000 JPY")),
  ]
}

extension InvoiceFacts {
  fileprivate func with(entry: EarlierEntry) -> InvoiceFacts {
    var facts = self
    facts.history = CompanyHistory(
      invoices: [], entries: [entry, Example.worked(100, "2026-05-04"), Example.worked(101, "2026-05-04")])
    return facts
  }
}

extension [Int64] {
  /// A place where `value` stands, in a sorted list.
  fileprivate func binarySearch(_ value: Int64) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }
}
