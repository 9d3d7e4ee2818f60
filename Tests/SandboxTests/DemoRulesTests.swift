import Testing

@testable import Sandbox

/// Which invoices of the demo are meant to catch which rule: the demo's table of contents. Rules that are off by default are
/// meant with a list or a threshold that a person would choose (work type After-hours Emergency, the word goodwill).
@Suite struct DemoRulesTests {
  static let meant: [String: [Int]] = [
    "low-margin": [], "agreement-changed": [], "ticket-no-notes": [], "ticket-thin-notes": [], "credit-positive": [],
    "non-billable": [], "stale-time": [], "work-type": [], "no-tax-code": [], "product-not-taxable": [], "large-expense": [],
    "keyword": [], "cannot-close": [], "left-behind": [], "rate-out-of-line": [], "zero-line": [], "missing-po": [],
    "duplicate": [], "odd-hours": [], "agreement-drift": [], "expense-receipt": [], "tax-mismatch": [], "internal-words": [],
    "dates-delivery": [],
  ]

  static let books = DemoBooks(DemoData(invoices: DemoData.demoCount))

  @Test(arguments: meant.keys.sorted())
  func `every rule has at least two invoices to catch, and they are these`(rule: String) {
    let fired = Self.books.fired(rule)
    #expect(fired.count >= 2, "\(rule)")
    #expect(fired == Self.meant[rule], "MEANT \(rule) \(fired)")
  }

  @Test func `all twenty-four rules are in the table`() { #expect(Self.meant.count == 24) }

  @Test(arguments: [2, 77])
  func `with any seed every rule has something to catch`(seed: Int) {
    let books = DemoBooks(DemoData(seed: UInt64(seed), invoices: DemoData.demoCount))
    let empty = Self.meant.keys.sorted().filter { books.fired($0).count < 2 }
    #expect(empty == [])
  }
}
