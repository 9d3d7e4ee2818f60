import Testing

@testable import Sandbox

/// Which invoices of the demo are meant to catch which rule: the demo's table of contents. Rules that are off by default are
/// meant with a list or a threshold that a person would choose (work type After-hours Emergency, the word goodwill).
@Suite struct DemoRulesTests {
  static let meant: [String: [Int]] = [
    "low-margin": [7001, 7004, 7007, 7009, 7094], "agreement-changed": [7001, 7003, 7061], "ticket-no-notes": [7005, 7075],
    "ticket-thin-notes": [7013, 7077], "credit-positive": [7020, 7235],
    "non-billable": [7002, 7015], "stale-time": [7002, 7079], "work-type": [7080, 7081], "no-tax-code": [7023, 7074],
    "product-not-taxable": [
      7001, 7003, 7006, 7008, 7009, 7011, 7012, 7016, 7017, 7018, 7026, 7061, 7062, 7063, 7064, 7065, 7066, 7067, 7068, 7069,
      7197, 7198, 7199, 7200, 7201, 7212,
    ], "large-expense": [7002, 7087],
    "keyword": [7234, 7238], "cannot-close": [7014, 7027, 7077, 7093, 7102], "left-behind": [7085, 7086],
    "rate-out-of-line": [7082, 7083], "zero-line": [7009, 7092], "missing-po": [7023, 7065],
    "duplicate": [7010, 7071, 7073, 7091], "odd-hours": [7007, 7010, 7015, 7084],
    "agreement-drift": [7001, 7003, 7009, 7061, 7064, 7067, 7069], "expense-receipt": [7088, 7089], "tax-mismatch": [7076, 7078],
    "internal-words": [7017, 7093],
    "dates-delivery": [7027, 7069, 7090, 7095, 7175, 7198],
  ]

  static let books = DemoBooks(DemoData(invoices: DemoData.demoCount))

  @Test(arguments: meant.keys.sorted())
  func `every rule has at least two invoices to catch, and they are these`(rule: String) {
    let fired = Self.books.fired(rule)
    #expect(fired.count >= 2, "\(rule)")
    #expect(fired == Self.meant[rule], "MEANT \(rule) \(fired)")
  }

  static let found = books.found()

  @Test(arguments: meant.keys.sorted())
  func `the product's own rule finds exactly them`(rule: String) {
    #expect(Self.found[rule] == Self.meant[rule])
  }

  @Test func `all twenty-four rules are in the table`() { #expect(Self.meant.count == 24) }

  @Test(arguments: [2, 77])
  func `with any seed every rule has something to catch`(seed: Int) {
    let books = DemoBooks(DemoData(seed: UInt64(seed), invoices: DemoData.demoCount))
    let empty = Self.meant.keys.sorted().filter { books.fired($0).count < 2 }
    #expect(empty == [])
  }
}
