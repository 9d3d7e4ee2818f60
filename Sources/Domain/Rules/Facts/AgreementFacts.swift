/// What rules ask about the agreement that an invoice bills.
public struct AgreementFacts: Hashable, Sendable {
  public var name: String
  /// The agreement's type, for which settings can differ.
  public var type: String
  public var starts: Day?
  /// Nil for one without an end.
  public var ends: Day?
  public var terms: Reference<BillingTerms>?
  /// Nil where the cycle's name says nothing that we know.
  public var cycle: BillingCycle?

  public init(
    name: String, type: String = "", starts: Day? = nil, ends: Day? = nil, terms: Reference<BillingTerms>? = nil,
    cycle: BillingCycle? = nil
  ) {
    self.name = name
    self.type = type
    self.starts = starts
    self.ends = ends
    self.terms = terms
    self.cycle = cycle
  }
}

/// How often an agreement is billed.
public enum BillingCycle: String, CaseIterable, Hashable, Sendable {
  case weekly, monthly, everyTwoMonths = "every-two-months", quarterly, halfYearly = "half-yearly", yearly

  /// Names are free per site: `Monthly`, `Quarterly`, `Semi-Annual`, `Annually`.
  public init?(vendorText: String) {
    let letters = vendorText.lowercased().filter(\.isLetter)
    func says(_ words: String...) -> Bool { words.contains { letters.contains($0) } }
    if says("semiannual", "halfyear", "semiyear", "biannual") {
      self = .halfYearly
    } else if says("bimonth", "twomonths") {
      self = .everyTwoMonths
    } else if says("quarter") {
      self = .quarterly
    } else if says("month") {
      self = .monthly
    } else if says("annual", "year") {
      self = .yearly
    } else if says("week"), !says("biweek", "semiweek") {
      self = .weekly
    } else {
      return nil
    }
  }

  /// The calendar's week, month, quarter… that holds a day; nil only at the ends of the calendar.
  public func period(holding day: Day) -> ClosedRange<Day>? {
    let months: Int
    switch self {
    case .weekly:
      guard let first = day.adding(days: -day.weekday.rawValue), let last = first.adding(days: 6) else { return nil }
      return first...last
    case .monthly: months = 1
    case .everyTwoMonths: months = 2
    case .quarterly: months = 3
    case .halfYearly: months = 6
    case .yearly: months = 12
    }
    let (year, month, _) = day.parts
    let start = (month - 1) / months * months + 1
    let end = start + months - 1
    guard let first = Day(year: year, month: start, day: 1),
      let last = Day(year: year, month: end, day: Day.length(ofMonth: end, year: year))
    else { return nil }
    return first...last
  }
}

/// The invoice of type Agreement before this one, of the same agreement, whatever its status (PRODUCT §3.4).
public enum PreviousInvoice: Hashable, Sendable {
  /// There is none: this is the agreement's first.
  case first
  case invoice(EarlierInvoice, lines: [Line])
}
