/// What a change of a rule's settings would do to the invoices under review, before it is saved (PRODUCT §3.3).
public struct RulePreview: Sendable {
  /// The invoices that are flagged, and what they come to in each currency.
  public struct Tally: Hashable, Sendable {
    public internal(set) var invoices = 0
    public internal(set) var flags = 0
    /// By currency code; what is too large to add up is left at what fitted.
    public internal(set) var totals: [Money] = []

    mutating func count(_ facts: InvoiceFacts, flags found: Int) {
      guard found > 0 else { return }
      invoices += 1
      flags += found
      let total = facts.content.totals.total
      if let place = totals.firstIndex(where: { $0.currency == total.currency }) {
        totals[place] = (try? totals[place].adding(total)) ?? totals[place]
      } else {
        totals.append(total)
        totals.sort { ($0.currency.code, $0.currency.decimals) < ($1.currency.code, $1.currency.decimals) }
      }
    }
  }

  public private(set) var before = Tally()
  public private(set) var after = Tally()
  /// Flagged after the change and not before, in the order in which they came; and the other way round.
  public private(set) var appearing: [ID<Invoice>] = []
  public private(set) var leaving: [ID<Invoice>] = []

  private let was: RulePlan
  private let will: RulePlan

  public init(of code: RuleCode, from old: RuleSettings, to new: RuleSettings, rules: [Rule] = RuleBook.all) {
    let only = rules.filter { $0.code == code }
    was = RulePlan(only, settings: old)
    will = RulePlan(only, settings: new)
  }

  /// Counts one invoice; call it for each that is under review.
  public mutating func look(at facts: InvoiceFacts) {
    let (first, second) = (was.findings(facts).count, will.findings(facts).count)
    before.count(facts, flags: first)
    after.count(facts, flags: second)
    if first == 0, second > 0 { appearing.append(facts.invoice) }
    if first > 0, second == 0 { leaving.append(facts.invoice) }
  }
}
